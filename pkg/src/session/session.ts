/**
 * One editor under watch. A change of the text takes one path: read the editor, move the findings that the
 * edit left alone and drop those it touched, ask the kit about the blocks that changed, rebuild the ranges,
 * paint. With a kit on this thread all of that happens in the task of the keystroke; a kit in a worker answers
 * later, and an answer counts only for blocks that still read as they did when it was asked for. While an
 * input method composes, findings move along but nothing is judged.
 */
import { SEVERITIES } from "../paint/theme.js";
import { type Language, type Strings, stringsFor } from "../strings/index.js";
import type { Diagnostic, DocumentChange, Severity } from "../types.js";
import { diffBlocks, movePosition, mover, type Span, smallestEdit } from "./diff.js";
import { OBJECT } from "./dom-text.js";
import { type Finding, FindingStore } from "./findings.js";
import { IgnoreList, surroundings } from "./ignore.js";
import { findingAt, findingBeside } from "./navigate.js";
import { Stage } from "./stage.js";
import { Emitter, noop, settled, then } from "./support.js";
import type {
  AuditRecord,
  Edit,
  EditorAdapter,
  Session,
  SessionDocument,
  SessionEvents,
  SessionKit,
  SessionOptions,
  SessionSnapshot,
  SessionStats,
  TextMap,
} from "./types.js";

/**
 * UTF-16 units of new text that are judged at once, and the slices that more than that is cut into; the first one is
 * smaller, because the browser may still be compiling the WebAssembly.
 */
const MUCH = 20_000;
const SLICE = 10_000;
const FIRST_SLICE = 3_000;

/** Watch an editor. The text is read, judged and underlined before this returns, if the kit is on this thread. */
export function attachSession(
  adapter: EditorAdapter,
  kit: SessionKit,
  options: SessionOptions = {},
): Session {
  return new EditorSession(adapter, kit, options);
}

class EditorSession implements Session {
  readonly strings: Strings;
  readonly lang: Language;
  readonly stats: SessionStats = { reads: 0, checks: 0, checkedBlocks: 0, paints: 0 };
  revision = 0;
  detached = false;

  private map: TextMap;
  private document: SessionDocument | null = null;
  private readonly findings = new FindingStore();
  private shown: Finding[] = [];
  private asked = false;
  private scheduled = false;
  private marked: Diagnostic | null = null;
  private readonly ranges = new WeakMap<Diagnostic, Range>();
  /** What listeners were told last; a finding that stands where it stood is the same object. */
  private told: { revision: number; pending: boolean; diagnostics: readonly Diagnostic[] } | null = null;
  private readonly stage: Stage;
  private readonly ignores: IgnoreList;
  private readonly events = new Emitter<SessionEvents>();
  private readonly leave: (() => void)[] = [];

  constructor(
    readonly adapter: EditorAdapter,
    readonly kit: SessionKit,
    private readonly options: SessionOptions,
  ) {
    this.lang = options.lang ?? "zh-CN";
    this.strings = stringsFor(this.lang, options.strings);
    this.ignores = new IgnoreList(options.ignored);
    this.stage = new Stage(adapter, options.painter ?? "auto", () => this.schedule());
    this.map = this.readText();
    this.leave.push(adapter.subscribe(() => this.schedule()));
    this.openDocument();
    this.announce();
  }

  get blocks(): readonly string[] {
    return this.map.blocks;
  }

  get text(): string {
    return this.map.blocks.join("\n");
  }

  get composing(): boolean {
    return this.stage.composing;
  }

  get pending(): boolean {
    return !this.detached && (this.scheduled || this.asked || !this.document || this.behind());
  }

  get diagnostics(): readonly Diagnostic[] {
    return this.shown.map((finding) => finding.diagnostic);
  }

  get counts(): Record<Severity, number> {
    const counts = { error: 0, warning: 0, info: 0 };
    for (const { diagnostic } of this.shown) counts[diagnostic.severity]++;
    return counts;
  }

  get ignored(): readonly AuditRecord[] {
    return this.ignores.active(this.map.blocks);
  }

