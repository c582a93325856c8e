/**
 * A kit that runs in a worker. The worker is handed one MessagePort a kit, so that a host may use one worker for
 * several kits and for messages of its own. Calls are answered in the order they were made. When the worker
 * fails, everything pending is rejected and every later call is refused with `worker-dead`: nothing waits for ever.
 */
import { fromPlainError, type PlainError, XianshenError } from "./errors.js";
import type { KitSettings } from "./settings.js";
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

/** One call, as it travels to the worker. `doc` names an open document. */
export interface CallMessage {
  id: number;
  method: string;
  args: unknown[];
  doc?: number;
}

/** One answer, as it travels back. */
export interface AnswerMessage {
  id: number;
  value?: unknown;
  error?: PlainError;
}

/** The first message to the worker; the port for the rest travels with it. */
export interface ConnectMessage {
  xianshen: "connect";
  settings: KitSettings;
}

/** How long a worker may take to say that it is ready, in milliseconds. */
const START_LIMIT = 60_000;

interface Pending {
  resolve(value: unknown): void;
  reject(error: XianshenError): void;
}

class Channel {
  private readonly pending = new Map<number, Pending>();
  private dead: XianshenError | null = null;
  private next = 0;
  private readonly port: MessagePort;
  private readonly worker: Worker;
  private readonly owned: boolean;

  constructor(worker: Worker, owned: boolean, settings: KitSettings) {
    this.worker = worker;
    this.owned = owned;
    const { port1, port2 } = new MessageChannel();
    this.port = port1;
    port1.onmessage = (event: MessageEvent<AnswerMessage>) => this.answer(event.data);
    port1.onmessageerror = () => this.die("worker-dead", "an answer of the worker could not be read");
    worker.addEventListener("error", this.onError);
    worker.addEventListener("messageerror", this.onMessageError);
    const message: ConnectMessage = { xianshen: "connect", settings };
    try {
      worker.postMessage(message, [port2]);
    } catch (cause) {
      this.release();
      throw new XianshenError("bad-options", `the options cannot be sent to a worker: ${String(cause)}`, {
        cause,
      });
    }
  }

  /** Waits until the kit in the worker stands. */
  async ready(): Promise<string | null> {
    const timer = setTimeout(() => {
      this.die(
        "worker-load",
        "the worker did not answer",
        "Is the address really that of xianshen's worker.js?",
      );
    }, START_LIMIT);
    try {
      return (await new Promise<unknown>((resolve, reject) => {
        this.pending.set(this.next++, { resolve, reject });
      })) as string | null;
    } catch (error) {
      this.release();
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  call<T>(method: string, args: unknown[], doc?: number): Promise<T> {
    return new Promise<unknown>((resolve, reject) => {
      if (this.dead) {
        reject(this.dead);
        return;
      }
      const id = this.next++;
      const message: CallMessage = doc === undefined ? { id, method, args } : { id, method, args, doc };
      try {
        this.port.postMessage(message);
        this.pending.set(id, { resolve, reject });
      } catch (cause) {
        reject(
          new XianshenError("bad-input", `${method}: the argument cannot be sent to a worker`, { cause }),
        );
      }
    }) as Promise<T>;
  }

  /** Ends the kit; a worker that createKit started ends with it. */
  free(): void {
    if (this.dead) return;
    this.port.postMessage({ id: -1, method: "free", args: [] } satisfies CallMessage);
    this.end(new XianshenError("freed", "this kit was freed"));
    this.release();
  }

  private answer(message: AnswerMessage): void {
    const waiting = this.pending.get(message.id);
    if (!waiting) return;
    this.pending.delete(message.id);
    if (message.error) waiting.reject(fromPlainError(message.error));
    else waiting.resolve(message.value);
  }

  private readonly onError = (event: Event): void => {
    const { message, filename } = event as Partial<ErrorEvent>;
    const started = this.pending.has(0) === false;
    this.die(
      started ? "worker-dead" : "worker-load",
      `the worker failed${message ? `: ${message}` : " to load"}${filename ? ` (${filename})` : ""}`,
      "Check that the address answers with worker.js as JavaScript, and that worker-src of the Content-Security-Policy allows it.",
    );
  };

  private readonly onMessageError = (): void => {
    this.die("worker-dead", "a message of the worker could not be read");
  };

  private die(code: string, message: string, hint?: string): void {
    this.end(new XianshenError(code, message, { hint }));
    this.release();
  }

  private end(error: XianshenError): void {
    this.dead ??=
      error.code === "worker-load" ? new XianshenError("worker-dead", error.message, error) : error;
    for (const waiting of this.pending.values()) waiting.reject(error);
    this.pending.clear();
  }

  private release(): void {
    this.worker.removeEventListener("error", this.onError);
    this.worker.removeEventListener("messageerror", this.onMessageError);
    // A closed port drops what it has not sent yet in some engines, hence the turn of the event loop.
    setTimeout(() => {
      this.port.close();
      if (this.owned) this.worker.terminate();
    });
  }
}

/** A kit in a worker: the methods of {@link Kit}, each giving a promise. */
export class RemoteKit {
  /** The jurisdiction in force, or null where the rules of all apply. */
  readonly jurisdiction: string | null;
  private readonly channel: Channel;

  /** Only for `createKit`. */
  constructor(channel: Channel, jurisdiction: string | null) {
    this.channel = channel;
    this.jurisdiction = jurisdiction;
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

  /** See {@link Kit.checkRegister}. */
  checkRegister(accounts: readonly object[]): Promise<RegisterReport> {
    return this.channel.call("checkRegister", [accounts]);
  }

  /** See {@link Kit.checkRegisterCsv}. */
  checkRegisterCsv(csv: string): Promise<RegisterReport> {
    return this.channel.call("checkRegisterCsv", [csv]);
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
    return this.channel.call(method, args, this.doc);
  }
}

/** Starts or takes over a worker and waits for the kit in it. */
export async function connect(source: WorkerSource, settings: KitSettings): Promise<RemoteKit> {
  const owned = typeof source === "string" || source instanceof URL;
  const worker = owned ? start(source) : source;
  const channel = new Channel(worker, owned, settings);
  return new RemoteKit(channel, await channel.ready());
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
