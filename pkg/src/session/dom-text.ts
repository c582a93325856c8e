/**
 * The text of a piece of DOM and the way back: what every editor that keeps its text in ordinary elements
 * shares. One pass over the nodes gives blocks as a reader sees them (collapsed white space, one block a
 * line, U+FFFC for what is not text) and a table of segments; places are found in it by binary search.
 */
import type { Position, TextMap } from "./types.js";

/** What an editor's own elements mean: left out, one U+FFFC, or read as if the tags were not there. */
export type Treatment = "skip" | "island" | "through";

/** What is particular to one editor's DOM. */
export interface DomTextOptions {
  treat?(element: Element): Treatment | undefined;
  /** Whether this run of U+FEFF, U+2060 or U+200B in a text node is the editor's own filler, no part of the text. */
  filler?(node: Text, run: string): boolean;
}

/** The stand-in for an embed or an island that cannot be edited. */
export const OBJECT = "\uFFFC";

interface Segment {
  /** Offset in the block. */
  start: number;
  length: number;
  node: Text | Element;
  /** Offset in the text node; unused for elements. */
  offset: number;
}

interface Block {
  text: string;
  segments: Segment[];
}

const words = (list: string) => new Set(list.split(" "));
const BLOCKS = words(
  "ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY CAPTION CENTER COL COLGROUP DD DETAILS DIALOG DIR DIV DL DT FIELDSET " +
    "FIGCAPTION FIGURE FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER HGROUP HR LEGEND LI MAIN MENU NAV OL P PRE SEARCH " +
    "SECTION SUMMARY TABLE TBODY TD TFOOT TH THEAD TR UL",
);
const ISLANDS = words(
  "IMG VIDEO AUDIO CANVAS IFRAME OBJECT EMBED SVG MATH INPUT SELECT TEXTAREA BUTTON PROGRESS METER HR",
);
const UNSEEN = words("SCRIPT STYLE TEMPLATE NOSCRIPT HEAD TITLE META LINK BASE DATALIST");
const INLINE = words(
  "A ABBR ACRONYM B BDI BDO BIG CITE CODE DATA DEL DFN EM FONT I INS KBD LABEL MARK NOBR Q RP RT RUBY S SAMP " +
    "SMALL SPAN STRIKE STRONG SUB SUP TIME TT U VAR WBR",
);
const NEEDS_CARE = /[\t\n\r\f\uFEFF\u2060\u200B]|^ | {2}| $/;
const PIECES = /[ \t\n\r\f]+|\uFEFF+|\u2060+|\u200B+|[^ \t\n\r\f\uFEFF\u2060\u200B]+/g;

/** Read the text below `root`. */
export function readDom(root: Element, options: DomTextOptions = {}): DomTextMap {
  return new DomTextMap(root, new Reader(root, options).read());
}

class Reader {
  private blocks: Block[] = [];
  private parts: string[] = [];
  private segments: Segment[] = [];
  private length = 0;
  /** The open block ends in white space that the browser would collapse. */
  private loose = false;
  private readonly modes = new Map<Element, "normal" | "pre" | "pre-line">();
  private readonly kinds = new Map<Element, boolean>();
  private readonly view: Window;

  constructor(
    private readonly root: Element,
    private readonly options: DomTextOptions,
  ) {
    this.view = root.ownerDocument.defaultView ?? window;
  }

  read(): Block[] {
    let node: Node | null = this.root.firstChild;
    while (node) {
      if (node.nodeType === 3) this.text(node as Text);
      else if (node.nodeType === 1 && this.enter(node as Element) && node.firstChild) {
        node = node.firstChild;
        continue;
      } else if (node.nodeType === 1 && this.isBlock(node as Element)) this.close();
      while (node && !node.nextSibling) {
        node = node.parentNode;
        if (!node || node === this.root) {
          node = null;
          break;
        }
        if (this.isBlock(node as Element)) this.close();
      }
      if (node) node = node.nextSibling;
    }
    this.close();
    if (!this.blocks.length) {
      this.blocks.push({ text: "", segments: [{ start: 0, length: 0, node: this.root, offset: 0 }] });
    }
    return this.blocks;
  }

  /** True if the children are to be read. */
  private enter(element: Element): boolean {
    const tag = element.tagName.toUpperCase();
    if (UNSEEN.has(tag)) return false;
    const treatment = this.options.treat?.(element) ?? treatmentOf(element, tag);
    if (treatment === "skip") return false;
    if (tag === "BR") {
      if (this.length) this.close();
      else this.blocks.push({ text: "", segments: [{ start: 0, length: 0, node: element, offset: 0 }] });
      return false;
    }
    const block = this.isBlock(element);
    if (block) this.close();
    if (treatment !== "island") return true;
    this.push(OBJECT, element, 0);
    this.loose = false;
    if (block) this.close();
    return false;
  }

