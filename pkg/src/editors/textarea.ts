/**
 * Textareas and text inputs. Offsets are those of the value; a transparent mirror carries the lines. Fixes go
 * through `insertText`, which the browser's undo knows (`setRangeText` would be lost to it); a group of fixes
 * is one replacement of the stretch they span, and so one undo step.
 */
import { Mirror, type TextControl } from "../paint/mirror.js";
import type { PainterFactory } from "../paint/types.js";
import { lastAtMost } from "../text-diff.js";
import { reveal } from "../geometry.js";
import type {
  Edit,
  EditorAdapter,
  Position,
  Session,
  SessionKit,
  TextMap,
  TextSelection,
} from "../session/types.js";
import { type AttachOptions, openSession } from "./open.js";

/** Watch a textarea or a one-line text input. */
export function attach(editor: TextControl, kit: SessionKit, options: AttachOptions = {}): Session {
  if (editor.tagName === "INPUT" && !/^(text|search|url|tel|)$/.test(editor.type)) {
    throw new TypeError(`xianshen: an input of type "${editor.type}" holds no text to check`);
  }
  return openSession(new TextControlAdapter(editor), kit, options);
}

class ValueMap implements TextMap {
  readonly blocks: readonly string[];
  private readonly starts: number[] = [];

  constructor(
    private readonly control: TextControl,
    private readonly mirror: Mirror,
  ) {
    this.blocks = mirror.texts;
    let at = 0;
    for (const block of this.blocks) {
      this.starts.push(at);
      at += block.length + 1;
    }
  }

  identity(block: number): object | undefined {
    return this.mirror.line(block);
  }

  toRange(block: number, from: number, to: number, known?: Range): Range | null {
    const node = this.mirror.line(block)?.node;
    if (!node || to > node.length) return null;
    if (
      known?.startContainer === node &&
      known.endContainer === node &&
      known.startOffset === from &&
      known.endOffset === to
    )
      return known;
    const range = this.control.ownerDocument.createRange();
    range.setStart(node, from);
    range.setEnd(node, to);
    return range;
  }

  locate(node: Node, offset: number): Position | null {
    if (node === this.control) return this.position(offset);
    const block = this.mirror.indexOf(node);
    return block < 0 ? null : { block, offset };
  }

  /** Offset in the value. */
  offset({ block, offset }: Position): number {
    return (this.starts[block] ?? 0) + offset;
  }

  position(offset: number): Position {
    const block = lastAtMost(this.starts, offset);
    return { block, offset: offset - (this.starts[block] ?? 0) };
  }
}

/** The adapter of one control; Vditor draws its source in one. */
export class TextControlAdapter implements EditorAdapter {
  readonly window: Window & typeof globalThis;
  readonly host: Element;
  readonly painter: PainterFactory;
  private readonly mirror: Mirror;
  private changed: (() => void) | null = null;

  constructor(readonly root: TextControl) {
    this.window = root.ownerDocument.defaultView as Window & typeof globalThis;
    this.host = root;
    this.mirror = new Mirror(root, () => this.changed?.());
    this.painter = (_, choice) => this.mirror.painter(choice);
  }

  destroy(): void {
    this.mirror.destroy();
  }

  read(): ValueMap {
    this.mirror.update();
    return new ValueMap(this.root, this.mirror);
  }

  editable(): boolean {
    return !this.root.readOnly && !this.root.disabled;
  }

  replace(edits: readonly Edit[], map: TextMap): boolean {
    const at = map as ValueMap;
    const first = edits[0];
    const last = edits[edits.length - 1];
    if (!first || !last || this.root.value !== map.blocks.join("\n")) return false;
    const page = this.root.ownerDocument;
    const start = at.offset({ block: first.block, offset: first.from });
    const end = at.offset({ block: last.block, offset: last.to });
    let text = "";
    let done = start;
    for (const edit of edits) {
      text += this.root.value.slice(done, at.offset({ block: edit.block, offset: edit.from })) + edit.text;
      done = at.offset({ block: edit.block, offset: edit.to });
    }
    const active = page.activeElement as HTMLElement | null;
    this.root.focus({ preventScroll: true });
    this.root.setSelectionRange(start, end);
    const applied = text ? page.execCommand("insertText", false, text) : page.execCommand("delete", false);
    if (active && active !== this.root && active !== page.body) active.focus({ preventScroll: true });
    return applied;
  }

