/**
 * Edits on text nodes, for editors whose undo takes snapshots of their DOM: only the characters that differ
 * change, and they take the formatting of the first character replaced.
 */
import { type DomTextMap, readsAs } from "./dom-text.js";
import type { Edit } from "./types.js";

/** Apply edits (ascending, not overlapping) from last to first. False if one of them is not over plain text. */
export function replaceInDom(edits: readonly Edit[], map: DomTextMap): boolean {
  const plans = edits.map((edit) => ({ edit, pieces: map.pieces(edit.block, edit.from, edit.to) }));
  for (const { edit, pieces } of plans) {
    const stands = pieces?.map(({ node, from, to }) => node.data.slice(from, to)).join("");
    const text = (map.blocks[edit.block] ?? "").slice(edit.from, edit.to);
    if (!pieces || !readsAs(stands ?? "", text)) return false;
  }
  for (const { edit, pieces } of plans.reverse()) {
    for (const [index, { node, from, to }] of [...(pieces ?? []).entries()].reverse()) {
      node.replaceData(from, to - from, index === 0 ? edit.text : "");
      if (!node.data) prune(node);
    }
  }
  return true;
}

const INLINE = new Set(
  "A ABBR B CODE DEL EM FONT I INS MARK S SMALL SPAN STRIKE STRONG SUB SUP U".split(" "),
);

/** Remove an emptied text node and the inline elements that held nothing else. */
function prune(node: Text): void {
  let empty: ChildNode = node;
  let parent = node.parentElement;
  while (parent && INLINE.has(parent.tagName) && parent.childNodes.length === 1) {
    empty = parent;
    parent = parent.parentElement;
  }
  if (parent && parent.childNodes.length > 1) empty.remove();
}
