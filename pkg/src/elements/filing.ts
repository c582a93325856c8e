/**
 * `<xianshen-filing form="yanchi/account-filing">`: draws a filing form from what the kit knows of it, says what is
 * wrong with a field once the reader has left it (not while typing for the first time), offers fixes, shows the
 * deadlines, and gives the filing as JSON. It submits nothing: the page reads `value` or listens.
 */
import type { Awaitable } from "../kit.js";
import type { ClauseStatus, Diagnostic, FieldKind, FilingReport, FormInfo } from "../types.js";
import { andThen, download, ElementBase, el, languageOf, upgradeProperties } from "./base.js";
import { FIELD_CSS, type FieldView, fieldView, textOf } from "./filing-fields.js";
import { FINDING_CSS, findingNode } from "./findings.js";
import { type ElementStrings, elementStrings } from "./strings.js";
import { adoptTheme } from "./theme.js";
import { deadlineNode, TIMELINE_CSS } from "./timeline.js";

/** The part of a kit that the element uses. */
export interface FilingKit {
  forms(): Awaitable<FormInfo[]>;
  checkFiling(filing: object): Awaitable<FilingReport>;
  explain(clauseId: string): Awaitable<ClauseStatus | undefined>;
}

const CSS = `
:host { padding: 1.2em 1.4em; border: 1px solid var(--x-line); border-radius: calc(var(--x-radius) * 1.5); container-type: inline-size; }
form { display: grid; gap: 1.3em; }
h3 { margin-bottom: 0.6em; }
section:empty { display: none; }
.matter { padding: 0.9em 1em 1.1em; border-radius: var(--x-radius); background: var(--x-raised); }
.matter .fields { grid-template-columns: repeat(auto-fill, minmax(min(100%, 11em), 1fr)); }
.other ul { display: grid; gap: 0.4em; }
.bar { display: flex; flex-wrap: wrap; align-items: center; gap: 0.7em; padding-top: 1em; border-top: 1px solid var(--x-line); }
.bar [role=status] { flex: 1 1 12em; }
`;

/** The parts of a filing beside its fields, by path, with the kind of their control. */
const MATTER: [path: string, kind: FieldKind, words: keyof ElementStrings["filing"]][] = [
  ["event.kind", "choice", "eventKind"],
  ["event.date", "date", "eventDate"],
  ["submitted_on", "date", "submittedOn"],
];

type Bag = Record<string, unknown>;

/**
 * Fires `xianshen-change` (`detail`: the value) at every edit and `xianshen-report` (`detail`: the report) after every
 * check; both bubble.
 */
export class XianshenFiling extends ElementBase {
  /** Attributes that redraw. */
  static readonly observedAttributes = ["form", "lang"];

  private readonly root: ShadowRoot;
  private currentKit: FilingKit | null = null;
  private data: Bag = {};
  private info: FormInfo | null = null;
  private views: FieldView[] = [];
  private matter: FieldView[] = [];
  private touched = new Set<string>();
  private all = false;
  private run = 0;
  private current: FilingReport | null = null;
  private readonly status = el("p", { role: "status" });
  private readonly deadlines = el("section", { class: "deadlines" });
  private readonly other = el("section", { class: "other" });

  constructor() {
    super();
    this.root = this.attachShadow({ mode: "open", delegatesFocus: true });
  }

  connectedCallback(): void {
    adoptTheme(this.root, CSS, FIELD_CSS, FINDING_CSS, TIMELINE_CSS);
    upgradeProperties(this, "value", "kit");
    this.redraw();
  }

  attributeChangedCallback(): void {
    if (this.isConnected) this.redraw();
  }

  /** The kit that knows the forms and checks them. */
  get kit(): FilingKit | null {
    return this.currentKit;
  }

  set kit(kit: FilingKit | null) {
    this.currentKit = kit;
    if (this.isConnected) this.redraw();
  }

  /** The filing as `kit.checkFiling` reads it. Setting one fills the form and marks nothing yet. */
  get value(): object {
    return JSON.parse(JSON.stringify(this.data)) as object;
  }

  set value(value: object | null | undefined) {
    this.data = JSON.parse(JSON.stringify(value ?? {})) as Bag;
    this.touched.clear();
    this.all = false;
    if (this.isConnected) this.redraw();
  }

  /** The last report, or null before the first. */
  get report(): FilingReport | null {
    return this.current;
  }

  /** Checks the whole form, shows everything, and leads to the first error. */
  check(): void {
    this.all = true;
    this.recheck(() => {
      const bad = [...this.views, ...this.matter].find(
        (view) => view.control.getAttribute("aria-invalid") === "true",
      );
      bad?.control.focus();
    });
  }

