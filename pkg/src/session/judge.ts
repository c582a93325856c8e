/**
 * How a session asks its kit: one question at a time, so that answers come in order, and only about the blocks that
 * the kit has not seen as they stand. Much text goes in slices with room for the page between them, and a very long
 * paragraph is asked about when writing pauses, because each key in it would cost the judging of all of it. A kit on
 * this thread answers within the call.
 */
import { diffBlocks, type Splice } from "../text-diff.js";
import type { FindingStore } from "./findings.js";
import { noop, then } from "./support.js";
import type { SessionDocument, SessionKit, SessionStats } from "./types.js";

/**
 * UTF-16 units of new text that are judged at once, and the slices that more than that is cut into; the first one is
 * smaller, because the browser may still be compiling the WebAssembly.
 */
const MUCH = 20_000;
const SLICE = 10_000;
const FIRST_SLICE = 3_000;
/** A block of more UTF-16 units is judged again only when writing pauses for so many milliseconds. */
const LONG_BLOCK = 5_000;
const PAUSE = 150;

/** The session, as its judge sees it. */
export interface JudgeHost {
  readonly window: Window;
  /** The text as it stands. */
  blocks(): readonly string[];
  /** Whether the text may be judged at present: no input method composes. */
  ready(): boolean;
  /** The findings have changed. */
  show(): void;
  /** The kit broke off. */
  failed(error: unknown): void;
}

/** Asks one kit about one text. */
export class Judge {
  private document: SessionDocument | null = null;
  private asked = false;
  private closed = false;
  private changedAt = 0;
  private timer = 0;

  constructor(
    private readonly kit: SessionKit,
    private readonly findings: FindingStore,
    private readonly stats: SessionStats,
    private readonly host: JudgeHost,
  ) {}

  /** Whether the findings do not answer to the text as it stands. */
  get pending(): boolean {
    return this.asked || !this.document || diffBlocks(this.findings.judged, this.host.blocks()) !== null;
  }

  /** The text has been changed just now. */
  changed(): void {
    this.changedAt = performance.now();
  }

  /** Ask about what the kit has not seen; `whole`: all at once and now. True if that is answered and shown already. */
  ask(whole = false): boolean {
    if (!this.document && !this.asked) this.open();
    const { document } = this;
    const blocks = this.host.blocks();
    const splice = document && !this.asked ? diffBlocks(this.findings.judged, blocks) : null;
    if (!document || !splice || (!whole && this.waits(splice, blocks))) return false;
    const { at, removed } = splice;
    const much = blocks.slice(at, at + splice.inserted);
    const inserted = whole ? much : firstSlice(much, this.findings.judged.length ? SLICE : FIRST_SLICE);
    const cut = inserted.length < much.length;
    this.stats.checks++;
    this.stats.checkedBlocks += inserted.length;
    this.asked = true;
    let answered = false;
    let late = false;
    then(
      document.replaceBlocks(at, removed, [...inserted]),
      (change) => {
        answered = true;
        this.asked = false;
        if (this.closed) return;
        this.findings.answer(change, at, removed, inserted, this.host.blocks());
        this.host.show();
        // On this thread, what is left is a task of its own.
        if (cut && !late) this.host.window.setTimeout(() => this.goOn());
        else this.goOn();
      },
      (error) => this.fail(error),
    );
    late = true;
    return answered;
  }

  /** Ask no more; the kit's document is closed. */
  close(): void {
    this.closed = true;
    this.host.window.clearTimeout(this.timer);
    if (this.document) then(this.document.close(), noop, noop);
    this.document = null;
  }

  /** Start with an empty document, so that the first text is one more change. */
  private open(): void {
    this.asked = true;
    this.findings.reset();
    let late = false;
    then(
      this.kit.openDocument([]),
      (document) => {
        this.asked = false;
        if (this.closed) return void document.close();
        this.document = document;
        if (late) this.goOn();
      },
      (error) => this.fail(error),
    );
    late = true;
  }

  /** Somebody writes in a very long paragraph, and has not paused yet. */
  private waits({ at, removed, inserted }: Splice, blocks: readonly string[]): boolean {
    if (removed !== 1 || inserted !== 1 || (blocks[at] ?? "").length <= LONG_BLOCK) return false;
    const rest = this.changedAt + PAUSE - performance.now();
    if (rest <= 0) return false;
    this.timer ||= this.host.window.setTimeout(() => {
      this.timer = 0;
      this.goOn();
    }, rest);
    return true;
  }

  /** Go on with what has changed since. */
  private goOn(): void {
    if (!this.closed && this.host.ready()) this.ask();
  }

  /** What the kit knew is lost, findings stay as they are, the next change starts afresh. */
  private fail(error: unknown): void {
    this.asked = false;
    this.document = null;
    if (!this.closed) this.host.failed(error);
  }
}

/** All of some blocks if that is little, else the first of them, about as much as `limit`; at least one. */
function firstSlice(blocks: readonly string[], limit: number): readonly string[] {
  let length = 0;
  let count = 0;
  for (const [index, block] of blocks.entries()) {
    length += block.length;
    if (!count && length >= limit) count = index + 1;
    if (length > MUCH) return blocks.slice(0, count);
  }
  return blocks;
}