  on<K extends keyof SessionEvents>(type: K, listener: (event: SessionEvents[K]) => void): () => void {
    return this.events.on(type, listener);
  }

  flush(): void {
    if (!this.detached) this.refresh(true);
  }

  settled(): Promise<void> {
    return settled(this);
  }

  current(diagnostic: Diagnostic): Diagnostic | null {
    return this.findings.find(diagnostic)?.diagnostic ?? null;
  }

  textOf(diagnostic: Diagnostic): string | null {
    const finding = this.findings.find(diagnostic);
    return finding ? this.words(finding) : null;
  }

  applyFix(diagnostic: Diagnostic, fixIndex = 0): boolean {
    this.catchUp();
    const finding = this.findings.find(diagnostic);
    const fix = finding?.diagnostic.fixes[fixIndex];
    if (!finding || !fix) return false;
    const edit = smallestEdit(finding.block, finding.from, this.words(finding), fix.replacement);
    return !this.holdsObject(edit) && this.edit([edit]);
  }

  fixable(code: string): Diagnostic[] {
    this.catchUp();
    return this.plan(code).map(({ finding }) => finding.diagnostic);
  }

  fixAll(code: string): number {
    this.catchUp();
    const edits = this.plan(code).map(({ edit }) => edit);
    return edits.length && this.edit(edits) ? edits.length : 0;
  }

  canIgnore(diagnostic: Diagnostic): boolean {
    // What holds the gate is mended, not waved through, unless the page says otherwise.
    return this.options.canIgnore?.(diagnostic) ?? diagnostic.severity !== "error";
  }

  ignore(diagnostic: Diagnostic, reason: string): boolean {
    return this.wave("ignore", diagnostic, reason);
  }

  ignoreWord(diagnostic: Diagnostic, reason: string): boolean {
    return this.wave("ignore-word", diagnostic, reason);
  }

  restore(record: AuditRecord): boolean {
    if (!this.ignores.restore(record, this.options.by ?? null)) return false;
    this.show();
    return true;
  }

  audit(): AuditRecord[] {
    return this.ignores.records.map((record) => ({ ...record, clauses: [...record.clauses] }));
  }

  focus(diagnostic: Diagnostic): boolean {
    this.catchUp();
    const finding = this.findings.find(diagnostic);
    if (!finding) return false;
    const { block, from, to } = finding;
    this.adapter.select(this.map, { anchor: { block, offset: from }, focus: { block, offset: to } }, true);
    return true;
  }

  highlight(diagnostic: Diagnostic | null): void {
    this.marked = diagnostic;
    this.mark();
  }

  atCaret(): Diagnostic | null {
    return findingAt(this.shown, this.adapter.selection(this.map)?.focus ?? null)?.diagnostic ?? null;
  }

  next(backwards = false): Diagnostic | null {
    return findingBeside(this.shown, this.adapter.selection(this.map), backwards)?.diagnostic ?? null;
  }

  atPoint(x: number, y: number): Diagnostic | null {
    const near = this.adapter.locate(x, y, this.map);
    for (const severity of SEVERITIES) {
      for (const finding of this.shown) {
        if (finding.diagnostic.severity !== severity) continue;
        if (near && (finding.block !== near.block || finding.from > near.offset || finding.to < near.offset))
          continue;
        for (const rect of this.rects(finding.diagnostic)) {
          if (x >= rect.left - 1 && x <= rect.right + 1 && y >= rect.top - 1 && y <= rect.bottom + 4) {
            return finding.diagnostic;
          }
        }
      }
    }
    return null;
  }

  rects(diagnostic: Diagnostic): DOMRect[] {
    const finding = this.findings.find(diagnostic);
    const range = finding && this.map.toRange(finding.block, finding.from, finding.to);
    return range ? [...range.getClientRects()].filter((rect) => rect.width > 0) : [];
  }

  snapshot(): SessionSnapshot {
    const painted: SessionSnapshot["painted"] = [];
    for (const { diagnostic, block, from, to } of this.shown) {
      const range = this.map.toRange(block, from, to);
      if (range)
        painted.push({ code: diagnostic.code, severity: diagnostic.severity, text: range.toString() });
    }
    return JSON.parse(
      JSON.stringify({
        revision: this.revision,
        pending: this.pending,
        composing: this.composing,
        counts: this.counts,
        blocks: this.blocks.length,
        diagnostics: this.diagnostics,
        painted,
        ignored: this.ignored,
        stats: this.stats,
      }),
    );
  }

