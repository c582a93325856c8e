/**
 * A register as a table that a page can show: the text of the file with an index of its rows. A row becomes strings
 * only when it is looked at, so a hundred thousand accounts cost the page an index of some bytes a row, and the
 * table travels to a worker and back without being copied cell by cell.
 */
import { cellsOf, delimiterOf } from "../csv.js";

/** Offices put a title, a unit and a date above the headings. */
const HEADING_WITHIN = 6;

/** Where a table came from. */
export interface TableSource {
  /** The name of the file, where it had one. */
  name?: string;
  kind: "csv" | "xlsx";
  /** Of a CSV file, as the encoding standard calls it: `utf-8`, `gb18030` … */
  encoding?: string;
  /** Of a workbook: the sheet that was read, and how many it has. */
  sheet?: string;
  sheets?: number;
}

/** A table as it travels through `postMessage`. Offsets are bytes. */
export interface TableParts {
  /** The register as CSV in UTF-8. */
  bytes: Uint8Array<ArrayBuffer>;
  /** Where each row that is not empty begins, and the end of the last. */
  starts: Uint32Array<ArrayBuffer>;
  /** The line that each row begins on, from 1. */
  lines: Uint32Array<ArrayBuffer>;
  /** How findings name each row: its 序号 where the table has that column, else its line. */
  numbers: Uint32Array<ArrayBuffer>;
  /** The mark between cells. */
  mark: string;
  /** The row that holds the headings. */
  heading: number;
  source: TableSource;
}

/** A register read from a file. Rows count from 0 under the heading row. */
export class RegisterTable {
  /** The headings. */
  readonly head: readonly string[];
  /** The rows under the headings. */
  readonly length: number;
  /** Where it came from. */
  readonly source: TableSource;
  /** What travels; for {@link RemoteKit}. */
  readonly parts: TableParts;
  private readonly decoder = new TextDecoder();
  private known: Map<number, number[]> | null = null;

  /** Only for the kit; use {@link Kit.readRegister}. */
  constructor(parts: TableParts) {
    this.parts = parts;
    this.source = parts.source;
    this.length = Math.max(0, parts.starts.length - 2 - parts.heading);
    this.head = parts.starts.length > 1 ? this.cut(parts.heading) : [];
  }

  /** The cells of a row, as many as there are headings or more. */
  row(index: number): string[] {
    const cells = this.cut(this.parts.heading + 1 + index);
    while (cells.length < this.head.length) cells.push("");
    return cells;
  }

  /** How findings name a row. */
  number(index: number): number {
    return this.parts.numbers[this.parts.heading + 1 + index] ?? 0;
  }

  /** The line of the file that a row begins on, from 1; in a workbook the row of the sheet. */
  line(index: number): number {
    return this.parts.lines[this.parts.heading + 1 + index] ?? 0;
  }

  /** The row that begins on a line of the file, or -1. */
  atLine(line: number): number {
    const { lines, heading } = this.parts;
    let low = heading + 1;
    let high = lines.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const own = lines[middle] ?? 0;
      if (own === line) return middle - heading - 1;
      if (own < line) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }

  /** The rows that findings call by that number: one, unless the table gives a 序号 twice. */
  find(number: number): readonly number[] {
    if (!this.known) {
      this.known = new Map();
      for (let i = 0; i < this.length; i++) {
        const own = this.number(i);
        const rows = this.known.get(own);
        if (rows) rows.push(i);
        else this.known.set(own, [i]);
      }
    }
    return this.known.get(number) ?? [];
  }

  /** The whole register as CSV text, as the kit checks it. */
  text(): string {
    return this.decoder.decode(this.parts.bytes);
  }

  private cut(at: number): string[] {
    const { bytes, starts, mark } = this.parts;
    return cellsOf(this.decoder.decode(bytes.subarray(starts[at] ?? 0, starts[at + 1] ?? 0)), mark);
  }
}

const QUOTE = 0x22;
const LINE_FEED = 0x0a;
const RETURN = 0x0d;

/** Indexes decoded CSV text. The kit's own reading decides what a row means; this one finds where it stands. */
export function tableOf(text: string, source: TableSource): RegisterTable {
  const bytes = new TextEncoder().encode(text.startsWith("\uFEFF") ? text.slice(1) : text);
  const mark = delimiterOf(text, HEADING_WITHIN);
  const separator = mark.charCodeAt(0);
  const starts: number[] = [];
  const lines: number[] = [];
  let line = 1;
  let at = 0;
  let end = 0;
  while (at < bytes.length) {
    const start = at;
    const first = line;
    let filled = false;
    let fresh = true;
    for (; at < bytes.length; at++) {
      const byte = bytes[at];
      if (byte === QUOTE && fresh) {
        // Line feeds between quotation marks belong to the cell.
        for (at++; at < bytes.length; at++) {
          if (bytes[at] === LINE_FEED) line++;
          if (bytes[at] !== QUOTE) filled = true;
          else if (bytes[at + 1] === QUOTE) at++;
          else break;
        }
        fresh = false;
      } else if (byte === LINE_FEED || byte === RETURN) break;
      else if (byte === separator) fresh = true;
      else {
        fresh = false;
        if (byte !== 0x20) filled = true;
      }
    }
    end = Math.min(at, bytes.length);
    if (bytes[at] === RETURN) at++;
    if (bytes[at] === LINE_FEED) at++;
    line++;
    if (filled) {
      starts.push(start);
      lines.push(first);
    }
  }
  starts.push(end);
  const parts: TableParts = {
    bytes,
    starts: Uint32Array.from(starts),
    lines: Uint32Array.from(lines),
    numbers: Uint32Array.from(lines),
    mark,
    heading: 0,
    source,
  };
  parts.heading = headingOf(parts);
  number(parts);
  return new RegisterTable(parts);
}

/** The heading row: of the first rows the one with most cells filled. */
function headingOf(parts: TableParts): number {
  let best = 0;
  let most = 0;
  const rows = Math.min(HEADING_WITHIN, parts.lines.length);
  const decoder = new TextDecoder();
  for (let i = 0; i < rows; i++) {
    const row = decoder.decode(parts.bytes.subarray(parts.starts[i], parts.starts[i + 1]));
    const filled = cellsOf(row, parts.mark).filter((cell) => cell !== "").length;
    if (filled > most) {
      most = filled;
      best = i;
    }
  }
  return best;
}

/** Takes the numbers of the rows from the column that holds them, where there is one. */
function number(parts: TableParts): void {
  const decoder = new TextDecoder();
  const cells = (i: number) =>
    cellsOf(decoder.decode(parts.bytes.subarray(parts.starts[i], parts.starts[i + 1])), parts.mark);
  const column = cells(parts.heading).findIndex((cell) => /^(序号?|编号|行号|no\.?|#|row)$/i.test(cell));
  if (column < 0) return;
  for (let i = parts.heading + 1; i < parts.lines.length; i++) {
    const own = cells(i)[column] ?? "";
    if (/^\d{1,9}$/.test(own)) parts.numbers[i] = Number(own);
  }
}
