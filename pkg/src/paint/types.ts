/**
 * What a painter is: it shows lines under ranges of one session and takes them away again. It never touches
 * the editor's own nodes.
 */
import type { Severity } from "../types.js";

/** "auto": highlights where the browser has them, else boxes. The others force one of the two. */
export type PainterChoice = "auto" | "highlights" | "boxes";

/** One line to draw. */
export interface PaintItem {
  severity: Severity;
  range: Range;
}

/** Draws for one session. */
export interface Painter {
  readonly kind: "highlights" | "boxes";
  /** Show exactly these lines. */
  paint(items: readonly PaintItem[]): void;
  /** Tint one range, or none. */
  mark(range: Range | null): void;
  /** What the lines lie on has moved without an event of the window's. */
  moved?(): void;
  /** Take everything away. */
  destroy(): void;
}

/** Where a painter works: the editor's window and the element that holds the text. */
export interface PainterTarget {
  window: Window & typeof globalThis;
  root: HTMLElement;
}

/** Makes a painter of the kind asked for. */
export type PainterFactory = (target: PainterTarget, choice: PainterChoice) => Painter;
