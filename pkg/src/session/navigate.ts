/** Which finding the keyboard means: the one at the caret, the next, the one before. */
import type { Finding } from "./findings.js";
import type { Position, TextSelection } from "./types.js";

/** The finding that is selected, else the one at the caret; at the border of two, the one after it. */
export function findingAt(list: readonly Finding[], selection: TextSelection | null): Finding | null {
  if (!selection) return null;
  const { focus: caret } = selection;
  const selected = list.find(isSelected(selection));
  if (selected) return selected;
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
  const [start, end] = ends(selection);
  const selected = isSelected(selection);
  if (backwards) {
    const before = list.filter((f) => compare({ block: f.block, offset: f.to }, start) <= 0 && !selected(f));
    return before[before.length - 1] ?? last;
  }
  return list.find((f) => compare({ block: f.block, offset: f.from }, end) >= 0 && !selected(f)) ?? first;
}

/** The ends of a selection in the order of the text. */
function ends({ anchor, focus }: TextSelection): [Position, Position] {
  return compare(anchor, focus) <= 0 ? [anchor, focus] : [focus, anchor];
}

function isSelected(selection: TextSelection): (finding: Finding) => boolean {
  const [start, end] = ends(selection);
  return ({ block, from, to }) =>
    block === start.block && block === end.block && from === start.offset && to === end.offset;
}

function compare(a: Position, b: Position): number {
  return a.block - b.block || a.offset - b.offset;
}
