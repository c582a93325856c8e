/**
 * The views of a checked register under their tabs, the figures above them, and the pane that takes their place when the
 * reader asks for more; back from it, everything is as it was left.
 */
import { el } from "../base.js";
import { Board, markNode } from "./board.js";
import { calendarNode } from "./calendar.js";
import type { Output, RegisterKit } from "./deliver.js";
import { detailNode } from "./detail.js";
import { type GridColumn, VirtualGrid } from "./grid.js";
import { type Filter, FindingList, kindName, NO_FILTER } from "./list.js";
import { marksOf } from "./snapshot.js";
import { standingNode } from "./standing.js";
import type { RegisterStrings } from "./strings.js";
import {
  dayOf,
  imitatedRow,
  type Finding,
  MARK_ORDER,
  MARKS,
  type Mark,
  type View,
  numberOf,
} from "./view.js";

/** What the views need. */
export interface ViewsOptions {
  words: RegisterStrings;
  lang: "zh" | "en";
  kit: RegisterKit | null;
  today: string;
  output: (kind: Output) => void;
}

const TABS = ["board", "list", "calendar", "standing", "rows"] as const;
type Tab = (typeof TABS)[number];

/** Everything under the status line. */
export class Views {
  readonly node = el("div", { class: "all", "data-views": "" });
  /** The tab in front. */
  tab: Tab = "board";
  /** The rows whose details are open. */
  detailRows: readonly number[] = [];
  private readonly view: View;
  private readonly options: ViewsOptions;
  private readonly panel = el("div", { role: "tabpanel", id: "panel", class: "panel" });
  private readonly pane = el("div", { hidden: true });
  private readonly tabs = new Map<Tab, HTMLButtonElement>();
  private readonly made = new Map<Tab, HTMLElement>();
  private board: Board | null = null;
  private list: FindingList | null = null;
  private rows: VirtualGrid | null = null;
  private way: { finding: Finding | null; rows: readonly number[]; title: string }[] = [];
  private before: HTMLElement | null = null;

  constructor(view: View, options: ViewsOptions) {
    this.view = view;
    this.options = options;
    this.node.append(this.tiles(), this.tablist(), this.panel, this.pane);
  }

  /** Draws the first tab, once the node is in the page and has a size. */
  start(): void {
    this.choose("board");
  }

  /** The findings that pass the filter. */
  get shown(): readonly Finding[] {
    return this.list?.shown ?? this.view.findings;
  }

  /** The filter of the list. */
  get filter(): Filter {
    return this.list?.state ?? NO_FILTER;
  }

  /** Lets go of the page. */
  close(): void {
    this.board?.close();
    this.list?.close();
    this.rows?.close();
  }

  /** Shows the list under a filter. */
  narrow(filter: Partial<Filter>): void {
    this.choose("list");
    this.list?.narrow({ ...NO_FILTER, ...filter });
  }

  private tiles(): HTMLElement {
    const { view } = this;
    const { words } = this.options;
    const marks = marksOf(view);
    const figure = (label: string, n: number) =>
      el("li", {}, el("div", { class: "tile" }, el("b", {}, String(n)), el("span", {}, label)));
    const pressed = (mark: Mark) =>
      el(
        "li",
        {},
        el(
          "button",
          {
            type: "button",
            class: "tile",
            "data-tile": mark,
            disabled: marks[mark] === 0,
            onclick: () => this.showMark(mark),
          },
          el("b", {}, String(marks[mark] ?? 0)),
          el("span", {}, markNode(mark, words), kindName(mark, words)),
        ),
      );
    return el(
      "ul",
      { class: "tiles" },
      figure(words.tile_accounts, view.report.rows),
      figure(words.tile_hosts, view.board.filter((line) => line.name !== "").length),
      figure(words.tile_platforms, view.platforms.filter(Boolean).length),
      ...MARK_ORDER.filter((mark) => mark !== "other").map(pressed),
    );
  }

  private showMark(mark: Mark): void {
    if (this.view.kinds.some(([kind]) => kind === mark)) {
      this.narrow({ kind: mark });
      return;
    }
    const rows: number[] = [];
    this.view.marks.forEach((marks, row) => marks & MARKS[mark] && rows.push(row));
    this.open(null, rows, kindName(mark, this.options.words));
  }

