/**
 * Where a session shows its lines and hears an input method: the adapter's root, which may become another element
 * in another window, and the painter, which changes when forced colours come or go.
 */
import { createPainter } from "../paint/index.js";
import type { Painter, PainterChoice, PaintItem, RangeOf } from "../paint/types.js";
import type { EditorAdapter } from "./types.js";

/** Lines and compositions of one session. */
export class Stage {
  /** True while an input method composes. */
  composing = false;
  private root: HTMLElement;
  private painter: Painter;
  private items: readonly PaintItem[] = [];
  private rangeOf: RangeOf = () => null;
  private marked: Range | null = null;
  private leave: () => void;

  /** `composed` is called when a composition has ended. */
  constructor(
    private readonly adapter: EditorAdapter,
    private readonly choice: PainterChoice,
    private readonly composed: () => void,
  ) {
    this.root = adapter.root;
    this.painter = this.createPainter();
    this.leave = this.listen();
  }

  /** Go where the adapter's root is; true if it was elsewhere. */
  follow(): boolean {
    if (this.adapter.root === this.root) return false;
    this.close();
    this.composing = false;
    this.root = this.adapter.root;
    this.painter = this.createPainter();
    this.leave = this.listen();
    return true;
  }

  /** Show exactly these lines, in the order of the text. */
  paint(items: readonly PaintItem[], rangeOf: RangeOf): void {
    this.items = items;
    this.rangeOf = rangeOf;
    this.painter.paint(items, rangeOf);
  }

  /** Lines may have come into view without a scroll. */
  moved(): void {
    this.painter.moved();
  }

  /** Tint one range, or none. */
  mark(range: Range | null): void {
    this.marked = range;
    this.painter.mark(range);
  }

  /** Take everything away. */
  close(): void {
    this.leave();
    this.painter.destroy();
  }

  private createPainter(): Painter {
    return (this.adapter.painter ?? createPainter)(this.adapter, this.choice);
  }

  private listen(): () => void {
    const { root } = this;
    const start = () => {
      this.composing = true;
    };
    const end = () => {
      this.composing = false;
      this.composed();
    };
    const colours = this.adapter.window.matchMedia("(forced-colors: active)");
    root.addEventListener("compositionstart", start, true);
    root.addEventListener("compositionend", end, true);
    colours.addEventListener("change", this.repaint);
    return () => {
      root.removeEventListener("compositionstart", start, true);
      root.removeEventListener("compositionend", end, true);
      colours.removeEventListener("change", this.repaint);
    };
  }

  /** Forced colours came or went: another painter may be due. */
  private readonly repaint = (): void => {
    this.painter.destroy();
    this.painter = this.createPainter();
    this.painter.paint(this.items, this.rangeOf);
    this.painter.mark(this.marked);
  };
}
