/** Which finding the keyboard means: the one at the caret, the next, the one before. */
import type { Finding } from "./findings.js";
import type { Position, TextSelection } from "./types.js";

/** The finding at a caret; at the border of two, the one after it. */
export function findingAt(list: readonly Finding[], caret: Position | null): Finding | null {
  if (!caret) return null;
  const here = list.filter((f) => f.block === caret.block && f.from <= caret.offset && f.to >= caret.offset);
  return here.find((f) => f.to > caret.offset) ?? here[0] ?? null;
}

/** The finding after a selection, or before it, going round at the end; a finding that is selected is left. */
export function findingBeside(
  list: readonly Finding[],
  selection: TextSelection | null,
  backwards: boolean,
): Finding | null {
  const first = list[0] ?? null;
  const last = list[list.length - 1] ?? null;
  if (!selection) return backwards ? last : first;
  const { anchor, focus } = selection;
  const [start, end] = compare(anchor, focus) <= 0 ? [anchor, focus] : [focus, anchor];
  const selected = (f: Finding) => f.block === start.block && f.from === start.offset && f.to === end.offset;
  if (backwards) {
    const before = list.filter((f) => compare({ block: f.block, offset: f.to }, start) <= 0 && !selected(f));
    return before[before.length - 1] ?? last;
  }
  return list.find((f) => compare({ block: f.block, offset: f.from }, end) >= 0 && !selected(f)) ?? first;
}

function compare(a: Position, b: Position): number {
  return a.block - b.block || a.offset - b.offset;
}
