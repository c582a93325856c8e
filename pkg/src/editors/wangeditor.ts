/**
 * wangEditor 5 and wangEditor-next. The text is read from what the editor has drawn; a fix is a pair of
 * operations of its own model (`insert_text`, `remove_text`), handed to `editor.apply`, so the editor's
 * history, its `change` event and its view see it. Nothing of Slate is imported.
 */
import type { Treatment } from "../session/dom-read.js";
import type { Session, SessionKit } from "../session/types.js";
import { type AttachOptions, endWith, openSession } from "./open.js";
import {
  filler,
  type ModelNode,
  offsetIn,
  type Place,
  SlateAdapter,
  type SlateModel,
} from "../session/slate-edit.js";

/** The part of a wangEditor that is used. */
export interface WangEditor extends SlateModel {
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

/** Void elements are embeds; what cannot be edited and is no element of the model is furniture (bullets, handles). */
function treat(element: Element): Treatment | undefined {
  if (element.getAttribute("data-slate-void") === "true") return "island";
  if (element.getAttribute("contenteditable") !== "false") return undefined;
  return element.matches("[data-slate-node]") || element.querySelector("[data-slate-node]")
    ? "through"
    : "skip";
}

class WangAdapter extends SlateAdapter {
  constructor(
    private readonly editor: WangEditor,
    root: HTMLElement,
    container: Element,
  ) {
    super(editor, root, container, { treat, filler });
  }

  override editable(): boolean {
    return !this.editor.isDisabled();
  }

  protected place(node: Text): Place | null {
    const drawn = node.parentElement?.closest("[data-slate-node='text']");
    if (!drawn) return null;
    const offset = offsetIn(drawn, node);
    const top = this.editor.children.findIndex((child) => this.drawnBy(child)?.contains(drawn));
    const path = top < 0 ? null : this.pathTo(drawn, this.editor.children[top] as ModelNode, [top]);
    return path && offset !== null ? { path, offset } : null;
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
