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

/** Writes rows, with quotation marks only where they are needed. */
export function toCsv(rows: readonly (readonly string[])[]): string {
  const cell = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text);
  return rows.map((row) => `${row.map(cell).join(",")}\n`).join("");
}
