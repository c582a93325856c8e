/**
 * UEditor 1.4 and UEditor Plus, which share one interface. The text is read from the body of the editor's own
 * iframe; a fix changes only the characters that differ, between two scenes of the editor's undo list. While
 * the source is shown, findings are counted by the source, and fixes wait until the page is shown again.
 */
import { DomAdapter } from "../session/dom-adapter.js";
import { replaceInDom } from "../session/dom-edit.js";
import type { Treatment } from "../session/dom-read.js";
import type { DomTextMap } from "../session/dom-text.js";
import { readSource } from "../session/source-text.js";
import type { Edit, Session, SessionKit, TextMap } from "../session/types.js";
import { type AttachOptions, endWith, openSession } from "./open.js";

/** The part of a UEditor that is used. */
export interface UEditor {
  body?: HTMLElement;
  iframe?: HTMLIFrameElement;
  container?: HTMLElement;
  options?: { autoSyncData?: boolean };
  sync?(): void;
  getContent(): string;
  queryCommandState(name: string): number;
  fireEvent(type: string, ...values: unknown[]): unknown;
  addListener(types: string, listener: (...values: never[]) => unknown): unknown;
  removeListener(types: string, listener: (...values: never[]) => unknown): unknown;
}

/** Watch a UEditor. It must be ready: `editor.ready(() => attach(editor, kit))`. */
export function attach(editor: UEditor, kit: SessionKit, options: AttachOptions = {}): Session {
  const { body, iframe } = editor;
  if (!body || !iframe)
    throw new TypeError("xianshen: the UEditor is not ready yet; attach in editor.ready(...)");
  const session = openSession(new UeAdapter(editor, body, iframe), kit, options);
  endWith(
    session,
    (gone) => editor.addListener("destroy", gone),
    (gone) => editor.removeListener("destroy", gone),
  );
  return session;
}

/** Bookmarks of a selection and the box that a paste goes through are no text. */
function treat(element: Element): Treatment | undefined {
  return /^_?baidu_(bookmark|pastebin)/.test(element.id) ? "skip" : undefined;
}

class UeAdapter extends DomAdapter {
  constructor(
    private readonly editor: UEditor,
    body: HTMLElement,
    private readonly iframe: HTMLIFrameElement,
  ) {
    // What the editor puts in to hold the caret (U+200B) it takes out of what it saves.
    super(body, editor.container ?? iframe.parentElement ?? iframe, {
      treat,
      filler: (_, run) => !run.startsWith("\u2060"),
    });
  }

  override read(afresh = false): TextMap {
    return this.showsSource() ? readSource(this.editor.getContent()) : super.read(afresh);
  }

  override editable(): boolean {
    return this.root.isContentEditable && !this.showsSource();
  }

  override subscribe(changed: () => void): () => void {
    const leave = super.subscribe(changed);
    const { editor, iframe } = this;
    const area = iframe.parentElement;
    const typed = () => {
      if (this.showsSource()) changed();
    };
    editor.addListener("sourcemodechanged", changed);
    area?.addEventListener("input", typed, true);
    area?.addEventListener("keyup", typed, true);
    return () => {
      editor.removeListener("sourcemodechanged", changed);
      area?.removeEventListener("input", typed, true);
      area?.removeEventListener("keyup", typed, true);
      leave();
    };
  }

  replace(edits: readonly Edit[], map: TextMap): boolean {
    // A scene before and one after: what was typed last stays a step of its own.
    this.editor.fireEvent("saveScene", true);
    const done = replaceInDom(edits, map as DomTextMap);
    if (done) {
      this.editor.fireEvent("saveScene", true);
      // The form's copy is made when the editor is left. A fix from outside leaves nothing, and the copy would be old.
      if (this.editor.options?.autoSyncData && !this.root.ownerDocument.hasFocus()) this.editor.sync?.();
    }
    return done;
  }

  private showsSource(): boolean {
    return this.editor.queryCommandState("source") === 1;
  }
}
