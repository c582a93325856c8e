/**
 * Lines by the CSS Custom Highlight API, in the window of the editor itself. All sessions of a window share
 * one Highlight a severity; each adds and removes only its own ranges, and the last one removes the name.
 */
import type { Severity } from "../types.js";
import { adoptSheet } from "./sheet.js";
import { CURRENT, highlightCss, highlightName, SEVERITIES } from "./theme.js";
import type { Painter, PainterChoice, PainterTarget, PaintItem } from "./types.js";

/** Whether a window can draw highlights. */
function hasHighlights(view: Window & typeof globalThis): boolean {
  return Boolean(view.CSS?.highlights && typeof view.Highlight === "function");
}

/**
 * Whether boxes are to be drawn instead. Under forced colours too: Chromium then fills every highlight with the
 * colours of a selection, whatever its rules say, and all findings would look selected.
 */
export function wantsBoxes(view: Window & typeof globalThis, choice: PainterChoice): boolean {
  if (choice !== "auto") return choice === "boxes";
  return !hasHighlights(view) || view.matchMedia("(forced-colors: active)").matches;
}

/** From this many lines on, only those near the part that can be seen are registered: a browser goes through all. */
const MANY = 150;
/** Places of the page that are looked up to tell which lines are near. */
const PROBES = 32;

/** Draws by the highlight registry of one window. */
export class HighlightPainter implements Painter {
  readonly kind = "highlights";
  private readonly view: Window & typeof globalThis;
  private readonly mine = new Map<Severity, Range[]>();
  private marked: Range | null = null;
  private items: readonly PaintItem[] = [];
  private readonly root: HTMLElement;
  private readonly release: (() => void)[] = [];

  constructor({ window: view, root }: PainterTarget, extra: readonly ShadowRoot[] = []) {
    this.view = view;
    this.root = root;
    const home = root.getRootNode();
    const roots = new Set<Document | ShadowRoot>([root.ownerDocument, ...extra]);
    if (home.nodeType === 11 && "adoptedStyleSheets" in home) roots.add(home as ShadowRoot);
    for (const styled of roots) this.release.push(adoptSheet(styled, "lines", highlightCss));
  }

  paint(items: readonly PaintItem[]): void {
    const many = items.length > MANY;
    if (many !== this.items.length > MANY) this.follow(many);
    this.items = items;
    this.draw(many ? this.near(items) : items);
  }

  private draw(items: readonly PaintItem[]): void {
    for (const severity of SEVERITIES) {
      const wanted: Range[] = [];
      for (const item of items) if (item.severity === severity) wanted.push(item.range);
      this.mine.set(severity, this.swap(highlightName(severity), this.mine.get(severity) ?? [], wanted));
    }
  }

  /**
   * The lines within a screen of what can be seen. Where they lie is asked of every few lines only; what lies
   * between two of those is taken if the way from one to the other crosses the screen.
   */
  private near(items: readonly PaintItem[]): readonly PaintItem[] {
    const height = this.view.innerHeight;
    const step = Math.ceil(items.length / PROBES);
    const wanted: PaintItem[] = [];
    const topOf = (index: number) => items[index]?.range.getBoundingClientRect().top ?? 0;
    let before = topOf(0);
    for (let at = 0; at < items.length; at += step) {
      const after = topOf(Math.min(at + step, items.length - 1));
      if (Math.min(before, after) < 2 * height && Math.max(before, after) > -height)
        wanted.push(...items.slice(at, at + step));
      before = after;
    }
    return wanted;
  }

  /** Look again when something scrolls or changes its size, or stop doing so. */
  private follow(on: boolean): void {
    this.unfollow();
    if (!on) return;
    const { view } = this;
    const observer = view.ResizeObserver ? new view.ResizeObserver(this.moved) : null;
    observer?.observe(this.root);
    // A scroll inside of a shadow root is told of only there.
    const home = this.root.getRootNode();
    const places = home === view.document ? [view] : [view, home];
    for (const place of places)
      place.addEventListener("scroll", this.moved, { capture: true, passive: true });
    view.addEventListener("resize", this.moved, { passive: true });
    this.unfollow = () => {
      observer?.disconnect();
      for (const place of places) place.removeEventListener("scroll", this.moved, { capture: true });
      view.removeEventListener("resize", this.moved);
      this.unfollow = () => {};
    };
  }

  private unfollow: () => void = () => {};

  /** A browser tells of these once a frame and before it draws, so what comes into view has its lines at once. */
  readonly moved = (): void => {
    if (this.items.length > MANY) this.draw(this.near(this.items));
  };

  mark(range: Range | null): void {
    this.marked = this.swap(CURRENT, this.marked ? [this.marked] : [], range ? [range] : [])[0] ?? null;
  }

  destroy(): void {
    this.unfollow();
    this.paint([]);
    this.mark(null);
    for (const release of this.release) release();
  }

  /** Put `wanted` in the place of `old`; ranges that already stand where they should are kept. */
  private swap(name: string, old: readonly Range[], wanted: readonly Range[]): Range[] {
    const registry = this.view.CSS.highlights;
    let highlight = registry.get(name);
    if (!highlight) {
      if (!wanted.length) return [];
      highlight = new this.view.Highlight();
      highlight.priority =
        name === CURRENT ? -1 : SEVERITIES.length - SEVERITIES.findIndex((s) => highlightName(s) === name);
      registry.set(name, highlight);
    }
    const kept = wanted.map((range, i) => {
      const before = old[i];
      return before && same(before, range) ? before : range;
    });
    const stay = new Set(kept);
    const had = new Set(old);
    for (const range of had) if (!stay.has(range)) highlight.delete(range);
    for (const range of stay) if (!had.has(range)) highlight.add(range);
    if (!highlight.size) registry.delete(name);
    return kept;
  }
}

function same(a: Range, b: Range): boolean {
  return (
    a.startContainer === b.startContainer &&
    a.startOffset === b.startOffset &&
    a.endContainer === b.endContainer &&
    a.endOffset === b.endOffset
  );
}
