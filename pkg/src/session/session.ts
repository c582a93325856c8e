/**
 * One editor under watch. A change of the text takes one path: read the editor, move the findings that the
 * edit left alone and drop those it touched, ask the kit about the blocks that changed, rebuild the ranges,
 * paint. With a kit on this thread all of that happens in the task of the keystroke; a kit in a worker answers
 * later, and an answer counts only for blocks that still read as they did when it was asked for. While an
 * input method composes, findings move along but nothing is judged.
 */
import { SEVERITIES } from "../paint/theme.js";
import type { PaintItem } from "../paint/types.js";
import { type Language, type Strings, stringsFor } from "../strings/index.js";
import type { Diagnostic, Severity } from "../types.js";
import { diffBlocks } from "../text-diff.js";
import { OBJECT } from "./dom-read.js";
import { movePosition, mover, type Span, smallestEdit } from "./diff.js";
import { type Finding, FindingStore } from "./findings.js";
import { IgnoreList, surroundings } from "./ignore.js";
import { Judge } from "./judge.js";
import { findingAt, findingBeside } from "./navigate.js";
import { Stage } from "./stage.js";
import { Emitter, settled } from "./support.js";
import type {
  AuditRecord,
  Edit,
  EditorAdapter,
  Session,
  SessionEvents,
  SessionKit,
  SessionOptions,
  SessionSnapshot,
  SessionStats,
  TextMap,
} from "./types.js";

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
  readonly name: string;
  readonly stats: SessionStats = { reads: 0, checks: 0, checkedBlocks: 0, paints: 0 };
  revision = 0;
  detached = false;

  private map: TextMap;
  private readonly findings = new FindingStore();
  private shown: readonly Finding[] = [];
  private list: readonly Diagnostic[] = [];
  /** What was painted last: these findings, over the nodes of this map. */
  private painted: { map: TextMap; shown: readonly Finding[] } | null = null;
  private scheduled = false;
  private marked: Diagnostic | null = null;
  private reading = false;
  /** What listeners were told last; a finding that stands where it stood is the same object. */
  private told: { revision: number; pending: boolean; diagnostics: readonly Diagnostic[] } | null = null;
  private readonly stage: Stage;
  private readonly judge: Judge;
  private readonly ignores: IgnoreList;
  private readonly events = new Emitter<SessionEvents>();
  private readonly leave: (() => void)[] = [];

  constructor(
    readonly adapter: EditorAdapter,
    readonly kit: SessionKit,
    private readonly options: SessionOptions,
  ) {
    this.lang = options.lang ?? "zh-CN";
    this.name = options.name ?? "";
    this.strings = stringsFor(this.lang, options.strings);
    this.ignores = new IgnoreList(options.ignored);
    this.stage = new Stage(adapter, options.painter ?? "auto", () => this.schedule());
    this.map = this.readText();
    this.judge = new Judge(kit, this.findings, this.stats, {
      window: adapter.window,
      blocks: () => this.map.blocks,
      ready: () => !this.composing,
      show: () => this.show(),
      failed: (error) => this.events.emit("error", error) || console.error(error),
    });
    this.leave.push(adapter.subscribe(() => this.schedule()));
    if (!this.judge.ask()) this.announce();
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
    return !this.detached && (this.scheduled || this.judge.pending);
  }

  get diagnostics(): readonly Diagnostic[] {
    return this.list;
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
    // A look that is due may find nothing new, and then there is nothing to tell.
    if (this.scheduled && !this.detached) this.refresh(false);
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
    this.catchUp(true);
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
    this.catchUp(true);
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
    this.catchUp(true);
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
    return findingAt(this.shown, this.adapter.selection(this.map))?.diagnostic ?? null;
  }

  next(backwards = false): Diagnostic | null {
    return findingBeside(this.shown, this.adapter.selection(this.map), backwards)?.diagnostic ?? null;
  }

  atPoint(x: number, y: number): Diagnostic | null {
    const near = this.adapter.locate(x, y, this.map);
    for (const severity of SEVERITIES) {
      for (const finding of this.shown) {
        // What was looked for and is not near the screen is not under a pointer.
        if (finding.severity !== severity || finding.near === false) continue;
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
    const range = finding && this.rangeOf(finding);
    return range ? [...range.getClientRects()].filter((rect) => rect.width > 0) : [];
  }

  snapshot(): SessionSnapshot {
    const painted: SessionSnapshot["painted"] = [];
    for (const finding of this.shown) {
      const { code, severity } = finding.diagnostic;
      const range = this.rangeOf(finding);
      if (range) painted.push({ code, severity, text: range.toString() });
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
    this.judge.close();
    for (const leave of this.leave.splice(0).reverse()) leave();
    this.stage.close();
    this.adapter.destroy?.();
    this.shown = this.list = [];
    this.findings.reset();
    this.events.emit("detach", undefined);
    this.events.clear();
  }

  /** Read at the end of the task, once for all mutations of one keystroke, and before the frame is drawn. */
  private schedule(): void {
    if (this.scheduled || this.detached || this.reading) return;
    this.scheduled = true;
    queueMicrotask(() => {
      if (this.scheduled && !this.detached) this.refresh(false);
    });
  }

  private refresh(force: boolean, afresh = false): void {
    this.scheduled = false;
    if (this.stage.follow()) this.events.emit("move", undefined);
    const before = this.map.blocks;
    this.map = this.readText(afresh);
    const { blocks } = this.map;
    const splice = diffBlocks(before, blocks);
    if (splice) {
      this.revision++;
      this.judge.changed();
      const to = mover(before, blocks, splice);
      this.findings.move(to, splice, blocks);
      this.ignores.move(to);
      if (before.length !== blocks.length) this.stage.moved();
    }
    const asked = (!this.composing || force) && this.judge.ask(force);
    if (!asked) this.show();
  }

  private readText(afresh = false): TextMap {
    this.stats.reads++;
    this.reading = true;
    try {
      return this.adapter.read(afresh);
    } finally {
      this.reading = false;
    }
  }

  /** Before an action: make sure that what is known is what stands; `afresh`: to be edited or selected. */
  private catchUp(afresh = false): void {
    if (!this.detached) this.refresh(false, afresh);
  }

  /** Paint what is found and not ignored, and tell the page. */
  private show(): void {
    if (this.detached) return;
    const { map } = this;
    const found = this.findings.all;
    const shown = this.ignores.empty ? found : found.filter((finding) => !this.isIgnored(finding));
    if (shown !== this.shown) {
      this.shown = shown;
      this.list = shown.map((finding) => finding.diagnostic);
    }
    // An answer that says what was known leaves the lines of this map as they are.
    if (this.painted?.map !== map || this.painted.shown !== this.shown) {
      this.painted = { map, shown: this.shown };
      const drawn = map.draws ? this.shown.filter(({ block }) => map.draws?.(block)) : this.shown;
      this.stage.paint(drawn, this.rangeOf);
      this.stats.paints++;
    }
    this.mark();
    this.announce();
  }

  private isIgnored(finding: Finding): boolean {
    if (finding.asked !== this.ignores.version) {
      const block = this.map.blocks[finding.block] ?? "";
      finding.asked = this.ignores.version;
      finding.ignored = this.ignores.covers(finding.diagnostic, finding, block);
    }
    return finding.ignored && this.canIgnore(finding.diagnostic);
  }

  /** The range under a finding: the one it had, if its block is drawn as it was. */
  private readonly rangeOf = (item: PaintItem): Range | null => {
    const finding = item as Finding;
    const { block, from, to, range } = finding;
    const identity = this.map.identity?.(block);
    if (range && identity && finding.drawn === identity && !range.collapsed) return range;
    finding.drawn = identity;
    finding.range = this.map.toRange(block, from, to, range ?? undefined);
    return finding.range;
  };

  private mark(): void {
    const finding = this.marked && !this.detached ? this.findings.find(this.marked) : null;
    this.stage.mark(finding ? this.rangeOf(finding) : null);
  }

  /** Tell listeners and the page, if anything they can see has changed. */
  private announce(): void {
    const { revision, pending, diagnostics, told } = this;
    if (told?.revision === revision && told.pending === pending && sameList(told.diagnostics, diagnostics))
      return;
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
}

function sameList<T>(a: readonly T[], b: readonly T[]): boolean {
  return a === b || (a.length === b.length && a.every((item, i) => item === b[i]));
}
