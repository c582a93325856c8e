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
import type { AnswerMessage, CallMessage, ConnectMessage } from "./remote.js";

const KIT_METHODS = new Set([
  "checkText",
  "checkHtml",
  "checkFiling",
  "checkRegister",
  "checkRegisterCsv",
  "review",
  "digest",
  "receipt",
  "verifyReceipt",
  "rules",
  "forms",
  "explain",
]);
const DOCUMENT_METHODS = new Set(["replaceBlocks", "diagnostics"]);

function serve(port: MessagePort, kit: Kit): void {
  const documents = new Map<number, Document>();
  let next = 1;

  function call({ method, args, doc }: CallMessage): unknown {
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
    }
    throw new XianshenError("internal", `the worker knows no method ${method}`, {
      hint: "worker.js and the page's xianshen must be of the same version.",
    });
  }

  port.onmessage = (event: MessageEvent<CallMessage>) => {
    const { id } = event.data;
    let answer: AnswerMessage;
    try {
      answer = { id, value: call(event.data) };
    } catch (error) {
      answer = { id, error: toPlainError(error) };
    }
    port.postMessage(answer);
  };
}

function invoke(target: Kit | Document, method: string, args: unknown[]): unknown {
  return (target as unknown as Record<string, (...args: unknown[]) => unknown>)[method]?.(...args);
}

self.addEventListener("message", (event: MessageEvent<ConnectMessage>) => {
  const port = event.ports[0];
  if (!port || event.data?.xianshen !== "connect") return;
  startWasm(() => decodeBase64(base64))
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
