/**
 * The way to a kit in a worker. The worker is handed one MessagePort a kit, so that a host may use one worker for
 * several kits and for messages of its own. Calls are answered in the order they were made, but for those that read
 * files. A long answer comes in parts, each a short task for the page; a call may tell how far it has come, and may be
 * taken back. When the worker fails, everything pending is rejected and every later call is refused with
 * `worker-dead`: nothing waits for ever.
 */
import { fromPlainError, type PlainError, XianshenError } from "./errors.js";
import { Repeated } from "./repeated.js";
import type { KitSettings } from "./settings.js";

/** One call, as it travels to the worker. `doc` names an open document; `progress` asks to be told of it. */
export interface CallMessage {
  id: number;
  method: string;
  args: unknown[];
  doc?: number;
  progress?: boolean;
}

/** Takes back a call that is not answered yet. */
export interface CancelMessage {
  cancel: number;
}

/** A piece of a long list: what is to be added to the list `key` of the value that comes last. */
export interface Part {
  key: string;
  items: unknown[];
}

/** One answer, as it travels back: parts and progress come before it, a value or an error ends it. */
export interface AnswerMessage {
  id: number;
  value?: unknown;
  error?: PlainError;
  part?: Part;
  progress?: unknown;
}

/** What a call may be told besides its arguments. */
export interface CallOptions {
  doc?: number;
  signal?: AbortSignal;
  onProgress?: (progress: never) => void;
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
  reject(error: unknown): void;
  parts?: Part[];
  repeated?: Repeated;
  onProgress?: ((progress: never) => void) | undefined;
  done?: () => void;
}

/** One kit's port and what waits on it. */
export class Channel {
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

  call<T>(method: string, args: unknown[], { doc, signal, onProgress }: CallOptions = {}): Promise<T> {
    return new Promise<unknown>((resolve, reject) => {
      if (this.dead) {
        reject(this.dead);
        return;
      }
      if (signal?.aborted) {
        reject(signal.reason as Error);
        return;
      }
      const id = this.next++;
      const message: CallMessage = { id, method, args };
      if (doc !== undefined) message.doc = doc;
      if (onProgress) message.progress = true;
      try {
        this.port.postMessage(message);
      } catch (cause) {
        reject(
          new XianshenError("bad-input", `${method}: the argument cannot be sent to a worker`, { cause }),
        );
        return;
      }
      const cancel = (): void => {
        this.pending.delete(id);
        this.port.postMessage({ cancel: id } satisfies CancelMessage);
        reject(signal?.reason as Error);
      };
      signal?.addEventListener("abort", cancel, { once: true });
      this.pending.set(id, {
        resolve,
        reject,
        onProgress,
        done: () => signal?.removeEventListener("abort", cancel),
      });
    }) as Promise<T>;
  }

  /** Ends the kit; a worker that createKit started ends with it. */
  free(): void {
    if (this.dead) return;
    this.port.postMessage({ id: -1, method: "free", args: [] } satisfies CallMessage);
    this.end(new XianshenError("freed", "this kit was freed"));
    this.release();
  }

  private answer({ id, value, error, part, progress }: AnswerMessage): void {
    const waiting = this.pending.get(id);
    if (!waiting) return;
    if (progress !== undefined) {
      waiting.onProgress?.(progress as never);
      return;
    }
    if (part) {
      (waiting.repeated ??= new Repeated()).share(part.items);
      (waiting.parts ??= []).push(part);
      return;
    }
    this.pending.delete(id);
    waiting.done?.();
    if (error) waiting.reject(fromPlainError(error));
    else waiting.resolve(waiting.parts ? whole(value, waiting.parts) : value);
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

/** Puts the parts of a long answer together. */
function whole(value: unknown, parts: readonly Part[]): unknown {
  const lists = value as Record<string, unknown[]>;
  for (const { key, items } of parts) {
    const list = (lists[key] ??= []);
    for (const item of items) list.push(item);
  }
  return value;
}
