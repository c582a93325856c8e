/** A kit that runs in a worker: the face of {@link Kit}, each method a message and a promise. */
import { Channel } from "./channel.js";
import { XianshenError } from "./errors.js";
import type { RegisterOptions } from "./register/file.js";
import { RegisterTable, type TableParts } from "./register/table.js";
import type { KitSettings } from "./settings.js";
import type { Sheet } from "./spreadsheet/module.js";
import { timeOf } from "./today.js";
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

/** A worker's address, or a worker that runs `dist/worker.js`. */
export type WorkerSource = URL | string | Worker;

/** A kit in a worker: the methods of {@link Kit}, each giving a promise. */
export class RemoteKit {
  /** The jurisdiction in force, or null where the rules of all apply. */
  readonly jurisdiction: string | null;
  /** Language of the messages. */
  readonly lang: "zh" | "en";
  private readonly channel: Channel;
  private readonly settings: KitSettings;

  /** Only for `createKit`. */
  constructor(channel: Channel, jurisdiction: string | null, settings: KitSettings) {
    this.channel = channel;
    this.jurisdiction = jurisdiction;
    this.lang = settings.lang ?? "zh";
    this.settings = settings;
  }

  /** See {@link Kit.checkText}. */
  checkText(text: string): Promise<TextReport> {
    return this.channel.call("checkText", [text]);
  }

  /** See {@link Kit.checkHtml}. */
  checkHtml(html: string): Promise<TextReport> {
    return this.channel.call("checkHtml", [html]);
  }

  /** See {@link Kit.checkFiling}. */
  checkFiling(filing: object): Promise<FilingReport> {
    return this.channel.call("checkFiling", [filing]);
  }

  /** See {@link Kit.readRegister}. The page does none of the reading. */
  async readRegister(file: Blob | BufferSource, options: RegisterOptions = {}): Promise<RegisterTable> {
    const name = (file as Partial<File>).name;
    const parts = await this.channel.call<TableParts>("readRegister", [file, name], options);
    return new RegisterTable(parts);
  }

  /** See {@link Kit.checkRegister}. The page does none of the checking. */
  checkRegister(
    accounts: readonly object[] | RegisterTable,
    options: RegisterOptions = {},
  ): Promise<RegisterReport> {
    return accounts instanceof RegisterTable
      ? this.channel.call("checkRegisterTable", [accounts.parts.bytes], options)
      : this.channel.call("checkRegister", [accounts], options);
  }

  /** See {@link Kit.checkRegisterCsv}. */
  checkRegisterCsv(csv: string, options: RegisterOptions = {}): Promise<RegisterReport> {
    return this.channel.call("checkRegisterCsv", [csv], options);
  }

  /** See {@link Kit.writeWorkbook}. */
  writeWorkbook(sheets: readonly Sheet[]): Promise<Uint8Array<ArrayBuffer>> {
    return this.channel.call("writeWorkbook", [sheets]);
  }

  /** See {@link Kit.prepare}. */
  prepare(): Promise<void> {
    return this.channel.call("prepare", []);
  }

  /** See {@link Kit.time}; at once, as the settings are known here. */
  time(): string {
    return timeOf(this.settings);
  }

  /** See {@link Kit.review}. */
  review(submission: object): Promise<Verdict> {
    return this.channel.call("review", [submission]);
  }

  /** See {@link Kit.digest}. */
  digest(submission: object): Promise<string> {
    return this.channel.call("digest", [submission]);
  }

  /** See {@link Kit.receipt}. */
  receipt(submission: object): Promise<Receipt> {
    return this.channel.call("receipt", [submission]);
  }

  /** See {@link Kit.verifyReceipt}. */
  verifyReceipt(content: object, receipt: object): Promise<Verification> {
    return this.channel.call("verifyReceipt", [content, receipt]);
  }

  /** See {@link Kit.rules}. */
  rules(): Promise<RulesReport> {
    return this.channel.call("rules", []);
  }

