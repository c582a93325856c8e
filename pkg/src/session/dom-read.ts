/**
 * The text of a piece of DOM: what every editor that keeps its text in ordinary elements shares. One pass over the
 * nodes gives blocks as a reader sees them (collapsed white space, one block a line, U+FFFC for what is not text),
 * each with the segments of the DOM it was read from. A reader remembers what it read of each block element and is
 * told of mutations, so that a key press costs the reading of one paragraph, however long the article.
 */

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

/** A stretch of a block that stands in one node. */
export interface Segment {
  /** Offset in the block. */
  start: number;
  length: number;
  node: Text | Element;
  /** Offset in the text node; unused for elements. */
  offset: number;
}

/** A block as it was read. It is never changed: another text or other nodes make another object. */
export interface Block {
  readonly text: string;
  readonly segments: readonly Segment[];
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

/** Where the blocks of a child of the root stand among all blocks. */
interface Stretch {
  from: number;
  count: number;
}

/** All blocks, and where those of each child of the root stand that is a block element. */
interface Reading {
  blocks: readonly Block[];
  tops: ReadonlyMap<Node, Stretch>;
}

type Mode = "normal" | "pre" | "pre-line";

/** How elements are drawn, as the page said once: to ask again at each key would have it style all anew. */
class Drawn {
  readonly modes = new WeakMap<Element, Mode>();
  readonly blocks = new WeakMap<Element, boolean>();

  drop(element: Element): void {
    this.modes.delete(element);
    this.blocks.delete(element);
  }
}

/** Reads the text below one element, again and again. */
export class DomReader {
  private drawn = new Drawn();
  /** What was read of a block element, as long as nothing in it has changed. */
  private known = new WeakMap<Node, readonly Block[]>();
  /** The last reading, if it still stands but for what was touched. */
  private last: Reading | null = null;
  /** The children of the root in which something has changed since. */
  private readonly touched = new Set<Node>();

  constructor(
    private readonly root: Element,
    private readonly options: DomTextOptions = {},
  ) {}

  /** The blocks as they stand. Each change since the last time must have been noted, or all forgotten. */
  read(): readonly Block[] {
    for (const top of this.touched) {
      const place = this.last?.tops.get(top);
      if (this.last && place) this.last = this.readAgain(top as Element, place, this.last);
      else this.last = null;
    }
    this.touched.clear();
    return this.last?.blocks ?? this.readAll();
  }

  /** Take note of what a MutationObserver saw under the root. */
  note(records: readonly MutationRecord[]): void {
    for (const { type, target, addedNodes } of records) {
      let top: Node | null = null;
      for (let node: Node | null = target; node && node !== this.root; node = node.parentNode) {
        this.known.delete(node);
        top = node;
      }
      if (top && type !== "attributes") this.touched.add(top);
      else this.last = null;
      if (type === "attributes") this.drop(target);
      // What was moved may be read in another way in its new place.
      else for (const node of addedNodes) this.drop(node);
    }
  }

  /** Read all of it the next time. */
  forget(): void {
    this.known = new WeakMap();
    this.drawn = new Drawn();
    this.last = null;
  }

  private readAll(): readonly Block[] {
    const pass = new Pass(this.root, this.options, this.known, this.drawn);
    const blocks = pass.read();
    this.last = { blocks, tops: pass.tops };
    if (!pass.sure) this.forget();
    return blocks;
  }

  /** Read one child of the root and leave the others as they were. */
  private readAgain(top: Element, place: Stretch, { blocks, tops }: Reading): Reading | null {
    const pass = new Pass(this.root, this.options, this.known, this.drawn);
    const fresh = pass.readOne(top);
    const all = blocks.slice(0, place.from).concat(fresh, blocks.slice(place.from + place.count));
    const more = fresh.length - place.count;
    place.count = fresh.length;
    let after = false;
    for (const [node, other] of more ? tops : []) {
      if (after) other.from += more;
      if (node === top) after = true;
    }
    return pass.sure && all.length ? { blocks: all, tops } : null;
  }

  private drop(node: Node): void {
    this.known.delete(node);
    if (node.nodeType !== 1) return;
    this.drawn.drop(node as Element);
    for (const inner of (node as Element).querySelectorAll("*")) {
      this.known.delete(inner);
      this.drawn.drop(inner);
    }
  }
}

/** One way through the nodes. */
class Pass {
  /** False if the page could not say how something is drawn, because it is not. */
  sure = true;
  /** The places of the blocks of each child of the root that is a block element. */
  readonly tops = new Map<Node, Stretch>();
  private readonly blocks: Block[] = [];
  /** The block elements around the place that is read, and how many blocks there were when each began. */
  private readonly around: { element: Element; from: number }[] = [];
  private parts: string[] = [];
  private segments: Segment[] = [];
  private length = 0;
  /** The open block ends in white space that the browser would collapse. */
  private loose = false;
  private readonly view: Window;

