/** Chooses how lines are drawn: a feature test, never a guess at the browser, and the same when a robot drives it. */
import { BoxPainter } from "./boxes.js";
import { HighlightPainter, wantsBoxes } from "./highlights.js";
import type { PainterFactory } from "./types.js";

export type { Painter, PainterChoice, PainterFactory, PainterTarget, PaintItem } from "./types.js";

/** The painter for an editor whose text can carry ranges. */
export const createPainter: PainterFactory = (target, choice) =>
  wantsBoxes(target.window, choice) ? new BoxPainter(target) : new HighlightPainter(target);
