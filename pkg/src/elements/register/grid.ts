/**
 * A table of any length that keeps only the rows in sight in the page: rows of one height, placed by number, made when
 * they scroll in and taken out when they scroll away. To a keyboard and a screen reader it is a whole grid all the
 * same: `aria-rowcount` and `aria-rowindex` tell the length and the place, arrows, Page Up, Home and their kin move
 * one cell that holds the focus, and that cell stays in the page wherever the reader scrolls.
 */
import { el } from "../base.js";

/** What a grid shows. */
export interface GridSource {
  /** Rows under the headings. */
  length: number;
  /** The headings; their number is that of the columns. */
  heads: readonly (Node | string)[];
  /** CSS widths of the columns, for `grid-template-columns`. */
  columns: string;
  /** The cells of a row, as many as there are headings. The first may be marked as the heading of its row. */
  cells(row: number): (HTMLElement | string)[];
  /** Sets what the row itself carries: data- attributes, classes. */
  dress?(row: number, node: HTMLElement): void;
}

/** What a grid tells. Rows count from 0 under the headings. */
export interface GridEvents {
  /** Enter, or a click: the reader wants to see more of this cell. */
  open(row: number, column: number): void;
  /** Escape: back to where the reader came from. */
  back?(): void;
  /** The active cell moved there by key. */
  move?(row: number, column: number): void;
}

/** Rows kept above and below those in sight. */
const SPARE = 6;
/** Browsers cannot lay out more than some 16 million pixels; beyond this the way of the scrollbar is scaled. */
const MOST_HEIGHT = 8_000_000;

/** One grid. Put {@link node} in the page, then {@link show} something. */
export class VirtualGrid {
  readonly node: HTMLElement;
  private readonly head = el("div", { role: "row", class: "g-row g-head", "aria-rowindex": 1 });
  private readonly body = el("div", { class: "g-body", role: "presentation" });
  private readonly drawn = new Map<number, HTMLElement>();
  private readonly events: GridEvents;
  private source: GridSource = { length: 0, heads: [], columns: "", cells: () => [] };
  private rowHeight = 36;
  private active = 0;
  private column = 0;
  private frame = 0;
  private readonly watcher: ResizeObserver | null;

  constructor(name: string, label: string, events: GridEvents) {
    this.events = events;
    this.node = el(
      "div",
      { class: `grid ${name}`, role: "grid", "aria-label": label, "data-grid": name },
      this.head,
      this.body,
    );
    this.node.addEventListener("scroll", () => this.later(), { passive: true });
    this.node.addEventListener("keydown", (event) => this.pressed(event));
    this.node.addEventListener("click", (event) => this.clicked(event));
    this.watcher = typeof ResizeObserver === "undefined" ? null : new ResizeObserver(() => this.later());
    this.watcher?.observe(this.node);
  }

  /** Shows something else, from the top unless `keep`. */
  show(source: GridSource, rowHeight: number, keep = false): void {
    this.source = source;
    this.rowHeight = rowHeight;
    if (!keep) {
      this.active = 0;
      this.column = 0;
      this.node.scrollTop = 0;
    }
    this.active = Math.max(0, Math.min(this.active, source.length - 1));
    for (const row of this.drawn.values()) row.remove();
    this.drawn.clear();
    this.node.setAttribute("aria-rowcount", String(source.length + 1));
    this.node.setAttribute("aria-colcount", String(source.heads.length));
    this.node.style.setProperty("--g-columns", source.columns);
    this.node.style.setProperty("--g-row", `${rowHeight}px`);
    this.head.replaceChildren(
      ...source.heads.map((head, i) =>
        el("div", { role: "columnheader", class: "g-cell", "aria-colindex": i + 1 }, head),
      ),
    );
    this.body.style.height = `${Math.min(source.length * rowHeight, MOST_HEIGHT)}px`;
    this.draw();
  }

