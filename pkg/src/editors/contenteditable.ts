/**
 * Any element with `contenteditable`: home-made editors, KindEditor, Summernote and the like, in the page, in an
 * iframe or in a shadow root. Fixes go through the browser's own editing commands and undo stack. The browser
 * has no way to join several commands into one step, so the adapter steps through a group itself: when an undo
 * lands inside of a group, it goes on to the group's beginning, and a redo to its end.
 */
import { DomAdapter } from "../session/dom-adapter.js";
import { readsAs } from "../session/dom-text.js";
import type { Edit, Session, SessionKit, TextMap } from "../session/types.js";
import { type AttachOptions, openSession } from "./open.js";

/** Watch an editable element, or the body of an editable iframe document. */
export function attach(
  editor: HTMLElement | HTMLIFrameElement | Document,
  kit: SessionKit,
  options: AttachOptions = {},
): Session {
  return openSession(new ContentEditableAdapter(editor), kit, options);
}

function editable(editor: HTMLElement | HTMLIFrameElement | Document): HTMLElement {
  if (editor.nodeType === 9) return (editor as Document).body;
  return (isFrame(editor) && editor.contentDocument?.body) || (editor as HTMLElement);
}

function isFrame(editor: Node): editor is HTMLIFrameElement {
  return editor.nodeName === "IFRAME";
}

class ContentEditableAdapter extends DomAdapter {
  /** Content after each step of the groups made, oldest first. */
  private groups: string[][] = [];
  private stepping = false;

  constructor(private readonly editor: HTMLElement | HTMLIFrameElement | Document) {
    const body = editable(editor);
    super(body, isFrame(editor) ? editor : body);
  }

  override editable(): boolean {
    return this.root.isContentEditable || this.root.ownerDocument.designMode === "on";
  }

  override subscribe(changed: () => void): () => void {
    const leave = super.subscribe(changed);
    const { editor } = this;
    const input = (event: Event) => this.afterInput(event as InputEvent);
    const load = () => {
      this.root.removeEventListener("input", input);
      this.move(editable(editor));
      this.root.addEventListener("input", input);
    };
    this.root.addEventListener("input", input);
    // A frame that is moved in the page, or written anew, has another body.
    if (isFrame(editor)) editor.addEventListener("load", load);
    return () => {
      this.root.removeEventListener("input", input);
      editor.removeEventListener("load", load);
      leave();
    };
  }

  replace(edits: readonly Edit[], map: TextMap): boolean {
    const page = this.root.ownerDocument;
    const active = this.focused();
    const steps = [this.root.innerHTML];
    this.stepping = true;
    for (const edit of [...edits].reverse()) {
      const range = map.toRange(edit.block, edit.from, edit.to);
      const text = map.blocks[edit.block]?.slice(edit.from, edit.to) ?? "";
      if (!range || !readsAs(range.toString(), text)) break;
      const { startContainer, startOffset, endContainer, endOffset } = range;
      this.root.focus({ preventScroll: true });
      this.domSelection()?.setBaseAndExtent(startContainer, startOffset, endContainer, endOffset);
      const done = edit.text
        ? page.execCommand("insertText", false, edit.text)
        : page.execCommand("delete", false);
      if (!done) break;
      steps.push(this.root.innerHTML);
    }
    this.stepping = false;
    if (steps.length > 2) this.groups = [...this.groups.slice(-19), steps];
    if (active && active !== this.root && active.isConnected) active.focus({ preventScroll: true });
    return steps.length > 1;
  }

  /** What has the focus in this document, down through shadow roots. */
  private focused(): HTMLElement | null {
    let active = this.root.ownerDocument.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    return active && active !== this.root.ownerDocument.body && !this.root.contains(active)
      ? (active as HTMLElement)
      : null;
  }

  /** An undo or redo of the user that stopped inside of a group goes on to the group's end. */
  private afterInput(event: InputEvent): void {
    const back = event.inputType === "historyUndo";
    if (this.stepping || !this.groups.length || (!back && event.inputType !== "historyRedo")) return;
    const html = this.root.innerHTML;
    const group = this.groups.find(
      (steps) => steps.indexOf(html) > 0 && steps.indexOf(html) < steps.length - 1,
    );
    if (!group) return;
    const at = group.indexOf(html);
    const more = back ? at : group.length - 1 - at;
    queueMicrotask(() => {
      this.stepping = true;
      for (let i = 0; i < more; i++) this.root.ownerDocument.execCommand(back ? "undo" : "redo");
      this.stepping = false;
    });
  }
}
