/**
 * What was waved through: single places, which move along with the text, and words everywhere. Every step is
 * kept in a record that the office can export; an earlier record can be loaded again.
 */
import type { Diagnostic } from "../types.js";
import type { Span } from "./diff.js";
import type { AuditRecord } from "./types.js";

const CONTEXT = 10;

interface Place extends Span {
  record: AuditRecord;
}

/** The words at a finding and around it. */
export interface Surroundings {
  text: string;
  before: string;
  after: string;
}

/** The words at a span of a block, and up to ten units on either side. */
export function surroundings(block: string, from: number, to: number): Surroundings {
  return {
    text: block.slice(from, to),
    before: block.slice(Math.max(0, from - CONTEXT), from),
    after: block.slice(to, to + CONTEXT),
  };
}

/** The ignores of one session and their record. */
export class IgnoreList {
  private readonly log: AuditRecord[] = [];
  private readonly words = new Map<string, AuditRecord>();
  private places: Place[] = [];
  private loaded: AuditRecord[] = [];
  /** How often what is in force has changed by somebody's doing. */
  version = 0;

  constructor(earlier: readonly AuditRecord[] = []) {
    for (const record of earlier) {
      const copy = { ...record, clauses: [...record.clauses] };
      this.log.push(copy);
      if (record.action === "ignore-word") this.words.set(wordKey(record), copy);
      else if (record.action === "ignore") this.loaded.push(copy);
      else this.forget(record);
    }
  }

  /** What is in force; with `blocks`, each place with what stands around it now. */
  active(blocks?: readonly string[]): AuditRecord[] {
    const here = ({ block, from, to, record }: Place): AuditRecord => ({
      ...record,
      ...(blocks && surroundings(blocks[block] ?? "", from, to)),
    });
    return [...this.loaded, ...this.places.map(here), ...this.words.values()];
  }

  /** Whether nothing at all is ignored. */
  get empty(): boolean {
    return !this.loaded.length && !this.places.length && !this.words.size;
  }

  /** Everything that happened, in order. */
  get records(): readonly AuditRecord[] {
    return this.log;
  }

  add(
    action: "ignore" | "ignore-word",
    diagnostic: Diagnostic,
    span: Span,
    around: Surroundings,
    reason: string,
    by: string | null,
  ): void {
    const record: AuditRecord = {
      at: new Date().toISOString(),
      action,
      code: diagnostic.code,
      severity: diagnostic.severity,
      message: diagnostic.message,
      clauses: [...diagnostic.clauses],
      ...around,
      reason,
      by,
    };
    this.version++;
    this.log.push(record);
    if (action === "ignore-word") this.words.set(wordKey(record), record);
    else this.places.push({ ...span, record });
  }

  restore(record: AuditRecord, by: string | null): boolean {
    // The record may tell of the surroundings of today; kept are those it was made with.
    const made = ({ at, code, text }: AuditRecord) =>
      at === record.at && code === record.code && text === record.text;
    const original = this.active().find(made) ?? record;
    if (!this.forget(original)) return false;
    this.version++;
    this.log.push({
      ...original,
      clauses: [...original.clauses],
      at: new Date().toISOString(),
      action: "restore",
      by,
    });
    return true;
  }

  /** Move the places along with an edit; what the edit touched is no longer ignored. */
  move(to: (span: Span) => Span | null): void {
    const moved: Place[] = [];
    for (const place of this.places) {
      const span = to(place);
      if (span) moved.push({ block: span.block, from: span.from, to: span.to, record: place.record });
    }
    this.places = moved;
  }

  covers(diagnostic: Diagnostic, span: Span, block: string): boolean {
    const text = block.slice(span.from, span.to);
    if (this.words.has(wordKey({ code: diagnostic.code, text }))) return true;
    const here = (place: Place) =>
      place.block === span.block &&
      place.from === span.from &&
      place.to === span.to &&
      place.record.code === diagnostic.code;
    if (this.places.some(here)) return true;
    if (!this.loaded.length) return false;
    const around = surroundings(block, span.from, span.to);
    const index = this.loaded.findIndex(
      (record) => record.code === diagnostic.code && record.text === text && sameSurroundings(record, around),
    );
    const record = this.loaded[index];
    if (!record) return false;
    this.loaded.splice(index, 1);
    this.places.push({ block: span.block, from: span.from, to: span.to, record });
    return true;
  }

  private forget(record: AuditRecord): boolean {
    const same = (other: AuditRecord) =>
      other.code === record.code &&
      other.text === record.text &&
      other.before === record.before &&
      other.after === record.after &&
      (record.action === "restore" || other.action === record.action);
    const before = this.active().length;
    const word = this.words.get(wordKey(record));
    if (word && record.action !== "ignore" && same(word)) this.words.delete(wordKey(record));
    this.places = this.places.filter((place) => !same(place.record));
    this.loaded = this.loaded.filter((other) => !same(other));
    return this.active().length < before;
  }
}

/** A place of an earlier session is the same one if the text on one side of it still reads as it did. */
function sameSurroundings(record: AuditRecord, { before, after }: Surroundings): boolean {
  if (record.before === before && record.after === after) return true;
  return (before !== "" && record.before === before) || (after !== "" && record.after === after);
}

function wordKey({ code, text }: { code: string; text: string }): string {
  return `${code}\n${text}`;
}