  detach(): void {
    if (this.detached) return;
    this.detached = true;
    for (const leave of this.leave.splice(0).reverse()) leave();
    this.stage.close();
    this.adapter.destroy?.();
    if (this.document) then(this.document.close(), noop, noop);
    this.document = null;
    this.shown = [];
    this.findings.reset();
    this.events.emit("detach", undefined);
    this.events.clear();
  }

  /** Start with an empty document, so that the first text is one more change. */
  private openDocument(): void {
    this.asked = true;
    this.findings.reset();
    then(
      this.kit.openDocument([]),
      (document) => {
        this.asked = false;
        if (this.detached) return void document.close();
        this.document = document;
        this.judge(true);
      },
      (error) => this.fail(error),
    );
  }

  /** Read at the end of the task, once for all mutations of one keystroke, and before the frame is drawn. */
  private schedule(): void {
    if (this.scheduled || this.detached) return;
    this.scheduled = true;
    queueMicrotask(() => {
      if (this.scheduled && !this.detached) this.refresh(false);
    });
  }

  private refresh(force: boolean): void {
    this.scheduled = false;
    if (this.stage.follow()) this.events.emit("move", undefined);
    const before = this.map.blocks;
    this.map = this.readText();
    const splice = diffBlocks(before, this.map.blocks);
    if (splice) {
      this.revision++;
      const to = mover(before, this.map.blocks, splice);
      this.findings.move(to, this.map.blocks.length);
      this.ignores.move(to);
    }
    if (!this.composing || force) this.judge(true, force);
    else this.show();
  }

  private readText(): TextMap {
    this.stats.reads++;
    return this.adapter.read();
  }

  /** Before an action on the text: make sure that what is known is what stands. */
  private catchUp(): void {
    if (!this.detached) this.refresh(false);
  }

  private behind(): boolean {
    return diffBlocks(this.findings.judged, this.map.blocks) !== null;
  }

  /**
   * Ask the kit about the blocks it has not seen. One question at a time, so that answers come in order, and much
   * text in slices with room for the page between them, unless `whole` is asked for.
   */
  private judge(fresh: boolean, whole = false): void {
    const blocks = this.map.blocks;
    if (!this.document && !this.asked) this.openDocument();
    const splice = this.document && !this.asked ? diffBlocks(this.findings.judged, blocks) : null;
    if (!splice || !this.document) {
      if (fresh) this.show();
      return;
    }
    const { at, removed } = splice;
    const much = blocks.slice(at, at + splice.inserted);
    const inserted = whole ? much : firstSlice(much, this.findings.judged.length ? SLICE : FIRST_SLICE);
    const cut = inserted.length < much.length;
    this.stats.checks++;
    this.stats.checkedBlocks += inserted.length;
    const { judged } = this.findings;
    this.findings.judged = cut ? judged.slice(0, at).concat(inserted, judged.slice(at + removed)) : blocks;
    this.asked = true;
    let answered = false;
    let late = false;
    then(
      this.document.replaceBlocks(at, removed, [...inserted]),
      (change) => {
        answered = true;
        this.asked = false;
        if (!this.detached) this.settle(change, at, removed, inserted.length, cut && !late);
      },
      (error) => {
        answered = true;
        this.fail(error);
      },
    );
    late = true;
    if (!answered && fresh) this.show();
  }

  /** Take an answer and go on with what has changed since; with `pause`, in a task of its own. */
  private settle(
    change: DocumentChange,
    at: number,
    removed: number,
    inserted: number,
    pause: boolean,
  ): void {
    this.findings.answer(change, at, removed, inserted, this.map.blocks);
    this.show();
    if (pause) this.adapter.window.setTimeout(() => this.goOn());
    else this.goOn();
  }

  private goOn(): void {
    if (!this.detached && !this.composing) this.judge(false);
  }