  /** Rows in the page, for those who watch its size. */
  get drawnRows(): number {
    return this.drawn.size;
  }

  /** The row that holds the focus, or would. */
  get activeRow(): number {
    return this.active;
  }

  /** Brings a row into sight and makes it the active one; `focus` gives it the focus too. */
  reveal(row: number, focus = false, column = this.column): void {
    if (row < 0 || row >= this.source.length) return;
    this.active = row;
    this.column = Math.max(0, Math.min(column, this.source.heads.length - 1));
    const head = this.head.offsetHeight;
    const top = this.topOf(row);
    const room = this.node.clientHeight - head - this.rowHeight;
    if (top < this.node.scrollTop) this.node.scrollTop = top;
    else if (top > this.node.scrollTop + room) this.node.scrollTop = top - Math.max(0, room);
    this.draw();
    const cell = this.cellOf(row, this.column);
    if (focus) cell?.focus({ preventScroll: true });
    cell?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  /** Draws the rows in sight anew, where what they show has changed. */
  refresh(): void {
    const focused = this.node.contains((this.node.getRootNode() as ShadowRoot).activeElement);
    for (const row of this.drawn.values()) row.remove();
    this.drawn.clear();
    this.draw();
    if (focused) this.cellOf(this.active, this.column)?.focus({ preventScroll: true });
  }

  /** Lets go of the page. */
  close(): void {
    cancelAnimationFrame(this.frame);
    this.watcher?.disconnect();
  }

  private later(): void {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.draw());
  }

  /** Scrolling is scaled where the rows are higher than a browser can lay out. */
  private get scale(): number {
    const whole = this.source.length * this.rowHeight;
    return whole > MOST_HEIGHT ? whole / MOST_HEIGHT : 1;
  }

  private topOf(row: number): number {
    return (row * this.rowHeight) / this.scale;
  }

  private draw(): void {
    const { length } = this.source;
    const height = this.node.clientHeight || 400;
    const scroll = this.node.scrollTop;
    const first = Math.max(0, Math.floor((scroll * this.scale) / this.rowHeight) - SPARE);
    const last = Math.min(length - 1, first + Math.ceil(height / this.rowHeight) + 2 * SPARE);
    for (const [row, node] of this.drawn) {
      if ((row < first || row > last) && row !== this.active) {
        node.remove();
        this.drawn.delete(row);
      }
    }
    const fresh = document.createDocumentFragment();
    for (let row = first; row <= last; row++) if (!this.drawn.has(row)) fresh.append(this.make(row));
    if (this.active < length && !this.drawn.has(this.active)) fresh.append(this.make(this.active));
    this.body.append(fresh);
    if (this.scale > 1) {
      for (const [row, node] of this.drawn) this.place(row, node);
    }
  }

  /** Rows keep their true height; where the way is scaled, those in sight stand close to the scrolled place. */
  private place(row: number, node: HTMLElement): void {
    const scroll = this.node.scrollTop;
    const top =
      this.scale === 1 ? row * this.rowHeight : scroll + (row * this.rowHeight - scroll * this.scale);
    node.style.transform = `translateY(${top}px)`;
  }

  private make(row: number): HTMLElement {
    const node = el("div", { role: "row", class: "g-row", "aria-rowindex": row + 2, "data-index": row });
    const active = row === this.active;
    this.source.cells(row).forEach((content, i) => {
      const cell =
        typeof content === "string"
          ? el("div", { class: "text", title: content || undefined }, content)
          : content;
      cell.classList.add("g-cell");
      if (!cell.hasAttribute("role")) cell.setAttribute("role", "gridcell");
      cell.setAttribute("aria-colindex", String(i + 1));
      cell.tabIndex = active && i === this.column ? 0 : -1;
      node.append(cell);
    });
    this.source.dress?.(row, node);
    this.place(row, node);
    this.drawn.set(row, node);
    return node;
  }

