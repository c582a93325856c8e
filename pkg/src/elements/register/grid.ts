/**
 * A table of any length that keeps only what is in sight in the page: rows of one height, placed by number, made when
 * they scroll in and taken out when they scroll away, and of them the cells of the columns in sight. To a keyboard and
 * a screen reader it is a whole grid all the same: `aria-rowcount`, `aria-rowindex` and their kin tell the size and the
 * place, arrows, Page Up, Home and their kin move one cell that holds the focus, and that cell stays in the page
 * wherever the reader scrolls.
 */
import { el } from "../base.js";

/** A column: its least width as a CSS length, and its share of the room that is left (none if not given). */
export interface GridColumn {
  least: string;
  share?: number;
}

/** What a grid shows. */
export interface GridSource {
  /** Rows under the headings. */
  length: number;
  /** The headings; their number is that of the columns. */
  heads: readonly (Node | string)[];
  /** The columns, as many as there are headings. */
  columns: readonly GridColumn[];
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
/** So many of them are made in one frame at most, less what comes into sight in it. */
const SPARE_A_FRAME = 4;
/**
 * So many rows in sight are made in the first frame of what is shown anew or leapt to; the next shows the others, so
 * that no task keeps a slow machine from answering.
 */
const FIRST = 8;
/** Columns kept to the left and right of those in sight, in CSS pixels. */
const BESIDE = 160;
/** Browsers cannot lay out more than some 16 million pixels; beyond this the way of the scrollbar is scaled. */
const MOST_HEIGHT = 8_000_000;

/** One grid. Put {@link node} in the page, then {@link show} something. */
export class VirtualGrid {
  readonly node: HTMLElement;
  private readonly head = el("div", { role: "row", class: "g-row g-head", "aria-rowindex": 1 });
  private readonly body = el("div", { class: "g-body", role: "presentation" });
  private readonly drawn = new Map<number, HTMLElement>();
  private readonly events: GridEvents;
  private source: GridSource = { length: 0, heads: [], columns: [], cells: () => [] };
  private rowHeight = 36;
  private active = 0;
  private column = 0;
  private frame = 0;
  /** Where each column begins and ends, in CSS pixels, as long as it is known. */
  private edges: readonly (readonly [number, number])[] | null = null;
  /** The columns that are drawn besides the first: one to the other, both included. */
  private columns: readonly [number, number] = [0, 0];
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
    this.watcher =
      typeof ResizeObserver === "undefined"
        ? null
        : new ResizeObserver(() => {
            this.edges = null;
            this.later();
          });
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
    const track = ({ least, share }: GridColumn) => (share ? `minmax(${least}, ${share}fr)` : least);
    this.node.style.setProperty("--g-columns", source.columns.map(track).join(" "));
    // Said outright, so that no row has to be laid out to know it.
    this.node.style.setProperty("--g-least", `calc(${source.columns.map(({ least }) => least).join(" + ")})`);
    this.node.style.setProperty("--g-row", `${rowHeight}px`);
    this.head.replaceChildren(
      ...source.heads.map((head, i) =>
        el("div", { role: "columnheader", class: "g-cell", "aria-colindex": i + 1 }, head),
      ),
    );
    this.edges = null;
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
    const node = this.drawn.get(row);
    if (node && !this.cellOf(row, this.column)) this.fill(row, node);
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

  /** The columns that can be seen, and a few beside them. */
  private inSight(): readonly [number, number] {
    const last = this.source.heads.length - 1;
    // The other way round the scrolled place counts from the right: then all columns are drawn.
    if (getComputedStyle(this.node).direction === "rtl") return [0, last];
    this.edges ??= [...this.head.children].map((cell) => {
      const { offsetLeft, offsetWidth } = cell as HTMLElement;
      return [offsetLeft, offsetLeft + offsetWidth] as const;
    });
    const left = this.node.scrollLeft - BESIDE;
    const right = this.node.scrollLeft + this.node.clientWidth + BESIDE;
    // The first stays where it is while the others scroll, and tells nothing of them.
    const seen = this.edges.map(([from, to], i) => i > 0 && to > left && from < right);
    const first = seen.indexOf(true);
    return first < 0 ? [0, 0] : [first, seen.lastIndexOf(true)];
  }

  private isDrawn(row: number, column: number): boolean {
    const [first, last] = this.columns;
    return (
      column === 0 || (column >= first && column <= last) || (row === this.active && column === this.column)
    );
  }

