/**
 * Lines by the CSS Custom Highlight API, in the window of the editor itself. All sessions of a window share
 * one Highlight a severity; each adds and removes only its own ranges, and the last one removes the name.
 */
import type { Severity } from "../types.js";
import { Near } from "./near.js";
import { adoptSheet } from "./sheet.js";
import { CURRENT, highlightCss, highlightName, SEVERITIES } from "./theme.js";
import type { Painter, PainterChoice, PainterTarget, PaintItem, RangeOf } from "./types.js";

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

/** Draws by the highlight registry of one window. */
export class HighlightPainter implements Painter {
  readonly kind = "highlights";
  private readonly view: Window & typeof globalThis;
  private readonly mine = new Map<Severity, Range[]>();
  private readonly near: Near;
  private marked: Range | null = null;
  private readonly release: (() => void)[] = [];

  constructor(target: PainterTarget, extra: readonly ShadowRoot[] = []) {
    const { window: view, root } = target;
    this.view = view;
    this.near = new Near(target, (items, rangeOf) => this.draw(items, rangeOf));
    const home = root.getRootNode();
    const roots = new Set<Document | ShadowRoot>([root.ownerDocument, ...extra]);
    if (home.nodeType === 11 && "adoptedStyleSheets" in home) roots.add(home as ShadowRoot);
    for (const styled of roots) this.release.push(adoptSheet(styled, "lines", highlightCss));
  }

  paint(items: readonly PaintItem[], rangeOf: RangeOf): void {
    this.near.set(items, rangeOf);
  }

  moved(now = false): void {
    if (now) this.near.now();
    else this.near.later();
  }

  private draw(items: readonly PaintItem[], rangeOf: RangeOf): void {
    for (const severity of SEVERITIES) {
      const wanted: Range[] = [];
      for (const item of items) {
        const range = item.severity === severity ? rangeOf(item) : null;
        if (range) wanted.push(range);
      }
      this.mine.set(severity, this.swap(highlightName(severity), this.mine.get(severity) ?? [], wanted));
    }
  }

  mark(range: Range | null): void {
    this.marked = this.swap(CURRENT, this.marked ? [this.marked] : [], range ? [range] : [])[0] ?? null;
  }

  destroy(): void {
    this.near.close();
    this.draw([], () => null);
    this.mark(null);
    for (const release of this.release) release();
  }

  /** Put `wanted` in the place of `old`; ranges that stand in both are left alone. */
  private swap(name: string, old: readonly Range[], wanted: Range[]): Range[] {
    if (old.length === wanted.length && old.every((range, i) => range === wanted[i])) return wanted;
    const registry = this.view.CSS.highlights;
    let highlight = registry.get(name);
    if (!highlight) {
      if (!wanted.length) return [];
      highlight = new this.view.Highlight();
      highlight.priority =
        name === CURRENT ? -1 : SEVERITIES.length - SEVERITIES.findIndex((s) => highlightName(s) === name);
      registry.set(name, highlight);
    }
    const stay = new Set(wanted);
    const had = new Set(old);
    for (const range of had) if (!stay.has(range)) highlight.delete(range);
    for (const range of stay) if (!had.has(range)) highlight.add(range);
    if (!highlight.size) registry.delete(name);
    return wanted;
  }
}
