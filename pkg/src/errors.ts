/**
 * The one error type that leaves this package. A caller branches on `code`, shows `message`, and may print
 * `hint` to whoever installed the kit; nothing needs to parse a sentence.
 */

/**
 * What went wrong:
 * - `bad-options`: createKit was handed something it cannot use
 * - `bad-pack`, `unknown-jurisdiction`: a rule pack or a jurisdiction id was refused (`path` names the place)
 * - `wasm-load`: the .wasm file could not be fetched or read
 * - `wasm-compile`: the browser refused to compile it (broken file, or a Content-Security-Policy)
 * - `worker-load`, `worker-dead`: the worker did not start, or died while calls were pending
 * - `freed`: the kit or document was used after free() or close()
 * - `bad-input`: an argument had the wrong shape
 * - `file-empty`, `file-kind`, `file-old-excel`, `file-opendocument`, `file-web-page`, `file-encrypted`, `file-encoding`,
 *   `file-damaged`, `file-too-large`: a file cannot be read as a register
 * - `spreadsheet-load`: the reader of workbooks, spreadsheet.js, could not be loaded
 * - `held`: a guarded save or request was not let out
 * - `internal`: a fault of the kit itself
 */
export type ErrorCode =
  | "bad-options"
  | "bad-pack"
  | "unknown-jurisdiction"
  | "wasm-load"
  | "wasm-compile"
  | "worker-load"
  | "worker-dead"
  | "freed"
  | "bad-input"
  | "file-empty"
  | "file-kind"
  | "file-old-excel"
  | "file-opendocument"
  | "file-web-page"
  | "file-encrypted"
  | "file-encoding"
  | "file-damaged"
  | "file-too-large"
  | "spreadsheet-load"
  | "held"
  | "internal"
  | (string & {});

/** Extra facts an error may carry. */
export interface ErrorDetails {
  /** Where in the given JSON the fault stands, for example `lexicon[3].word`. */
  path?: string;
  /** What whoever installed the kit can do about it. */
  hint?: string;
  /** The error underneath. */
  cause?: unknown;
}

/** Every error thrown or rejected with by this package. */
export class XianshenError extends Error {
  override readonly name: string = "XianshenError";
  readonly code: ErrorCode;
  readonly path?: string;
  readonly hint?: string;
  readonly cause?: unknown;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message);
    this.code = code;
    if (details.path !== undefined) this.path = details.path;
    if (details.hint !== undefined) this.hint = details.hint;
    if (details.cause !== undefined) this.cause = details.cause;
  }
}

/** Turns whatever was thrown into a XianshenError; one that already is passes through. */
export function toXianshenError(thrown: unknown, fallback: ErrorCode = "internal"): XianshenError {
  if (thrown instanceof XianshenError) return thrown;
  const from = (typeof thrown === "object" && thrown !== null ? thrown : {}) as Record<string, unknown>;
  const code = typeof from.code === "string" ? from.code : fallback;
  const message = typeof from.message === "string" ? from.message : String(thrown);
  return new XianshenError(code, message, {
    path: typeof from.path === "string" ? from.path : undefined,
    hint: typeof from.hint === "string" ? from.hint : undefined,
    cause: thrown,
  });
}

/** The plain form of an error that travels through `postMessage`. */
export interface PlainError {
  code: string;
  message: string;
  path?: string;
  hint?: string;
}

/** Makes an error ready for `postMessage`. */
export function toPlainError(thrown: unknown): PlainError {
  const error = toXianshenError(thrown);
  const plain: PlainError = { code: error.code, message: error.message };
  if (error.path !== undefined) plain.path = error.path;
  if (error.hint !== undefined) plain.hint = error.hint;
  return plain;
}

/** The error that a plain form stands for. */
export function fromPlainError(plain: PlainError): XianshenError {
  return new XianshenError(plain.code, plain.message, { path: plain.path, hint: plain.hint });
}
