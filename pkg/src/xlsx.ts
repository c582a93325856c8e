/**
 * The first sheet of an .xlsx workbook as CSV text: enough of ZIP and SpreadsheetML for a table of accounts, without
 * a dependency. Dates become `YYYY-MM-DD`; formulas give the value that was saved with them.
 */
import { toCsv } from "./csv.js";

/** Unpacks raw deflate data; must not give more than `limit` bytes. */
export type Inflate = (packed: Uint8Array<ArrayBuffer>, limit: number) => Promise<Uint8Array>;

/** Nothing larger is unpacked, in bytes: a register of a province has a few megabytes. */
const LIMIT = 128 * 1024 * 1024;
/** The columns and rows that are read. Excel itself ends at 16,384 and 1,048,576. */
const MOST_COLUMNS = 256;
const MOST_ROWS = 200_000;

/** Whether the bytes are a ZIP archive, which an .xlsx file is. */
export function isXlsx(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;
}

/** Reads the first sheet. Throws an Error with one sentence where the file is not a workbook. */
export async function xlsxToCsv(bytes: Uint8Array, inflate: Inflate = inflateInBrowser): Promise<string> {
  const parts = directory(bytes);
  const read = async (name: string): Promise<string | null> => {
    const part = parts.get(name);
    return part ? new TextDecoder().decode(await unpack(bytes, part, inflate)) : null;
  };
  const workbook = await read("xl/workbook.xml");
  if (workbook === null) throw new Error("a ZIP archive, but no .xlsx workbook");
  const relations = (await read("xl/_rels/workbook.xml.rels")) ?? "";
  const sheet = await read(sheetPath(workbook, relations));
  if (sheet === null) throw new Error("the workbook has no sheet");
  const shared = elements((await read("xl/sharedStrings.xml")) ?? "", "si").map(({ inner }) => plain(inner));
  const dates = dateStyles((await read("xl/styles.xml")) ?? "");
  const epoch = /<workbookPr\b[^>]*\bdate1904="(?:1|true)"/.test(workbook) ? 1904 : 1900;
  return toCsv(rows(sheet, shared, dates, epoch));
}

interface Part {
  method: number;
  packed: number;
  size: number;
  offset: number;
}

function directory(bytes: Uint8Array): Map<string, Part> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - 22;
  while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end--;
  if (end < 0) throw new Error("a broken .xlsx file: its directory is missing");
  const parts = new Map<string, Part>();
  let at = view.getUint32(end + 16, true);
  for (let n = view.getUint16(end + 10, true); n > 0; n--) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50) {
      throw new Error("a broken .xlsx file: its directory is damaged");
    }
    const nameLength = view.getUint16(at + 28, true);
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
    if (view.getUint16(at + 8, true) & 1) throw new Error("the .xlsx file is encrypted");
    parts.set(name, {
      method: view.getUint16(at + 10, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    });
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return parts;
}

async function unpack(bytes: Uint8Array, part: Part, inflate: Inflate): Promise<Uint8Array> {
  if (part.size > LIMIT) throw new Error("the .xlsx file is too large");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (part.offset + 30 > bytes.length || view.getUint32(part.offset, true) !== 0x04034b50) {
    throw new Error("a broken .xlsx file: a part is missing");
  }
  const from =
    part.offset + 30 + view.getUint16(part.offset + 26, true) + view.getUint16(part.offset + 28, true);
  const packed = bytes.slice(from, from + part.packed);
  if (part.method === 0) return packed;
  if (part.method !== 8) throw new Error("the .xlsx file is packed in an unknown way");
  try {
    return await inflate(packed, LIMIT);
  } catch {
    throw new Error("a broken .xlsx file: a part cannot be unpacked");
  }
}

async function inflateInBrowser(packed: Uint8Array<ArrayBuffer>, limit: number): Promise<Uint8Array> {
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  const reader = stream.getReader();
  const pieces: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > limit) throw new Error("too large");
    pieces.push(value);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

interface XmlElement {
  attributes: string;
  inner: string;
}

/** Every element of a name that does not contain itself, in order; a name space prefix does not matter. */
function elements(xml: string, name: string): XmlElement[] {
  const open = new RegExp(`<(?:\\w+:)?${name}(?=[\\s/>])([^<>]*)>`, "g");
  const close = new RegExp(`</(?:\\w+:)?${name}\\s*>`, "g");
  const found: XmlElement[] = [];
  for (let start = open.exec(xml); start; start = open.exec(xml)) {
    const attributes = start[1] ?? "";
    if (attributes.endsWith("/")) {
      found.push({ attributes: attributes.slice(0, -1), inner: "" });
      continue;
    }
    close.lastIndex = open.lastIndex;
    const end = close.exec(xml);
    if (!end) break;
    found.push({ attributes, inner: xml.slice(open.lastIndex, end.index) });
    open.lastIndex = close.lastIndex;
  }
  return found;
}

function attribute(attributes: string, name: string): string | undefined {
  const value = new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(attributes)?.[1];
  return value === undefined ? undefined : decodeXml(value);
}

const ENTITIES: Record<string, string> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

