/**
 * TinyMCE 5 to 8, in its iframe or inline. The text is read from the editor's body; a fix changes only the
 * characters that differ, inside of `undoManager.transact`, so one step of TinyMCE's own undo takes it back.
 */
import { DomAdapter } from "../session/dom-adapter.js";
import { replaceInDom } from "../session/dom-edit.js";
import type { Treatment } from "../session/dom-read.js";
import type { DomTextMap } from "../session/dom-text.js";
import type { Edit, Session, SessionKit } from "../session/types.js";
import { type AttachOptions, endWith, openSession } from "./open.js";

/** The part of a TinyMCE editor that is used. */
export interface TinyEditor {
  initialized?: boolean;
  removed?: boolean;
  getBody(): HTMLElement | null;
  getElement(): HTMLElement;
  getDoc?(): Document | null;
  on(names: string, handler: (event: unknown) => void): unknown;
  off(names: string, handler: (event: unknown) => void): unknown;
  focus(): void;
  nodeChanged?(): void;
  undoManager: { add(): unknown; transact(change: () => void): unknown };
  readonly?: boolean;
  mode?: { isReadOnly?(): boolean; get?(): string };
  options?: { isRegistered?(name: string): boolean; get(name: string): unknown };
}

/** Watch a TinyMCE editor. It must be initialized (`init_instance_callback`, `setup` with `on("init")`, or `await tinymce.init`). */
export function attach(editor: TinyEditor, kit: SessionKit, options: AttachOptions = {}): Session {
  const body = editor.getBody();
  if (!body)
    throw new TypeError("xianshen: the TinyMCE editor is not initialized yet; attach in its init event");
  const session = openSession(new TinyAdapter(editor, body), kit, options);
  endWith(
    session,
    (gone) => editor.on("remove", gone),
    (gone) => editor.off("remove", gone),
  );
  return session;
}

function treat(element: Element): Treatment | undefined {
  const bogus = element.getAttribute("data-mce-bogus");
  if (bogus === "all") return "skip";
  if (element.classList.contains("mce-pagebreak")) return "island";
  return undefined;
}

class TinyAdapter extends DomAdapter {
  constructor(
    private readonly editor: TinyEditor,
    body: HTMLElement,
  ) {
    super(body, editor.getElement(), { treat, filler: (_, run) => run.startsWith("\uFEFF") });
  }

  override editable(): boolean {
    const { mode, readonly, options } = this.editor;
    // A state of its own since TinyMCE 7.6; the mode stays "design" under it.
    if (options?.isRegistered?.("disabled") && options.get("disabled")) return false;
    return !(mode?.isReadOnly?.() ?? (mode?.get?.() === "readonly" || readonly === true));
  }

  replace(edits: readonly Edit[], map: DomTextMap): boolean {
    const { undoManager } = this.editor;
    // What came in without a key (an emoji picker, dictation) has no level yet: it gets one of its own.
    undoManager.add();
    let done = false;
    undoManager.transact(() => {
      done = replaceInDom(edits, map);
    });
    if (done) this.editor.nodeChanged?.();
    return done;
  }

  protected override takeFocus(): void {
    this.editor.focus();
  }
}