  private isBlock(element: Element): boolean {
    const tag = element.tagName.toUpperCase();
    if (INLINE.has(tag) || tag === "BR" || ISLANDS.has(tag) || UNSEEN.has(tag)) return tag === "HR";
    // Editors make inline widgets of div, and blocks of elements that HTML does not know.
    if (BLOCKS.has(tag) && tag !== "DIV") return true;
    let block = this.kinds.get(element);
    if (block === undefined) {
      const { display } = this.view.getComputedStyle(element);
      block = display ? !/^(inline|contents|none)/.test(display) : tag === "DIV";
      this.kinds.set(element, block);
    }
    return block;
  }

  private text(node: Text): void {
    const data = node.data;
    if (!NEEDS_CARE.test(data)) {
      if (data) {
        this.push(data, node, 0);
        this.loose = false;
      }
      return;
    }
    const parent = node.parentElement;
    const mode = parent ? this.mode(parent) : "normal";
    for (const match of data.matchAll(PIECES)) {
      const piece = match[0];
      const first = piece.charCodeAt(0);
      if (first === 0xfeff || first === 0x2060 || first === 0x200b) {
        if (this.options.filler?.(node, piece)) continue;
      } else if (first === 32 || (first >= 9 && first <= 13)) {
        if (mode !== "normal") this.preserved(piece, node, match.index, mode);
        else if (this.length && !this.loose) {
          this.push(" ", node, match.index);
          this.loose = true;
        }
        continue;
      }
      this.push(piece, node, match.index);
      this.loose = false;
    }
  }

  /** White space in an element that keeps it: line feeds end a block, the rest is text. */
  private preserved(piece: string, node: Text, offset: number, mode: "pre" | "pre-line"): void {
    for (let i = 0; i < piece.length; i++) {
      if (piece.charCodeAt(i) === 10) {
        if (this.length) this.close();
        else this.blocks.push({ text: "", segments: [{ start: 0, length: 0, node, offset: offset + i }] });
      } else if (mode === "pre" || (this.length && !this.loose)) {
        this.push(mode === "pre" ? (piece[i] as string) : " ", node, offset + i);
        this.loose = mode === "pre-line";
      }
    }
  }

  private mode(element: Element): "normal" | "pre" | "pre-line" {
    let mode = this.modes.get(element);
    if (!mode) {
      // A document that is not shown has no computed styles.
      const value = this.view.getComputedStyle(element).whiteSpace || (element.closest("pre") ? "pre" : "");
      mode = value === "pre-line" ? value : /^(pre|break-spaces)/.test(value) ? "pre" : "normal";
      this.modes.set(element, mode);
    }
    return mode;
  }

  private push(text: string, node: Text | Element, offset: number): void {
    const last = this.segments[this.segments.length - 1];
    if (last && last.node === node && last.offset + last.length === offset && node.nodeType === 3) {
      last.length += text.length;
    } else {
      this.segments.push({ start: this.length, length: text.length, node, offset });
    }
    this.parts.push(text);
    this.length += text.length;
  }

  private close(): void {
    if (!this.length) return;
    let text = this.parts.join("");
    if (this.loose) {
      text = text.slice(0, -1);
      const last = this.segments[this.segments.length - 1];
      if (last) last.length--;
    }
    this.blocks.push({ text, segments: this.segments });
    this.parts = [];
    this.segments = [];
    this.length = 0;
    this.loose = false;
  }
}

function treatmentOf(element: Element, tag: string): Treatment {
  if (ISLANDS.has(tag)) return "island";
  if (element.getAttribute("contenteditable")?.toLowerCase() !== "false") return "through";
  return element.querySelector('[contenteditable=""],[contenteditable="true" i]') ? "through" : "island";
}

/** Whether a stretch of the DOM reads as a stretch of a block, folded white space and fillers aside. */
export function readsAs(drawn: string, text: string): boolean {
  const bare = (value: string) => value.replace(/[\s\uFEFF\u2060\u200B]+/g, "");
  return bare(drawn) === bare(text);
}

/** Text and segments of a piece of DOM at the moment of reading. */
export class DomTextMap implements TextMap {
  readonly blocks: readonly string[];
  private flat: { block: number; segment: Segment }[] | null = null;
  private byNode: Map<Node, { block: number; segment: Segment }[]> | null = null;

  constructor(
    private readonly root: Element,
    private readonly table: readonly Block[],
  ) {
    this.blocks = table.map((block) => block.text);
  }

  toRange(block: number, from: number, to: number, known?: Range): Range | null {
    const start = this.boundary(block, from, false);
    const end = this.boundary(block, to, to > from);
    if (!start || !end) return null;
    if (
      known?.startContainer === start.node &&
      known.startOffset === start.offset &&
      known.endContainer === end.node &&
      known.endOffset === end.offset
    ) {
      return known;
    }
    const range = this.root.ownerDocument.createRange();
    try {
      range.setStart(start.node, start.offset);
      range.setEnd(end.node, end.offset);
    } catch {
      return null;
    }
    return range;
  }

