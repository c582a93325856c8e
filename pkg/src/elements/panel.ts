/**
 * `<xianshen-panel>`: the findings of one or several editors as a list, and so also the lines' twin for people
 * who do not see them. One tab stop, arrow keys, Enter goes to the text; what can be done about the finding in
 * hand stands under the list as ordinary buttons, because an option of a list may hold none.
 */
import type { AuditRecord, Session } from "../session/types.js";
import { fill, type Strings, stringsFor } from "../strings/index.js";
import type { Severity } from "../types.js";
import { download, ElementBase, el, languageOf, tellState, upgradeProperties } from "./base.js";
import { cardBody, ICONS, icon } from "./card-body.js";
import { PANEL_CSS } from "./panel-css.js";
import { type Group, type Grouping, grouped, type Item, ORDER } from "./panel-groups.js";
import { preview } from "./panel-preview.js";
import { RowList } from "./panel-list.js";
import { ignoredRows, keyOf } from "./panel-rows.js";
import { type PanelSnapshot, panelSnapshot, stateOf } from "./panel-snapshot.js";
import { adoptTheme } from "./theme.js";

const COUNTS = { error: "countError", warning: "countWarning", info: "countInfo" } as const;
/** From this many findings on, the list follows the text with a pause between two looks, in milliseconds. */
const LONG = 100;
const PAUSE = 150;
/** Quiet time before the counts are read out, in milliseconds. */
const QUIET = 1200;
/** From this many findings on, the list can be grouped otherwise and filtered. */
const MANY = 4;
const GROUPINGS = { severity: "groupSeverity", kind: "groupKind", place: "groupPlace" } as const;

/**
 * Set `session` (or `sessions`) to what `attach` returned, `grouping` to how the list begins. Fires
 * `xianshen-select` (bubbling, `detail` is the diagnostic) when a finding is gone to, and `xianshen-export`
 * (`detail` is the record of what was ignored) before that record is saved as a file, which a page may prevent.
 */
export class XianshenPanel extends ElementBase {
  private readonly root: ShadowRoot;
  private list: readonly Session[] = [];
  private off: (() => void)[] = [];
  /** What is shown, as it is shown; `items` are those of all groups in order. */
  private groups: Group[] = [];
  private items: Item[] = [];
  private by: Grouping = "severity";
  private only = new Set<Severity>();
  private active = -1;
  private frame = 0;
  private pause = 0;
  private timer = 0;
  private said = "";
  private built = false;
  private readonly title_ = el2("h2", "title");
  private readonly counts = el2("p", "counts");
  private readonly tools = el2("span", "tools");
  private readonly sort = el2("select", "sort");
  private readonly search = el2("input", "search");
  private readonly order = el2("div", "order");
  private readonly box = el2("div", "list");
  private readonly rows = new RowList(this.box);
  private readonly detail = el2("div", "detail");
  private readonly waved = el2("details", "waved");
  private readonly live = el2("p", "hidden-visually");

  constructor() {
    super();
    this.root = this.attachShadow({ mode: "open", delegatesFocus: false });
  }

  connectedCallback(): void {
    adoptTheme(this.root, PANEL_CSS);
    upgradeProperties(this, "session", "sessions");
    if (!this.built) this.build();
    this.connect();
  }

  disconnectedCallback(): void {
    for (const off of this.off.splice(0)) off();
    for (const session of this.list) if (!session.detached) session.highlight(null);
    cancelAnimationFrame(this.frame);
    clearTimeout(this.pause);
    clearTimeout(this.timer);
    this.pause = 0;
    this.rows.close();
  }

  /** The session shown, or null. */
  get session(): Session | null {
    return this.list[0] ?? null;
  }

  set session(session: Session | null) {
    this.sessions = session ? [session] : [];
  }

  /** Several sessions in one list: a title, a summary and a body, say. */
  get sessions(): readonly Session[] {
    return this.list;
  }

  set sessions(sessions: readonly Session[]) {
    this.list = [...sessions];
    this.active = -1;
    if (this.isConnected) this.connect();
  }

  /** How the list is grouped: "severity", "kind" or "place". */
  get grouping(): Grouping {
    return this.by;
  }

  set grouping(grouping: Grouping) {
    this.by = grouping in GROUPINGS ? grouping : "severity";
    if (this.isConnected) this.draw();
  }

