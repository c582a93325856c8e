/**
 * CKEditor 5, classic, inline, balloon or with several roots. The text is read from what the editing view has
 * drawn; a fix goes through the view's own mapping to the model and is one `model.change`, which is one batch
 * and so one step of the editor's undo. The marks the view leaves in the DOM for the caret are no text.
 */
import {
  type CkEdit,
  type CkModel,
  type CkRange,
  type CkWriter,
  editModel,
} from "../session/ckeditor5-edit.js";
import { DomAdapter } from "../session/dom-adapter.js";
import type { Treatment } from "../session/dom-read.js";
import type { DomTextMap } from "../session/dom-text.js";
import { readSource } from "../session/source-text.js";
import type { Edit, Session, SessionKit, TextMap } from "../session/types.js";
import { type AttachOptions, endWith, openSession } from "./open.js";

/** The part of a CKEditor 5 editor that is used. */
export interface Ck5Editor {
  readonly isReadOnly: boolean;
  readonly sourceElement?: HTMLElement | undefined;
  readonly model: CkModel;
  readonly editing: {
    readonly mapper: { toModelPosition(viewPosition: never): unknown };
    readonly view: {
      getDomRoot(name?: string): HTMLElement | undefined;
      focus(): void;
      readonly domConverter: { domPositionToView(node: Node, offset: number): unknown };
    };
  };
  on(event: string, listener: never): unknown;
  off(event: string, listener: never): unknown;
}

/** Options of CKEditor 5's `attach`. */
export interface Ck5AttachOptions extends AttachOptions {
  /** Name of the root, in an editor with several. Default "main". */
  root?: string;
}

/** Watch a CKEditor 5 editor (what `ClassicEditor.create(…)` resolves to). */
export function attach(editor: Ck5Editor, kit: SessionKit, options: Ck5AttachOptions = {}): Session {
  const root = editor.editing.view.getDomRoot(options.root);
  if (!root)
    throw new TypeError(
      `xianshen: the CKEditor 5 editor has drawn no root named "${options.root ?? "main"}"`,
    );
  const session = openSession(new Ck5Adapter(editor, root), kit, options);
  endWith(
    session,
    (gone) => editor.on("destroy", gone as never),
    (gone) => editor.off("destroy", gone as never),
  );
  return session;
}

/** What the view puts at the head of a text node when the caret stands where there is no text. */
const CARET = "\u2060".repeat(7);

function filler(_node: Text, run: string): boolean {
  return run === CARET;
}

/** Handles, buttons and stand-ins for selections that the editor draws between the elements of the text. */
function treat(element: Element): Treatment | undefined {
  const { classList } = element;
  return classList.contains("ck") || classList.contains("ck-fake-selection-container")
    ? classList.contains("ck-editor__editable")
      ? "through"
      : "skip"
    : undefined;
}

/** The view draws some blanks as no-break spaces, so that they can be seen. */
function plain(text: string | null): string | null {
  return text?.replaceAll("\u00A0", " ") ?? null;
}

class Ck5Adapter extends DomAdapter {
  readonly keepsCaret = true;

  constructor(
    private readonly editor: Ck5Editor,
    root: HTMLElement,
  ) {
    super(root, editor.sourceElement ?? root, { treat, filler });
  }

  override editable(): boolean {
    return !this.editor.isReadOnly && this.root.isContentEditable && !this.inSource();
  }

  override read(afresh = false): TextMap {
    if (!this.inSource()) return super.read(afresh);
    const area = this.root.parentElement?.querySelector<HTMLTextAreaElement>(
      ".ck-source-editing-area textarea",
    );
    return readSource(area?.value ?? this.root.innerHTML);
  }

  override subscribe(changed: () => void): () => void {
    const leave = super.subscribe(changed);
    const frame = this.root.parentElement;
    const typed = () => this.inSource() && changed();
    let before = this.inSource();
    const observer = new this.window.MutationObserver(() => {
      if (this.inSource() === before) return;
      before = !before;
      changed();
    });
    observer.observe(this.root, { attributes: true, attributeFilter: ["class"] });
    frame?.addEventListener("input", typed);
    return () => {
      frame?.removeEventListener("input", typed);
      observer.disconnect();
      leave();
    };
  }

  /** In source mode the view is hidden, and what is changed in it is thrown away. */
  private inSource(): boolean {
    return this.root.classList.contains("ck-hidden");
  }

  replace(edits: readonly Edit[], map: DomTextMap): boolean {
    let done = true;
    const { model } = this.editor;
    model.change(((writer: CkWriter) => {
      const plan: CkEdit[] = [];
      for (const edit of edits) {
        const range = this.modelRange(edit, map, writer);
        const stands = range && [...range.getItems()].map(({ data }) => data ?? "\n").join("");
        if (!range || plain(stands) !== plain((map.blocks[edit.block] ?? "").slice(edit.from, edit.to))) {
          done = false;
          return;
        }
        plan.push({ text: edit.text, range });
      }
      editModel(plan, model, writer);
    }) as never);
    return done;
  }

  private modelRange(edit: Edit, map: DomTextMap, writer: CkWriter): CkRange | null {
    const pieces = map.pieces(edit.block, edit.from, edit.to);
    const first = pieces?.[0];
    const last = pieces?.[pieces.length - 1];
    const start = first && this.modelPosition(first.node, first.from);
    const end = last && this.modelPosition(last.node, last.to);
    return start && end ? writer.createRange(start as never, end as never) : null;
  }

  private modelPosition(node: Text, offset: number): unknown {
    const { mapper, view } = this.editor.editing;
    const place = view.domConverter.domPositionToView(node, offset);
    return place ? mapper.toModelPosition(place as never) : null;
  }

  protected override takeFocus(): void {
    this.editor.editing.view.focus();
  }
}
