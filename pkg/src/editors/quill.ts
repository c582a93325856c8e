/**
 * Quill 1 and 2. The text is read from what the editor has drawn; a fix is one delta handed to `updateContents`
 * as the user's, cut off from what was typed before and after, so one step of Quill's own history takes it back.
 */
import { DomAdapter } from "../session/dom-adapter.js";
import type { Treatment } from "../session/dom-read.js";
import type { DomTextMap } from "../session/dom-text.js";
import type { Edit, Session, SessionKit, TextMap } from "../session/types.js";
import { type AttachOptions, openSession } from "./open.js";

interface Op {
  insert?: unknown;
  delete?: number;
  retain?: number;
  attributes?: Record<string, unknown>;
}

interface Blot {
  offset(root?: unknown): number;
}

/** The part of a Quill that is used. */
export interface QuillEditor {
  root: HTMLElement;
  container: HTMLElement;
  scroll: unknown;
  history?: { cutoff(): void };
  update(source?: never): unknown;
  focus(): void;
  getContents(index: number, length: number): { ops?: unknown[] };
  updateContents(delta: never, source?: never): unknown;
}

/** Watch a Quill. Quill has no event for its end: call `session.detach()` when you take it away. */
export function attach(editor: QuillEditor, kit: SessionKit, options: AttachOptions = {}): Session {
  return openSession(new QuillAdapter(editor), kit, options);
}

/** Bullets, language menus of code blocks and the like are furniture; formulas and mentions are embeds. */
function treat(element: Element): Treatment | undefined {
  if (element.classList.contains("ql-ui")) return "skip";
  return /(^|\s)ql-(formula|mention)(\s|$)/.test(element.className) ? "island" : undefined;
}

class QuillAdapter extends DomAdapter {
  constructor(private readonly editor: QuillEditor) {
    // U+FEFF holds the caret beside embeds and in new formats; Quill counts it as nothing.
    super(editor.root, editor.container, { treat, filler: (_, run) => run.startsWith("\uFEFF") });
  }

  replace(edits: readonly Edit[], map: TextMap): boolean {
    const { editor } = this;
    editor.update();
    const ops: Op[] = [];
    let done = 0;
    for (const edit of edits) {
      const place = this.place(edit, map as DomTextMap);
      if (!place || place.index < done) return false;
      const { index, length } = place;
      if (index > done) ops.push({ retain: index - done });
      // The new text takes the formats of the first character replaced, or of the one it follows.
      const [like] = this.contents(length || !edit.from ? index : index - 1, 1);
      if (edit.text)
        ops.push({ insert: edit.text, ...(like?.attributes ? { attributes: like.attributes } : {}) });
      if (length) ops.push({ delete: length });
      done = index + length;
    }
    if (!ops.length) return false;
    editor.history?.cutoff();
    editor.updateContents({ ops } as never, "user" as never);
    editor.history?.cutoff();
    return true;
  }

  /** Where an edit lies by Quill's own count, or null if the text there is another. */
  private place(edit: Edit, map: DomTextMap): { index: number; length: number } | null {
    const pieces = map.pieces(edit.block, edit.from, edit.to);
    const [first] = pieces ?? [];
    if (!pieces || !first) return null;
    const { find } = this.editor.constructor as unknown as { find(node: Node, up: boolean): Blot | null };
    const blot = find.call(this.editor.constructor, first.node, true);
    if (!blot) return null;
    const index = blot.offset(this.editor.scroll) + first.from;
    const text = (map.blocks[edit.block] ?? "").slice(edit.from, edit.to);
    const stands = this.contents(index, text.length)
      .map(({ insert }) => (typeof insert === "string" ? insert : "\uFFFC"))
      .join("");
    return stands === text ? { index, length: text.length } : null;
  }

  private contents(index: number, length: number): Op[] {
    return length ? ((this.editor.getContents(index, length).ops ?? []) as Op[]) : [];
  }
}
