/**
 * Workbooks, read and written: the content of `dist/spreadsheet.js`, which is loaded on its own. The reader is the Rust
 * crate calamine behind the bounds of the project's `spreadsheet` crate; the writer is write-excel-file.
 * Nothing here is shared with other files of the package, so that this one can be copied alone.
 */
import base64 from "xianshen:spreadsheet-wasm";
import initWasm, { Workbook as WasmWorkbook } from "../../wasm/spreadsheet/spreadsheet.js";
import { writeWorkbook } from "./write.js";

export type { Cell, Sheet } from "./write.js";
export { writeWorkbook };

/** An open workbook. */
export interface Workbook {
  /** The names of the sheets: those that are shown first. */
  sheets(): string[];
  /** A sheet as CSV text, line n for row n, ended after `rows` rows. */
  csv(sheet: number, rows: number): string;
  /** Gives the memory back. */
  free(): void;
}

/** What the module gives. */
export interface SpreadsheetModule {
  openWorkbook: typeof openWorkbook;
  writeWorkbook: typeof writeWorkbook;
}

let starting: Promise<unknown> | undefined;

/** Opens the bytes of an `.xlsx` file. Throws errors with a `code`. */
export async function openWorkbook(bytes: Uint8Array<ArrayBuffer>): Promise<Workbook> {
  const mine = (starting ??= start());
  await mine;
  return guarded(() => {
    const book = new WasmWorkbook(bytes);
    return {
      sheets: () => guarded(() => book.sheets()),
      csv: (sheet, rows) => guarded(() => book.csv(sheet, rows)),
      free: () => {
        // What belonged to a module that ended is gone with it.
        if (starting === mine) book.free();
      },
    };
  });
}

async function start(): Promise<void> {
  try {
    const binary = atob(base64);
    const wasm = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    await initWasm({ module_or_path: await WebAssembly.compile(wasm) });
  } catch (cause) {
    starting = undefined;
    throw coded("wasm-compile", `the reader of workbooks was refused: ${String(cause)}`, cause);
  }
}

/** The module's memory has a ceiling: what reaches it ends the module, which is started afresh for the next file. */
function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (typeof (cause as { code?: unknown }).code === "string") throw cause;
    starting = undefined;
    throw coded("file-too-large", "the workbook is too large", cause);
  }
}

function coded(code: string, message: string, cause: unknown): Error {
  return Object.assign(new Error(message), { code, cause });
}
