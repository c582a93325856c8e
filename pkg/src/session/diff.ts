/**
 * Pure arithmetic on texts: what changed between two lists of blocks, how a finding moves when the text under
 * it is edited, and how a replacement shrinks to the characters that really differ. Nothing here knows the DOM.
 */
import type { Diagnostic } from "../types.js";
import type { Edit, Position } from "./types.js";

/** Between two lists: `removed` items at `at` became `inserted` items. */
export interface Splice {
  at: number;
  removed: number;
  inserted: number;
}

/** The one splice that leads from `before` to `after`, or null if they are equal. */
export function diffBlocks(before: readonly string[], after: readonly string[]): Splice | null {
  const shared = Math.min(before.length, after.length);
  let head = 0;
  while (head < shared && before[head] === after[head]) head++;
  if (head === before.length && head === after.length) return null;
  let tail = 0;
  while (tail < shared - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  return { at: head, removed: before.length - head - tail, inserted: after.length - head - tail };
}

/** The smallest replacement that turns `before` into `after`; never cuts a surrogate pair. */
export function diffText(before: string, after: string): { from: number; to: number; text: string } {
  const shared = Math.min(before.length, after.length);
  let head = 0;
  while (head < shared && before.charCodeAt(head) === after.charCodeAt(head)) head++;
  if (head > 0 && isHigh(before.charCodeAt(head - 1))) head--;
  let tail = 0;
  while (
    tail < shared - head &&
    before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
  ) {
    tail++;
  }
  if (tail > 0 && isLow(before.charCodeAt(before.length - tail))) tail--;
  return { from: head, to: before.length - tail, text: after.slice(head, after.length - tail) };
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}

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

/** Index of the last item that is at most `value` in an ascending list; 0 if there is none. */
export function lastAtMost(list: readonly number[], value: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle] ?? 0) <= value) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}
