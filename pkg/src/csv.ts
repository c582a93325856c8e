/** Comma-separated values after RFC 4180, forgiving where files in offices are: lone line feeds, a byte order mark. */

/** One row, with the line of the file it begins on (from 1). */
export interface CsvRow {
  line: number;
  cells: string[];
}

/** A fault in a CSV text. */
export class CsvError extends Error {
  readonly line: number;

  constructor(message: string, line: number) {
    super(message);
    this.line = line;
  }
}

/** Reads every row that is not empty, its cells divided by `mark`. Throws {@link CsvError} where a quotation mark is never closed. */
export function parseCsv(text: string, mark = ","): CsvRow[] {
  const rows: CsvRow[] = [];
  let line = 1;
  let at = text.startsWith("\uFEFF") ? 1 : 0;
  while (at < text.length) {
    const row: CsvRow = { line, cells: [] };
    for (;;) {
      let cell = "";
      if (text[at] === '"') {
        const opened = line;
        let from = ++at;
        for (;;) {
          const quote = text.indexOf('"', at);
          if (quote < 0) throw new CsvError("a quotation mark is never closed", opened);
          for (let i = at; i < quote; i++) if (text[i] === "\n") line++;
          at = quote + 1;
          if (text[at] !== '"') {
            cell += text.slice(from, quote);
            break;
          }
          cell += text.slice(from, at);
          from = ++at;
        }
      }
      let end = at;
      while (end < text.length && text[end] !== mark && text[end] !== "\n" && text[end] !== "\r") end++;
      row.cells.push((cell + text.slice(at, end)).trim());
      at = end;
      if (text[at] !== mark) break;
      at++;
    }
    if (text[at] === "\r") at++;
    if (text[at] === "\n") at++;
    line++;
    if (row.cells.some((cell) => cell !== "")) rows.push(row);
  }
  return rows;
}

/** The cells of one row; a quotation mark that is never closed ends with the row. */
export function cellsOf(row: string, mark: string): string[] {
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    let cell = "";
    if (row[at] === '"') {
      for (at++; ;) {
        const quote = row.indexOf('"', at);
        if (quote < 0) return [...cells, (cell + row.slice(at)).trim()];
        cell += row.slice(at, quote);
        at = quote + 1;
        if (row[at] !== '"') break;
        cell += '"';
        at++;
      }
    }
    let end = row.indexOf(mark, at);
    if (end < 0) end = row.length;
    cells.push((cell + row.slice(at, end)).trim());
    if (end === row.length) return cells;
    at = end + 1;
  }
}

/** The mark between cells: comma, semicolon or tab, whichever stands most often in the first lines. */
export function delimiterOf(text: string, lines: number): string {
  let end = 0;
  for (let i = 0; i < lines && end >= 0; i++) end = text.indexOf("\n", end) + 1 || -1;
  const head = end < 0 ? text : text.slice(0, end);
  const count = (mark: string) => head.split(mark).length;
  return [";", "\t"].reduce((best, mark) => (count(mark) > count(best) ? mark : best), ",");
}

/** Writes rows, with quotation marks only where they are needed. */
export function toCsv(rows: readonly (readonly string[])[]): string {
  const cell = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text);
  return rows.map((row) => `${row.map(cell).join(",")}\n`).join("");
}

/**
 * A cell that a spreadsheet will not run: one that begins like a formula gets an apostrophe before it, which is how a
 * spreadsheet itself marks text. Plain numbers stay numbers.
 */
export function guardCell(text: string): string {
  return /^[=+\-@\t\r＝＋－＠]/.test(text) && !/^[+-]?\d+(\.\d+)?%?$/.test(text) ? `'${text}` : text;
}