  private draw(): void {
    const { length } = this.source;
    // What is not shown is drawn once it is, when its size changes; but the keyboard has its cell in it at once.
    if (!this.node.clientWidth) {
      if (this.active < length && !this.drawn.has(this.active)) this.body.append(this.make(this.active));
      return;
    }
    const columns = this.inSight();
    if (columns.join() !== this.columns.join()) {
      this.columns = columns;
      for (const [row, node] of this.drawn) this.fill(row, node);
    }
    const height = this.node.clientHeight || 400;
    const scroll = this.node.scrollTop;
    const top = Math.max(0, Math.floor((scroll * this.scale) / this.rowHeight));
    const bottom = Math.min(length - 1, top + Math.ceil(height / this.rowHeight));
    const [first, last] = [Math.max(0, top - SPARE), Math.min(length - 1, bottom + SPARE)];
    for (const [row, node] of this.drawn) {
      if ((row < first || row > last) && row !== this.active) {
        node.remove();
        this.drawn.delete(row);
      }
    }
    const fresh = document.createDocumentFragment();
    const some = this.drawn.size <= 1 ? Math.min(bottom, top + FIRST - 1) : bottom;
    for (let row = top; row <= some; row++) if (!this.drawn.has(row)) fresh.append(this.make(row));
    let spare = Math.max(0, SPARE_A_FRAME - fresh.childElementCount);
    for (let away = 1; away <= SPARE; away++) {
      for (const row of [bottom + away, top - away]) {
        if (row < first || row > last || this.drawn.has(row) || spare-- <= 0) continue;
        fresh.append(this.make(row));
      }
    }
    if (spare < 0 || some < bottom) this.later();
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
    this.fill(row, node);
    this.source.dress?.(row, node);
    this.place(row, node);
    this.drawn.set(row, node);
    return node;
  }

  /** Puts the cells of the columns in sight into a row and takes out the others; a cell that stays is left alone. */
  private fill(row: number, node: HTMLElement): void {
    const there = new Map<number, Element>();
    for (const cell of [...node.children]) {
      const column = Number(cell.getAttribute("aria-colindex")) - 1;
      if (this.isDrawn(row, column)) there.set(column, cell);
      else cell.remove();
    }
    let before: Element | null = null;
    this.source.cells(row).forEach((content, column) => {
      if (!this.isDrawn(row, column)) return;
      let cell = there.get(column);
      if (!cell) {
        cell = this.cell(row, column, content);
        if (before) before.after(cell);
        else node.prepend(cell);
      }
      before = cell;
    });
  }

  private cell(row: number, column: number, content: HTMLElement | string): HTMLElement {
    const cell =
      typeof content === "string"
        ? el("div", { class: "text", title: content || undefined }, content)
        : content;
    cell.classList.add("g-cell");
    if (!cell.hasAttribute("role")) cell.setAttribute("role", "gridcell");
    cell.setAttribute("aria-colindex", String(column + 1));
    cell.style.gridColumn = String(column + 1);
    cell.tabIndex = row === this.active && column === this.column ? 0 : -1;
    return cell;
  }

  private cellOf(row: number, column: number): HTMLElement | null {
    return (
      this.drawn.get(row)?.querySelector<HTMLElement>(`:scope > [aria-colindex="${column + 1}"]`) ?? null
    );
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
.g-body { position: relative; min-width: var(--g-least); }
.g-row { display: grid; grid-template-columns: var(--g-columns); min-width: var(--g-least); }
.g-body > .g-row { position: absolute; inset-inline: 0; top: 0; height: var(--g-row); border-bottom: 1px solid var(--x-line); contain: strict; }
.g-body > .g-row:hover { background: var(--x-raised); }
.g-head { position: sticky; top: 0; z-index: 2; min-height: 2.4em; background: var(--x-raised); border-bottom: 1px solid var(--x-field-line); font-weight: 600; }
.g-cell { grid-row: 1; display: flex; align-items: center; min-width: 0; padding: 0 0.6em; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.g-cell.text { display: block; line-height: var(--g-row); }
.g-row > .g-cell:first-child { position: sticky; inset-inline-start: 0; z-index: 1; background: var(--x-surface); border-inline-end: 1px solid var(--x-line); }
.g-head > .g-cell:first-child { background: var(--x-raised); }
.g-body > .g-row:hover > .g-cell:first-child { background: var(--x-raised); }
.g-cell:focus-visible { outline-offset: -2px; }
`;
