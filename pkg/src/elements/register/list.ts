/**
 * The list of findings, with filters by severity, kind, host and words. Enter or a click shows the accounts of a
 * finding; Escape goes back to the filters.
 */
import { fill } from "../../strings/index.js";
import type { Severity } from "../../types.js";
import { el } from "../base.js";
import { VirtualGrid } from "./grid.js";
import type { RegisterStrings } from "./strings.js";
import { callOf, type Finding, namesOf, slices, type View, numberOf } from "./view.js";

/** What narrows the list; empty strings do not. */
export interface Filter {
  severity: Severity | "";
  kind: string;
  host: string;
  text: string;
  /** Only findings that concern one of these rows. */
  rows: ReadonlySet<number> | null;
}

/** No filter. */
export const NO_FILTER: Filter = { severity: "", kind: "", host: "", text: "", rows: null };

/** Findings that are searched for words in one go. */
const AT_ONCE = 1000;

/** What the list tells. */
export interface ListEvents {
  /** The reader wants to see this finding. */
  open(finding: Finding): void;
}

/** The list and its filters. */
export class FindingList {
  readonly node: HTMLElement;
  /** The findings that pass the filter. */
  shown: Finding[] = [];
  private filter: Filter = { ...NO_FILTER };
  private readonly grid: VirtualGrid;
  private readonly empty = el("p", { class: "muted", hidden: true });
  private readonly tools = el("div", { class: "tools" });
  private readonly count = el("span", { class: "muted", role: "status" });
  private readonly words: RegisterStrings;
  private readonly view: View;
  private timer = 0;
  private search: AbortController | null = null;
  private readonly text: HTMLInputElement;

