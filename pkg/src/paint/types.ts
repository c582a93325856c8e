/**
 * What a painter is: it shows lines under ranges of one session and takes them away again. It never touches
 * the editor's own nodes.
 */
import type { Severity } from "../types.js";

/** "auto": highlights where the browser has them, else boxes. The others force one of the two. */
export type PainterChoice = "auto" | "highlights" | "boxes";

/** One line to draw. The same object stands for the same finding for as long as there is one. */
export interface PaintItem {
  readonly severity: Severity;
  /** Whether it lay near the part that can be seen when somebody looked last; the painter's own note. */
  near?: boolean;
}

/** The place of a line now, or null where it is not in the page. Asked only for lines that are to be drawn. */
export type RangeOf = (item: PaintItem) => Range | null;

/** Draws for one session. */
export interface Painter {
  readonly kind: "highlights" | "boxes";
  /** Show exactly these lines, which come in the order of the text. */
  paint(items: readonly PaintItem[], rangeOf: RangeOf): void;
  /** Tint one range, or none. */
  mark(range: Range | null): void;
  /** What the lines lie on may have moved without an event of the window's; `now`: all is laid out already. */
  moved(now?: boolean): void;
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
