/**
 * What changed between two versions of an article: blocks first, then the characters of blocks that took each other's
 * place. The comparison is the library `diff`'s; here it is bounded, so that two texts that have nothing in common
 * cost no more than saying so.
 */
import { diffArrays } from "diff";
import type { Version } from "./model.js";

/** A stretch of text and what became of it. */
export interface Change {
  kind: "same" | "added" | "removed";
  text: string;
}

/** Differences beyond this number are shown as one text taken out and one put in. */
const MOST = 2_000;

/** The lines of an article with their changes, unchanged stretches included; empty if nothing changed. */
export function changes(before: Version, now: Version): Change[][] {
  const old = [before.title, ...before.text.split("\n")];
  const fresh = [now.title, ...now.text.split("\n")];
  const lines: Change[][] = [];
  let removed: string[] = [];
  const flush = (added: readonly string[]): void => {
    const pairs = Math.min(removed.length, added.length);
    for (let i = 0; i < pairs; i++) lines.push(inLine(removed[i] ?? "", added[i] ?? ""));
    for (const text of removed.slice(pairs)) lines.push([{ kind: "removed", text }]);
    for (const text of added.slice(pairs)) lines.push([{ kind: "added", text }]);
    removed = [];
  };
  const parts = diffArrays(old, fresh, { maxEditLength: MOST });
  if (!parts)
    return [[{ kind: "removed", text: old.join("\n") }], [{ kind: "added", text: fresh.join("\n") }]];
  for (const part of parts) {
    if (part.removed) {
      flush([]);
      removed = part.value;
    } else if (part.added) {
      flush(part.value);
    } else {
      flush([]);
      for (const text of part.value) lines.push([{ kind: "same", text }]);
    }
  }
  flush([]);
  return lines.some((line) => line.some((change) => change.kind !== "same")) ? lines : [];
}

function inLine(before: string, now: string): Change[] {
  const parts = diffArrays(graphemes(before), graphemes(now), { maxEditLength: MOST });
  if (!parts)
    return [
      { kind: "removed", text: before },
      { kind: "added", text: now },
    ];
  return parts.map(({ added, removed, value }) => ({
    kind: added ? "added" : removed ? "removed" : "same",
    text: value.join(""),
  }));
}

/** Characters as people see them, so that no emoji is cut in two. */
function graphemes(text: string): string[] {
  if (typeof Intl.Segmenter !== "function") return Array.from(text);
  return Array.from(
    new Intl.Segmenter("zh", { granularity: "grapheme" }).segment(text),
    (part) => part.segment,
  );
}