  constructor(view: View, words: RegisterStrings, events: ListEvents) {
    this.view = view;
    this.words = words;
    this.grid = new VirtualGrid("findings", words.listLabel, {
      open: (row) => {
        const finding = this.shown[row];
        if (finding) events.open(finding);
      },
      back: () => this.text.focus(),
    });
    this.text = el("input", {
      type: "search",
      placeholder: words.searchHint,
      "aria-label": words.search,
      "data-filter": "text",
    });
    this.text.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.narrow({ text: this.text.value }), 150) as unknown as number;
    });
    this.node = el(
      "div",
      { class: "view" },
      this.tools,
      this.empty,
      this.grid.node,
      el("p", { class: "muted" }, words.listHelp),
    );
    this.narrow({});
  }

  /** Changes the filter; what is not named stays. A long list is searched for words in slices. */
  narrow(change: Partial<Filter>): void {
    this.filter = { ...this.filter, ...change };
    const { severity, kind, host, rows } = this.filter;
    const text = this.filter.text.trim().toLowerCase();
    if (this.text.value.trim().toLowerCase() !== text) this.text.value = this.filter.text;
    const { view } = this;
    const passed = view.findings.filter(
      (finding) =>
        (severity === "" || finding.diagnostic.severity === severity) &&
        (kind === "" || finding.kind === kind) &&
        (host === "" || (view.hosts[finding.host]?.name ?? "") === host) &&
        (rows === null || finding.rows.some((row) => rows.has(row))),
    );
    this.search?.abort();
    if (text === "" || passed.length < AT_ONCE) {
      this.settle(text === "" ? passed : passed.filter((finding) => this.says(finding, text)));
      return;
    }
    this.search = new AbortController();
    void this.sift(passed, text, this.search.signal);
  }

  private async sift(from: readonly Finding[], text: string, signal: AbortSignal): Promise<void> {
    const breath = slices(signal);
    const found: Finding[] = [];
    try {
      for (const [i, finding] of from.entries()) {
        if ((i & 31) === 0) await breath();
        if (this.says(finding, text)) found.push(finding);
      }
      this.settle(found);
    } catch (error) {
      // Another search has taken the place of this one.
      if (!signal.aborted) throw error;
    }
  }

  private settle(shown: Finding[]): void {
    this.shown = shown;
    this.drawTools();
    this.drawGrid();
  }

  /** The filter in force. */
  get state(): Filter {
    return this.filter;
  }

  /** Gives the finding that was opened the focus back. */
  focus(): void {
    this.grid.reveal(this.grid.activeRow, true);
  }

  /** Lets go of the page. */
  close(): void {
    clearTimeout(this.timer);
    this.search?.abort();
    this.grid.close();
  }

  private says(finding: Finding, text: string): boolean {
    if (finding.diagnostic.message.toLowerCase().includes(text)) return true;
    // Rows of a long group are not all looked through: its sentence names them.
    return finding.rows
      .slice(0, 20)
      .some((row) => this.view.table.row(row).some((cell) => cell.toLowerCase().includes(text)));
  }

  private drawTools(): void {
    const { words, view, filter } = this;
    const severities = (["error", "warning", "info"] as const).filter((s) => view.severities[s] > 0);
    const press = (severity: Severity | "", label: string) =>
      el(
        "button",
        {
          type: "button",
          "aria-pressed": String(filter.severity === severity),
          "data-severity": severity || "all",
          onclick: () => {
            this.narrow({ severity });
            this.tools.querySelector<HTMLElement>("[aria-pressed=true]")?.focus();
          },
        },
        label,
      );
    const kinds = el(
      "select",
      { "aria-label": words.kind, "data-filter": "kind" },
      el("option", { value: "" }, `${words.kind}：${words.all}`.replace("：", ": ")),
      ...view.kinds.map(([kind, n]) => el("option", { value: kind }, `${kindName(kind, words)} ${n}`)),
    );
    kinds.value = filter.kind;
    kinds.addEventListener("change", () => this.narrow({ kind: kinds.value }));
    const narrowed =
      filter.severity !== "" ||
      filter.kind !== "" ||
      filter.host !== "" ||
      filter.text !== "" ||
      filter.rows !== null;
    this.count.textContent = fill(words.shown, { shown: this.shown.length, all: view.findings.length });
    const searching = this.text.matches(":focus");
    this.tools.replaceChildren(
      el(
        "span",
        { class: "filters", role: "group", "aria-label": words.severity },
        press("", `${words.all} ${view.findings.length}`),
        ...severities.map((s) => press(s, `${words[`severity_${s}`]} ${view.severities[s]}`)),
      ),
      kinds,
      this.text,
      ...(narrowed
        ? [
            el(
              "button",
              { type: "button", "data-filter": "reset", onclick: () => this.narrow(NO_FILTER) },
              filter.host ? `${filter.host} ✕` : words.reset,
            ),
          ]
        : []),
      this.count,
    );
    if (searching) this.text.focus();
  }

  private drawGrid(): void {
    const { words, view } = this;
    this.empty.textContent = view.findings.length === 0 ? words.clean : words.nothing;
    this.empty.hidden = this.shown.length > 0;
    this.grid.node.hidden = this.shown.length === 0;
    const severities = (["error", "warning", "info"] as const).map((name) => words[`severity_${name}`]);
    const kinds = view.kinds.map(([kind]) => kindName(kind, words));
    this.grid.show(
      {
        length: this.shown.length,
        heads: [words.severity, words.kind, words.message, words.host, words.where],
        columns: [
          { least: widthOf(severities) },
          { least: widthOf(kinds) },
          { least: "16em", share: 4 },
          { least: "9em", share: 1.3 },
          { least: "8em", share: 1.3 },
        ],
        cells: (row) => {
          const finding = this.shown[row];
          if (!finding) return [];
          const { diagnostic } = finding;
          const first = finding.rows[0];
          const names = finding.rows.slice(0, 3).map((r) => callOf(view, r));
          const more = finding.rows.length > 3 ? ` +${finding.rows.length - 3}` : "";
          return [
            el(
              "div",
              {},
              el("span", { class: `mark ${diagnostic.severity}` }, words[`severity_${diagnostic.severity}`]),
            ),
            kindName(finding.kind, words),
            el("div", { class: "message", title: diagnostic.message }, el("span", {}, diagnostic.message)),
            first === undefined ? "" : namesOf(view, first).host || words.noHost,
            names.join(words.comma) + more,
          ];
        },
        dress: (row, node) => {
          const finding = this.shown[row];
          if (!finding) return;
          node.dataset.code = finding.diagnostic.code;
          node.dataset.severity = finding.diagnostic.severity;
          node.dataset.rows = finding.rows.map((r) => numberOf(view, r)).join(" ");
        },
      },
      52,
    );
  }
}

/** The width that the longest of some words needs: a Chinese character takes an em, another about half. */
function widthOf(words: readonly string[]): string {
  const ems = words.map((word) => [...word].reduce((sum, c) => sum + (c > "\u2e80" ? 1 : 0.56), 0));
  return `${(Math.max(4, ...ems) + 2.4).toFixed(1)}em`;
}

/** A kind of finding in words. */
export function kindName(kind: string, words: RegisterStrings): string {
  return words[`kind_${kind}` as keyof RegisterStrings] ?? words.kind_other;
}

/** The look of the list; goes on top of the grid's. */
export const LIST_CSS = `
.findings .message { white-space: normal; }
.findings .message > span { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; line-clamp: 2; overflow: hidden; line-height: 1.4; }
.findings .g-body > .g-row { cursor: pointer; }
.filters { display: flex; flex-wrap: wrap; gap: 0.4em; }
.filters button { padding: 0.1em 0.8em; border-radius: 2em; font-size: 0.93em; }
.filters button[aria-pressed=true] { border-color: var(--x-accent); background: var(--x-accent); color: var(--x-accent-text); }
@media (max-width: 40em) {
  .findings .g-row { grid-template-columns: 2.3em 5.4em 13.5em 10em 10em; }
  .findings .g-body, .findings .g-row { min-width: 41.2em; }
  .findings .g-row > .g-cell { padding-inline: 0.5em; }
  .findings .g-head > .g-cell:first-child { font-size: 0; }
  .findings .mark { gap: 0; font-size: 0; }
  .findings .mark::before { width: 11px; height: 11px; }
}
`;
