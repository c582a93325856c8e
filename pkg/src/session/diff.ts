/**
 * How findings and places move when the text under them is edited, and how a replacement shrinks to the characters
 * that really differ. Nothing here knows the DOM.
 */
import { diffText, lastAtMost, type Splice } from "../text-diff.js";
import type { Diagnostic } from "../types.js";
import type { Edit, Position } from "./types.js";

/** The edit that puts `replacement` in place of a stretch of a block, cut down to what differs. */
export function smallestEdit(block: number, from: number, text: string, replacement: string): Edit {
  const { from: head, to: tail, text: put } = diffText(text, replacement);
  return { block, from: from + head, to: from + tail, text: put };
}

/** A stretch of text in one block. */
export interface Span {
  block: number;
  from: number;
  to: number;
}

/**
 * How places move when `before` becomes `after`: a function from an old span to its new place, or to null if
 * the edit touched it. Text between two places that both survive is never part of the edit, so a span that
 * comes back covers the same words.
 */
export function mover(
  before: readonly string[],
  after: readonly string[],
  splice: Splice,
): (span: Span) => Span | null {
  const oldText = before.slice(splice.at, splice.at + splice.removed).join("\n");
  const newBlocks = after.slice(splice.at, splice.at + splice.inserted);
  const edit = diffText(oldText, newBlocks.join("\n"));
  const oldStarts = starts(before.slice(splice.at, splice.at + splice.removed));
  const newStarts = starts(newBlocks);
  const blockShift = splice.inserted - splice.removed;
  return (span) => {
    if (span.block < splice.at) return span;
    if (span.block >= splice.at + splice.removed) return { ...span, block: span.block + blockShift };
    const start = (oldStarts[span.block - splice.at] ?? 0) + span.from;
    const end = start + span.to - span.from;
    if (start < edit.to && end > edit.from) return null;
    const moved = start >= edit.to ? start + edit.text.length - (edit.to - edit.from) : start;
    const at = lastAtMost(newStarts, moved);
    const from = moved - (newStarts[at] ?? 0);
    const to = from + span.to - span.from;
    if (at >= newBlocks.length || to > (newBlocks[at] ?? "").length) return null;
    return { block: splice.at + at, from, to };
  };
}

/** Where a place of the text lies after edits (ascending, not overlapping, without line breaks). */
export function movePosition(position: Position, edits: readonly Edit[]): Position {
  let shift = 0;
  for (const edit of edits) {
    if (edit.block !== position.block || edit.from >= position.offset) continue;
    if (edit.to <= position.offset) shift += edit.text.length - (edit.to - edit.from);
    else return { block: position.block, offset: edit.from + shift + edit.text.length };
  }
  return { block: position.block, offset: position.offset + shift };
}

/** A copy of a finding at another place; targets keep only block, from and to. */
export function placed(diagnostic: Diagnostic, span: Span): Diagnostic {
  return { ...diagnostic, target: { kind: "text", block: span.block, from: span.from, to: span.to } };
}

function starts(blocks: readonly string[]): number[] {
  const out: number[] = [];
  let at = 0;
  for (const block of blocks) {
    out.push(at);
    at += block.length + 1;
  }
  return out;
}
