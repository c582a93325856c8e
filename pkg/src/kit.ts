/**
 * The kit as a page sees it: a thin, safe face over the WebAssembly class. It fills in today's date, turns
 * every fault into a XianshenError, and makes `free` and `close` harmless to repeat. All answers are plain JSON.
 */
import { type Document as WasmDocument, Kit as WasmKit } from "../wasm/xianshen.js";
import { toXianshenError, XianshenError } from "./errors.js";
import { split, whole } from "./packs.js";
import { type RegisterOptions, readTable } from "./register/file.js";
import { loadSpreadsheet } from "./register/spreadsheet.js";
import { RegisterTable } from "./register/table.js";
import { throwIfAborted, turn } from "./register/turn.js";
import type { RemoteDocument, RemoteKit } from "./remote.js";
import { localDate, timeOf } from "./today.js";
import type { KitSettings, RulePack } from "./settings.js";
import type { Sheet } from "./spreadsheet/module.js";
import type {
  ClauseStatus,
  Diagnostic,
  DocumentChange,
  FilingReport,
  FormInfo,
  RegisterReport,
  Receipt,
  RulesReport,
  TextReport,
  Verdict,
  Verification,
} from "./types.js";

/** A value, or a promise of it: what a method gives that may run here or in a worker. */
export type Awaitable<T> = T | Promise<T>;

/** A kit on this thread or one in a worker. */
export type AnyKit = Kit | RemoteKit;

/** A document on this thread or one in a worker. */
export type AnyDocument = Document | RemoteDocument;

function run<T>(work: () => T): T {
  try {
    return work();
  } catch (thrown) {
    throw toXianshenError(thrown);
  }
}

function need(condition: boolean, message: string): void {
  if (!condition) throw new XianshenError("bad-input", message);
}

/** What a step of a long check may take, in milliseconds. */
const STEP = 20;

