/**
 * The findings of one text: what the kit said of the blocks it has seen, where those findings stand in the text
 * of this moment, and which of them a page means when it hands back one that it was given earlier. A change of the
 * text costs what stands in the blocks that changed, not what stands in the article.
 */
import type { PaintItem } from "../paint/types.js";
import type { Diagnostic, DocumentChange, Severity } from "../types.js";
import { placed, type Span } from "./diff.js";
import { diffBlocks, type Splice } from "../text-diff.js";

/** A finding where it stands now. It is one object for as long as the text under it stands. */
export class Finding implements Span, PaintItem {
  readonly severity: Severity;
  near: boolean | undefined = undefined;
  /** The range under it, and what the text map called its block when the range was made. */
  range: Range | null = null;
  drawn: object | undefined = undefined;
  /** Whether somebody ignored it, by the count of what was ignored when that was asked. */
  ignored = false;
  asked = -1;

  constructor(
    public diagnostic: Diagnostic,
    public block: number,
    public from: number,
    public to: number,
  ) {
    this.severity = diagnostic.severity;
  }
}

/** Answers of the kit on one side, findings in the text as it stands on the other. */
export class FindingStore {
  /** The blocks the kit's document holds. */
  judged: readonly string[] = [];
  /** All findings, by position: a new list whenever one of them has changed. */
  all: readonly Finding[] = [];
  /** What the kit said of each block it holds. */
  private answers: (readonly Diagnostic[])[] = [];
  /** Findings by block of the text as it stands. */
  private found: (readonly Finding[])[] = [];
  /** The finding that a diagnostic was handed out for. */
  private readonly origin = new WeakMap<Diagnostic, Finding>();

  /** The kit's document is gone. Findings stay until the text under them changes. */
  reset(): void {
    this.judged = [];
    this.answers = [];
  }

  /** The text has changed to `blocks`: move what the edit left alone, drop what it touched. */
  move(to: (span: Span) => Span | null, { at, removed, inserted }: Splice, blocks: readonly string[]): void {
    const lists: Finding[][] = Array.from({ length: inserted }, () => []);
    for (const list of this.found.slice(at, at + removed)) {
      for (const finding of list) {
        const span = to(finding);
        if (span) lists[span.block - at]?.push(this.put(finding, span.block, span.from));
      }
    }
    const shift = inserted - removed;
    if (shift) {
      for (const list of this.found.slice(at + removed))
        for (const finding of list) this.put(finding, finding.block + shift, finding.from);
    }
    this.splice(at, removed, lists);
    const source = standing(this.judged, blocks);
    this.take(
      lists.map((_, i) => [source(at + i), at + i]),
      blocks,
    );
  }

  /** Take the kit's answer to a change of `judged`; `blocks` is the text as it stands by now. */
  answer(
    change: DocumentChange,
    at: number,
    removed: number,
    inserted: readonly string[],
    blocks: readonly string[],
  ): void {
    const none: readonly Diagnostic[] = [];
    this.judged = this.judged.slice(0, at).concat(inserted, this.judged.slice(at + removed));
    this.answers = this.answers.slice(0, at).concat(
      inserted.map(() => none),
      this.answers.slice(at + removed),
    );
    const fresh = new Set(inserted.map((_, i) => at + i));
    for (const { block, diagnostics } of change.changed) {
      this.answers[block] = diagnostics;
      fresh.add(block);
    }
    const place = standing(blocks, this.judged);
    this.take(
      [...fresh].map((source) => [source, place(source)]),
      blocks,
    );
  }

  /** The finding that a diagnostic means, as it stands now. */
  find(diagnostic: Diagnostic): Finding | null {
    const origin = this.origin.get(diagnostic);
    const { code, target } = origin?.diagnostic ?? diagnostic;
    if (target.kind !== "text") return null;
    const list = this.found[target.block] ?? [];
    if (origin && list.includes(origin)) return origin;
    return (
      list.find(
        (other) => other.from === target.from && other.to === target.to && other.diagnostic.code === code,
      ) ?? null
    );
  }

  /** Let the kit's answers to some of its blocks stand for blocks of the text that read the same. */
  private take(
    pairs: readonly (readonly [source: number, block: number])[],
    blocks: readonly string[],
  ): void {
    const { found } = this;
    while (found.length < blocks.length) found.push([]);
    const changed = pairs.filter(([source, block]) => {
      const answer = this.answers[source];
      const text = blocks[block];
      if (!answer || text === undefined) return false;
      const before = found[block] ?? [];
      const after = this.accept(answer, before, block, text.length);
      if (before.length === after.length && before.every((finding, i) => finding === after[i])) return false;
      // Of one block, what lies around it in the list of all stays as it is.
      if (pairs.length === 1) this.splice(block, 1, [after]);
      else found[block] = after;
      return true;
    });
    if (changed.length && pairs.length > 1) this.all = found.flat();
  }

  /** Put lists of findings in the place of those of some blocks. */
  private splice(at: number, removed: number, lists: readonly (readonly Finding[])[]): void {
    const { found, all } = this;
    const count = (from: number, to: number) => {
      let sum = 0;
      for (let block = from; block < to; block++) sum += found[block]?.length ?? 0;
      return sum;
    };
    const from = count(0, at);
    this.all = all.slice(0, from).concat(lists.flat(), all.slice(from + count(at, at + removed)));
    this.found = found.slice(0, at).concat(lists, found.slice(at + removed));
  }

  /** Diagnostics of one block as findings; those that were there before stay the same objects. */
  private accept(
    list: readonly Diagnostic[],
    before: readonly Finding[],
    block: number,
    length: number,
  ): readonly Finding[] {
    const findings: Finding[] = [];
    // Both lists are in the order of the text.
    let head = 0;
    for (const diagnostic of list) {
      const { target, code, message } = diagnostic;
      if (target.kind !== "text" || target.from >= target.to || target.to > length) continue;
      while ((before[head]?.from ?? target.from) < target.from) head++;
      let same: Finding | null = null;
      for (let at = head; !same && before[at]?.from === target.from; at++) {
        const other = before[at] as Finding;
        if (other.to === target.to && other.diagnostic.code === code && other.diagnostic.message === message)
          same = other;
      }
      findings.push(same ?? this.make(diagnostic, { block, from: target.from, to: target.to }));
    }
    return findings;
  }

  private make(diagnostic: Diagnostic, span: Span): Finding {
    const own = placed(diagnostic, span);
    const finding = new Finding(own, span.block, span.from, span.to);
    this.origin.set(own, finding);
    return finding;
  }

  /** Put a finding at a new place. What was handed out for it before keeps meaning it. */
  private put(finding: Finding, block: number, from: number): Finding {
    if (finding.block === block && finding.from === from) return finding;
    const to = from + finding.to - finding.from;
    finding.diagnostic = placed(finding.diagnostic, { block, from, to });
    this.origin.set(finding.diagnostic, finding);
    Object.assign(finding, { block, from, to });
    return finding;
  }
}

/**
 * Where a block of one text stands in another: -1 for those in the stretch in which the two differ. What the kit said
 * counts for a block that still reads as it did when the kit saw it.
 */
function standing(there: readonly string[], here: readonly string[]): (block: number) => number {
  const { at, removed, inserted } = diffBlocks(there, here) ?? {
    at: here.length,
    removed: 0,
    inserted: 0,
  };
  return (block) => (block < at ? block : block < at + inserted ? -1 : block - inserted + removed);
}
