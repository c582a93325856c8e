/**
 * What the editors built on Slate's model share: a fix is a pair of operations (`insert_text`, `remove_text`)
 * handed to `editor.apply`, so that the history, the change event and the view of the editor see it, and it is a
 * step of the history for itself. How a text node of the page is found in the model is each adapter's own.
 */
import { DomAdapter } from "./dom-adapter.js";
import type { DomTextOptions } from "./dom-read.js";
import type { DomTextMap } from "./dom-text.js";
import type { Edit } from "./types.js";

/** A text of the model. */
export interface ModelText {
  text: string;
}

/** An element of the model. */
export interface ModelElement {
  type?: string;
  children: ModelNode[];
}

/** A node of the model. */
export type ModelNode = ModelText | ModelElement;

interface TextOperation {
  type: "insert_text" | "remove_text";
  path: number[];
  offset: number;
  text: string;
}

/** A step of the history: a list of operations, or an object around one, by version. */
type Batch = TextOperation[] | { operations: TextOperation[]; selectionBefore?: unknown };

/** The part of a Slate editor that is used. */
export interface SlateModel {
  children: unknown[];
  selection: unknown;
  history?: { undos: unknown[] };
  apply(operation: never): void;
  /** Since Slate 0.91; before, the editor keeps its rules after each operation. */
  withoutNormalizing?(change: () => void): void;
}

/** Where a DOM text node begins in the model. */
export interface Place {
  path: number[];
  offset: number;
}

/** An adapter that edits through Slate's operations. */
export abstract class SlateAdapter extends DomAdapter {
  readonly keepsCaret = true;

  constructor(
    private readonly model: SlateModel,
    root: HTMLElement,
    host: Element,
    options: DomTextOptions,
  ) {
    super(root, host, options);
  }

  /** Where a text node of the page begins in the model. */
  protected abstract place(node: Text): Place | null;

  replace(edits: readonly Edit[], map: DomTextMap): boolean {
    const operations: TextOperation[] = [];
    for (const edit of [...edits].reverse()) {
      const planned = this.plan(edit, map);
      if (!planned) return false;
      operations.push(...planned);
    }
    const undos = this.model.history?.undos as Batch[] | undefined;
    const depth = undos?.length ?? 0;
    const { selection } = this.model;
    // The paths were read before: no rule of the editor may join or drop texts until all is done.
    const apply = () => {
      for (const operation of operations) this.model.apply(operation as never);
    };
    if (this.model.withoutNormalizing) this.model.withoutNormalizing(apply);
    else apply();
    if (undos && undos.length <= depth) splitBatch(undos, operations[0] as TextOperation, selection);
    return operations.length > 0;
  }

  /** The operations for one edit: the new text after the first stretch replaced, then the old text away. */
  private plan(edit: Edit, map: DomTextMap): TextOperation[] | null {
    const pieces = map.pieces(edit.block, edit.from, edit.to);
    if (!pieces) return null;
    const removals: TextOperation[] = [];
    for (const { node, from, to } of pieces) {
      const place = this.place(node);
      const text = node.data.slice(from, to);
      if (!place || this.textAt(place.path)?.slice(place.offset + from, place.offset + to) !== text)
        return null;
      removals.push({ type: "remove_text", path: place.path, offset: place.offset + from, text });
    }
    const first = removals[0];
    if (!first) return null;
    const inserted: TextOperation = {
      type: "insert_text",
      path: first.path,
      offset: first.offset + first.text.length,
      text: edit.text,
    };
    return [...(edit.text ? [inserted] : []), ...removals.filter(({ text }) => text).reverse()];
  }

  private textAt(path: readonly number[]): string | undefined {
    let node: unknown = this.model;
    for (const index of path) node = (node as ModelElement | undefined)?.children?.[index];
    return (node as ModelText | undefined)?.text;
  }
}

/** Zero-width text that Slate draws where there is none. */
export function filler(node: Text): boolean {
  return node.parentElement?.closest("[data-slate-zero-width]") != null;
}

/** How many units of the model's text the view draws before a DOM text node; null if the node draws none of it. */
export function offsetIn(drawn: Element, node: Text): number | null {
  let offset = 0;
  for (const string of drawn.querySelectorAll("[data-slate-string]")) {
    if (!string.contains(node)) {
      offset += string.textContent?.length ?? 0;
      continue;
    }
    const walker = drawn.ownerDocument.createTreeWalker(string, 4);
    for (let other = walker.nextNode(); other && other !== node; other = walker.nextNode()) {
      offset += (other as Text).length;
    }
    return offset;
  }
  return null;
}

/** The history joined a fix to what was typed before it: cut the step in two, so that an undo takes only the fix. */
function splitBatch(undos: Batch[], first: TextOperation, selectionBefore: unknown): void {
  const last = undos[undos.length - 1];
  if (!last) return;
  const operations = Array.isArray(last) ? last : last.operations;
  const at = operations.indexOf(first);
  if (at <= 0) return;
  const tail = operations.splice(at);
  undos.push(Array.isArray(last) ? tail : { operations: tail, selectionBefore });
}