async function bytesOf(file: Blob | BufferSource): Promise<Uint8Array<ArrayBuffer>> {
  if (file instanceof ArrayBuffer) return new Uint8Array(file);
  if (ArrayBuffer.isView(file)) {
    return new Uint8Array(file.buffer as ArrayBuffer, file.byteOffset, file.byteLength);
  }
  need(
    typeof (file as Blob | null)?.arrayBuffer === "function",
    "readRegister: a File, a Blob, an ArrayBuffer or bytes are needed",
  );
  return new Uint8Array(await file.arrayBuffer());
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

/** The kit of these packs. What the quick way refuses goes the whole way, which names what is wrong and where. */
function build(
  options: { jurisdiction?: string; lang?: "zh" | "en" },
  packs: readonly RulePack[] = [],
): WasmKit {
  for (const pack of packs) need(isObject(pack), "rules: every pack must be an object");
  const quick = split(packs);
  if (quick) {
    try {
      return new WasmKit({ ...options, ...quick });
    } catch {
      // Said below.
    }
  }
  return new WasmKit({ ...options, ...whole(packs) });
}

/** Every check of one jurisdiction, on this thread: all methods are synchronous. */
export class Kit {
  /** The jurisdiction in force, or null where the rules of all apply. */
  readonly jurisdiction: string | null;
  /** Language of the messages. */
  readonly lang: "zh" | "en";
  private readonly settings: KitSettings;
  private inner: WasmKit | null;

  /** Only for `createKit`, which has made sure that the WebAssembly module is running. */
  constructor(settings: KitSettings) {
    const { jurisdiction, lang, today } = settings;
    if (today !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(today)) {
      throw new XianshenError("bad-options", `today must be YYYY-MM-DD, not ${JSON.stringify(today)}`);
    }
    const options: { jurisdiction?: string; lang?: "zh" | "en" } = {};
    if (jurisdiction !== undefined) options.jurisdiction = jurisdiction;
    if (lang !== undefined) options.lang = lang;
    this.settings = settings;
    this.lang = lang ?? "zh";
    this.inner = run(() => build(options, settings.rules));
    this.jurisdiction = this.inner.jurisdiction ?? null;
  }

  /** Checks plain text; every line is a block. */
  checkText(text: string): TextReport {
    need(typeof text === "string", "checkText: the text must be a string");
    return run(() => this.wasm.checkText(text));
  }

  /** Checks an HTML fragment or page: its text, its links and images, and what a paste left behind. */
  checkHtml(html: string): TextReport {
    need(typeof html === "string", "checkHtml: the HTML must be a string");
    return run(() => this.wasm.checkHtml(html));
  }

  /** Checks one filing form and works out its deadlines. */
  checkFiling(filing: object): FilingReport {
    need(isObject(filing), "checkFiling: the filing must be an object");
    return run(() => this.wasm.checkFiling(filing, this.today()));
  }

  /**
   * Reads a register from a CSV file (UTF-8 or GB18030; comma, semicolon or tab) or an XLSX workbook, told apart by what is
   * in it. Rejects with a `file-…` error where it is neither. `name` stands for that of the file where it has none.
   */
  async readRegister(
    file: Blob | BufferSource,
    options: RegisterOptions & { name?: string } = {},
  ): Promise<RegisterTable> {
    try {
      const bytes = await bytesOf(file);
      const name = options.name ?? (file as Partial<File>).name;
      return await readTable(bytes, name, (csv) => this.hasHeadings(csv), options);
    } catch (thrown) {
      throw options.signal?.aborted ? (options.signal.reason as Error) : toXianshenError(thrown);
    }
  }

  /**
   * Checks a register of accounts: a table that was read, or rows as objects whose keys are Chinese headings or English
   * names.
   */
  checkRegister(accounts: readonly object[] | RegisterTable): RegisterReport {
    if (accounts instanceof RegisterTable) return this.checkRegisterCsv(accounts.text());
    need(Array.isArray(accounts), "checkRegister: the accounts must be an array of objects");
    return run(() => this.wasm.checkRegister(accounts as object[], this.today()));
  }

  /** Checks a register given as decoded CSV text with a heading row. */
  checkRegisterCsv(csv: string): RegisterReport {
    need(typeof csv === "string", "checkRegisterCsv: the CSV must be a decoded string");
    return run(() => this.wasm.checkRegisterCsv(csv, this.today()));
  }

  /**
   * Checks a register in short steps with a turn for others between, so that the thread stays alive, progress is told and
   * the check can be taken back. Same answer as {@link Kit.checkRegister}; the way of a worker, and of an element
   * whose kit is on the page's own thread.
   */
  async checkRegisterInSteps(
    accounts: string | readonly object[] | RegisterTable,
    { signal, onProgress }: RegisterOptions = {},
  ): Promise<RegisterReport> {
    const rows = accounts instanceof RegisterTable ? accounts.text() : accounts;
    const check = run(() =>
      typeof rows === "string"
        ? this.wasm.beginRegisterCsv(rows, this.today())
        : this.wasm.beginRegister(rows as object[], this.today()),
    );
    try {
      for (let size = 256; ;) {
        const began = performance.now();
        const { phase, done, total } = run(() => check.step(size));
        onProgress?.({ phase: "check", done, total });
        await turn();
        throwIfAborted(signal);
        if (phase === "done") break;
        size = Math.max(16, Math.min(8192, Math.round((size * STEP) / (performance.now() - began))));
      }
      return run(() => check.finish());
    } finally {
      check.free();
    }
  }

  /** The bytes of an `.xlsx` file with these sheets. */
  async writeWorkbook(sheets: readonly Sheet[]): Promise<Uint8Array<ArrayBuffer>> {
    need(Array.isArray(sheets) && sheets.length > 0, "writeWorkbook: at least one sheet is needed");
    try {
      return await (await loadSpreadsheet()).writeWorkbook(sheets);
    } catch (thrown) {
      throw toXianshenError(thrown);
    }
  }

  /**
   * Loads what is otherwise loaded when it is first needed, the reader of workbooks, so that a page goes on without a
   * network. Settles in any case; what could not be loaded is asked for again when it is needed.
   */
  async prepare(): Promise<void> {
    await loadSpreadsheet().catch(() => undefined);
  }

  private hasHeadings(csv: string): boolean {
    try {
      this.wasm.checkRegisterCsv(csv, this.today());
      return true;
    } catch {
      return false;
    }
  }

  /** Whether a submission may go out; docs/gate.md lists what it may hold. */
  review(submission: object): Verdict {
    need(isObject(submission), "review: the submission must be an object");
    return run(() => this.wasm.review(submission, this.time()));
  }

  /** SHA-256 of a submission's article, lower-case hexadecimal: what a signature given now covers. */
  digest(submission: object): string {
    need(isObject(submission), "digest: the submission must be an object");
    return run(() => this.wasm.digest(submission));
  }

  /** The receipt of a submission that passes; throws `held` for one that does not. */
  receipt(submission: object): Receipt {
    need(isObject(submission), "receipt: the submission must be an object");
    return run(() => this.wasm.receipt(submission, this.time()));
  }

  /**
   * Judges an article once more with what its receipt says of the review, and compares. `content` is a submission, of
   * which only the members of the article count. For the server: it answers for what arrived, not for who sent it.
   */
  verifyReceipt(content: object, receipt: object): Verification {
    need(isObject(content), "verifyReceipt: the content must be an object");
    need(isObject(receipt), "verifyReceipt: the receipt must be an object");
    return run(() => this.wasm.verifyReceipt(content, receipt));
  }

  /** What is in force: sources, clauses, and how each is kept. */
  rules(): RulesReport {
    return run(() => this.wasm.rules());
  }

  /** The filing forms of the jurisdiction, or of all where none was chosen. */
  forms(): FormInfo[] {
    return run(() => this.wasm.forms());
  }

  /** The clause of that id. */
  explain(clauseId: string): ClauseStatus | undefined {
    need(typeof clauseId === "string", "explain: the clause id must be a string");
    return run(() => this.wasm.explain(clauseId));
  }

  /** Opens a text for block-by-block checking; close it when the editor goes away. */
  openDocument(blocks: readonly string[]): Document {
    need(Array.isArray(blocks), "openDocument: the blocks must be an array of strings");
    return new Document(run(() => this.wasm.openDocument(blocks as string[])));
  }

  /** Gives the memory back; later calls throw `freed`. Harmless to repeat. */
  free(): void {
    this.inner?.free();
    this.inner = null;
  }

  private get wasm(): WasmKit {
    if (!this.inner) throw new XianshenError("freed", "this kit was freed");
    return this.inner;
  }

  private today(): string {
    return this.settings.today ?? localDate();
  }

  /** The time of a verdict given now, and of a signature: that of the options, else that of the clock. */
  time(): string {
    return timeOf(this.settings);
  }
}

/** A text under edit: re-checks only what a change touches. Made by {@link Kit.openDocument}. */
export class Document {
  private inner: WasmDocument | null;

  /** Only for {@link Kit.openDocument}. Its type stays out of the declarations, which name no generated class. */
  constructor(inner: object) {
    this.inner = inner as WasmDocument;
  }

  /** How many blocks the document holds. */
  get length(): number {
    return this.wasm.length;
  }

  /** Puts `inserted` in the place of `removed` blocks from block `at` on, and tells what changed. */
  replaceBlocks(at: number, removed: number, inserted: readonly string[]): DocumentChange {
    need(Array.isArray(inserted), "replaceBlocks: the inserted blocks must be an array of strings");
    return run(() => this.wasm.replaceBlocks(at, removed, inserted as string[]));
  }

  /** Everything found in the document as it stands, in order of position. */
  diagnostics(): Diagnostic[] {
    return run(() => this.wasm.diagnostics());
  }

  /** Gives the memory back; later calls throw `freed`. Harmless to repeat. */
  close(): void {
    this.inner?.free();
    this.inner = null;
  }

  private get wasm(): WasmDocument {
    if (!this.inner) throw new XianshenError("freed", "this document was closed");
    return this.inner;
  }
}
