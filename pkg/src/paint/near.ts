/**
 * Which of many lines lie near the part of a text that can be seen: only those are drawn, because a browser goes
 * through all that it is given at every change of the page. Where lines lie is looked up when something scrolls, when
 * a size changes and when writing pauses; a key press only asks what was seen then, so that it costs no layout.
 */
import { type Clip, seenPart, windowsAround } from "../geometry.js";
import type { PaintItem, PainterTarget, RangeOf } from "./types.js";

/** From this many lines on, only those near the part that can be seen are drawn. */
const MANY = 150;
/** So many new lines at once are no typing: they are looked up at once. */
const BURST = 24;
/** Places of the page that are looked up to tell which lines are near. */
const PROBES = 32;
/** What counts as near while something scrolls, and while nothing does: CSS pixels to each side of what can be seen. */
const SCROLLING = 800;
const RESTING = 120;
/** Quiet time before the places are looked up again, in milliseconds. */
const QUIET = 250;
/** A line of text is at most about so high: what begins above the top may reach below it. */
const LINE = 80;
const LISTEN = { capture: true, passive: true };

/** Follows the lines of one painter; `draw` is called with those to be drawn whenever that may have changed. */
export class Near {
  private items: readonly PaintItem[] = [];
  private rangeOf: RangeOf = () => null;
  private timer = 0;
  private due = 0;
  private frame = 0;
  private following = false;
  private readonly view: Window & typeof globalThis;
  private readonly root: HTMLElement;
  private readonly windows: readonly Window[];
  private readonly places: readonly EventTarget[];
  private readonly observer: ResizeObserver | null;

  constructor(
    { window: view, root }: PainterTarget,
    private readonly draw: (items: readonly PaintItem[], rangeOf: RangeOf) => void,
  ) {
    this.view = view;
    this.root = root;
    // A frame as high as its text is scrolled by the windows around it; a scroll inside of a shadow root is told of
    // only there.
    this.windows = windowsAround(view);
    const home = root.getRootNode();
    this.places = home === view.document ? this.windows : [...this.windows, home];
    this.observer = view.ResizeObserver ? new view.ResizeObserver(() => this.look(RESTING)) : null;
  }

  /** The lines of the text, in its order. */
  set(items: readonly PaintItem[], rangeOf: RangeOf): void {
    const before = this.items.length;
    this.items = items;
    this.rangeOf = rangeOf;
    this.follow(items.length > MANY);
    if (!this.following) {
      this.draw(items, rangeOf);
      return;
    }
    const drawn: PaintItem[] = [];
    let fresh = 0;
    // A new line is as near as the one before it.
    let near = true;
    for (const item of items) {
      if (item.near === undefined) {
        item.near = near;
        fresh++;
      } else near = item.near;
      if (item.near) drawn.push(item);
    }
    if (fresh > BURST || before <= MANY) this.look(RESTING);
    else {
      this.draw(drawn, rangeOf);
      this.whenQuiet();
    }
  }

  /** Lines may have come into view: look before the next frame is drawn. */
  later(): void {
    if (!this.following) return;
    this.frame ||= this.view.requestAnimationFrame(() => this.look(RESTING));
  }

  /** Look at once, or draw all again if they are few. */
  now(): void {
    if (this.following) this.look(RESTING);
    else this.draw(this.items, this.rangeOf);
  }

  /** Stop following. */
  close(): void {
    this.follow(false);
  }

  /**
   * Look where the lines lie. Every few lines are looked up first, then those between two of them if the way from one
   * to the other crosses what can be seen.
   */
  private look(margin: number): void {
    const { items, rangeOf } = this;
    this.view.cancelAnimationFrame(this.frame);
    this.frame = 0;
    if (!this.following) return;
    const clip = seenPart(this.root);
    // A page may show what its boxes seem to hide: better some lines too many than none.
    const isSeen = clip.bottom > clip.top && clip.right > clip.left;
    const { innerWidth: right, innerHeight: bottom } = this.view;
    const wide = widened(isSeen ? clip : { left: 0, top: 0, right, bottom }, margin);
    const step = Math.ceil(items.length / PROBES);
    const drawn: PaintItem[] = [];
    const probe = (index: number) => placeOf(items[Math.min(index, items.length - 1)], rangeOf);
    let before = probe(0);
    for (let at = 0; at < items.length; at += step) {
      const after = probe(at + step);
      // What is not drawn (an editor may hold only what can be seen) lies nobody knows where.
      const some = !before || !after || mayCross(before, after, wide);
      for (const item of items.slice(at, at + step)) {
        const rect = some ? rangeOf(item)?.getBoundingClientRect() : null;
        item.near = Boolean(
          rect &&
          rect.top < wide.bottom &&
          rect.bottom > wide.top &&
          rect.left < wide.right &&
          rect.right > wide.left,
        );
        if (item.near) drawn.push(item);
      }
      before = after;
    }
    this.draw(drawn, rangeOf);
  }

  private whenQuiet(): void {
    this.due = performance.now() + QUIET;
    this.timer ||= this.view.setTimeout(this.quiet, QUIET);
  }

  private readonly quiet = (): void => {
    this.timer = 0;
    const rest = this.due - performance.now();
    if (rest > 1) this.timer = this.view.setTimeout(this.quiet, rest);
    else this.look(RESTING);
  };

  /** Browsers tell of these once a frame and before it is drawn, so what comes into view has its lines at once. */
  private readonly scrolled = (): void => {
    this.look(SCROLLING);
    this.whenQuiet();
  };

  private follow(on: boolean): void {
    if (on === this.following) return;
    this.following = on;
    const { view, observer, scrolled } = this;
    const change = on ? "addEventListener" : "removeEventListener";
    for (const place of this.places) place[change]("scroll", scrolled, LISTEN);
    for (const window of this.windows) window[change]("resize", scrolled, LISTEN);
    if (on) observer?.observe(this.root);
    else {
      observer?.disconnect();
      view.clearTimeout(this.timer);
      view.cancelAnimationFrame(this.frame);
      this.timer = this.frame = 0;
    }
  }
}

/** Where a line lies, and the text that it begins in. */
interface Place {
  rect: DOMRect;
  node: Node;
}

function placeOf(item: PaintItem | undefined, rangeOf: RangeOf): Place | null {
  const range = item ? rangeOf(item) : null;
  return range && { rect: range.getBoundingClientRect(), node: range.startContainer };
}

/**
 * Whether the way from one place to the other may cross a stretch. Between two places of one line of a text all lies
 * beside each other: there, what is far to one side is far for all (a long text in an input).
 */
function mayCross({ rect: one, node }: Place, { rect: other, node: last }: Place, clip: Clip): boolean {
  if (Math.min(one.top, other.top) >= clip.bottom || Math.max(one.top, other.top) <= clip.top - LINE)
    return false;
  const isOneLine = node === last && Math.abs(one.top - other.top) < 1;
  const isBeside =
    Math.min(one.left, other.left) >= clip.right || Math.max(one.right, other.right) <= clip.left;
  return !isOneLine || !isBeside;
}

function widened({ left, top, right, bottom }: Clip, by: number): Clip {
  return { left: left - by, top: top - by, right: right + by, bottom: bottom + by };
}
