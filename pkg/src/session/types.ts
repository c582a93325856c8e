/**
 * What the parts of an editing session say to each other: the kit it asks, the adapter that stands for one
 * editor, the map between an editor's text and its DOM, and the records a session hands out. Only types, so
 * that an adapter for one more editor needs to read nothing but this page.
 *
 * Text convention: a text is a list of blocks; no block holds a line break. A block boundary and a `<br>` both
 * end a block, so `blocks.join("\n")` is the whole text and gives the same result in `kit.checkText`. Every
 * embed and every island that cannot be edited counts as one U+FFFC. All offsets are UTF-16 code units.
 */

import type { PainterChoice, PainterFactory } from "../paint/types.js";
import type { Language, Strings } from "../strings/index.js";
import type { ClauseStatus, Diagnostic, DocumentChange, RulesReport, Severity } from "../types.js";

/** A value, or a promise of it where the kit lives in a worker. */
export type Awaitable<T> = T | Promise<T>;

/** The part of an opened document that a session uses. */
export interface SessionDocument {
  replaceBlocks(at: number, removed: number, inserted: string[]): Awaitable<DocumentChange>;
  close(): Awaitable<void>;
}

/** The part of a kit that a session uses; a kit on the main thread and one in a worker both fit. */
export interface SessionKit {
  openDocument(blocks: string[]): Awaitable<SessionDocument>;
  explain(clauseId: string): Awaitable<ClauseStatus | undefined>;
  rules(): Awaitable<RulesReport>;
}

/** A place in the text: block number and UTF-16 offset in that block. */
export interface Position {
  block: number;
  offset: number;
}

/** The ends of the editor's selection; equal ends are a caret. */
export interface TextSelection {
  anchor: Position;
  focus: Position;
}

/** Replace the UTF-16 units `from`…`to` of one block by `text` (without line breaks). */
export interface Edit {
  block: number;
  from: number;
  to: number;
  text: string;
}

/** The text of an editor at one moment, with the way back to the DOM. It is thrown away at the next change. */
export interface TextMap {
  readonly blocks: readonly string[];
  /**
   * The same object as long as a block has the same text in the same nodes, so that what was made from it still
   * stands; left out by maps that cannot tell.
   */
  identity?(block: number): object | undefined;
  /** Whether anything of a block is in the DOM; left out where all blocks are. */
  draws?(block: number): boolean;
  /**
   * A live DOM range over the units, or null where they are not in the DOM (not drawn yet, virtualised). `known` may
   * be given back if it lies there: every range that is made costs the browser something at each change of the page.
   */
  toRange(block: number, from: number, to: number, known?: Range): Range | null;
  /** The place in the text of a DOM boundary point, or null outside of the editor. */
  locate(node: Node, offset: number): Position | null;
}

/** Everything a session has to know of one editor. An adapter draws nothing and judges nothing. */
export interface EditorAdapter {
  /** The window the editor lives in (of the iframe, if it has one). */
  readonly window: Window & typeof globalThis;
  /**
   * The element that holds the text and receives its keyboard, pointer and composition events. It may become
   * another one with another window (an editor that makes its iframe anew); `changed` is called then.
   */
  readonly root: HTMLElement;
  /** The element of the page that `xianshen-change` is dispatched on. */
  readonly host: Element;
  /** Read the text as it stands now; `afresh`: trust nothing that was read before. */
  read(afresh?: boolean): TextMap;
  /** Whether the text may be changed at present. */
  editable(): boolean;
  /**
   * Apply edits through the editor's own commands as one step of its undo stack. The edits are in ascending
   * order, do not overlap, and refer to `map`, which has just been read. False if nothing was changed.
   */
  replace(edits: readonly Edit[], map: TextMap): boolean;
  /** Call `changed` whenever text or its DOM may have changed, as often as it likes. Returns the way out. */
  subscribe(changed: () => void): () => void;
  /** The editor's selection, or null when it has none. */
  selection(map: TextMap): TextSelection | null;
  /** Set the selection; with `focus`, also move the keyboard focus there and bring it into view. */
  select(map: TextMap, selection: TextSelection, focus: boolean): void;
  /** The place nearest to a point of the editor's window, or null if the editor cannot say. */
  locate(x: number, y: number, map: TextMap): Position | null;
  /** Put the keyboard focus on the editor, where that is not `root.focus()`. */
  focus?(): void;
  /** True if `replace` leaves the caret where it belongs, so that the session need not. */
  readonly keepsCaret?: boolean;
  /** A painter of its own, where ranges over the root are not possible (textarea). */
  readonly painter?: PainterFactory;
  /** Called once when the session ends. */
  destroy?(): void;
}

/** One entry of the record of what was waved through and by whom; plain JSON, for export. */
export interface AuditRecord {
  /** ISO 8601 time in UTC. */
  at: string;
  action: "ignore" | "ignore-word" | "restore";
  code: string;
  severity: Severity;
  message: string;
  clauses: string[];
  /** The words found, and up to ten UTF-16 units on either side. */
  text: string;
  before: string;
  after: string;
  reason: string;
  /** Who did it, as the host page named them in the options. */
  by: string | null;
}