  private cellOf(row: number, column: number): HTMLElement | null {
    return (this.drawn.get(row)?.children[column] as HTMLElement | undefined) ?? null;
  }

  private move(row: number, column: number): void {
    const before = this.cellOf(this.active, this.column);
    if (before) before.tabIndex = -1;
    const old = this.active;
    this.reveal(
      Math.max(0, Math.min(row, this.source.length - 1)),
      false,
      Math.max(0, Math.min(column, this.source.heads.length - 1)),
    );
    const cell = this.cellOf(this.active, this.column);
    if (cell) {
      cell.tabIndex = 0;
      cell.focus({ preventScroll: true });
    }
    if (old !== this.active) this.later();
    this.events.move?.(this.active, this.column);
  }

  private pressed(event: KeyboardEvent): void {
    if (event.altKey || event.metaKey || (event.target as HTMLElement).closest("button, a, summary, input"))
      return;
    const page = Math.max(1, Math.floor(this.node.clientHeight / this.rowHeight) - 2);
    const { active, column } = this;
    const ends = event.ctrlKey;
    const ways: Record<string, () => void> = {
      ArrowDown: () => this.move(active + 1, column),
      ArrowUp: () => this.move(active - 1, column),
      ArrowRight: () => this.move(active, column + 1),
      ArrowLeft: () => this.move(active, column - 1),
      PageDown: () => this.move(active + page, column),
      PageUp: () => this.move(active - page, column),
      Home: () => this.move(ends ? 0 : active, 0),
      End: () => this.move(ends ? this.source.length - 1 : active, this.source.heads.length - 1),
      Enter: () => this.source.length > 0 && this.events.open(active, column),
      " ": () => this.source.length > 0 && this.events.open(active, column),
    };
    if (event.key === "Escape" && this.events.back) {
      event.preventDefault();
      this.events.back();
      return;
    }
    const way = ways[event.key];
    if (!way) return;
    event.preventDefault();
    way();
  }

  private clicked(event: MouseEvent): void {
    const target = event.target as HTMLElement;
    if (target.closest("button, a, summary, input")) return;
    const row = target.closest<HTMLElement>(".g-row[data-index]");
    const cell = target.closest<HTMLElement>(".g-cell");
    if (!row || !cell || String(getSelection() ?? "") !== "") return;
    this.move(Number(row.dataset.index), Number(cell.getAttribute("aria-colindex")) - 1);
    this.events.open(this.active, this.column);
  }
}

/** The look of a grid; goes on top of the theme. */
export const GRID_CSS = `
.grid[hidden] { display: none; }
.grid { position: relative; overflow: auto; max-height: var(--xianshen-grid-height, 34em); border: 1px solid var(--x-line); border-radius: var(--x-radius); overscroll-behavior: contain; contain: content; }
.g-body { position: relative; min-width: min-content; }
.g-row { display: grid; grid-template-columns: var(--g-columns); min-width: min-content; }
.g-body > .g-row { position: absolute; inset-inline: 0; top: 0; height: var(--g-row); border-bottom: 1px solid var(--x-line); contain: layout style; }
.g-body > .g-row:hover { background: var(--x-raised); }
.g-head { position: sticky; top: 0; z-index: 2; min-height: 2.4em; background: var(--x-raised); border-bottom: 1px solid var(--x-field-line); font-weight: 600; }
.g-cell { display: flex; align-items: center; min-width: 0; padding: 0 0.6em; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.g-cell.text { display: block; line-height: var(--g-row); }
.g-row > .g-cell:first-child { position: sticky; inset-inline-start: 0; z-index: 1; background: var(--x-surface); border-inline-end: 1px solid var(--x-line); }
.g-head > .g-cell:first-child { background: var(--x-raised); }
.g-body > .g-row:hover > .g-cell:first-child { background: var(--x-raised); }
.g-cell:focus-visible { outline-offset: -2px; }
`;