  private redraw(): void {
    const kit = this.currentKit;
    if (!kit) {
      this.root.replaceChildren();
      return;
    }
    andThen(
      kit.forms(),
      (forms) => this.draw(forms),
      (error) => this.fail(error),
    );
  }

  private draw(forms: FormInfo[]): void {
    const words = this.words;
    const wanted =
      this.getAttribute("form") ?? (this.data.form ? joinId(this.data.jurisdiction, this.data.form) : "");
    const info = wanted
      ? forms.find((form) => joinId(form.jurisdiction, form.id) === wanted || form.id === wanted)
      : forms[0];
    this.info = info ?? null;
    if (!info) {
      this.root.replaceChildren(el("p", { class: "error" }, words.filing.none(wanted)));
      return;
    }
    this.data.jurisdiction = info.jurisdiction;
    this.data.form = info.id;
    const kit = this.currentKit;
    this.views = info.fields.map((field) =>
      fieldView(field, this.fieldValue(field.name, field.label), kit, words),
    );
    this.matter = MATTER.map(([path, kind, name]) => {
      const view = fieldView(
        {
          name: path,
          label: words.filing[name] as string,
          kind,
          required: false,
          help: "",
          example: "",
          clauses: [],
          options: [],
        },
        this.read(path),
        kit,
        words,
      );
      if (path === "event.kind") this.fillKinds(view, words);
      return view;
    });
    const form = el(
      "form",
      { novalidate: true, onsubmit: (event: Event) => event.preventDefault() },
      el("h2", {}, info.title),
      this.chooser(forms, info, words),
      el("fieldset", { class: "matter" }, el("h3", {}, words.filing.event), frames(this.matter)),
      frames(this.views),
      this.deadlines,
      this.other,
      el(
        "div",
        { class: "bar" },
        this.status,
        el("button", { type: "button", onclick: () => this.export() }, words.filing.export),
        el("button", { type: "submit", class: "primary", onclick: () => this.check() }, words.filing.check),
      ),
    );
    for (const view of [...this.views, ...this.matter]) this.follow(view);
    for (const node of [this.deadlines, this.other]) shown.delete(node);
    this.root.replaceChildren(form);
    this.recheck();
  }

  private chooser(forms: FormInfo[], info: FormInfo, words: ElementStrings): HTMLElement | null {
    if (this.hasAttribute("form") || forms.length < 2) return null;
    const choose = el("select", { "aria-label": words.filing.choose });
    for (const form of forms)
      choose.append(el("option", { value: joinId(form.jurisdiction, form.id) }, form.title));
    choose.value = joinId(info.jurisdiction, info.id);
    choose.addEventListener("change", () => {
      const chosen = forms.find((form) => joinId(form.jurisdiction, form.id) === choose.value);
      if (chosen) this.value = { ...this.data, jurisdiction: chosen.jurisdiction, form: chosen.id };
    });
    return el("div", { class: "field" }, choose);
  }

  private fillKinds(view: FieldView, words: ElementStrings): void {
    const value = textOf(this.read("event.kind"));
    const select = el("select", {}, el("option", { value: "" }, words.filing.unchosen));
    for (const [kind, label] of Object.entries(words.filing.kinds))
      select.append(el("option", { value: kind }, label));
    // Kinds also come in Chinese, with more names than this list has.
    if (value && !(value in words.filing.kinds)) select.append(el("option", { value }, value));
    select.value = value;
    for (const { name, value: text } of [...view.control.attributes]) {
      if (name === "id" || name === "name" || name.startsWith("aria-")) select.setAttribute(name, text);
    }
    view.control.replaceWith(select);
    view.control = select;
  }

  private follow(view: FieldView): void {
    const store = () => {
      this.write(view, view.control.value);
      this.dispatchEvent(
        new CustomEvent("xianshen-change", { detail: this.value, bubbles: true, composed: true }),
      );
      this.recheck();
    };
    view.control.addEventListener("input", store);
    view.control.addEventListener("change", store);
    view.control.addEventListener("blur", () => {
      this.touched.add(view.path);
      this.recheck();
    });
  }

  private recheck(then?: () => void): void {
    const kit = this.currentKit;
    if (!kit || !this.info) return;
    const run = ++this.run;
    try {
      andThen(
        kit.checkFiling(this.value),
        (report) => {
          if (run !== this.run) return;
          this.current = report;
          this.show(report);
          then?.();
          this.dispatchEvent(
            new CustomEvent("xianshen-report", { detail: report, bubbles: true, composed: true }),
          );
        },
        (error) => this.fail(error),
      );
    } catch (error) {
      this.fail(error);
    }
  }

