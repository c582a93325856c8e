/**
 * CodeMirror 6. The text is the editor's document, a line a block, whether or not a line is drawn: CodeMirror
 * draws only what can be seen and draws it anew while scrolling, so ranges exist for the visible lines alone and
 * are made again whenever the drawing changes. A fix is one transaction that the history never joins to typing.
 */
import { DomAdapter } from "../session/dom-adapter.js";
import type { Edit, Position, Session, SessionKit, TextMap, TextSelection } from "../session/types.js";
import { type AttachOptions, openSession, whenGone } from "./open.js";

/** The part of a CodeMirror line that is used. */
interface CodeLine {
  readonly from: number;
  readonly number: number;
  readonly length: number;
}

/** The part of a CodeMirror document that is used; positions are UTF-16 units of the whole. */
export interface CodeDoc {
  readonly length: number;
  readonly lines: number;
  line(number: number): CodeLine;
  lineAt(position: number): CodeLine;
  sliceString(from: number, to: number): string;
  iterLines(): Iterable<string> | { next(): { value: string; done: boolean } };
}

/** The part of a CodeMirror `EditorView` that is used. */
export interface CodeView {
  readonly dom: HTMLElement;
  readonly contentDOM: HTMLElement;
  readonly state: {
    readonly doc: CodeDoc;
    readonly readOnly: boolean;
    readonly selection: { readonly main: { readonly anchor: number; readonly head: number } };
  };
  readonly visibleRanges: readonly { readonly from: number; readonly to: number }[];
  domAtPos(position: number, side?: -1 | 1): { node: Node; offset: number };
  posAtDOM(node: Node, offset?: number): number;
  posAtCoords(point: { x: number; y: number }, precise?: boolean): number | null;
  dispatch(...specs: never[]): void;
  focus(): void;
}

/** Watch a CodeMirror view. */
export function attach(view: CodeView, kit: SessionKit, options: AttachOptions = {}): Session {
  const session = openSession(new CodeAdapter(view), kit, options);
  whenGone(session, view.dom, () => !view.dom.isConnected);
  return session;
}

/** The document at one moment. CodeMirror's texts never change: a new one stands for a new content. */
class CodeMap implements TextMap {
  constructor(
    private readonly view: CodeView,
    readonly doc: CodeDoc,
    readonly blocks: readonly string[],
  ) {}

  toRange(block: number, from: number, to: number): Range | null {
    const { view } = this;
    if (view.state.doc !== this.doc || block >= this.doc.lines) return null;
    const start = this.doc.line(block + 1).from;
    if (!view.visibleRanges.some((seen) => seen.from <= start + from && seen.to >= start + to)) return null;
    const range = view.contentDOM.ownerDocument.createRange();
    const head = view.domAtPos(start + from, 1);
    const tail = view.domAtPos(start + to, to > from ? -1 : 1);
    range.setStart(head.node, head.offset);
    range.setEnd(tail.node, tail.offset);
    return range;
  }

  locate(node: Node, offset: number): Position | null {
    if (!this.view.contentDOM.contains(node)) return null;
    return this.position(this.view.posAtDOM(node, offset));
  }

  position(at: number): Position {
    const line = this.doc.lineAt(Math.min(at, this.doc.length));
    return { block: line.number - 1, offset: Math.min(at - line.from, line.length) };
  }

  offset({ block, offset }: Position): number {
    const line = this.doc.line(Math.min(block + 1, this.doc.lines));
    return line.from + Math.min(offset, line.length);
  }
}

class CodeAdapter extends DomAdapter {
  readonly keepsCaret = true;
  private last: CodeMap | null = null;

  constructor(private readonly view: CodeView) {
    super(view.contentDOM, view.dom);
  }

  override editable(): boolean {
    return !this.view.state.readOnly && this.root.isContentEditable;
  }

  override read(): never {
    const { doc } = this.view.state;
    if (this.last?.doc !== doc) {
      const blocks = doc.sliceString(0, doc.length).split("\n");
      this.last = new CodeMap(this.view, doc, blocks);
    }
    return this.last as never;
  }

  replace(edits: readonly Edit[], map: TextMap): boolean {
    const at = map as CodeMap;
    if (this.view.state.doc !== at.doc) return false;
    const changes = edits.map(({ block, from, to, text }) => {
      const start = at.offset({ block, offset: 0 });
      return { from: start + from, to: start + to, insert: text };
    });
    this.view.dispatch({ changes, userEvent: "input.replace" } as never);
    return true;
  }

  override selection(map: TextMap): TextSelection | null {
    const { anchor, head } = this.view.state.selection.main;
    const at = map as CodeMap;
    return { anchor: at.position(anchor), focus: at.position(head) };
  }

  override select(map: TextMap, { anchor, focus }: TextSelection, take: boolean): void {
    const at = map as CodeMap;
    if (take) this.view.focus();
    const selection = { anchor: at.offset(anchor), head: at.offset(focus) };
    this.view.dispatch({ selection, scrollIntoView: take } as never);
  }

  override locate(x: number, y: number, map: TextMap): Position | null {
    const at = this.view.posAtCoords({ x, y });
    return at === null ? null : (map as CodeMap).position(at);
  }
}
