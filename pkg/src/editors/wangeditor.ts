/**
 * wangEditor 5 and wangEditor-next. The text is read from what the editor has drawn; a fix is a pair of
 * operations of its own model (`insert_text`, `remove_text`), handed to `editor.apply`, so the editor's
 * history, its `change` event and its view see it. Nothing of Slate is imported.
 */
import { DomAdapter } from "../session/dom-adapter.js";
import type { DomTextMap, Treatment } from "../session/dom-text.js";
import type { Edit, Session, SessionKit } from "../session/types.js";
import { type AttachOptions, endWith, openSession } from "./open.js";

interface ModelText {
  text: string;
}

interface ModelElement {
  type?: string;
  children: ModelNode[];
}

type ModelNode = ModelText | ModelElement;

interface TextOperation {
  type: "insert_text" | "remove_text";
  path: number[];
  offset: number;
  text: string;
}

/** A step of the editor's history: a list of operations, or an object around one, by version. */
type Batch = TextOperation[] | { operations: TextOperation[]; selectionBefore?: unknown };

/** The part of a wangEditor that is used. */
export interface WangEditor {
  children: unknown[];
  selection: unknown;
  history?: { undos: unknown[] };
  apply(operation: never): void;
  toDOMNode(node: never): HTMLElement;
  getEditableContainer(): Element;
  focus(isEnd?: boolean): void;
  isDisabled(): boolean;
  on(type: string, listener: never): void;
  off(type: string, listener: never): void;
}

/** Watch a wangEditor (the editor made by `createEditor`, not its toolbar). */
export function attach(editor: WangEditor, kit: SessionKit, options: AttachOptions = {}): Session {
  const container = editor.getEditableContainer();
  const root = container.matches("[data-slate-editor]")
    ? container
    : container.querySelector("[data-slate-editor]");
  if (!root)
    throw new TypeError("xianshen: the wangEditor has no editable area yet; attach in its onCreated");
  const session = openSession(new WangAdapter(editor, root as HTMLElement, container), kit, options);
  endWith(
    session,
    (gone) => editor.on("destroyed", gone as never),
    (gone) => editor.off("destroyed", gone as never),
  );
  return session;
}

function filler(node: Text): boolean {
  return node.parentElement?.closest("[data-slate-zero-width]") != null;
}

/** Void elements are embeds; what cannot be edited and is no element of the model is furniture (bullets, handles). */
function treat(element: Element): Treatment | undefined {
  if (element.getAttribute("data-slate-void") === "true") return "island";
  if (element.getAttribute("contenteditable") !== "false") return undefined;
  return element.matches("[data-slate-node]") || element.querySelector("[data-slate-node]")
    ? "through"
    : "skip";
}

class WangAdapter extends DomAdapter {
  readonly keepsCaret = true;

  constructor(
    private readonly editor: WangEditor,
    root: HTMLElement,
    container: Element,
  ) {
    super(root, container, { treat, filler });
  }

  override editable(): boolean {
    return !this.editor.isDisabled();
  }

  replace(edits: readonly Edit[], map: DomTextMap): boolean {
    const operations: TextOperation[] = [];
    for (const edit of [...edits].reverse()) {
      const planned = this.plan(edit, map);
      if (!planned) return false;
      operations.push(...planned);
    }
    const undos = this.editor.history?.undos as Batch[] | undefined;
    const depth = undos?.length ?? 0;
    const { selection } = this.editor;
    for (const operation of operations) this.editor.apply(operation as never);
    if (undos && undos.length <= depth) splitBatch(undos, operations[0] as TextOperation, selection);
    return operations.length > 0;
  }

  /** The operations for one edit: the new text after the first stretch replaced, then the old text away. */
  private plan(edit: Edit, map: DomTextMap): TextOperation[] | null {
    const pieces = map.pieces(edit.block, edit.from, edit.to);
    if (!pieces) return null;
    const removals: TextOperation[] = [];
    for (const { node, from, to } of pieces) {
      const place = this.locateModel(node);
      if (!place || place.text.slice(place.offset + from, place.offset + to) !== node.data.slice(from, to))
        return null;
      const text = node.data.slice(from, to);
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

  /** The model text that a DOM text node draws, and where in it the node begins. */
  private locateModel(node: Text): { path: number[]; text: string; offset: number } | null {
    const drawn = node.parentElement?.closest("[data-slate-node='text']");
    if (!drawn) return null;
    const top = this.editor.children.findIndex((child) => this.drawnBy(child)?.contains(drawn));
    const path = top < 0 ? null : this.pathTo(drawn, this.editor.children[top] as ModelNode, [top]);
    if (!path) return null;
    let model: unknown = { children: this.editor.children };
    for (const index of path) model = (model as ModelElement).children[index];
    let offset = 0;
    for (const string of drawn.querySelectorAll("[data-slate-string]")) {
      if (string.contains(node)) {
        const walker = this.root.ownerDocument.createTreeWalker(string, 4);
        for (let other = walker.nextNode(); other && other !== node; other = walker.nextNode()) {
          offset += (other as Text).length;
        }
        return { path, text: (model as ModelText).text, offset };
      }
      offset += string.textContent?.length ?? 0;
    }
    return null;
  }

  private pathTo(drawn: Element, node: ModelNode, path: number[]): number[] | null {
    if (!("children" in node)) return this.drawnBy(node) === drawn ? path : null;
    for (const [index, child] of node.children.entries()) {
      if (!this.drawnBy(child)?.contains(drawn)) continue;
      const found = this.pathTo(drawn, child, [...path, index]);
      if (found) return found;
    }
    return null;
  }

  private drawnBy(node: unknown): HTMLElement | null {
    try {
      return this.editor.toDOMNode(node as never);
    } catch {
      return null;
    }
  }

  protected override takeFocus(): void {
    this.root.focus({ preventScroll: true });
  }
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
