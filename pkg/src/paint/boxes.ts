/**
 * Lines as boxes over the page, for browsers without the Custom Highlight API: one overlay a session, outside
 * of the editor's content, placed by `getClientRects` and moved when anything scrolls or resizes.
 */

import { type Clip, seenPart, windowsAround } from "../geometry.js";
import { Near } from "./near.js";
import { adoptSheet } from "./sheet.js";
import { boxCss, SEVERITIES } from "./theme.js";
import type { Painter, PainterTarget, PaintItem, RangeOf } from "./types.js";

/** Draws by positioned elements in a shadow root beside the document's body. */
export class BoxPainter implements Painter {
  readonly kind = "boxes";
  private readonly view: Window & typeof globalThis;
  private readonly root: HTMLElement;
  private readonly overlay: HTMLElement;
  private readonly layer: ShadowRoot;
  private readonly release: () => void;
  private readonly observer: ResizeObserver | null;
  private readonly near: Near;
  private readonly windows: readonly Window[];
  private items: readonly PaintItem[] = [];
  private rangeOf: RangeOf = () => null;
  private marked: Range | null = null;
  private frame = 0;

  constructor(target: PainterTarget) {
    const { window: view, root } = target;
    this.windows = windowsAround(view);
    this.near = new Near(target, (items, rangeOf) => {
      this.items = items;
      this.rangeOf = rangeOf;
      this.draw();
    });
    this.view = view;
    this.root = root;
    const page = root.ownerDocument;
    this.overlay = page.createElement("xianshen-lines");
    this.overlay.setAttribute("aria-hidden", "true");
    this.layer = this.overlay.attachShadow({ mode: "open" });
    this.release = adoptSheet(this.layer, "boxes", boxCss);
    page.documentElement.append(this.overlay);
    for (const window of this.windows) {
      window.addEventListener("scroll", this.later, { capture: true, passive: true });
      window.addEventListener("resize", this.later, { passive: true });
    }
    // Told of after the layout of a frame and before it is drawn: an editor that is hidden takes its lines along.
    this.observer = view.ResizeObserver ? new view.ResizeObserver(() => this.near.now()) : null;
    this.observer?.observe(root);
    // A picture that arrives moves the words beside it, and the editor may stay as large as it was.
    root.addEventListener("load", this.later, { capture: true, passive: true });
  }

  paint(items: readonly PaintItem[], rangeOf: RangeOf): void {
    this.near.set(items, rangeOf);
  }

  moved(now = false): void {
    if (now) this.near.now();
    else this.later();
  }

  mark(range: Range | null): void {
    this.marked = range;
    this.draw();
  }

  destroy(): void {
    this.near.close();
    this.view.cancelAnimationFrame(this.frame);
    for (const window of this.windows) {
      window.removeEventListener("scroll", this.later, { capture: true });
      window.removeEventListener("resize", this.later);
    }
    this.observer?.disconnect();
    this.root.removeEventListener("load", this.later, { capture: true });
    this.release();
    this.overlay.remove();
  }

  private readonly later = (): void => {
    this.frame ||= this.view.requestAnimationFrame(() => {
      this.frame = 0;
      this.near.now();
    });
  };

  private draw(): void {
    const clip = seenPart(this.root);
    const boxes: HTMLElement[] = [];
    if (this.marked) {
      for (const rect of rectsOf(this.marked)) {
        this.box(boxes, "current", rect.left, rect.top, rect.right, rect.bottom, clip);
      }
    }
    for (const severity of [...SEVERITIES].reverse()) {
      for (const item of this.items) {
        const range = item.severity === severity ? this.rangeOf(item) : null;
        for (const rect of range ? rectsOf(range) : []) {
          this.box(boxes, severity, rect.left, rect.bottom - 1, rect.right, rect.bottom + 3, clip);
        }
      }
    }
    this.layer.replaceChildren(...boxes);
  }

  private box(
    boxes: HTMLElement[],
    kind: string,
    left: number,
    top: number,
    right: number,
    bottom: number,
    clip: Clip,
  ): void {
    const x = Math.max(left, clip.left);
    const end = Math.min(right, clip.right);
    if (end - x < 1 || top < clip.top - 1 || bottom > clip.bottom + 4) return;
    const box = this.root.ownerDocument.createElement("div");
    box.className = `line ${kind}`;
    box.style.left = `${x}px`;
    box.style.top = `${top}px`;
    box.style.width = `${end - x}px`;
    if (kind === "current") box.style.height = `${bottom - top}px`;
    boxes.push(box);
  }
}

/** The boxes of a range; an inline element that lies in it whole has the same box as its text, which counts once. */
function rectsOf(range: Range): DOMRect[] {
  const out: DOMRect[] = [];
  for (const rect of range.getClientRects()) {
    const twin = (other: DOMRect) =>
      other.left === rect.left && other.right === rect.right && Math.abs(other.bottom - rect.bottom) < 3;
    if (rect.width && !out.some(twin)) out.push(rect);
  }
  return out;
}