  /** Paint what is found and not ignored, and tell the page. */
  private show(): void {
    if (this.detached) return;
    const { blocks } = this.map;
    const shown = this.findings
      .all()
      .filter(
        (finding) =>
          !this.canIgnore(finding.diagnostic) ||
          !this.ignores.covers(finding.diagnostic, finding, blocks[finding.block] ?? ""),
      );
    this.shown = shown;
    const items = [];
    for (const { diagnostic, block, from, to } of shown) {
      const range = this.map.toRange(block, from, to, this.ranges.get(diagnostic));
      if (!range) continue;
      this.ranges.set(diagnostic, range);
      items.push({ severity: diagnostic.severity, range });
    }
    this.stage.paint(items);
    this.stats.paints++;
    this.mark();
    this.announce();
  }

  private mark(): void {
    const finding = this.marked && !this.detached ? this.findings.find(this.marked) : null;
    this.stage.mark(finding ? this.map.toRange(finding.block, finding.from, finding.to) : null);
  }

  /** Tell listeners and the page, if anything they can see has changed. */
  private announce(): void {
    const { revision, pending, diagnostics } = this;
    const { told } = this;
    if (
      told?.revision === revision &&
      told.pending === pending &&
      told.diagnostics.length === diagnostics.length &&
      diagnostics.every((diagnostic, i) => diagnostic === told.diagnostics[i])
    ) {
      return;
    }
    this.told = { revision, pending, diagnostics };
    const detail = { session: this as Session, revision, pending, diagnostics };
    this.events.emit("change", detail);
    const { host } = this.adapter;
    const View = host.ownerDocument.defaultView as (Window & typeof globalThis) | null;
    if (View)
      host.dispatchEvent(new View.CustomEvent("xianshen-change", { detail, bubbles: true, composed: true }));
  }

  private words({ block, from, to }: Span): string {
    return (this.map.blocks[block] ?? "").slice(from, to);
  }

  /** What can be fixed at once: findings of a code with one fix and no more, so that there is nothing to choose. */
  private plan(code: string): { finding: Finding; edit: Edit }[] {
    const plan: { finding: Finding; edit: Edit }[] = [];
    for (const finding of this.shown) {
      const { diagnostic, block, from } = finding;
      const fix = diagnostic.fixes[0];
      if (diagnostic.code !== code || !fix || diagnostic.fixes.length > 1) continue;
      const last = plan[plan.length - 1]?.finding;
      if (last && last.block === block && last.to > from) continue;
      const edit = smallestEdit(block, from, this.words(finding), fix.replacement);
      if (!this.holdsObject(edit)) plan.push({ finding, edit });
    }
    return plan;
  }

  /** An embed is no text: no fix may take one away. */
  private holdsObject(edit: Edit): boolean {
    return this.words(edit).includes(OBJECT);
  }

  private edit(edits: readonly Edit[]): boolean {
    const { adapter, map } = this;
    if (!adapter.editable() || this.composing) return false;
    const selection = adapter.keepsCaret ? null : adapter.selection(map);
    if (!adapter.replace(edits, map)) return false;
    this.refresh(false);
    if (selection) {
      const anchor = movePosition(selection.anchor, edits);
      const focus = movePosition(selection.focus, edits);
      adapter.select(this.map, { anchor, focus }, false);
    }
    return true;
  }

  private wave(action: "ignore" | "ignore-word", diagnostic: Diagnostic, reason: string): boolean {
    this.catchUp();
    const finding = this.findings.find(diagnostic);
    if (!finding || !this.canIgnore(finding.diagnostic)) return false;
    if (!reason.trim()) return false;
    const around = surroundings(this.map.blocks[finding.block] ?? "", finding.from, finding.to);
    const { block, from, to } = finding;
    this.ignores.add(
      action,
      finding.diagnostic,
      { block, from, to },
      around,
      reason.trim(),
      this.options.by ?? null,
    );
    this.show();
    return true;
  }

  /** The kit broke off: what it knew is lost, findings stay as they are, the next change starts afresh. */
  private fail(error: unknown): void {
    this.asked = false;
    this.document = null;
    if (this.detached) return;
    if (!this.events.emit("error", error)) console.error(error);
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
