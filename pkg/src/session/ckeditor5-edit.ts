/**
 * Edits in the model of CKEditor 5. One edit is two operations there, and its undo sets each operation of a step
 * against all that came after it: a step of six hundred fixes takes it as long as a person waits for nothing. So
 * beyond some edits whole stretches of the article are put in the place of what they were, copied with all their
 * formatting and edited before they come in: two operations a stretch, however many edits are in it.
 */

/** The part of a model element that is used. */
export interface CkElement {
  getNodeByPath(path: readonly number[]): unknown;
}

/** The part of a model position that is used. */
export interface CkPosition {
  readonly path: readonly number[];
  readonly root: CkElement;
  readonly textNode: { getAttributes(): Iterable<[string, unknown]> } | null;
  readonly nodeBefore: { is(type: string): boolean; getAttributes(): Iterable<[string, unknown]> } | null;
}

/** The part of a model range that is used. */
export interface CkRange {
  readonly start: CkPosition;
  readonly end: CkPosition;
  getItems(): Iterable<{ data?: string; getAttributes(): Iterable<[string, unknown]> }>;
}

/** The part of a model's writer that is used. */
export interface CkWriter {
  createPositionAt(node: never, offset: number): CkPosition;
  createRange(start: never, end: never): CkRange;
  createDocumentFragment(): object;
  cloneElement(element: never): CkElement;
  append(node: never, parent: never): void;
  insert(node: never, position: never): void;
  insertText(text: string, attributes: never, position: never): void;
  remove(range: never): void;
  setSelection(range: never, options: never): void;
}

/** The part of the model that is used. */
export interface CkModel {
  readonly document: {
    readonly selection: {
      readonly anchor: CkPosition | null;
      readonly focus: CkPosition | null;
      readonly isBackward: boolean;
    };
  };
  readonly schema: { isObject(element: never): boolean };
  readonly markers: { getMarkersIntersectingRange(range: never): Iterable<unknown> };
  change(callback: never): unknown;
}

/** One replacement, in the model. */
export interface CkEdit {
  text: string;
  range: CkRange;
}

/** From so many edits on, stretches are replaced; and so many stretches there are about. */
const MANY = 50;
const STRETCHES = 20;

/** Apply edits (ascending, not overlapping) within one `model.change`. */
export function editModel(edits: readonly CkEdit[], model: CkModel, writer: CkWriter): void {
  if (edits.length < MANY) editEach(edits, writer);
  else for (const stretch of stretches(edits, model).reverse()) replaceStretch(stretch, model, writer);
}

/** From last to first, so that the places of those before stay as they are. */
function editEach(edits: readonly CkEdit[], writer: CkWriter): void {
  for (const { text, range } of [...edits].reverse()) {
    const [replaced] = range.getItems();
    const { textNode, nodeBefore } = range.start;
    const like = replaced ?? textNode ?? (nodeBefore?.is("$text") ? nodeBefore : null);
    const attributes = [...(like?.getAttributes() ?? [])];
    if (text) writer.insertText(text, attributes as never, range.end as never);
    if (replaced) writer.remove(range as never);
  }
}

/** Edits of neighbouring children of the root, which no object that stays as it is (a video, a picture) lies between. */
function stretches(edits: readonly CkEdit[], model: CkModel): CkEdit[][] {
  const least = Math.ceil(edits.length / STRETCHES);
  const out: CkEdit[][] = [];
  let last = -1;
  for (const edit of edits) {
    const at = topOf(edit);
    const current = out[out.length - 1];
    const together = at === last || (current && current.length < least && joined(edit, last, at, model));
    if (current && together) current.push(edit);
    else out.push([edit]);
    last = at;
  }
  return out;
}

/** The child of the root that an edit is in. */
function topOf({ range }: CkEdit): number {
  return range.start.path[0] ?? 0;
}

function joined({ range }: CkEdit, last: number, at: number, model: CkModel): boolean {
  for (let between = last + 1; between < at; between++) {
    if (model.schema.isObject(range.start.root.getNodeByPath([between]) as never)) return false;
  }
  return true;
}

/** Put copies, edited, in the place of the children of the root that some edits are in. */
function replaceStretch(edits: readonly CkEdit[], model: CkModel, writer: CkWriter): void {
  const first = edits[0] as CkEdit;
  const { root } = first.range.start;
  const from = topOf(first);
  const to = topOf(edits[edits.length - 1] as CkEdit) + 1;
  const start = writer.createPositionAt(root as never, from);
  const end = writer.createPositionAt(root as never, to);
  const old = writer.createRange(start as never, end as never);
  // A comment or a suggestion is bound to the nodes it was made on.
  const [marker] = model.markers.getMarkersIntersectingRange(old as never);
  if (marker || edits.length < 2) {
    editEach(edits, writer);
    return;
  }
  const fresh = writer.createDocumentFragment();
  const copies: CkElement[] = [];
  for (let at = from; at < to; at++) {
    const copy = writer.cloneElement(root.getNodeByPath([at]) as never);
    writer.append(copy as never, fresh as never);
    copies.push(copy);
  }
  const there = ({ path }: CkPosition): CkPosition => {
    const home = copies[(path[0] ?? 0) - from]?.getNodeByPath(path.slice(1, -1));
    return writer.createPositionAt(home as never, path[path.length - 1] ?? 0);
  };
  editEach(
    edits.map(({ text, range }) => ({
      text,
      range: writer.createRange(there(range.start) as never, there(range.end) as never),
    })),
    writer,
  );
  const { anchor, focus, isBackward } = model.document.selection;
  const ends = [anchor, focus].map((end) => end && moved(end, edits));
  writer.insert(fresh as never, end as never);
  writer.remove(old as never);
  const inside = (place: CkPosition | null) =>
    place?.root === root && (place.path[0] ?? -1) >= from && (place.path[0] ?? to) < to;
  if (!inside(anchor) && !inside(focus)) return;
  const [a, b] = ends.map((path) => path && placeAt(root, path, writer));
  if (!a || !b) return;
  const selection = isBackward
    ? writer.createRange(b as never, a as never)
    : writer.createRange(a as never, b as never);
  writer.setSelection(selection as never, { backward: isBackward } as never);
}

/** The path of a place once the edits beside it are made. */
function moved({ root, path }: CkPosition, edits: readonly CkEdit[]): readonly number[] {
  const home = path.slice(0, -1);
  const offset = path[path.length - 1] ?? 0;
  let shift = 0;
  for (const { text, range } of edits) {
    const { start } = range;
    const from = start.path[start.path.length - 1] ?? 0;
    if (start.root !== root || !samePath(start.path.slice(0, -1), home) || from >= offset) continue;
    const to = range.end.path[range.end.path.length - 1] ?? 0;
    if (to <= offset) shift += text.length - (to - from);
    else return [...home, from + shift + text.length];
  }
  return [...home, offset + shift];
}

function samePath(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((step, i) => step === b[i]);
}

function placeAt(root: CkElement, path: readonly number[], writer: CkWriter): CkPosition {
  const home = path.length > 1 ? root.getNodeByPath(path.slice(0, -1)) : root;
  return writer.createPositionAt(home as never, path[path.length - 1] ?? 0);
}
