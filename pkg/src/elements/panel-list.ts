/**
 * The rows of the panel's list box, of which only those near the part that can be seen are in the page: an article
 * with thousands of findings costs no more than one with fifty. Rows that say the same as before stay the same
 * elements, so that neither the scroll place nor a press under way is lost when the text changes. Every row tells its
 * number among all, for those who are read the list.
 */
import { seenPart } from "../geometry.js";
import { el } from "./base.js";
import type { Item } from "./panel-groups.js";
import { findingRow, rowKey } from "./panel-rows.js";

/** Up to so many rows are all in the page. */
const FEW = 100;
/** Rows drawn above and below what can be seen. */
const MARGIN = 15;
/** What a row and a heading take up before any was measured, in CSS pixels. */
const ROW = 66;
const HEAD = 30;

/** The rows of one group, under its heading. */
export interface RowGroup {
  key: string;
  /** What the group is called for those who are read the list. */
  title: string;
  /** What stands over it. */
  heading: string;
  items: readonly Item[];
}

/** Rows by what they say. */
type Nodes = Map<string, HTMLElement[]>;

/** Rows in a scroll box. */
export class RowList {
  private groups: readonly RowGroup[] = [];
  private count = 0;
  private selected = -1;
  /** The first row in the page, and the one after the last. */
  private from = 0;
  private to = 0;
  private height = ROW;
  private nodes: Nodes = new Map();
  private heads = new Map<string, HTMLElement>();
  private following: Window | null = null;

  constructor(private readonly box: HTMLElement) {}

  /** Show these groups; the rows are numbered through. */
  set(groups: readonly RowGroup[]): void {
    this.groups = groups;
    this.count = groups.reduce((sum, { items }) => sum + items.length, 0);
    this.box.toggleAttribute("data-many", this.count > FEW);
    this.follow(this.count > FEW);
    this.place();
    this.draw();
  }

  /** Mark a row as the one in hand (-1: none), with `show` also bring it into view. */
  select(index: number, show: boolean): void {
    this.selected = index;
    if (show && index >= 0 && (index < this.from || index >= this.to)) {
      this.from = Math.max(0, index - MARGIN);
      this.to = Math.min(this.count, index + MARGIN);
      this.draw();
    }
    for (const row of this.box.querySelectorAll("[aria-selected='true']"))
      if (row.id !== `o${index}`) row.setAttribute("aria-selected", "false");
    const row = this.box.querySelector(`#o${index}`);
    row?.setAttribute("aria-selected", "true");
    if (show) row?.scrollIntoView?.({ block: "nearest" });
    this.point();
  }

  /** Tell which row is in hand, as long as it is in the page. */
  private point(): void {
    const id = `o${this.selected}`;
    if (this.selected >= this.from && this.selected < this.to)
      this.box.setAttribute("aria-activedescendant", id);
    else this.box.removeAttribute("aria-activedescendant");
  }

  /** Listen no more. */
  close(): void {
    this.follow(false);
    this.nodes.clear();
    this.heads.clear();
  }

  private readonly scrolled = (): void => {
    const { from, to } = this;
    this.place();
    // Some rows beyond what can be seen are there already.
    if (Math.abs(this.from - from) > MARGIN / 2 || Math.abs(this.to - to) > MARGIN / 2) this.draw();
    else [this.from, this.to] = [from, to];
  };

  private follow(on: boolean): void {
    const view = on ? this.box.ownerDocument.defaultView : null;
    if (view === this.following) return;
    const options = { capture: true, passive: true };
    for (const target of [this.box, this.following])
      target?.removeEventListener("scroll", this.scrolled, options);
    this.following?.removeEventListener("resize", this.scrolled);
    this.following = view;
    if (!view) return;
    // The box scrolls, or the page that shows it at its full height.
    for (const target of [this.box, view]) target.addEventListener("scroll", this.scrolled, options);
    view.addEventListener("resize", this.scrolled, { passive: true });
  }

  /** Which rows are near the part that can be seen. */
  private place(): void {
    if (this.count <= FEW) {
      this.from = 0;
      this.to = this.count;
      return;
    }
    const rect = this.box.getBoundingClientRect();
    const seen = seenPart(this.box);
    // Out of sight, the list is ready for being brought there.
    const { top, bottom } = seen.bottom > seen.top ? seen : rect;
    const start = rect.top - this.box.scrollTop;
    this.from = Math.max(0, this.rowAt(top - start) - MARGIN);
    this.to = Math.min(this.count, this.rowAt(bottom - start) + MARGIN);
  }

  /** The row at a height of the list, about. */
  private rowAt(y: number): number {
    let top = 0;
    let index = 0;
    for (const { items } of this.groups) {
      const height = HEAD + items.length * this.height;
      if (y < top + height) return index + Math.max(0, Math.floor((y - top - HEAD) / this.height));
      top += height;
      index += items.length;
    }
    return this.count;
  }