  /** What is shown, as plain JSON. */
  snapshot(): PanelSnapshot {
    const { by: grouping, only, active } = this;
    return panelSnapshot(this.list, this.items, { grouping, only, active });
  }

  private get strings(): Strings {
    return this.list[0]?.strings ?? stringsFor(languageOf(this) === "en" ? "en" : "zh-CN");
  }

  private connect(): void {
    for (const off of this.off.splice(0)) off();
    for (const session of this.list) {
      this.off.push(session.on("change", () => this.later()));
      this.off.push(session.on("detach", () => this.later()));
    }
    this.draw();
  }

  private build(): void {
    this.built = true;
    this.live.setAttribute("role", "status");
    this.box.tabIndex = 0;
    this.box.setAttribute("role", "listbox");
    this.search.type = "search";
    this.search.addEventListener("input", () => this.draw());
    this.sort.addEventListener("change", () => {
      this.grouping = this.sort.value as Grouping;
    });
    this.order.append(this.sort, this.search);
    const section = el(
      "section",
      { part: "panel" },
      el("header", {}, this.title_, this.tools, this.counts, this.order),
      this.box,
      this.detail,
      this.waved,
      this.live,
    );
    this.root.append(section);
    this.box.addEventListener("keydown", (event) => this.pressed(event));
    this.box.addEventListener("focus", () => this.active < 0 && this.activate(0));
    this.box.addEventListener("click", (event) => this.clicked(event));
    section.addEventListener("keydown", (event) => {
      if (event.key !== "F8") return;
      event.preventDefault();
      this.step(event.shiftKey ? -1 : 1);
    });
  }

