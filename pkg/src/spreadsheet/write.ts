/** Writes workbooks: sheets of text cells with a few marks that office tables need, by write-excel-file. */
import writeExcelFile from "write-excel-file/universal";

/** A cell: text, or a number that stays one. */
export interface Cell {
  value: string | number;
  bold?: boolean;
  /** Background, as `#rrggbb`. */
  fill?: string;
  align?: "left" | "center" | "right";
  /** How many columns the cell covers; the cells it covers are left out of the row as null. */
  span?: number;
  /** Font size in points. */
  size?: number;
  border?: boolean;
}

/** A sheet. */
export interface Sheet {
  name: string;
  rows: (Cell | string | number | null)[][];
  /** Widths of the columns, in characters. */
  widths: number[];
  /** Rows that stay in sight. */
  frozen?: number;
  landscape?: boolean;
}

/** The bytes of an `.xlsx` file. Text stays text: no cell is ever a formula. */
export async function writeWorkbook(sheets: readonly Sheet[]): Promise<Uint8Array<ArrayBuffer>> {
  const blob = await writeExcelFile(
    sheets.map((sheet) => ({
      sheet: sheetName(sheet.name),
      data: sheet.rows.map((row) => row.map(cellOf)),
      columns: sheet.widths.map((width) => ({ width })),
      ...(sheet.frozen ? { stickyRowsCount: sheet.frozen } : {}),
      ...(sheet.landscape ? { orientation: "landscape" as const } : {}),
    })),
    { fontFamily: "宋体", fontSize: 11 },
  ).toBlob();
  return new Uint8Array(await blob.arrayBuffer());
}

function cellOf(cell: Cell | string | number | null) {
  if (cell === null) return null;
  const { value, bold, fill, align, span, size, border } =
    typeof cell === "object" ? cell : ({ value: cell } as Cell);
  return {
    value: typeof value === "string" ? printable(value) : value,
    type: typeof value === "string" ? (String as StringConstructor) : (Number as NumberConstructor),
    wrap: true,
    alignVertical: "center" as const,
    ...(bold ? { fontWeight: "bold" as const } : {}),
    ...(fill ? { backgroundColor: fill } : {}),
    ...(align ? { align } : {}),
    ...(span ? { columnSpan: span } : {}),
    ...(size ? { fontSize: size } : {}),
    ...(border ? { borderStyle: "thin" as const, borderColor: "#808080" } : {}),
  };
}

/** XML has no place for most control characters, and a cell none for more than 32,767 characters. */
function printable(text: string): string {
  // eslint-disable-next-line no-control-regex -- these are the characters to take out
  return text.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, "").slice(0, 32_767);
}

function sheetName(name: string): string {
  return name.replace(/[\\/?*[\]:]/g, " ").slice(0, 31);
}
