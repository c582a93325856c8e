/**
 * A register from the bytes of a file. What a file is, its first bytes say and not its name: offices call a web page
 * `.xls` and a workbook `.csv`. What cannot be read gets one error that says what to do with it, before any reader
 * is loaded.
 */
import { decodeText } from "../decode.js";
import { XianshenError } from "../errors.js";
import { loadSpreadsheet } from "./spreadsheet.js";
import { throwIfAborted } from "./turn.js";
import { type RegisterTable, type TableSource, tableOf } from "./table.js";

/** How far a register has come. */
export interface RegisterProgress {
  /** What is under way: reading the file, checking its accounts, handing over what was found. */
  phase: "read" | "check" | "deliver";
  /** Parts done and parts in all, of this phase. */
  done: number;
  total: number;
}

/** What reading and checking a register may be told. */
export interface RegisterOptions {
  /** Ends the work; the promise rejects with the signal's reason. */
  signal?: AbortSignal;
  /** Called from time to time, on the thread of the caller. */
  onProgress?: (progress: RegisterProgress) => void;
}

/** Looks for a sheet's headings; told the top rows of each. */
export type HeadingTest = (csv: string) => boolean;

/** Nothing larger is read as text, in bytes. */
const MOST_TEXT = 256 * 1024 * 1024;
/** Rows of a sheet that are looked at for headings. */
const TOP = 12;

/** Reads CSV or XLSX, whatever the file is called. Throws `file-…` errors. */
export async function readTable(
  bytes: Uint8Array<ArrayBuffer>,
  name: string | undefined,
  hasHeadings: HeadingTest,
  { signal, onProgress }: RegisterOptions = {},
): Promise<RegisterTable> {
  const step = (done: number) => {
    throwIfAborted(signal);
    onProgress?.({ phase: "read", done, total: 4 });
  };
  const source: TableSource = { kind: "csv", ...(name ? { name } : {}) };
  const kind = kindOf(bytes);
  step(0);
  if (kind === "text") {
    const { text, encoding } = decode(bytes);
    step(2);
    const table = tableOf(text, { ...source, encoding });
    step(4);
    return table;
  }
  const { openWorkbook } = await loadSpreadsheet();
  step(1);
  const book = await openWorkbook(bytes);
  try {
    step(2);
    const sheets = book.sheets();
    let sheet = sheets.findIndex((_, i) => hasHeadings(book.csv(i, TOP)));
    // Without headings anywhere the first sheet is shown, and the kit says what is missing.
    if (sheet < 0) sheet = 0;
    const text = book.csv(sheet, 0xffff_ffff);
    step(3);
    const table = tableOf(text, { ...source, kind: "xlsx", sheet: sheets[sheet], sheets: sheets.length });
    step(4);
    return table;
  } finally {
    book.free();
  }
}

/** Whether the bytes are a ZIP archive, which a workbook is. */
function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5);
}

function kindOf(bytes: Uint8Array<ArrayBuffer>): "text" | "workbook" {
  if (bytes.length === 0) throw new XianshenError("file-empty", "the file is empty");
  const top = ascii(bytes.subarray(0, 512));
  if (isZip(bytes)) {
    // An OpenDocument file names its kind in the first part of the archive, not packed.
    if (top.includes("mimetypeapplication/vnd.oasis.opendocument")) {
      throw new XianshenError("file-opendocument", "an OpenDocument file, not a workbook", { hint: SAVE_AS });
    }
    return "workbook";
  }
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf && bytes[2] === 0x11 && bytes[3] === 0xe0) {
    // A compound file: the old format, or a new workbook inside an envelope that a password opens.
    throw ascii(bytes.subarray(0, 1 << 20)).includes("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e")
      ? new XianshenError("file-encrypted", "the workbook is protected by a password", {
          hint: "Take the password off and save the workbook again.",
        })
      : new XianshenError("file-old-excel", "a workbook in the format of Excel 97–2003", { hint: SAVE_AS });
  }
  if (/^(\uFEFF|ï»¿)?\s*(<!doctype html|<html|<table|<\?xml)/i.test(top)) {
    throw new XianshenError("file-web-page", "a web page or an XML file under another name", {
      hint: SAVE_AS,
    });
  }
  if (/^(%PDF-|\{\\rtf|\x89PNG|\xff\xd8\xff|GIF8|7z\xbc\xaf|Rar!)/.test(top)) {
    throw new XianshenError("file-kind", "no table: a PDF, a picture, a document or an archive", {
      hint: SAVE_AS,
    });
  }
  return "text";
}

const SAVE_AS = "Open it in a spreadsheet program and save it as .xlsx or .csv.";

function decode(bytes: Uint8Array<ArrayBuffer>): { text: string; encoding: string } {
  if (bytes.length > MOST_TEXT) throw new XianshenError("file-too-large", "the file is too large");
  let decoded;
  try {
    decoded = decodeText(bytes);
  } catch {
    throw new XianshenError("file-encoding", "neither UTF-8 nor GB18030 text", {
      hint: "Save it again as “CSV UTF-8” or as .xlsx.",
    });
  }
  if (decoded.text.includes("\0"))
    throw new XianshenError("file-kind", "not a text file: it holds NUL characters");
  return decoded;
}

/** Each byte as the character of that number, enough to look for marks of a format. */
function ascii(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192) {
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  }
  return text;
}
