/**
 * ProseMirror, and with it Tiptap and what is built on that: the adapter takes an `EditorView` (`editor.view` in
 * Tiptap). The text is read from what the view has drawn; the view itself knows which of its elements stand for
 * a node and which are furniture. A fix is one transaction with a step of the history for itself.
 */
import { DomAdapter } from "../session/dom-adapter.js";
import type { Treatment } from "../session/dom-read.js";
import type { DomTextMap } from "../session/dom-text.js";
import type { Edit, Session, SessionKit, TextMap, TextSelection } from "../session/types.js";
import { type AttachOptions, openSession, whenGone } from "./open.js";

/** The part of a ProseMirror transaction that is used. */
export interface ProseTransaction {
  insertText(text: string, from: number, to: number): unknown;
  setMeta(key: string, value: unknown): unknown;
  setTime(time: number): unknown;
}

/** The part of a ProseMirror `EditorView` that is used. */
export interface ProseView {
  readonly dom: HTMLElement;
  readonly editable: boolean;
  readonly isDestroyed: boolean;
  readonly state: {
    readonly doc: {
      textBetween(from: number, to: number): string;
      readonly content: { readonly size: number };
    };
    readonly selection: { readonly anchor: number; readonly head: number };
    readonly tr: unknown;
  };
  posAtDOM(node: Node, offset: number, bias?: number): number;
  domAtPos(pos: number): { node: Node; offset: number };
  dispatch(transaction: never): void;
  focus(): void;
}

/** Watch a ProseMirror view. In Tiptap: `attach(editor.view, kit)` once the editor is mounted. */
export function attach(view: ProseView, kit: SessionKit, options: AttachOptions = {}): Session {
  const session = openSession(new ProseAdapter(view), kit, options);
  whenGone(session, view.dom, () => view.isDestroyed);
  return session;
}

/** What a view notes on the elements it has drawn. */
interface Drawn extends Element {
  pmViewDesc?: { readonly node?: { readonly isAtom: boolean; readonly isText: boolean } };
}

function treat(element: Drawn): Treatment | undefined {
  const { classList, tagName } = element;
  if (classList.contains("ProseMirror-widget") || classList.contains("ProseMirror-separator")) return "skip";
  const node = element.pmViewDesc?.node;
  if (node) return node.isAtom && !node.isText && tagName !== "BR" ? "island" : "through";
  // A part of a node's own drawing that cannot be edited and holds none of its content: a handle, a check box.
  if (element.getAttribute("contenteditable") !== "false") return undefined;
  return [...element.querySelectorAll("*")].some((inner) => (inner as Drawn).pmViewDesc) ? "through" : "skip";
}

class ProseAdapter extends DomAdapter {
  readonly keepsCaret = true;

  constructor(private readonly view: ProseView) {
    super(view.dom, view.dom, { treat });
  }

  override editable(): boolean {
    return this.view.editable;
  }

  replace(edits: readonly Edit[], map: DomTextMap): boolean {
    const { view } = this;
    const { doc } = view.state;
    const transaction = view.state.tr as ProseTransaction;
    for (const edit of [...edits].reverse()) {
      const pieces = map.pieces(edit.block, edit.from, edit.to);
      const first = pieces?.[0];
      const last = pieces?.[pieces.length - 1];
      if (!first || !last) return false;
      const from = view.posAtDOM(first.node, first.from, 1);
      const to = edit.from === edit.to ? from : view.posAtDOM(last.node, last.to, -1);
      const text = (map.blocks[edit.block] ?? "").slice(edit.from, edit.to);
      if (from > to || doc.textBetween(from, to) !== text) return false;
      transaction.insertText(edit.text, from, to);
    }
    // What the plug-in's own `closeHistory` does, before the fix; a time long past does it after the fix.
    transaction.setMeta("closeHistory$", true);
    transaction.setTime(0);
    view.dispatch(transaction as never);
    return true;
  }

  override selection(map: TextMap): TextSelection | null {
    const seen = super.selection(map);
    if (seen) return seen;
    const { anchor, head } = this.view.state.selection;
    const [from, to] = [this.view.domAtPos(anchor), this.view.domAtPos(head)];
    const [start, end] = [map.locate(from.node, from.offset), map.locate(to.node, to.offset)];
    return start && end ? { anchor: start, focus: end } : null;
  }

  protected override takeFocus(): void {
    this.view.focus();
  }
}