  subscribe(changed: () => void): () => void {
    const { root } = this;
    const form = root.form;
    this.changed = changed;
    root.addEventListener("input", changed);
    root.addEventListener("change", changed);
    form?.addEventListener("reset", changed);
    const restore = watchValue(root, changed);
    return () => {
      root.removeEventListener("input", changed);
      root.removeEventListener("change", changed);
      form?.removeEventListener("reset", changed);
      this.changed = null;
      restore();
    };
  }

  selection(map: TextMap): TextSelection | null {
    const { selectionStart, selectionEnd, selectionDirection } = this.root;
    if (selectionStart === null || selectionEnd === null) return null;
    const at = map as ValueMap;
    const ends = [at.position(selectionStart), at.position(selectionEnd)] as const;
    return selectionDirection === "backward"
      ? { anchor: ends[1], focus: ends[0] }
      : { anchor: ends[0], focus: ends[1] };
  }

  select(map: TextMap, { anchor, focus }: TextSelection, take: boolean): void {
    const at = map as ValueMap;
    const [a, b] = [at.offset(anchor), at.offset(focus)];
    if (take) this.root.focus({ preventScroll: true });
    this.root.setSelectionRange(Math.min(a, b), Math.max(a, b), a > b ? "backward" : "forward");
    if (!take) return;
    const range = map.toRange(
      anchor.block,
      anchor.offset,
      anchor.offset + (focus.offset > anchor.offset ? 1 : 0),
    );
    if (!range) return;
    const box = this.root.getBoundingClientRect();
    const line = range.getBoundingClientRect();
    if (line.top < box.top + 4 || line.bottom > box.bottom - 4) {
      this.root.scrollTop += line.top - box.top - box.height / 3;
    }
    if (line.left < box.left + 4 || line.right > box.right - 4) {
      this.root.scrollLeft += line.left - box.left - box.width / 3;
    }
    reveal(range);
  }

  locate(): Position | null {
    return null;
  }
}

/** A value set by script fires no event: watch this one control's ways to set it, and give them back at the end. */
function watchValue(control: TextControl, changed: () => void): () => void {
  const own = Object.getOwnPropertyDescriptor(control, "value");
  const inherited = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(control), "value");
  const base = own ?? inherited;
  if (!base?.get || !base.set || (own && !own.configurable)) return () => {};
  const { get, set } = base;
  const { setRangeText } = control;
  const hadOwn = Object.prototype.hasOwnProperty.call(control, "setRangeText");
  const watched: PropertyDescriptor = {
    configurable: true,
    enumerable: base.enumerable ?? true,
    get: () => get.call(control),
    set: (value: string) => {
      set.call(control, value);
      changed();
    },
  };
  const ranged = (...values: unknown[]) => {
    (setRangeText as (...values: unknown[]) => void).apply(control, values);
    changed();
  };
  Object.defineProperty(control, "value", watched);
  Object.defineProperty(control, "setRangeText", { configurable: true, writable: true, value: ranged });
  return () => {
    if (Object.getOwnPropertyDescriptor(control, "setRangeText")?.value === ranged) {
      if (hadOwn) control.setRangeText = setRangeText;
      else delete (control as { setRangeText?: unknown }).setRangeText;
    }
    const now = Object.getOwnPropertyDescriptor(control, "value");
    if (now?.set !== watched.set) return;
    if (own) Object.defineProperty(control, "value", own);
    else delete (control as { value?: string }).value;
  };
}
