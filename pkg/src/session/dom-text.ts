/**
 * The way back from the text of a piece of DOM to its nodes: places are found by binary search among the blocks that
 * were read (see dom-read) and the segments of one of them.
 */
import { type Block, DomReader, type DomTextOptions, type Segment } from "./dom-read.js";
import type { Position, TextMap } from "./types.js";

/** Read the text below `root`, once. */
export function readDom(root: Element, options: DomTextOptions = {}): DomTextMap {
  return new DomTextMap(root, new DomReader(root, options).read());
}

/** Whether a stretch of the DOM reads as a stretch of a block, folded white space and fillers aside. */
export function readsAs(drawn: string, text: string): boolean {
  const bare = (value: string) => value.replace(/[\s\uFEFF\u2060\u200B]+/g, "");
  return bare(drawn) === bare(text);
}

/** A segment and the block it is in. */
interface Spot {
  block: number;
  segment: Segment;
}

/** Text and segments of a piece of DOM at the moment of reading. */
export class DomTextMap implements TextMap {
  readonly blocks: readonly string[];

  constructor(
    private readonly root: Element,
    private readonly table: readonly Block[],
  ) {
    this.blocks = table.map((block) => block.text);
  }

  identity(block: number): object | undefined {
    return this.table[block];
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
    const [previous, next] = this.around(node, offset);
    if (next?.segment.node === node && next.segment.offset === offset) return placeIn(next, offset);
    if (previous?.segment.node === node && node.nodeType === 3) return placeIn(previous, offset);
    if (next?.segment.node === node && node.nodeType === 3) return placeIn(next, offset);
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
    if (!previous) return this.table.length ? { block: 0, offset: 0 } : null;
    return { block: previous.block, offset: previous.segment.start + previous.segment.length };
  }

  /** The last segment that begins before a point of the DOM, and the one after it. */
  private around(node: Node, offset: number): [Spot | undefined, Spot | undefined] {
    const probe = this.root.ownerDocument.createRange();
    probe.setStart(node, offset);
    probe.collapse(true);
    const before = (segment: Segment | undefined) => !segment || isBefore(probe, segment);
    const { table } = this;
    const block = firstWithout(table, ({ segments }) => before(segments[0])) - 1;
    const segments = table[block]?.segments ?? [];
    const at = firstWithout(segments, before);
    const spot = (index: number, segment: Segment | undefined) => segment && { block: index, segment };
    return [
      spot(block, segments[at - 1]),
      spot(block, segments[at]) ?? spot(block + 1, table[block + 1]?.segments[0]),
    ];
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
    const at = firstWithout(segments, ({ start }) => (before ? start < offset : start <= offset));
    return segments[Math.max(0, at - 1)];
  }
}

function placeIn({ block, segment }: Spot, offset: number): Position {
  const inside = Math.min(Math.max(offset - segment.offset, 0), segment.length);
  return { block, offset: segment.start + inside };
}

/** The index of the first item that does not hold, in a list where all that hold come first. */
function firstWithout<T>(list: readonly T[], holds: (item: T) => boolean): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(list[middle] as T)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether a segment begins before a collapsed range. */
function isBefore(probe: Range, segment: Segment): boolean {
  if (segment.node.nodeType === 3) return probe.comparePoint(segment.node, segment.offset) < 0;
  const parent = segment.node.parentNode;
  if (!parent) return true;
  return probe.comparePoint(parent, Array.prototype.indexOf.call(parent.childNodes, segment.node)) < 0;
}
