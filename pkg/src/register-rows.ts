/** Which row of a table is the heading, and how findings name the others: as the kit reads registers. */
import type { CsvRow } from "./csv.js";

/** Offices put a title, a unit and a date above the headings. */
const HEADING_WITHIN = 6;

/** The heading row: of the first lines the one with most cells filled. */
export function headingOf(rows: readonly CsvRow[]): number {
  let best = 0;
  let most = 0;
  rows.slice(0, HEADING_WITHIN).forEach((row, i) => {
    const filled = row.cells.filter((cell) => cell !== "").length;
    if (filled > most) {
      most = filled;
      best = i;
    }
  });
  return best;
}

/** How findings name a row: by its 序号 where the table has that column, else by its line. */
export function numberingOf(head: CsvRow): (row: CsvRow) => number {
  const column = head.cells.findIndex((cell) => /^(序号|编号|行号|row)$/i.test(cell));
  return (row) => {
    const own = column < 0 ? "" : (row.cells[column] ?? "");
    return /^\d+$/.test(own) ? Number(own) : row.line;
  };
}

/** The mark between cells: comma, semicolon or tab, whichever stands most often in the first lines. */
export function delimiterOf(text: string): string {
  const head = text.split("\n", HEADING_WITHIN).join("");
  const count = (mark: string) => head.split(mark).length;
  return [";", "\t"].reduce((best, mark) => (count(mark) > count(best) ? mark : best), ",");
}
