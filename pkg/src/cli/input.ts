/** Files as the commands need them: decoded text, JSON and CSV, each fault naming file, line and column. */
import { readFile } from "node:fs/promises";
import { basename, extname } from "node:path";
import { CsvError, type CsvRow, parseCsv } from "../csv.js";
import { decodeText } from "../decode.js";
import type { RulePack } from "../settings.js";
import { UsageError } from "./args.js";
import { jsonFault } from "./json-fault.js";

/** What a fault calls a file. */
export function nameOf(file: string): string {
  return file === "-" ? "standard input" : file;
}

/** The bytes of a file, or of standard input for `-`. */
export async function readBytes(file: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    if (file !== "-") return new Uint8Array(await readFile(file));
    const parts: Buffer[] = [];
    for await (const part of process.stdin) parts.push(part as Buffer);
    return new Uint8Array(Buffer.concat(parts));
  } catch (error) {
    throw new UsageError(`${nameOf(file)}: ${reason(error)}`);
  }
}

/** The text of a file in UTF-8, UTF-16 or GB18030. */
export async function readText(file: string): Promise<string> {
  return toText(await readBytes(file), file);
}

/** Decodes; NUL bytes give away a file that is no text. */
export function toText(bytes: Uint8Array, file: string): string {
  let text: string;
  try {
    ({ text } = decodeText(bytes));
  } catch {
    throw new UsageError(`${nameOf(file)}: neither UTF-8 nor GB18030 text`);
  }
  const nul = text.indexOf("\0");
  if (nul >= 0) throw new UsageError(`${nameOf(file)}: not a text file (a NUL character at offset ${nul})`);
  return text;
}

function reason(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  const known: Record<string, string> = {
    ENOENT: "no such file",
    EISDIR: "is a folder, not a file",
    EACCES: "may not be read",
  };
  return known[code ?? ""] ?? message;
}

/** Reads JSON. The fault names the line and the column where it stops being JSON. */
export function parseJson(text: string, file: string): unknown {
  if (text.trim() === "") throw new UsageError(`${nameOf(file)}: empty; JSON is expected`);
  try {
    return JSON.parse(text);
  } catch {
    const { line, column, what } = jsonFault(text);
    throw new UsageError(`${nameOf(file)}:${line}:${column}: not JSON: ${what}`);
  }
}

/** Reads CSV with a heading row. */
export function parseTable(text: string, file: string): { head: string[]; rows: CsvRow[] } {
  let all: CsvRow[];
  try {
    all = parseCsv(text);
  } catch (error) {
    if (error instanceof CsvError) throw new UsageError(`${nameOf(file)}:${error.line}: ${error.message}`);
    throw error;
  }
  const [head, ...rows] = all;
  if (!head) throw new UsageError(`${nameOf(file)}: empty; a heading row is expected`);
  for (const row of rows) {
    if (row.cells.length > head.cells.length) {
      throw new UsageError(
        `${nameOf(file)}:${row.line}: ${row.cells.length} cells, but the heading row names ${head.cells.length}`,
      );
    }
  }
  return { head: head.cells, rows };
}

/** Reads a rule pack: a JSON object, an array of them, or a CSV word list under the name of its file. */
export async function readPacks(file: string): Promise<RulePack[]> {
  const text = await readText(file);
  if (extname(file).toLowerCase() === ".csv") {
    const { head } = parseTable(text, file);
    if (!head.includes("word"))
      throw new UsageError(`${nameOf(file)}:1: the heading row has no column "word"`);
    return [{ id: basename(file, extname(file)), csv: text }];
  }
  const value = parseJson(text, file);
  const packs = Array.isArray(value) ? value : [value];
  for (const pack of packs) {
    if (typeof pack !== "object" || pack === null || Array.isArray(pack)) {
      throw new UsageError(`${nameOf(file)}: a rule pack must be a JSON object`);
    }
  }
  return packs as RulePack[];
}

/** The lines of a Markdown file; those of fenced code are emptied, so that line numbers stay. */
export function markdownText(text: string): string {
  let fence = "";
  return text
    .split("\n")
    .map((line) => {
      const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
      if (fence) {
        if (mark && mark[0] === fence[0] && mark.length >= fence.length && /^\s*[`~]+\s*$/.test(line))
          fence = "";
        return "";
      }
      if (!mark) return line;
      fence = mark;
      return "";
    })
    .join("\n");
}