  /** The stretches of text nodes under some units, in order; null if an island lies among them. */
  pieces(block: number, from: number, to: number): { node: Text; from: number; to: number }[] | null {
    const segments = this.table[block]?.segments;
    if (!segments) return null;
    const out: { node: Text; from: number; to: number }[] = [];
    if (from === to) {
      const at = this.segmentAt(block, from, from > 0);
      if (at?.node.nodeType !== 3) return null;
      const offset = at.offset + from - at.start;
      return [{ node: at.node as Text, from: offset, to: offset }];
    }
    for (const [index, segment] of segments.entries()) {
      if (segment.start >= to) break;
      const end = segment.start + segment.length;
      if (end <= from) continue;
      if (segment.node.nodeType !== 3) return null;
      const node = segment.node as Text;
      const start = segment.offset + Math.max(from, segment.start) - segment.start;
      let stop = segment.offset + Math.min(to, end) - segment.start;
      // White space that the browser folds away goes with the one blank that stands for it.
      const next = segments[index + 1];
      if (to >= end && next?.node === node && /\s/.test(node.data[stop - 1] ?? "")) stop = next.offset;
      const last = out[out.length - 1];
      if (last?.node === node) last.to = stop;
      else out.push({ node, from: start, to: stop });
    }
    return out.length ? out : null;
  }

  locate(node: Node, offset: number): Position | null {
    if (node !== this.root && !this.root.contains(node)) return null;
    if (node.nodeType === 3) {
      const entries = this.index().get(node);
      if (entries) {
        let best = entries[0] as { block: number; segment: Segment };
        for (const entry of entries) if (entry.segment.offset <= offset) best = entry;
        const { segment } = best;
        const inside = Math.min(Math.max(offset - segment.offset, 0), segment.length);
        return { block: best.block, offset: segment.start + inside };
      }
    }
    return this.nearest(node, offset);
  }

  /** A point that is in no segment: the end of what stands before it, or the start of what follows in its block. */
  private nearest(node: Node, offset: number): Position | null {
    const flat = this.flatten();
    const probe = this.root.ownerDocument.createRange();
    probe.setStart(node, offset);
    probe.collapse(true);
    let low = 0;
    let high = flat.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const { segment } = flat[middle] as { segment: Segment };
      if (isBefore(probe, segment)) low = middle + 1;
      else high = middle;
    }
    const next = flat[low];
    const previous = flat[low - 1];
    if (next && (!previous || next.segment.start === 0)) {
      // At the very start of a block unless the point still lies in the block before it.
      const home = node.nodeType === 1 ? (node as Element) : node.parentElement;
      const nextNode = next.segment.node;
      if (
        !previous ||
        (home && home !== this.root && home.contains(nextNode)) ||
        node.childNodes[offset] === nextNode
      ) {
        return { block: next.block, offset: 0 };
      }
    }
    if (!previous) return flat.length ? { block: 0, offset: 0 } : null;
    return { block: previous.block, offset: previous.segment.start + previous.segment.length };
  }

  private boundary(block: number, offset: number, atEnd: boolean): { node: Node; offset: number } | null {
    const segment = this.segmentAt(block, offset, atEnd);
    if (!segment || offset < segment.start || offset > segment.start + segment.length) return null;
    if (segment.node.nodeType === 3)
      return { node: segment.node, offset: segment.offset + offset - segment.start };
    if (segment.node === this.root) return { node: this.root, offset: 0 };
    const parent = segment.node.parentNode;
    if (!parent) return null;
    const index = Array.prototype.indexOf.call(parent.childNodes, segment.node);
    return { node: parent, offset: index + (offset > segment.start ? 1 : 0) };
  }

  /** The segment that holds the unit at `offset`, or with `before` the unit just before it. */
  private segmentAt(block: number, offset: number, before: boolean): Segment | undefined {
    const segments = this.table[block]?.segments;
    if (!segments) return undefined;
    let low = 0;
    let high = segments.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const start = (segments[middle] as Segment).start;
      if (before ? start < offset : start <= offset) low = middle + 1;
      else high = middle;
    }
    return segments[Math.max(0, low - 1)];
  }

  private flatten(): { block: number; segment: Segment }[] {
    if (!this.flat) {
      this.flat = [];
      for (const [block, { segments }] of this.table.entries()) {
        for (const segment of segments) this.flat.push({ block, segment });
      }
    }
    return this.flat;
  }

  private index(): Map<Node, { block: number; segment: Segment }[]> {
    if (!this.byNode) {
      this.byNode = new Map();
      for (const entry of this.flatten()) {
        const list = this.byNode.get(entry.segment.node);
        if (list) list.push(entry);
        else this.byNode.set(entry.segment.node, [entry]);
      }
    }
    return this.byNode;
  }
}

/** Whether a segment begins before a collapsed range. */
function isBefore(probe: Range, segment: Segment): boolean {
  if (segment.node.nodeType === 3) return probe.comparePoint(segment.node, segment.offset) < 0;
  const parent = segment.node.parentNode;
  if (!parent) return true;
  return probe.comparePoint(parent, Array.prototype.indexOf.call(parent.childNodes, segment.node)) < 0;
}