  private draw(): void {
    const { box, from, to } = this;
    const before = this.nodes;
    const { heads } = this;
    this.nodes = new Map();
    this.heads = new Map();
    const groups: HTMLElement[] = [];
    let index = 0;
    let skipped = 0;
    const gap = (rows: number, more = 0) =>
      rows || more ? gapOf("gap", `${rows * this.height + more}px`) : null;
    for (const group of this.groups) {
      const { items, key, title, heading } = group;
      const first = Math.min(Math.max(from - index, 0), items.length);
      const last = Math.min(Math.max(to - index, first), items.length);
      if (first === last) {
        skipped += HEAD + items.length * this.height;
        index += items.length;
        continue;
      }
      const node = this.keepGroup(heads, key);
      node.setAttribute("aria-label", title);
      const head = node.firstElementChild as HTMLElement;
      if (head.textContent !== heading) head.textContent = heading;
      const rows = items.slice(first, last).map((item, i) => this.row(before, item, index + first + i));
      fill(node, [head, gap(first), ...rows, gap(items.length - last)]);
      if (skipped) groups.push(gap(0, skipped) as HTMLElement);
      skipped = 0;
      groups.push(node);
      index += items.length;
    }
    if (skipped) groups.push(gap(0, skipped) as HTMLElement);
    const { scrollTop } = box;
    const anchor = this.count > FEW ? this.anchor() : null;
    fill(box, groups);
    // Heights above were guessed: what is read stays where it was.
    if (anchor?.row.isConnected) box.scrollTop += anchor.row.getBoundingClientRect().top - anchor.top;
    else if (box.scrollTop !== scrollTop) box.scrollTop = scrollTop;
    if (this.count > FEW) this.measure();
    this.point();
  }

  /** The row in hand if it can be seen, else the first that can, and where it is. */
  private anchor(): { row: Element; top: number } | null {
    const view = this.box.getBoundingClientRect();
    let first: { row: Element; top: number } | null = null;
    for (const row of this.box.querySelectorAll("[role='option']")) {
      const { top, bottom } = row.getBoundingClientRect();
      if (bottom <= view.top || top >= view.bottom) continue;
      if (row.id === `o${this.selected}`) return { row, top };
      first ??= { row, top };
    }
    return first;
  }

  private row(before: Nodes, item: Item, index: number): HTMLElement {
    const words = item.session.textOf(item.diagnostic) ?? "";
    const row = this.keep(before, rowKey(item, words), index, () => findingRow(item, words));
    row.id = `o${index}`;
    row.setAttribute("aria-posinset", String(index + 1));
    row.setAttribute("aria-setsize", String(this.count));
    row.setAttribute("aria-selected", String(index === this.selected));
    return row;
  }

  private keepGroup(before: ReadonlyMap<string, HTMLElement>, key: string): HTMLElement {
    const node =
      before.get(key) ?? el("div", { role: "group" }, el("p", { class: "group", "aria-hidden": "true" }));
    this.heads.set(key, node);
    return node;
  }

  /**
   * The element that stood for something before, or a new one. Of several that say the same, the one with this number,
   * else any.
   */
  private keep(before: Nodes, key: string, index: number, make: () => HTMLElement): HTMLElement {
    const same = before.get(key) ?? [];
    const at = same.findIndex((node) => node.dataset.index === String(index));
    const node = same.splice(Math.max(at, 0), 1)[0] ?? make();
    node.dataset.index = String(index);
    const list = this.nodes.get(key);
    if (list) list.push(node);
    else this.nodes.set(key, [node]);
    return node;
  }

  private measure(): void {
    const rows = this.box.querySelectorAll<HTMLElement>("[role='option']");
    let sum = 0;
    for (const row of rows) sum += row.offsetHeight;
    if (sum) this.height = sum / rows.length;
  }
}

/** Make these the children of a node; those that are children already are moved only if they must. */
function fill(parent: HTMLElement, wanted: readonly (HTMLElement | null)[]): void {
  let at = parent.firstChild;
  const stay = new Set<Node | null>(wanted);
  for (const node of wanted) {
    if (!node) continue;
    while (at && at !== node && !stay.has(at)) {
      const gone = at;
      at = at.nextSibling;
      gone.remove();
    }
    if (at === node) at = at.nextSibling;
    else parent.insertBefore(node, at);
  }
  while (at) {
    const gone = at;
    at = at.nextSibling;
    gone.remove();
  }
}

function gapOf(className: string, height: string): HTMLElement {
  const node = el("div", { class: className, role: "presentation" });
  node.style.height = height;
  return node;
}