  private show(report: FilingReport): void {
    const words = this.words;
    const rest: Diagnostic[] = [];
    const of = new Map<FieldView, Diagnostic[]>();
    for (const diagnostic of report.diagnostics) {
      const view = this.viewOf(diagnostic);
      if (!view) rest.push(diagnostic);
      else of.set(view, [...(of.get(view) ?? []), diagnostic]);
    }
    for (const view of [...this.views, ...this.matter]) {
      const visible = this.all || this.touched.has(view.path) ? (of.get(view) ?? []) : [];
      swap(view.errors, visible, () =>
        visible.map((d) =>
          findingNode(without(d, view.clauses), this.currentKit, words, (text) => this.fix(view, text)),
        ),
      );
      if (visible.some((d) => d.severity === "error")) view.control.setAttribute("aria-invalid", "true");
      else view.control.removeAttribute("aria-invalid");
    }
    const others = this.all ? rest : [];
    swap(this.other, others, () => [
      el("h3", {}, words.filing.other),
      el("ul", {}, ...others.map((d) => el("li", {}, findingNode(d, this.currentKit, words)))),
    ]);
    swap(this.deadlines, report.timeline, () => [
      el("h3", {}, words.filing.deadlines),
      el("ul", {}, ...report.timeline.map((d) => deadlineNode(d, words))),
    ]);
    const count = (severity: string) => report.diagnostics.filter((d) => d.severity === severity).length;
    const errors = count("error");
    this.status.className = this.all ? (errors > 0 ? "error" : "ok") : "muted";
    const text = errors > 0 ? words.filing.counts(errors, count("warning")) : words.filing.complete;
    if (this.status.textContent !== text) this.status.textContent = text;
  }

  private fix(view: FieldView, text: string): void {
    view.control.value = text;
    this.write(view, text);
    view.control.focus();
    this.dispatchEvent(
      new CustomEvent("xianshen-change", { detail: this.value, bubbles: true, composed: true }),
    );
    this.recheck();
  }

  private viewOf({ target }: Diagnostic): FieldView | undefined {
    if (target.kind !== "field") return undefined;
    const path = target.path.replace(/^fields\./, "");
    const match = (view: FieldView) => view.path === path || view.label === path;
    return (
      this.views.find(match) ??
      this.matter.find(match) ??
      this.matter.find((view) => view.path.startsWith(`${path}.`))
    );
  }

  private fieldValue(name: string, label: string): unknown {
    const fields = (this.data.fields ?? {}) as Bag;
    return fields[name] ?? fields[label];
  }

  private read(path: string): unknown {
    return path.split(".").reduce<unknown>((at, key) => (at as Bag | undefined)?.[key], this.data);
  }

  private write(view: FieldView, text: string): void {
    if (this.views.includes(view)) {
      this.data.fields ??= {};
      const fields = this.data.fields as Bag;
      // Read in both spellings, written in one.
      delete fields[view.label];
      set(fields, view.path, text === "" ? undefined : text);
      return;
    }
    const value = text === "" ? undefined : text;
    const keys = view.path.split(".");
    if (keys.length === 1) {
      set(this.data, view.path, value);
      return;
    }
    const [outer, inner] = keys as [string, string];
    const bag = (this.data[outer] ?? {}) as Bag;
    set(bag, inner, value);
    set(this.data, outer, Object.keys(bag).length > 0 ? bag : undefined);
  }

  private export(): void {
    const name = this.info ? `${this.info.jurisdiction}-${this.info.id}.json` : "filing.json";
    download(name, "application/json", `${JSON.stringify(this.data, null, 2)}\n`);
  }

  private fail(error: unknown): void {
    this.status.className = "error";
    this.status.textContent = this.words.failed(error instanceof Error ? error.message : String(error));
    if (!this.status.isConnected) this.root.replaceChildren(this.status);
  }

  private get words(): ElementStrings {
    return elementStrings(languageOf(this));
  }
}

function joinId(jurisdiction: unknown, form: unknown): string {
  return jurisdiction ? `${jurisdiction}/${form}` : String(form);
}

function frames(views: FieldView[]): HTMLElement {
  return el("div", { class: "fields" }, ...views.map((view) => view.frame));
}

function set(bag: Bag, key: string, value: unknown): void {
  if (value === undefined) delete bag[key];
  else bag[key] = value;
}

function without(diagnostic: Diagnostic, clauses: readonly string[]): Diagnostic {
  return { ...diagnostic, clauses: diagnostic.clauses.filter((id) => !clauses.includes(id)) };
}

const shown = new WeakMap<Element, string>();

/** Draws a list anew only when it differs: an opened clause stays open, a live region stays quiet. */
function swap(parent: Element, list: readonly unknown[], draw: () => Node[]): void {
  const key = JSON.stringify(list);
  if (shown.get(parent) === key) return;
  shown.set(parent, key);
  parent.replaceChildren(...(list.length > 0 ? draw() : []));
}

declare global {
  interface HTMLElementTagNameMap {
    "xianshen-filing": XianshenFiling;
  }
}
