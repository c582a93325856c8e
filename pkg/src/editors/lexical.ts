/**
 * Lexical. The text is read from what the editor has drawn; every element of it carries the key of its node, so
 * a fix finds its text nodes by key and splices them inside of one `editor.update`, which the history takes as a
 * step for itself. Nothing of Lexical is imported: a second copy of it would not know this editor.
 */
import { DomAdapter } from "../session/dom-adapter.js";
import type { Treatment } from "../session/dom-read.js";
import type { DomTextMap } from "../session/dom-text.js";
import type { Edit, Session, SessionKit } from "../session/types.js";
import { type AttachOptions, openSession } from "./open.js";

/** The part of a Lexical text node that is used. */
export interface LexicalText {
  readonly __text?: string;
  getLatest(): LexicalText;
  spliceText(offset: number, removed: number, text: string, moveSelection?: boolean): unknown;
}

/** An end of a Lexical selection. */
export interface LexicalPoint {
  readonly key: string;
  readonly offset: number;
  readonly type: string;
  set(key: string, offset: number, type: "text"): void;
}

/** What a Lexical selection of text has. */
interface LexicalSelection {
  readonly anchor?: LexicalPoint;
  readonly focus?: LexicalPoint;
}

/** The part of a Lexical editor that is used. */
export interface LexicalInstance {
  readonly _key: string;
  getRootElement(): HTMLElement | null;
  readonly _updateTags?: Set<string>;
  readonly _pendingEditorState?: { readonly _selection: unknown } | null;
  getEditorState(): { readonly _nodeMap: ReadonlyMap<string, unknown> };
  isEditable(): boolean;
  update(change: () => void, options: never): void;
  focus(done?: () => void): void;
  registerRootListener(listener: (root: HTMLElement | null, before: HTMLElement | null) => void): () => void;
}

/** Watch a Lexical editor that has a root element. */
export function attach(editor: LexicalInstance, kit: SessionKit, options: AttachOptions = {}): Session {
  const root = editor.getRootElement();
  if (!root) throw new TypeError("xianshen: the Lexical editor has no root element yet");
  const session = openSession(new LexicalAdapter(editor, root), kit, options);
  const off = editor.registerRootListener((now) => {
    if (now !== root) session.detach();
  });
  session.on("detach", off);
  return session;
}

/** The line that Lexical draws where a caret cannot stand by itself. */
function treat(element: Element): Treatment | undefined {
  return element.hasAttribute("data-lexical-cursor") ? "skip" : undefined;
}

/** Keep an end of the selection at its words while `from`…`to` of a node becomes `length` units. */
function movePoint(
  point: LexicalPoint | undefined,
  key: string,
  from: number,
  to: number,
  length: number,
): void {
  if (!point || point.key !== key || point.type !== "text" || point.offset <= from) return;
  point.set(key, point.offset >= to ? point.offset + length - (to - from) : from + length, "text");
}

class LexicalAdapter extends DomAdapter {
  readonly keepsCaret = true;

  constructor(
    private readonly editor: LexicalInstance,
    root: HTMLElement,
  ) {
    super(root, root, { treat });
  }

  override editable(): boolean {
    return this.editor.isEditable();
  }

  replace(edits: readonly Edit[], map: DomTextMap): boolean {
    const plan: { key: string; from: number; to: number; text: string; stands: string }[] = [];
    for (const edit of [...edits].reverse()) {
      const pieces = map.pieces(edit.block, edit.from, edit.to);
      if (!pieces) return false;
      for (const [index, { node, from, to }] of [...pieces.entries()].reverse()) {
        const key = this.keyOf(node);
        if (!key) return false;
        const stands = node.data.slice(from, to);
        plan.push({ key, from, to, text: index === 0 ? edit.text : "", stands });
      }
    }
    const nodes = this.editor.getEditorState()._nodeMap as ReadonlyMap<string, LexicalText>;
    for (const { key, from, to, stands } of plan) {
      if (nodes.get(key)?.__text?.slice(from, to) !== stands) return false;
    }
    const active = this.root.ownerDocument.activeElement;
    this.editor.update(
      () => {
        if (!this.root.contains(active)) this.editor._updateTags?.add("skip-selection-focus");
        const { anchor, focus } = (this.editor._pendingEditorState?._selection ?? {}) as LexicalSelection;
        for (const { key, from, to, text } of plan) {
          nodes
            .get(key)
            ?.getLatest()
            .spliceText(from, to - from, text);
          for (const point of [anchor, focus]) movePoint(point, key, from, to, text.length);
        }
      },
      { discrete: true, tag: "history-push" } as never,
    );
    return plan.length > 0;
  }

  /** The key of the text node that a DOM text node draws. */
  private keyOf(node: Text): string | null {
    const name = `__lexicalKey_${this.editor._key}`;
    for (let at: Node | null = node; at && at !== this.root; at = at.parentNode) {
      const key = (at as unknown as Record<string, string | undefined>)[name];
      if (key !== undefined) return key;
    }
    return null;
  }
}