  /** See {@link Kit.forms}. */
  forms(): Promise<FormInfo[]> {
    return this.channel.call("forms", []);
  }

  /** See {@link Kit.explain}. */
  explain(clauseId: string): Promise<ClauseStatus | undefined> {
    return this.channel.call("explain", [clauseId]);
  }

  /** See {@link Kit.openDocument}. */
  async openDocument(blocks: readonly string[]): Promise<RemoteDocument> {
    const doc = await this.channel.call<number>("openDocument", [blocks]);
    return new RemoteDocument(this.channel, doc, blocks.length);
  }

  /** Ends the kit, and the worker if `createKit` started it; pending and later calls reject with `freed`. */
  free(): void {
    this.channel.free();
  }
}

/** A document in a worker: the methods of {@link Document}, each giving a promise. */
export class RemoteDocument {
  private readonly channel: Channel;
  private readonly doc: number;
  private blocks: number;
  private closed = false;

  /** Only for {@link RemoteKit.openDocument}. */
  constructor(channel: Channel, doc: number, blocks: number) {
    this.channel = channel;
    this.doc = doc;
    this.blocks = blocks;
  }

  /** How many blocks the document holds, all edits sent so far included. */
  get length(): number {
    return this.blocks;
  }

  /** See {@link Document.replaceBlocks}. */
  replaceBlocks(at: number, removed: number, inserted: readonly string[]): Promise<DocumentChange> {
    const change = this.call<DocumentChange>("replaceBlocks", [at, removed, inserted]);
    this.blocks += inserted.length - removed;
    change.catch(() => {
      this.blocks -= inserted.length - removed;
    });
    return change;
  }

  /** See {@link Document.diagnostics}. */
  diagnostics(): Promise<Diagnostic[]> {
    return this.call("diagnostics", []);
  }

  /** Gives the memory back; later calls reject with `freed`. Harmless to repeat. */
  close(): void {
    if (this.closed) return;
    // A worker that is gone has given the memory back already.
    this.call("close", []).catch(() => {});
    this.closed = true;
  }

  private call<T>(method: string, args: unknown[]): Promise<T> {
    if (this.closed) return Promise.reject(new XianshenError("freed", "this document was closed"));
    return this.channel.call(method, args, { doc: this.doc });
  }
}

/** Starts or takes over a worker and waits for the kit in it. */
export async function connect(source: WorkerSource, settings: KitSettings): Promise<RemoteKit> {
  const owned = typeof source === "string" || source instanceof URL;
  const worker = owned ? start(source) : source;
  const channel = new Channel(worker, owned, settings);
  return new RemoteKit(channel, await channel.ready(), settings);
}

function start(address: URL | string): Worker {
  if (typeof Worker !== "function") {
    throw new XianshenError("worker-load", "this environment has no Worker", {
      hint: "Leave out the worker option to run the kit on this thread.",
    });
  }
  try {
    return new Worker(trusted(String(address)));
  } catch (cause) {
    throw new XianshenError(
      "worker-load",
      `the worker ${String(address)} could not be started: ${String(cause)}`,
      {
        cause,
        hint: "A worker must come from the origin of the page: copy worker.js beside it. Where a policy names trusted-types, add xianshen, or pass a Worker of your own.",
      },
    );
  }
}

interface ScriptUrlPolicy {
  createScriptURL(address: string): string;
}

let policy: ScriptUrlPolicy | undefined;

/** Under `require-trusted-types-for 'script'` a worker's address must be vouched for: it is what the host passed. */
function trusted(address: string): string {
  const factory = (
    globalThis as { trustedTypes?: { createPolicy(name: string, rules: ScriptUrlPolicy): ScriptUrlPolicy } }
  ).trustedTypes;
  if (!factory) return address;
  policy ??= factory.createPolicy("xianshen", { createScriptURL: (url) => url });
  return policy.createScriptURL(address);
}