/** Counts kept for tests and measurements. */
export interface SessionStats {
  /** How often the editor's text was read. */
  reads: number;
  /** How many `replaceBlocks` calls were made. */
  checks: number;
  /** How many blocks were handed to the kit in all. */
  checkedBlocks: number;
  /** How often ranges were rebuilt and painted. */
  paints: number;
}

/** What the session shows, as plain JSON. */
export interface SessionSnapshot {
  revision: number;
  pending: boolean;
  composing: boolean;
  counts: Record<Severity, number>;
  blocks: number;
  diagnostics: Diagnostic[];
  /** What is underlined at this moment, with the text under each line. */
  painted: { code: string; severity: Severity; text: string }[];
  ignored: AuditRecord[];
  stats: SessionStats;
}

/** How to start a session; every field may be left out. */
export interface SessionOptions {
  /** "auto": highlights where the browser has them, else boxes. The others force one of the two. */
  painter?: PainterChoice;
  /** Language of the interface. Default "zh-CN". */
  lang?: Language;
  /** Words of the interface to replace. */
  strings?: Partial<Strings>;
  /** What the page calls this field ("正文"): said where several are in one list. */
  name?: string;
  /** Name written into the audit record. */
  by?: string;
  /** Audit records of an earlier session; what they ignored stays ignored. */
  ignored?: readonly AuditRecord[];
  /** Whether a finding may be ignored at all. Default: those below `error`, because an error holds the gate. */
  canIgnore?: (diagnostic: Diagnostic) => boolean;
}

/** What happened, for listeners of "change". */
export interface SessionChange {
  session: Session;
  revision: number;
  pending: boolean;
  diagnostics: readonly Diagnostic[];
}

/** Names of events and what their listeners receive. */
export interface SessionEvents {
  change: SessionChange;
  /** The adapter's root is another element now. */
  move: undefined;
  error: unknown;
  detach: undefined;
}

/** One editor under watch. */
export interface Session {
  readonly adapter: EditorAdapter;
  readonly kit: SessionKit;
  readonly strings: Strings;
  readonly lang: Language;
  /** What the page calls this field, or nothing. */
  readonly name: string;
  /** Number of changes of the text seen so far. */
  readonly revision: number;
  /** True while the findings do not answer to the text as it stands (worker busy, composition running). */
  readonly pending: boolean;
  readonly composing: boolean;
  readonly detached: boolean;
  /** The blocks as last read. */
  readonly blocks: readonly string[];
  /** The whole text: blocks joined by line feeds. */
  readonly text: string;
  /** What is found and not ignored, by position; text targets with block, from and to. */
  readonly diagnostics: readonly Diagnostic[];
  readonly counts: Record<Severity, number>;
  readonly stats: SessionStats;
  on<K extends keyof SessionEvents>(type: K, listener: (event: SessionEvents[K]) => void): () => void;
  /** Read the editor now instead of at the end of the task; judges also what an input method holds. */
  flush(): void;
  /** Settles when findings answer to the text as it stands; rejects if the kit fails. */
  settled(): Promise<void>;
  /** The words under a finding, or null if they no longer stand. */
  textOf(diagnostic: Diagnostic): string | null;
  /** Apply a fix as the smallest edit and one undo step. False if the text has changed or cannot be edited. */
  applyFix(diagnostic: Diagnostic, fixIndex?: number): boolean;
  /** The findings of this code that can be fixed at once: those with one fix, so that there is nothing to choose. */
  fixable(code: string): Diagnostic[];
  /** Fix all that `fixable` names as one undo step; the number applied. */
  fixAll(code: string): number;
  canIgnore(diagnostic: Diagnostic): boolean;
  /** Ignore this place, with a reason for the record. False if refused: no reason, or an error that holds the gate. */
  ignore(diagnostic: Diagnostic, reason: string): boolean;
  /** Ignore this word (the same code on the same text) everywhere in this editor, with a reason for the record. */
  ignoreWord(diagnostic: Diagnostic, reason: string): boolean;
  /** Take an ignore back. */
  restore(record: AuditRecord): boolean;
  /** What is ignored at present. */
  readonly ignored: readonly AuditRecord[];
  /** Everything that was ignored or restored, in order; plain JSON. */
  audit(): AuditRecord[];
  /** Select the words of a finding, bring them into view, move the focus there. */
  focus(diagnostic: Diagnostic): boolean;
  /** Tint one finding (null: none), without moving anything. */
  highlight(diagnostic: Diagnostic | null): void;
  /** The finding at the caret, at or after it: used by the keyboard. */
  atCaret(): Diagnostic | null;
  /** The finding after (or before) the caret, going round at the end. */
  next(backwards?: boolean): Diagnostic | null;
  /** The finding under a point of the editor's window (client coordinates, CSS pixels). */
  atPoint(x: number, y: number): Diagnostic | null;
  /** Boxes of a finding in client coordinates of the editor's window. */
  rects(diagnostic: Diagnostic): DOMRect[];
  /** A finding that was handed out earlier, as it stands now; null if it is gone. */
  current(diagnostic: Diagnostic): Diagnostic | null;
  snapshot(): SessionSnapshot;
  /** Stop; nothing of the session stays in the page. */
  detach(): void;
}
