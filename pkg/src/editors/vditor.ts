/**
 * Vditor in its three modes: what you see is what you get, instant rendering (Markdown marks are shown around the
 * caret and are no part of the text), and source with a preview (a textarea). The mode may change at any time;
 * each mode has an adapter of its own and this one asks whichever is on. Vditor takes a snapshot for its undo
 * only some time after a change, so one is taken before a fix and one after it.
 */
import { createPainter } from "../paint/index.js";
import type { Painter, PainterFactory } from "../paint/types.js";
import { movePosition } from "../session/diff.js";
import { DomAdapter } from "../session/dom-adapter.js";
import { replaceInDom } from "../session/dom-edit.js";
import type { Treatment } from "../session/dom-read.js";
import type { DomTextMap } from "../session/dom-text.js";
import type {
  Edit,
  EditorAdapter,
  Position,
  Session,
  SessionKit,
  TextMap,
  TextSelection,
} from "../session/types.js";
import { type AttachOptions, openSession, whenGone } from "./open.js";
import { TextControlAdapter } from "./textarea.js";

/** One of the two modes that draw elements. */
interface DrawnMode {
  readonly element: HTMLElement;
  preventInput?: boolean;
}

/** The inner object of a Vditor. */
export interface VditorCore {
  readonly element: HTMLElement;
  readonly currentMode: "wysiwyg" | "ir" | "sv";
  readonly wysiwyg?: DrawnMode;
  readonly ir?: DrawnMode;
  readonly sv?: { readonly element: HTMLElement };
  readonly undo?: { addToUndoStack(core: never): void };
}

/** The part of a Vditor that is used. */
export interface VditorInstance {
  readonly vditor: VditorCore;
}

/** Watch a Vditor. It is ready in its `after` callback. */
export function attach(vditor: VditorInstance, kit: SessionKit, options: AttachOptions = {}): Session {
  const core = vditor.vditor;
  const content = core?.element?.querySelector<HTMLElement>(".vditor-content");
  if (!content || !core.wysiwyg || !core.ir || !core.sv)
    throw new TypeError("xianshen: the Vditor is not ready yet; attach in its after callback");
  const session = openSession(new VditorAdapter(core, content), kit, options);
  whenGone(session, content, () => !content.isConnected);
  return session;
}

/** Marks of Markdown around words are no text, a drawing of what stands beside it as source is none either. */
function treat(element: Element): Treatment | undefined {
  const { classList } = element;
  if (classList.contains("vditor-ir__marker") && !classList.contains("vditor-ir__marker--pre")) return "skip";
  if (element.getAttribute("data-type")?.endsWith("-marker")) return "skip";
  if (element.tagName === "PRE" && /(^| )vditor-(ir|wysiwyg)__preview( |$)/.test(element.className))
    return "skip";
  return undefined;
}

function filler(_node: Text, run: string): boolean {
  return run.startsWith("\u200B");
}

/** The modes that draw elements. */
class DrawnAdapter extends DomAdapter {
  constructor(
    core: VditorCore,
    private readonly mode: DrawnMode,
  ) {
    super(mode.element, core.element, { treat, filler });
  }

  replace(edits: readonly Edit[], map: DomTextMap): boolean {
    // An undo of Vditor fails where the page has no selection at all.
    const selection = this.domSelection();
    const first = edits[0];
    const place = first && map.toRange(first.block, first.from, first.from);
    if (selection && !selection.rangeCount && place)
      selection.collapse(place.startContainer, place.startOffset);
    // A snapshot marks the caret in the DOM for a moment, which cuts text nodes in two: read again.
    const now = this.read(true) as DomTextMap;
    if (now.blocks.join("\n") !== map.blocks.join("\n") || !replaceInDom(edits, now)) return false;
    this.mode.preventInput = true;
    this.root.dispatchEvent(new this.window.InputEvent("input", { bubbles: true }));
    return true;
  }
}

/** Asks the adapter of the mode that is on. */
class VditorAdapter implements EditorAdapter {
  readonly window: Window & typeof globalThis;
  readonly host: Element;
  readonly keepsCaret = true;
  readonly painter: PainterFactory = (_, choice) => {
    const drawn = createPainter({ window: this.window, root: this.root }, choice);
    const source = this.modes.sv.painter({ window: this.window, root: this.modes.sv.root }, choice);
    const both = [drawn, source];
    const now = () => (this.core.currentMode === "sv" ? source : drawn);
    return {
      kind: drawn.kind,
      paint: (items, rangeOf) =>
        both.forEach((painter: Painter) => painter.paint(painter === now() ? items : [], rangeOf)),
      mark: (range) => both.forEach((painter: Painter) => painter.mark(painter === now() ? range : null)),
      moved: (atOnce) => now().moved(atOnce),
      destroy: () => both.forEach((painter: Painter) => painter.destroy()),
    };
  };
  private readonly modes: { wysiwyg: DrawnAdapter; ir: DrawnAdapter; sv: TextControlAdapter };

  constructor(
    private readonly core: VditorCore,
    readonly root: HTMLElement,
  ) {
    this.window = root.ownerDocument.defaultView as Window & typeof globalThis;
    this.host = core.element;
    this.modes = {
      wysiwyg: new DrawnAdapter(core, core.wysiwyg as DrawnMode),
      ir: new DrawnAdapter(core, core.ir as DrawnMode),
      sv: new TextControlAdapter(core.sv?.element as HTMLTextAreaElement),
    };
  }

  private get now(): EditorAdapter {
    return this.modes[this.core.currentMode];
  }

  read(afresh = false): TextMap {
    return this.now.read(afresh);
  }

  editable(): boolean {
    return this.now.editable();
  }

  /** One step of Vditor's undo: what stood before, then the fix with the caret where it belongs. */
  replace(edits: readonly Edit[], map: TextMap): boolean {
    const { now, core } = this;
    const selection = now.selection(map);
    core.undo?.addToUndoStack(core as never);
    if (!now.replace(edits, map)) return false;
    if (selection) {
      const anchor = movePosition(selection.anchor, edits);
      const focus = movePosition(selection.focus, edits);
      now.select(now.read(), { anchor, focus }, false);
    }
    core.undo?.addToUndoStack(core as never);
    return true;
  }

  subscribe(changed: () => void): () => void {
    const leave = Object.values(this.modes).map((mode) => mode.subscribe(changed));
    return () => leave.forEach((off) => off());
  }

  selection(map: TextMap): TextSelection | null {
    return this.now.selection(map);
  }

  select(map: TextMap, selection: TextSelection, focus: boolean): void {
    this.now.select(map, selection, focus);
  }

  locate(x: number, y: number, map: TextMap): Position | null {
    return this.now.locate(x, y, map);
  }

  focus(): void {
    this.now.root.focus({ preventScroll: true });
  }

  destroy(): void {
    this.modes.sv.destroy();
  }
}
