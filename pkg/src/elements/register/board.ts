/**
 * The board of hosts and platforms: what a county office would print and hang up. Each cell says in shape, character
 * and colour what is the matter with the accounts of that host on that platform; hosts in trouble stand first.
 */
import { fill } from "../../strings/index.js";
import { el } from "../base.js";
import { VirtualGrid } from "./grid.js";
import type { RegisterStrings } from "./strings.js";
import { type HostLine, MARK_ORDER, MARKS, type Mark, type View } from "./view.js";

/** What the board tells. */
export interface BoardEvents {
  /** The reader wants to see these rows. */
  rows(rows: readonly number[], title: string): void;
}

/** The board and its filters. */
export class Board {
  readonly node: HTMLElement;
  private readonly grid: VirtualGrid;
  private readonly words: RegisterStrings;
  private readonly view: View;
  private lines: HostLine[] = [];
  private readonly search: HTMLInputElement;
  private readonly troubled: HTMLInputElement;
  private readonly shown = el("span", { class: "muted", role: "status" });

  constructor(view: View, words: RegisterStrings, events: BoardEvents) {
    this.view = view;
    this.words = words;
    this.grid = new VirtualGrid("board", words.boardLabel, {
      open: (row, column) => {
        const line = this.lines[row];
        if (!line) return;
        const rows = column === 0 ? [...line.cells.values()].flat() : (line.cells.get(column - 1) ?? []);
        if (rows.length > 0) events.rows(rows, this.titleOf(line, column));
      },
      back: () => this.search.focus(),
    });
    this.search = el("input", { type: "search", placeholder: words.host, "aria-label": words.search });
    this.troubled = el("input", { type: "checkbox" });
    this.search.addEventListener("input", () => this.fill());
    this.troubled.addEventListener("change", () => this.fill());
    this.node = el(
      "div",
      { class: "view" },
      el(
        "div",
        { class: "tools" },
        this.search,
        el("label", { class: "check" }, this.troubled, words.troubled),
        this.shown,
      ),
      this.legend(),
      this.grid.node,
      el("p", { class: "muted" }, words.boardHelp),
    );
    this.fill();
  }

  /** Lets go of the page. */
  close(): void {
    this.grid.close();
  }

  private fill(): void {
    const { view, words } = this;
    const wanted = this.search.value.trim().toLowerCase();
    this.lines = view.board.filter(
      (line) =>
        (!this.troubled.checked || line.marks !== 0) &&
        (wanted === "" ||
          [line.name || words.noHost, ...line.spellings].some((name) => name.toLowerCase().includes(wanted))),
    );
    this.shown.textContent = fill(words.shownHosts, { shown: this.lines.length, all: view.board.length });
    this.grid.show(
      {
        length: this.lines.length,
        heads: [words.host, ...view.platforms.map((name) => name || words.noPlatform)],
        columns: [
          { least: "var(--g-first)", share: 1.6 },
          ...view.platforms.map(() => ({ least: "6.6em", share: 1 })),
        ],
        cells: (row) => this.cells(this.lines[row]),
      },
      38,
    );
  }

  private cells(line: HostLine | undefined): HTMLElement[] {
    if (!line) return [];
    const { words, view } = this;
    const name = line.name || words.noHost;
    return [
      el(
        "div",
        {
          role: "rowheader",
          title: titleOf(line, name, words),
          class: line.name ? "" : "orphan-name",
        },
        name,
      ),
      ...view.platforms.map((_, platform) => this.cell(line, platform)),
    ];
  }

  private cell(line: HostLine, platform: number): HTMLElement {
    const { words, view } = this;
    const rows = line.cells.get(platform) ?? [];
    const marks = rows.reduce((all, row) => all | (view.marks[row] ?? 0), 0);
    const node = el("div", {
      class: "square",
      title: this.titleOf(line, platform + 1),
      "data-marks": MARK_ORDER.filter((mark) => marks & MARKS[mark]).join(" "),
      "data-count": rows.length,
    });
    // Most cells of a board are empty, and a name is laid out sooner than words that nobody sees.
    if (rows.length === 0) {
      node.setAttribute("aria-label", node.title);
      return node;
    }
    // What a screen reader says of it, in the place of the signs.
    node.append(el("span", { class: "hidden-visually" }, node.title));
    const shown = MARK_ORDER.filter((mark) => marks & MARKS[mark]);
    if (shown.length === 0) node.append(el("span", { class: "one", "aria-hidden": "true" }));
    for (const mark of shown) node.append(markNode(mark, words));
    if (rows.length > 1)
      node.append(el("span", { class: "times", "aria-hidden": "true" }, `×${rows.length}`));
    return node;
  }

