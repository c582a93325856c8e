/**
 * The findings of one text: what the kit said of the blocks it has seen, where those findings stand in the text
 * of this moment, and which of them a page means when it hands back one that it was given earlier.
 */
import type { Diagnostic, DocumentChange } from "../types.js";
import { diffBlocks, placed, type Span } from "./diff.js";

/** A finding where it stands now. */
export interface Finding extends Span {
  diagnostic: Diagnostic;
}

/** Answers of the kit on one side, findings in the text as it stands on the other. */
export class FindingStore {
  /** The blocks the kit's document holds. */
  judged: readonly string[] = [];
  /** What the kit said of each of them. */
  private answers: Diagnostic[][] = [];
  /** Findings by block of the text as it stands. */
  private found: Finding[][] = [];
  /** Where an older self of a finding went. */
  private readonly moved = new WeakMap<Diagnostic, Diagnostic>();

  /** The kit's document is gone. Findings stay until the text under them changes. */
  reset(): void {
    this.judged = [];
    this.answers = [];
  }

  /** All findings, by position. */
  all(): Finding[] {
    return ([] as Finding[]).concat(...this.found);
  }

  /** The text has changed: move what the edit left alone, drop what it touched. */
  move(to: (span: Span) => Span | null, blocks: number): void {
    const found: Finding[][] = Array.from({ length: blocks }, () => []);
    for (const list of this.found) {
      for (const finding of list) {
        const span = to(finding);
        if (span) found[span.block]?.push(this.put(finding, span));
      }
    }
    this.found = found;
  }

  /** Take the kit's answer to a change of `judged`; `blocks` is the text as it stands by now. */
  answer(
    change: DocumentChange,
    at: number,
    removed: number,
    inserted: number,
    blocks: readonly string[],
  ): void {
    this.answers.splice(at, removed, ...Array.from({ length: inserted }, () => []));
    for (const { block, diagnostics } of change.changed) this.answers[block] = diagnostics;
    // An answer counts for every block that still reads as it did when the kit saw it.
    const splice = diffBlocks(this.judged, blocks) ?? { at: blocks.length, removed: 0, inserted: 0 };
    for (const [block, text] of blocks.entries()) {
      const tail = block - splice.inserted + splice.removed;
      const source = block < splice.at ? block : block >= splice.at + splice.inserted ? tail : -1;
      if (source >= 0) this.found[block] = this.accept(this.answers[source] ?? [], block, text.length);
    }
  }

  /** The finding that a diagnostic means, as it stands now. */
  find(diagnostic: Diagnostic): Finding | null {
    let wanted = diagnostic;
    for (let next = this.moved.get(wanted); next; next = this.moved.get(next)) wanted = next;
    const { target } = wanted;
    if (target.kind !== "text") return null;
    const list = this.found[target.block] ?? [];
    const same = ({ diagnostic: other, from, to }: Finding) =>
      other === wanted || (from === target.from && to === target.to && other.code === wanted.code);
    return list.find(same) ?? null;
  }

  /** Diagnostics of one block as findings; those that were there before stay the same objects. */
  private accept(list: readonly Diagnostic[], block: number, length: number): Finding[] {
    const before = this.found[block] ?? [];
    const findings: Finding[] = [];
    for (const diagnostic of list) {
      const { target } = diagnostic;
      if (target.kind !== "text" || target.from >= target.to || target.to > length) continue;
      const same = before.find(
        (f) =>
          f.from === target.from &&
          f.to === target.to &&
          f.diagnostic.code === diagnostic.code &&
          f.diagnostic.message === diagnostic.message,
      );
      const span = { block, from: target.from, to: target.to };
      findings.push(same ?? { ...span, diagnostic: placed(diagnostic, span) });
    }
    return findings;
  }

  /** Put a finding at a new place; its older self keeps pointing to it. */
  private put(finding: Finding, span: Span): Finding {
    const { block, from, to } = span;
    if (finding.block === block && finding.from === from) return finding;
    const diagnostic = placed(finding.diagnostic, span);
    this.moved.set(finding.diagnostic, diagnostic);
    return { block, from, to, diagnostic };
  }
}
