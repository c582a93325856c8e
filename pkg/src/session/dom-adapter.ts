/**
 * The half of an adapter that every editor with text in ordinary elements shares: read the DOM, watch it,
 * translate selections and points. What is left for the adapter itself is how its editor takes an edit.
 */
import { DomReader, type DomTextOptions } from "./dom-read.js";
import { DomTextMap } from "./dom-text.js";
import { reveal } from "../geometry.js";
import type { Edit, EditorAdapter, Position, TextMap, TextSelection } from "./types.js";

/** A document with either way to ask what is under a point; no browser has to have both. */
type PointedDocument = Omit<Document, "caretPositionFromPoint" | "caretRangeFromPoint"> & {
  caretPositionFromPoint?(
    x: number,
    y: number,
    options?: { shadowRoots: ShadowRoot[] },
  ): CaretPosition | null;
  caretRangeFromPoint?(x: number, y: number): Range | null;
};

/** An adapter whose text maps are read from the DOM. */
export abstract class DomAdapter implements EditorAdapter {
  root: HTMLElement;
  window: Window & typeof globalThis;
  private reader: DomReader;
  private observer: MutationObserver | null = null;
  private changed: (() => void) | null = null;

  constructor(
    root: HTMLElement,
    readonly host: Element = root,
    private readonly options: DomTextOptions = {},
  ) {
    this.root = root;
    this.window = root.ownerDocument.defaultView as Window & typeof globalThis;
    this.reader = new DomReader(root, options);
  }

  abstract replace(edits: readonly Edit[], map: TextMap): boolean;

  read(afresh = false): TextMap {
    const records = this.observer?.takeRecords() ?? [];
    this.reader.note(records);
    // Without an observer nobody tells what has changed.
    if (afresh || !this.observer) this.reader.forget();
    if (records.length) this.changed?.();
    return new DomTextMap(this.root, this.reader.read());
  }

  editable(): boolean {
    return this.root.isContentEditable;
  }

  subscribe(changed: () => void): () => void {
    this.changed = changed;
    this.observe();
    return () => {
      this.observer?.disconnect();
      this.observer = null;
      this.changed = null;
    };
  }

  /** The editor has drawn its text in another element; the session follows at its next look. */
  protected move(root: HTMLElement): void {
    if (root === this.root) return;
    this.root = root;
    this.window = root.ownerDocument.defaultView as Window & typeof globalThis;
    this.reader = new DomReader(root, this.options);
    if (!this.changed) return;
    this.observe();
    this.changed();
  }

  private observe(): void {
    this.observer?.disconnect();
    this.reader.forget();
    this.observer = new this.window.MutationObserver((records) => {
      this.reader.note(records);
      this.changed?.();
    });
    this.observer.observe(this.root, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
      attributeFilter: ["contenteditable"],
    });
  }

  selection(map: TextMap): TextSelection | null {
    const selection = this.domSelection();
    if (!selection?.anchorNode || !selection.focusNode) return null;
    const anchor = map.locate(selection.anchorNode, selection.anchorOffset);
    const focus = map.locate(selection.focusNode, selection.focusOffset);
    return anchor && focus ? { anchor, focus } : null;
  }

  select(map: TextMap, { anchor, focus }: TextSelection, take: boolean): void {
    const start = map.toRange(anchor.block, anchor.offset, anchor.offset);
    const end = map.toRange(focus.block, focus.offset, focus.offset);
    if (!start || !end) return;
    if (take) this.takeFocus();
    this.domSelection()?.setBaseAndExtent(
      start.startContainer,
      start.startOffset,
      end.startContainer,
      end.startOffset,
    );
    if (take) reveal(start);
  }

  locate(x: number, y: number, map: TextMap): Position | null {
    const page = this.root.ownerDocument as PointedDocument;
    const home = this.root.getRootNode();
    const shadowRoots = home.nodeType === 11 && "host" in home ? [home as ShadowRoot] : [];
    const caret = page.caretPositionFromPoint?.(x, y, { shadowRoots });
    if (caret) return map.locate(caret.offsetNode, caret.offset);
    const range = page.caretRangeFromPoint?.(x, y);
    return range ? map.locate(range.startContainer, range.startOffset) : null;
  }

  /** Put the keyboard focus on the editor. */
  protected takeFocus(): void {
    this.window.focus();
    this.root.focus({ preventScroll: true });
  }

  protected domSelection(): Selection | null {
    const home = this.root.getRootNode() as (Document | ShadowRoot) & { getSelection?(): Selection | null };
    return home.getSelection?.() ?? this.window.getSelection();
  }
}