  private titleOf(line: HostLine, column: number): string {
    const { words, view } = this;
    const host = line.name || words.noHost;
    if (column === 0) return host;
    const rows = line.cells.get(column - 1) ?? [];
    const marks = rows.reduce((all, row) => all | (view.marks[row] ?? 0), 0);
    const what =
      rows.length === 0
        ? words.cellNone
        : [
            fill(words.cellCount, { n: rows.length }),
            ...MARK_ORDER.filter((mark) => marks & MARKS[mark]).map((mark) => words[`mark_${mark}`]),
          ].join(words.comma);
    return fill(words.cell, { host, platform: view.platforms[column - 1] || words.noPlatform, what });
  }

  private legend(): HTMLElement {
    const { words } = this;
    return el(
      "ul",
      { class: "legend", "aria-label": words.legend },
      ...MARK_ORDER.map((mark) => el("li", {}, markNode(mark, words), words[`mark_${mark}`])),
      el("li", {}, el("span", { class: "one" }), words.mark_one),
    );
  }
}

/** The name of a host, with its other spellings where the register has any. */
function titleOf(line: HostLine, name: string, words: RegisterStrings): string {
  const others = line.spellings.filter((spelling) => spelling !== name);
  return others.length > 0 ? `${name}\n${fill(words.spellings, { names: others.join(words.comma) })}` : name;
}

/** A mark as people see it: a shape of its own with a character in it. */
export function markNode(mark: Mark, words: RegisterStrings): HTMLElement {
  return el("span", { class: `sign ${mark}`, "aria-hidden": "true" }, words[`char_${mark}`]);
}

/** The look of the board; goes on top of the grid's. */
export const BOARD_CSS = `
.board { --g-first: 13em; }
.board .g-cell { border-inline-end: 1px solid var(--x-line); }
.board .square { justify-content: center; gap: 0.2em; padding: 0 0.2em; }
.board .square[data-count="0"]::after { content: "·"; color: var(--x-muted); }
.board .g-head > .g-cell:not(:first-child) { justify-content: center; }
.orphan-name { color: var(--x-muted); font-style: italic; }
.one { width: 0.75em; height: 0.75em; border: 1.5px solid var(--x-ok); border-radius: 50%; }
.times { font-size: 0.82em; font-variant-numeric: tabular-nums; color: var(--x-muted); }
.sign { display: inline-flex; flex: none; align-items: center; justify-content: center; width: 1.7em; height: 1.7em; font-size: 0.8em; font-weight: 700; line-height: 1; border: 1.5px solid currentcolor; }
.sign.duplicate { color: var(--x-surface); background: var(--x-error); border-color: var(--x-error); border-radius: 2px; box-shadow: 2.5px -2.5px 0 -1px var(--x-surface), 2.5px -2.5px 0 0 var(--x-error); }
.sign.look-alike { color: var(--x-error); background: var(--x-error-surface); border-style: double; border-width: 3px; border-radius: 2px; }
.sign.orphan { color: var(--x-warning); background: var(--x-warning-surface); border-style: dashed; border-radius: 50%; }
.sign.stale { color: var(--x-info); border-radius: 50%; background: linear-gradient(135deg, var(--x-info-surface) 50%, transparent 50%); }
.sign.other { color: var(--x-warning); border: 0; width: 1.9em; clip-path: polygon(50% 0, 100% 100%, 0 100%); background: var(--x-warning); color: var(--x-surface); align-items: end; padding-bottom: 0.05em; }
.legend { display: flex; flex-wrap: wrap; gap: 0.3em 1.2em; font-size: 0.9em; color: var(--x-muted); }
.legend li { display: inline-flex; align-items: center; gap: 0.4em; }
@media (max-width: 40em) {
  .board { --g-first: 8.5em; }
  .board [role=rowheader] { padding-inline: 0.5em; font-size: 0.87em; line-height: 1.25; white-space: normal; }
}
@media (forced-colors: active) { .sign { forced-color-adjust: none; background: Canvas; color: CanvasText; border-color: CanvasText; } }
`;
