/**
 * CKEditor 4 (up to 4.22, the last open-source release), in its iframe or inline. A fix changes only the
 * characters that differ, between two snapshots of the editor's undo. The editor makes its body anew with every
 * `setData` and its iframe anew after source mode; the session moves along. While the source is shown, findings
 * are counted by the source, and fixes wait.
 */
import { DomAdapter } from "../session/dom-adapter.js";
import { replaceInDom } from "../session/dom-edit.js";
import type { Treatment } from "../session/dom-read.js";
import type { DomTextMap } from "../session/dom-text.js";
import { readSource } from "../session/source-text.js";
import type { Edit, Session, SessionKit, TextMap } from "../session/types.js";
import { type AttachOptions, endWith, openSession } from "./open.js";

/** The part of a CKEditor 4 that is used. */
export interface CKEditor4 {
  mode: string;
  readOnly: boolean;
  container: { $: HTMLElement };
  editable(): { $: HTMLElement } | null | undefined;
  getData(): string;
  fire(event: string): unknown;
  on(event: string, listener: () => void): unknown;
  removeListener(event: string, listener: () => void): unknown;
}

/** Watch a CKEditor 4. It must be ready: `editor.on("instanceReady", () => attach(editor, kit))`. */
export function attach(editor: CKEditor4, kit: SessionKit, options: AttachOptions = {}): Session {
  const body = editor.mode === "wysiwyg" ? editor.editable()?.$ : null;
  if (!body)
    throw new TypeError("xianshen: the CKEditor is not ready yet; attach in its instanceReady event");
  const session = openSession(new CkAdapter(editor, body), kit, options);
  endWith(
    session,
    (gone) => editor.on("destroy", gone),
    (gone) => editor.removeListener("destroy", gone),
  );
  return session;
}

/** Handles of widgets, bookmarks and hidden selections come and go, and are never saved. */
function treat(element: Element): Treatment | undefined {
  const temporary = ["data-cke-temp", "data-cke-bookmark", "data-cke-hidden-sel", "data-cke-magic-line"];
  if (temporary.some((name) => element.hasAttribute(name))) return "skip";
  return /(^|\s)cke_(widget_drag_handler_container|image_resizer|reset)(\s|$)/.test(element.className)
    ? "skip"
    : undefined;
}

class CkAdapter extends DomAdapter {
  constructor(
    private readonly editor: CKEditor4,
    body: HTMLElement,
  ) {
    // U+200B holds the caret in empty inline elements; it is taken out of what is saved.
    super(body, editor.container.$, { treat, filler: (_, run) => !run.startsWith("\u2060") });
  }

  override read(afresh = false): TextMap {
    return this.showsText() ? super.read(afresh) : readSource(this.editor.getData());
  }

  override editable(): boolean {
    return this.showsText() && !this.editor.readOnly;
  }

  override subscribe(changed: () => void): () => void {
    const leave = super.subscribe(changed);
    const { editor } = this;
    const area = editor.container.$;
    const drawn = () => {
      const body = this.showsText() ? editor.editable()?.$ : null;
      if (body) this.move(body);
      changed();
    };
    const typed = () => {
      if (!this.showsText()) changed();
    };
    const events = ["contentDom", "mode", "readOnly", "dataReady"];
    for (const event of events) editor.on(event, drawn);
    area.addEventListener("input", typed, true);
    area.addEventListener("keyup", typed, true);
    return () => {
      for (const event of events) editor.removeListener(event, drawn);
      area.removeEventListener("input", typed, true);
      area.removeEventListener("keyup", typed, true);
      leave();
    };
  }

  replace(edits: readonly Edit[], map: TextMap): boolean {
    // A snapshot before and one after: what was typed last stays a step of its own.
    this.editor.fire("saveSnapshot");
    const done = replaceInDom(edits, map as DomTextMap);
    if (done) this.editor.fire("saveSnapshot");
    return done;
  }

  private showsText(): boolean {
    return this.editor.mode === "wysiwyg";
  }
}
