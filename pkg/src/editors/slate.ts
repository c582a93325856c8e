/**
 * Slate with slate-react. The view draws every text of the model, in order, and names it with an attribute; so
 * the n-th text drawn is the n-th text of the model, and no weak map of slate-react has to be reached. Fixes are
 * operations of the model (see slate-edit). The editor object knows no element: the host page hands it over.
 */
import type { Treatment } from "../session/dom-read.js";
import type { Session, SessionKit } from "../session/types.js";
import { type AttachOptions, openSession, whenGone } from "./open.js";
import {
  filler,
  type ModelNode,
  offsetIn,
  type Place,
  SlateAdapter,
  type SlateModel,
} from "../session/slate-edit.js";

/** A Slate editor and the element its `<Editable>` draws: `ReactEditor.toDOMNode(editor, editor)`. */
export interface SlateEditor {
  editor: SlateModel;
  element: HTMLElement;
}

/** Watch a Slate editor: `attach({ editor, element }, kit)`. */
export function attach(slate: SlateEditor, kit: SessionKit, options: AttachOptions = {}): Session {
  const session = openSession(new ReactSlateAdapter(slate), kit, options);
  whenGone(session, slate.element, () => !slate.element.isConnected);
  return session;
}

function treat(element: Element): Treatment | undefined {
  if (element.hasAttribute("data-slate-placeholder")) return "skip";
  return element.getAttribute("data-slate-void") === "true" ? "island" : undefined;
}

class ReactSlateAdapter extends SlateAdapter {
  constructor(private readonly slate: SlateEditor) {
    super(slate.editor, slate.element, slate.element, { treat, filler });
  }

  override editable(): boolean {
    return this.root.isContentEditable;
  }

  protected place(node: Text): Place | null {
    const drawn = node.parentElement?.closest("[data-slate-node='text']");
    if (!drawn) return null;
    const offset = offsetIn(drawn, node);
    const texts = [...this.root.querySelectorAll("[data-slate-node='text']")];
    const paths = [...textPaths(this.slate.editor.children as ModelNode[], [])];
    const path = paths.length === texts.length ? paths[texts.indexOf(drawn)] : undefined;
    return path && offset !== null ? { path, offset } : null;
  }
}

/** The paths of all texts of the model, in order. */
function* textPaths(nodes: readonly ModelNode[], path: number[]): Generator<number[]> {
  for (const [index, node] of nodes.entries()) {
    const here = [...path, index];
    if ("children" in node) yield* textPaths(node.children, here);
    else yield here;
  }
}