function decodeXml(text: string): string {
  return text
    .replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (all, hex, decimal, name) => {
      if (name) return ENTITIES[name] ?? all;
      const code = hex ? Number.parseInt(hex, 16) : Number(decimal);
      return code <= 0x10ffff ? String.fromCodePoint(code) : all;
    })
    .replace(/_x([0-9A-F]{4})_/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** The text of a string item: its runs joined, without phonetic hints. */
function plain(xml: string): string {
  const spoken = xml.replace(/<(?:\w+:)?rPh\b[\s\S]*?<\/(?:\w+:)?rPh>/g, "");
  return elements(spoken, "t")
    .map(({ inner }) => decodeXml(inner))
    .join("");
}

function sheetPath(workbook: string, relations: string): string {
  const first = elements(workbook, "sheet")[0]?.attributes ?? "";
  const id = attribute(first, "r:id") ?? /:id="([^"]*)"/.exec(first)?.[1];
  const relation = elements(relations, "Relationship").find(
    ({ attributes }) => attribute(attributes, "Id") === id,
  );
  const target = relation ? attribute(relation.attributes, "Target") : undefined;
  if (!target) return "xl/worksheets/sheet1.xml";
  return target.startsWith("/") ? target.slice(1) : `xl/${target}`;
}

/** For each cell style, whether it shows a number as a date. */
function dateStyles(styles: string): boolean[] {
  const own = new Map<string, string>();
  for (const { attributes } of elements(styles, "numFmt")) {
    own.set(attribute(attributes, "numFmtId") ?? "", attribute(attributes, "formatCode") ?? "");
  }
  const formats = elements(styles, "cellXfs")[0]?.inner ?? "";
  return [...formats.matchAll(/<(?:\w+:)?xf\b([^>]*)>/g)].map((match) => {
    const id = attribute(match[1] ?? "", "numFmtId") ?? "0";
    const number = Number(id);
    const code = own.get(id);
    // Words in quotation marks and colours in brackets are not part of the pattern.
    if (code !== undefined)
      return /[yd年日]/i.test(code.replace(/"[^"]*"|\[[^\]]*\]|\\./g, (m) => m.replace(/[a-z]/gi, "")));
    return (
      (number >= 14 && number <= 17) ||
      number === 22 ||
      (number >= 27 && number <= 31) ||
      number === 36 ||
      (number >= 50 && number <= 58)
    );
  });
}

function rows(
  sheet: string,
  shared: readonly string[],
  dates: readonly boolean[],
  epoch: number,
): string[][] {
  const out: string[][] = [];
  for (const row of elements(sheet, "row")) {
    const at = Number(attribute(row.attributes, "r") ?? out.length + 1) - 1;
    if (!(at >= 0 && at < MOST_ROWS)) throw new Error(`the sheet has more than ${MOST_ROWS} rows`);
    while (out.length < at) out.push([]);
    const cells: string[] = [];
    for (const cell of elements(row.inner, "c")) {
      const column = columnOf(attribute(cell.attributes, "r")) ?? cells.length;
      if (column >= MOST_COLUMNS) continue;
      while (cells.length < column) cells.push("");
      // A line of the table stays a line of the text, so that findings name the row of the sheet.
      cells[column] = value(cell, shared, dates, epoch).replace(/\s*[\r\n]+\s*/g, " ");
    }
    out.push(cells);
  }
  const most = Math.max(0, ...out.slice(0, 1).map((cells) => cells.length));
  return out.map((cells) => [...cells, ...Array<string>(Math.max(0, most - cells.length)).fill("")]);
}

function columnOf(reference: string | undefined): number | undefined {
  const letters = /^[A-Z]{1,3}/.exec(reference ?? "")?.[0];
  if (!letters) return undefined;
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

function value(
  cell: XmlElement,
  shared: readonly string[],
  dates: readonly boolean[],
  epoch: number,
): string {
  const type = attribute(cell.attributes, "t") ?? "n";
  if (type === "inlineStr") return plain(cell.inner);
  const raw = decodeXml(elements(cell.inner, "v")[0]?.inner ?? "");
  if (type === "s") return shared[Number(raw)] ?? "";
  if (type === "b") return raw === "1" ? "是" : "否";
  if (type === "d") return raw.slice(0, 10);
  if (type !== "n" || raw === "") return type === "e" ? "" : raw;
  const number = Number(raw);
  if (dates[Number(attribute(cell.attributes, "s") ?? 0)] && number >= 1) return serialDate(number, epoch);
  // A long account number comes as 1.2E+15; a register wants its digits.
  if (/e/i.test(raw) && Number.isSafeInteger(number)) return String(number);
  // 0.30000000000000004 was 0.3 in the sheet.
  return /\.\d{12,}/.test(raw) ? String(Number(number.toPrecision(12))) : raw;
}

function serialDate(serial: number, epoch: number): string {
  // Excel counts a 29 February 1900 that never was; days after it are one too high.
  const day =
    epoch === 1904 ? Date.UTC(1904, 0, 1) : serial < 60 ? Date.UTC(1899, 11, 31) : Date.UTC(1899, 11, 30);
  return new Date(day + Math.floor(serial) * 86_400_000).toISOString().slice(0, 10);
}