  private tablist(): HTMLElement {
    const { words, output } = this.options;
    for (const tab of TABS) {
      const button = el(
        "button",
        {
          type: "button",
          role: "tab",
          id: `tab-${tab}`,
          "data-tab": tab,
          "aria-controls": "panel",
          onclick: () => this.choose(tab),
        },
        words[tab],
      );
      button.addEventListener("keydown", (event) => {
        const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
        if (!step) return;
        event.preventDefault();
        const next = TABS[(TABS.indexOf(tab) + step + TABS.length) % TABS.length] ?? tab;
        this.choose(next);
        this.tabs.get(next)?.focus();
      });
      this.tabs.set(tab, button);
    }
    const choice = (kind: Output, label: string) =>
      el(
        "button",
        {
          type: "button",
          "data-output": kind,
          onclick: () => {
            menu.open = false;
            output(kind);
          },
        },
        label,
      );
    const menu = el(
      "details",
      { class: "menu" },
      el("summary", {}, words.export),
      el(
        "div",
        {},
        choice("findings-xlsx", words.exportXlsx),
        choice("findings-csv", words.exportCsv),
        choice("register-xlsx", words.exportRegister),
        choice("register-csv", words.exportRegisterCsv),
        choice("print", words.print),
        choice("print-board", words.printBoard),
      ),
    );
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !menu.open) return;
      menu.open = false;
      menu.querySelector("summary")?.focus();
    });
    return el(
      "div",
      { class: "tablist" },
      el("div", { role: "tablist", "aria-label": words.tabs }, ...this.tabs.values()),
      menu,
    );
  }

  private choose(tab: Tab): void {
    this.tab = tab;
    this.leave();
    for (const [name, button] of this.tabs) {
      button.setAttribute("aria-selected", String(name === tab));
      button.tabIndex = name === tab ? 0 : -1;
    }
    this.panel.setAttribute("aria-labelledby", `tab-${tab}`);
    let node = this.made.get(tab);
    if (!node) {
      node = el("div", {});
      this.made.set(tab, node);
      this.panel.append(node);
      for (const [name, other] of this.made) other.hidden = name !== tab;
      node.append(this.make(tab));
    }
    for (const [name, other] of this.made) other.hidden = name !== tab;
  }

  private make(tab: Tab): HTMLElement {
    const { view } = this;
    const { words, today } = this.options;
    const open = (rows: readonly number[], title: string) => this.open(null, rows, title);
    if (tab === "board") {
      this.board = new Board(view, words, { rows: open });
      return this.board.node;
    }
    if (tab === "list") {
      this.list = new FindingList(view, words, { open: (finding) => this.openFinding(finding) });
      return this.list.node;
    }
    if (tab === "calendar") return calendarNode(view, words, dayOf(today), open);
    if (tab === "standing") return standingNode(view, words, open);
    return this.rowsNode();
  }

  private rowsNode(): HTMLElement {
    const { view } = this;
    const { words } = this.options;
    const { table } = view;
    this.rows = new VirtualGrid("rows", words.rowsLabel, {
      open: (row) => this.open(null, [row], `${words.number} ${numberOf(view, row)}`),
    });
    this.rows.show(
      {
        length: table.length,
        heads: [words.number, ...table.head],
        columns: [{ least: "8em" }, ...columnsOf(view)],
        cells: (row) => [
          el(
            "div",
            { role: "rowheader", class: "signs" },
            String(numberOf(view, row)),
            ...MARK_ORDER.filter((mark) => (view.marks[row] ?? 0) & MARKS[mark]).map((mark) =>
              markNode(mark, words),
            ),
            el(
              "span",
              { class: "hidden-visually" },
              MARK_ORDER.filter((mark) => (view.marks[row] ?? 0) & MARKS[mark])
                .map((mark) => words[`mark_${mark}`])
                .join(words.comma),
            ),
          ),
          ...table.row(row).slice(0, table.head.length),
        ],
        dress: (row, node) => {
          node.dataset.row = String(numberOf(view, row));
        },
      },
      36,
    );
    return el("div", { class: "view" }, this.rows.node);
  }

  private openFinding(finding: Finding): void {
    const imitated = imitatedRow(this.view, finding);
    const rows = imitated < 0 ? finding.rows : [...finding.rows, imitated];
    this.open(finding, rows, kindName(finding.kind, this.options.words));
  }

  private open(finding: Finding | null, rows: readonly number[], title: string): void {
    if (this.way.length === 0) {
      this.before = (this.node.getRootNode() as ShadowRoot).activeElement as HTMLElement | null;
    }
    this.way.push({ finding, rows, title });
    this.drawPane();
  }

  private drawPane(): void {
    const step = this.way[this.way.length - 1];
    this.detailRows = step?.rows ?? [];
    this.panel.hidden = step !== undefined;
    this.pane.hidden = step === undefined;
    if (!step) {
      this.pane.replaceChildren();
      return;
    }
    const { words, lang, kit } = this.options;
    const node = detailNode({
      ...step,
      view: this.view,
      words,
      lang,
      kit,
      back: () => this.back(),
      toRows: (row) => this.toRow(row),
      open: (finding) => this.openFinding(finding),
    });
    this.pane.replaceChildren(node);
    node.querySelector("h3")?.focus({ preventScroll: true });
    node.scrollIntoView({ block: "nearest" });
  }

  private back(): void {
    this.way.pop();
    this.drawPane();
    if (this.way.length === 0) this.before?.focus();
  }

  private leave(): void {
    this.way = [];
    this.drawPane();
  }

  private toRow(row: number): void {
    this.choose("rows");
    this.rows?.reveal(row, true, 0);
  }
}

/** Widths of the columns by what the first rows hold. */
function columnsOf(view: View): GridColumn[] {
  const { table } = view;
  const most = table.head.map((name) => name.length);
  for (let row = 0; row < Math.min(40, table.length); row++) {
    table.row(row).forEach((cell, i) => {
      if (i < most.length) most[i] = Math.max(most[i] ?? 0, cell.length);
    });
  }
  return most.map((n) => ({ least: `${Math.min(18, Math.max(4.5, n * 1.05 + 1.4))}em` }));
}