  /** Draw once a frame, however much happens in it; a long list now and then, so that writing is not held up. */
  private later(): void {
    if (this.items.length > LONG) {
      this.pause ||= setTimeout(() => this.draw(), PAUSE) as unknown as number;
      return;
    }
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.draw());
  }

  private draw(): void {
    const { strings } = this;
    clearTimeout(this.pause);
    this.pause = 0;
    const held = this.items[this.active];
    const sessions = this.list.filter((session) => !session.detached);
    const filter = { severities: this.only, text: this.search.value };
    this.groups = grouped(sessions, this.by, filter, strings);
    this.items = this.groups.flatMap((group) => group.items);
    const now = held && !held.session.detached ? held.session.current(held.diagnostic) : null;
    const kept = this.items.findIndex((item) => item.session === held?.session && item.diagnostic === now);
    this.active = kept >= 0 ? kept : held ? Math.min(this.active, this.items.length - 1) : -1;
    this.drawHead(strings, sessions);
    this.drawList(strings, sessions);
    this.drawDetail();
    this.drawWaved(strings, sessions);
    this.announce(strings, sessions);
    tellState(this, stateOf(this.list));
  }

  private drawHead(strings: Strings, sessions: readonly Session[]): void {
    this.title_.textContent = strings.panelTitle;
    this.root.querySelector("section")?.setAttribute("aria-label", strings.panelLabel);
    const chips = ORDER.map((severity) => this.chip(severity, strings));
    const inside = this.counts.contains(this.root.activeElement)
      ? (this.root.activeElement as HTMLElement).dataset.severity
      : null;
    this.counts.replaceChildren(...(sessions.length ? chips : []));
    if (inside) this.counts.querySelector<HTMLElement>(`[data-severity=${inside}]`)?.focus();
    this.drawOrder(strings);
    const step = (label: string, path: string, by: 1 | -1) =>
      el(
        "button",
        { type: "button", "aria-label": label, title: label, onclick: () => this.step(by) },
        icon(path),
      );
    const usable = this.items.length > 1;
    this.tools.replaceChildren(
      ...(usable ? [step(strings.previous, ICONS.up, -1), step(strings.next, ICONS.down, 1)] : []),
    );
  }

  /** The count of a severity; pressed, it shows only that one. */
  private chip(severity: Severity, strings: Strings): HTMLElement {
    const count = this.count(severity);
    const pressed = this.only.has(severity);
    const chip = el(
      "button",
      {
        type: "button",
        class: `mark ${severity}${count ? "" : " none"}`,
        "data-severity": severity,
        "aria-pressed": String(pressed),
      },
      String(count),
      el("span", { class: "word" }, strings[severity]),
    );
    chip.disabled = !count && !pressed;
    chip.addEventListener("click", () => {
      if (!this.only.delete(severity)) this.only.add(severity);
      this.draw();
    });
    return chip;
  }

  private drawOrder(strings: Strings): void {
    const found = ORDER.reduce((sum, severity) => sum + this.count(severity), 0);
    this.order.hidden = found < MANY && !this.search.value;
    this.sort.setAttribute("aria-label", strings.group);
    this.search.setAttribute("aria-label", strings.filterHint);
    this.search.placeholder = strings.filter;
    const choices = Object.entries(GROUPINGS).map(([value, key]) => {
      const choice = el("option", { value }, strings[key]);
      choice.selected = value === this.by;
      return choice;
    });
    this.sort.replaceChildren(...choices);
  }

  private drawList(strings: Strings, sessions: readonly Session[]): void {
    this.box.setAttribute("aria-label", strings.listLabel);
    this.box.setAttribute("aria-description", strings.help);
    const pending = sessions.some((session) => session.pending);
    this.root.querySelector("section")?.toggleAttribute("data-pending", pending);
    if (!this.items.length) {
      this.rows.set([]);
      const filtered = ORDER.some((severity) => this.count(severity));
      const words = sessions.length ? (pending ? strings.checking : strings.clean) : strings.noSession;
      const hint = sessions.length && !pending ? el("span", { class: "muted" }, strings.cleanHint) : null;
      this.box.replaceChildren(
        filtered
          ? el("p", { class: "empty" }, strings.noMatch, this.showAll(strings))
          : el("p", { class: "empty" }, words, hint),
      );
      return;
    }
    const heading = ({ title, items }: Group) =>
      this.by === "severity"
        ? fill(strings[COUNTS[items[0]?.diagnostic.severity ?? "info"]], { count: items.length })
        : `${title} · ${items.length}`;
    this.rows.set(this.groups.map((group) => ({ ...group, heading: heading(group) })));
    this.select(false);
  }

  private showAll(strings: Strings): HTMLElement {
    const all = el("button", { type: "button", class: "show-all" }, strings.showAll);
    all.addEventListener("click", () => {
      this.only.clear();
      this.search.value = "";
      this.draw();
      this.box.focus({ preventScroll: true });
    });
    return all;
  }

  /** What can be done about the finding in hand: the same body as the card's, and the rest of its kind. */
  private drawDetail(): void {
    const item = this.items[this.active];
    this.detail.toggleAttribute("data-idle", !item);
    if (!item) {
      const { pick, help } = this.strings;
      const hint = this.items.length ? [el("p", {}, pick), el("p", {}, help)] : [];
      this.detail.replaceChildren(...hint);
      delete this.detail.dataset.held;
      return;
    }
    const { session, diagnostic } = item;
    const editable = session.adapter.editable();
    const kin = session.fixable(diagnostic.code);
    // A button must not be made anew under the pointer that presses it.
    const held = `${this.list.indexOf(session)} ${keyOf(item)} ${kin.length} ${editable}`;
    if (this.detail.dataset.held === held) return;
    this.detail.dataset.held = held;
    const inside = this.detail.contains(this.root.activeElement);
    const body = cardBody(session, diagnostic, -1, {
      step: (by) => this.step(by),
      close: () => this.activate(-1),
      done: () => this.box.focus({ preventScroll: true }),
      resized: () => undefined,
    });
    body.setAttribute("role", "group");
    if (kin.length > 1 && kin.includes(diagnostic) && editable) {
      const { strings } = session;
      const label = fill(strings.fixAllLabel, { text: session.textOf(diagnostic) ?? "", count: kin.length });
      const all = el(
        "button",
        { type: "button", class: "all", "aria-label": label, title: label },
        fill(strings.fixAll, { count: kin.length }),
      );
      all.addEventListener("click", () => this.drawPreview(session, diagnostic.code));
      body.querySelector(".act")?.append(all);
    }
    this.detail.replaceChildren(body);
    if (inside) this.box.focus({ preventScroll: true });
  }

  /** Show what fixing a whole kind would do, in the place of the finding in hand. */
  private drawPreview(session: Session, code: string): void {
    const back = () => {
      delete this.detail.dataset.held;
      this.box.focus({ preventScroll: true });
      this.drawDetail();
    };
    const confirm = () => {
      const count = session.fixAll(code);
      if (count) this.say(fill(session.strings.fixed, { count }));
      back();
    };
    const body = preview(session, code, confirm, back);
    body.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      back();
    });
    this.detail.replaceChildren(body);
    body.querySelector<HTMLElement>(".confirm")?.focus({ preventScroll: true });
  }

  private drawWaved(strings: Strings, sessions: readonly Session[]): void {
    const rows = ignoredRows(strings, sessions, () => this.box.focus({ preventScroll: true }));
    const records = sessions.flatMap((session) => session.audit());
    this.waved.hidden = !records.length;
    const out = el("button", { type: "button", class: "export" }, strings.exportRecord);
    out.addEventListener("click", () => this.exportRecord(records));
    this.waved.replaceChildren(
      el("summary", {}, fill(strings.ignored, { count: rows.length })),
      el("ul", {}, ...rows),
      el("p", { class: "out" }, out),
    );
  }

  /** Hand the record of what was ignored to the page; if it does nothing with it, it is saved as a file. */
  private exportRecord(records: readonly AuditRecord[]): void {
    const event = new CustomEvent("xianshen-export", {
      detail: records,
      bubbles: true,
      composed: true,
      cancelable: true,
    });
    if (!this.dispatchEvent(event)) return;
    const day = new Date().toISOString().slice(0, 10);
    download(`xianshen-audit-${day}.json`, "application/json", `${JSON.stringify(records, null, 2)}\n`);
  }

  private clicked(event: Event): void {
    const row = (event.target as Element).closest<HTMLElement>("[data-index]");
    if (!row) return;
    this.activate(Number(row.dataset.index));
    this.goTo(false);
  }

  private pressed(event: KeyboardEvent): void {
    const last = this.items.length - 1;
    const to: Record<string, number> = {
      ArrowDown: Math.min(this.active + 1, last),
      ArrowUp: Math.max(this.active - 1, 0),
      PageDown: Math.min(this.active + 10, last),
      PageUp: Math.max(this.active - 10, 0),
      Home: 0,
      End: last,
    };
    if (event.key in to) this.activate(to[event.key] ?? 0);
    else if (event.key === "Enter") this.goTo(true);
    else return;
    event.preventDefault();
  }

  private step(by: 1 | -1): void {
    if (!this.items.length) return;
    const from = this.active < 0 && by < 0 ? 0 : this.active;
    this.activate((from + by + this.items.length) % this.items.length);
    this.goTo(false);
  }

  private activate(index: number): void {
    this.active = index < this.items.length ? index : -1;
    // What can be done is drawn first: it takes room from the list.
    this.drawDetail();
    this.select(true);
  }

  /** Show which row is in hand, here and in the text. */
  private select(show: boolean): void {
    const item = this.items[this.active];
    for (const session of this.list)
      if (session !== item?.session && !session.detached) session.highlight(null);
    this.rows.select(item ? this.active : -1, show);
    if (!item) return;
    item.session.highlight(item.diagnostic);
  }

  /** Go to the words in the text; without `stay` the focus remains here. */
  private goTo(leave: boolean): void {
    const item = this.items[this.active];
    if (!item) return;
    const here = this.root.activeElement as HTMLElement | null;
    if (!item.session.focus(item.diagnostic)) return;
    if (!leave) (here ?? this.box).focus({ preventScroll: true });
    this.dispatchEvent(
      new CustomEvent("xianshen-select", { detail: item.diagnostic, bubbles: true, composed: true }),
    );
  }

  private count(severity: Severity): number {
    return this.list.reduce((sum, session) => sum + (session.detached ? 0 : session.counts[severity]), 0);
  }

  /** Read the counts out, but only after a pause, and only if they are new. */
  private announce(strings: Strings, sessions: readonly Session[]): void {
    clearTimeout(this.timer);
    if (!sessions.length || sessions.some((session) => session.pending)) return;
    const parts = ORDER.filter((severity) => this.count(severity)).map((severity) =>
      fill(strings[COUNTS[severity]], { count: this.count(severity) }),
    );
    const text = parts.length ? parts.join(strings.joiner) : strings.clean;
    this.timer = setTimeout(() => this.say(text), QUIET) as unknown as number;
  }

  private say(text: string): void {
    if (text === this.said) return;
    this.said = text;
    this.live.textContent = text;
  }
}

/** The same class under the name of its module. */
export { XianshenPanel as PanelElement };

/** An element made when there is a page, and nothing where there is none. */
function el2<K extends keyof HTMLElementTagNameMap>(tag: K, className: string): HTMLElementTagNameMap[K] {
  return el(tag, { class: className });
}