  constructor(
    private readonly root: Element,
    private readonly options: DomTextOptions,
    private readonly known: WeakMap<Node, readonly Block[]>,
    private readonly drawn: Drawn,
  ) {
    this.view = root.ownerDocument.defaultView ?? window;
  }

  /** All of the root. Where there is nothing, one empty block that belongs to none of its children. */
  read(): readonly Block[] {
    this.inside(this.root);
    this.close();
    if (!this.blocks.length) {
      this.tops.clear();
      this.empty(this.root, 0);
    }
    return this.blocks;
  }

  /** One block element. */
  readOne(element: Element): readonly Block[] {
    if (this.enter(element)) {
      this.inside(element);
      this.leave(element);
    }
    this.close();
    return this.blocks;
  }

  private inside(container: Element): void {
    let node: Node | null = container.firstChild;
    while (node) {
      const inner = this.visit(node);
      if (inner) {
        node = inner;
        continue;
      }
      while (node && !node.nextSibling) {
        node = node.parentNode;
        if (!node || node === container) return;
        this.leave(node);
      }
      if (node) node = node.nextSibling;
    }
  }

  /** Read a node. Of an element whose children are to be read, the first of them. */
  private visit(node: Node): Node | null {
    if (node.nodeType === 3) this.text(node as Text);
    else if (node.nodeType === 1 && this.enter(node as Element)) {
      if (node.firstChild) return node.firstChild;
      this.leave(node);
    }
    return null;
  }

  /** True if the children are to be read. */
  private enter(element: Element): boolean {
    const known = this.known.get(element);
    if (known) {
      this.close();
      this.placed(element, this.blocks.length, known.length);
      for (const block of known) this.blocks.push(block);
      return false;
    }
    const tag = element.tagName.toUpperCase();
    if (UNSEEN.has(tag)) return false;
    const treatment = this.options.treat?.(element) ?? treatmentOf(element, tag);
    if (tag === "BR") {
      if (treatment === "skip") return false;
      if (this.length) this.close();
      else this.empty(element, 0);
      return false;
    }
    const block = this.isBlock(element, tag);
    if (block) this.close();
    if (treatment === "skip") return false;
    if (treatment !== "island") {
      if (block) this.around.push({ element, from: this.blocks.length });
      return true;
    }
    this.push(OBJECT, element, 0);
    this.loose = false;
    if (block) this.close();
    return false;
  }

  private leave(node: Node): void {
    const last = this.around[this.around.length - 1];
    if (last?.element !== node) return;
    this.around.pop();
    this.close();
    this.known.set(node, this.blocks.slice(last.from));
    this.placed(node, last.from, this.blocks.length - last.from);
  }

  private placed(node: Node, from: number, count: number): void {
    if (node.parentNode === this.root) this.tops.set(node, { from, count });
  }

  private isBlock(element: Element, tag: string): boolean {
    if (INLINE.has(tag) || ISLANDS.has(tag)) return tag === "HR";
    // Editors make inline widgets of div, and blocks of elements that HTML does not know.
    if (BLOCKS.has(tag) && tag !== "DIV") return true;
    const before = this.drawn.blocks.get(element);
    if (before !== undefined) return before;
    const { display } = this.view.getComputedStyle(element);
    if (!display) this.sure = false;
    const block = display ? !/^(inline|contents|none)/.test(display) : tag === "DIV";
    this.drawn.blocks.set(element, block);
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
        else this.empty(node, offset + i);
      } else if (mode === "pre" || (this.length && !this.loose)) {
        this.push(mode === "pre" ? (piece[i] as string) : " ", node, offset + i);
        this.loose = mode === "pre-line";
      }
    }
  }

  private mode(element: Element): Mode {
    let mode = this.drawn.modes.get(element);
    if (!mode) {
      // A document that is not shown has no computed styles.
      const { whiteSpace } = this.view.getComputedStyle(element);
      if (!whiteSpace) this.sure = false;
      const value = whiteSpace || (element.closest("pre") ? "pre" : "");
      mode = value === "pre-line" ? value : /^(pre|break-spaces)/.test(value) ? "pre" : "normal";
      this.drawn.modes.set(element, mode);
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

  /** A line with nothing in it. */
  private empty(node: Text | Element, offset: number): void {
    this.blocks.push({ text: "", segments: [{ start: 0, length: 0, node, offset }] });
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
