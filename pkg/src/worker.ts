/**
 * The worker's side of {@link RemoteKit}: one self-contained classic worker file with the WebAssembly module inside,
 * to be copied beside a page. Its own Content-Security-Policy decides whether it may compile WebAssembly, so it
 * works where the page's policy forbids that.
 */
import base64 from "xianshen:wasm";
import { decodeBase64 } from "./base64.js";
import { toPlainError, XianshenError } from "./errors.js";
import { type Document, Kit } from "./kit.js";
import { startWasm } from "./load.js";
import type { AnswerMessage, CallMessage, CancelMessage, ConnectMessage, Part } from "./channel.js";
import type { RegisterOptions, RegisterProgress } from "./register/file.js";
import { throwIfAborted, turn } from "./register/turn.js";
import type { TableParts } from "./register/table.js";

const KIT_METHODS = new Set([
  "checkText",
  "checkHtml",
  "checkFiling",
  "review",
  "digest",
  "receipt",
  "verifyReceipt",
  "rules",
  "forms",
  "explain",
  "writeWorkbook",
  "prepare",
]);
const DOCUMENT_METHODS = new Set(["replaceBlocks", "diagnostics"]);
/** Methods that take long: they report progress, can be taken back, and their lists come in parts. */
const REGISTER_METHODS = new Set(["readRegister", "checkRegister", "checkRegisterCsv", "checkRegisterTable"]);
/** How many items of a list travel in one message: a page takes them in within a few milliseconds. */
const PART = 250;

function serve(port: MessagePort, kit: Kit): void {
  const documents = new Map<number, Document>();
  const running = new Map<number, AbortController>();
  let next = 1;

  function call({ id, method, args, doc, progress }: CallMessage): unknown {
    if (doc !== undefined) {
      const document = documents.get(doc);
      if (!document) throw new XianshenError("freed", "this document was closed");
      if (method === "close") {
        document.close();
        documents.delete(doc);
        return undefined;
      }
      if (DOCUMENT_METHODS.has(method)) return invoke(document, method, args);
    } else if (method === "openDocument") {
      documents.set(next, kit.openDocument(args[0] as string[]));
      return next++;
    } else if (method === "free") {
      for (const document of documents.values()) document.close();
      documents.clear();
      kit.free();
      port.close();
      return undefined;
    } else if (KIT_METHODS.has(method)) {
      return invoke(kit, method, args);
    } else if (REGISTER_METHODS.has(method)) {
      return register(id, method, args, progress === true);
    }
    throw new XianshenError("internal", `the worker knows no method ${method}`, {
      hint: "worker.js and the page's xianshen must be of the same version.",
    });
  }

  async function register(id: number, method: string, args: unknown[], tell: boolean): Promise<unknown> {
    const controller = new AbortController();
    running.set(id, controller);
    const onProgress = (progress: RegisterProgress): void => {
      if (tell) port.postMessage({ id, progress } satisfies AnswerMessage);
    };
    const options: RegisterOptions = { signal: controller.signal, onProgress };
    try {
      if (method === "readRegister") {
        const [file, name] = args as [Blob | BufferSource, string | undefined];
        return (await kit.readRegister(file, { ...options, name })).parts;
      }
      const report =
        method === "checkRegister"
          ? await kit.checkRegisterInSteps(args[0] as object[], options)
          : await kit.checkRegisterInSteps(
              method === "checkRegisterCsv"
                ? (args[0] as string)
                : new TextDecoder().decode(args[0] as Uint8Array<ArrayBuffer>),
              options,
            );
      return await deliver(id, report, options);
    } finally {
      running.delete(id);
    }
  }

  /** Sends the long lists of a report ahead, in parts, and gives what is left of it. */
  async function deliver(
    id: number,
    report: object,
    { signal, onProgress }: RegisterOptions,
  ): Promise<object> {
    const rest: Record<string, unknown> = { ...report };
    const lists = Object.entries(rest).filter(
      (entry): entry is [string, unknown[]] => Array.isArray(entry[1]) && entry[1].length > PART,
    );
    const total = lists.reduce((sum, [, items]) => sum + items.length, 0);
    let done = 0;
    for (const [key, items] of lists) {
      rest[key] = [];
      for (let at = 0; at < items.length; at += PART) {
        const part: Part = { key, items: items.slice(at, at + PART) };
        port.postMessage({ id, part } satisfies AnswerMessage);
        done += part.items.length;
        if (at % (16 * PART) === 0) {
          onProgress?.({ phase: "deliver", done, total });
          await turn();
          throwIfAborted(signal);
        }
      }
    }
    return rest;
  }

  function answer(id: number, value: unknown): void {
    const parts = value as Partial<TableParts> | undefined;
    const transfer =
      parts?.bytes && parts.starts ? [parts.bytes, parts.starts, parts.lines, parts.numbers] : [];
    port.postMessage(
      { id, value } satisfies AnswerMessage,
      transfer.flatMap((list) => (list ? [list.buffer] : [])),
    );
  }

  function refuse(id: number, error: unknown): void {
    port.postMessage({ id, error: toPlainError(error) } satisfies AnswerMessage);
  }

  port.onmessage = (event: MessageEvent<CallMessage | CancelMessage>) => {
    if ("cancel" in event.data) {
      running.get(event.data.cancel)?.abort();
      return;
    }
    const { id } = event.data;
    try {
      const value = call(event.data);
      if (value instanceof Promise) {
        value.then(
          (late) => answer(id, late),
          (error) => refuse(id, error),
        );
      } else answer(id, value);
    } catch (error) {
      refuse(id, error);
    }
  };
}

function invoke(target: Kit | Document, method: string, args: unknown[]): unknown {
  return (target as unknown as Record<string, (...args: unknown[]) => unknown>)[method]?.(...args);
}

self.addEventListener("message", (event: MessageEvent<ConnectMessage>) => {
  const port = event.ports[0];
  if (!port || event.data?.xianshen !== "connect") return;
  startWasm({ find: () => decodeBase64(base64) })
    .then(() => {
      const kit = new Kit(event.data.settings);
      serve(port, kit);
      return kit.jurisdiction;
    })
    .then(
      (value) => port.postMessage({ id: 0, value } satisfies AnswerMessage),
      (error) => port.postMessage({ id: 0, error: toPlainError(error) } satisfies AnswerMessage),
    );
});
