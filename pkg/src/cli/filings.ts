/**
 * Filings from a file: one JSON object, a list of them, one a line (JSON lines), or a table with one a row. In all but
 * the first each answers for itself: what cannot be used is said in its place and does not stop the rest.
 */
import { extname } from "node:path";
import { type CsvRow, CsvError, parseCsv } from "../csv.js";
import { toXianshenError } from "../errors.js";
import type { Kit } from "../kit.js";
import { delimiterOf } from "../register-rows.js";
import type { FilingReport } from "../types.js";
import { UsageError } from "./args.js";
import { nameOf, parseJson } from "./input.js";
import { jsonFault } from "./json-fault.js";
import type { Result } from "./result.js";

/** One filing of a file, or why there is none. */
export interface FilingItem {
  /** The id it brought along, or the number of its row. */
  id?: unknown;
  /** Line of the file it begins on, from 1, where the file has one a line. */
  line?: number;
  filing?: object;
  error?: string;
}

/** Headings of a table that are not fields of the form, and where they go in a filing. */
const BESIDE: Record<string, string> = {
  id: "id",
  编号: "id",
  序号: "id",
  jurisdiction: "jurisdiction",
  地区: "jurisdiction",
  辖区: "jurisdiction",
  form: "form",
  表: "form",
  表格: "form",
  "event.kind": "event.kind",
  "event.date": "event.date",
  事项日期: "event.date",
  发生日期: "event.date",
  submitted_on: "submitted_on",
  提交日期: "submitted_on",
  备案日期: "submitted_on",
  "notice.from": "notice.from",
  公告开始: "notice.from",
  "notice.to": "notice.to",
  公告结束: "notice.to",
  online: "online",
  已上线: "online",
  first_post_on: "first_post_on",
  首次发布日期: "first_post_on",
};

/** The filings of a file. Throws {@link UsageError} where the file as a whole cannot be used. */
export function readFilings(kit: Kit, file: string, text: string): { many: boolean; items: FilingItem[] } {
  const kind = extname(file).toLowerCase();
  if (kind === ".jsonl" || kind === ".ndjson") return { many: true, items: jsonLines(text) };
  if (kind === ".csv" || (kind !== ".json" && !/^\s*[[{]/.test(text)))
    return { many: true, items: tableRows(kit, file, text) };
  if (holdsLines(text)) return { many: true, items: jsonLines(text) };
  const value = parseJson(text, file);
  if (!Array.isArray(value)) return { many: false, items: [{ filing: objectOf(file, value) }] };
  if (value.length === 0) throw new UsageError(`${nameOf(file)}: an empty list of filings`);
  return { many: true, items: value.map(itemOf) };
}

/** Checks the filings of a file. */
export function checkFilings(kit: Kit, file: string, text: string): Result[] {
  const { many, items } = readFilings(kit, file, text);
  return items.map((item, i) => {
    const place = { path: file, ...(many ? { item: i + 1 } : {}), ...(item.line ? { line: item.line } : {}) };
    const answer = answerTo(kit, item);
    if (!("error" in answer)) return { ...place, ...answer };
    if (!many) throw new UsageError(`${nameOf(file)}: ${answer.error}`);
    return { ...place, diagnostics: [], error: answer.error };
  });
}

/** What the kit says of one filing. */
export function answerTo(kit: Kit, item: FilingItem): FilingReport | { error: string } {
  if (!item.filing) return { error: item.error ?? "no filing" };
  try {
    return kit.checkFiling(item.filing);
  } catch (thrown) {
    return { error: toXianshenError(thrown).message };
  }
}

/** One line of JSON lines. */
export function lineItem(text: string, line: number): FilingItem {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    const { column, what } = jsonFault(text);
    return { line, error: `not JSON: ${what} at column ${column}` };
  }
  return { line, ...itemOf(value) };
}

function itemOf(value: unknown): FilingItem {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return { error: "a filing must be a JSON object" };
  const { id } = value as { id?: unknown };
  return { ...(id === undefined ? {} : { id }), filing: value };
}

function objectOf(file: string, value: unknown): object {
  const item = itemOf(value);
  if (!item.filing) throw new UsageError(`${nameOf(file)}: ${item.error}`);
  return item.filing;
}

/** Several lines of which the first is an object of its own. */
function holdsLines(text: string): boolean {
  const [first = "", ...rest] = text.split(/\r\n|\n|\r/).filter((line) => line.trim() !== "");
  if (rest.length === 0 || !first.trim().startsWith("{")) return false;
  try {
    JSON.parse(first);
    return true;
  } catch {
    return false;
  }
}

function jsonLines(text: string): FilingItem[] {
  return text
    .replace(/^\uFEFF/, "")
    .split(/\r\n|\n|\r/)
    .map((line, i) => [line, i + 1] as const)
    .filter(([line]) => line.trim() !== "")
    .map(([line, number]) => lineItem(line, number));
}

/** A table: one filing a row, headings are the labels of the fields or the names in {@link BESIDE}. */
function tableRows(kit: Kit, file: string, text: string): FilingItem[] {
  let all: CsvRow[];
  try {
    all = parseCsv(text, delimiterOf(text));
  } catch (error) {
    if (error instanceof CsvError) throw new UsageError(`${nameOf(file)}:${error.line}: ${error.message}`);
    throw error;
  }
  const [heading, ...rows] = all;
  if (!heading) throw new UsageError(`${nameOf(file)}: empty; a heading row is expected`);
  if (rows.length === 0) throw new UsageError(`${nameOf(file)}: no row under the heading row`);
  const head = namesOf(heading.cells);
  return rows.map((row) => rowItem(kit, head, row));
}

/**
 * The headings, those that stand there more than once told apart as a printed form does: 联系电话 behind 审核人员 is
 * 审核人员联系电话.
 */
function namesOf(cells: readonly string[]): string[] {
  const bare = cells.map((cell) => cell.replace(/\s/g, ""));
  let before = "";
  return bare.map((name, i) => {
    if (bare.indexOf(name) !== bare.lastIndexOf(name)) return before + name;
    before = name;
    return cells[i] ?? "";
  });
}

function rowItem(kit: Kit, head: readonly string[], { cells, line }: CsvRow): FilingItem {
  const extra = cells.slice(head.length).filter(Boolean);
  if (extra.length > 0)
    return { line, error: `${cells.length} cells, but the heading row names ${head.length}` };
  const out: Record<string, unknown> = {};
  const fields: Record<string, string> = {};
  head.forEach((name, i) => {
    const cell = cells[i] ?? "";
    const [outer, inner] = BESIDE[name.trim()]?.split(".") ?? [];
    if (!outer) fields[name] = cell;
    else if (cell === "") return;
    else if (inner) out[outer] = { ...(out[outer] as object), [inner]: cell };
    else out[outer] = cell;
  });
  const item = { line, ...(out.id === undefined ? {} : { id: out.id }) };
  out.jurisdiction ??= kit.jurisdiction;
  const forms = kit.forms().filter((form) => !out.jurisdiction || form.jurisdiction === out.jurisdiction);
  if (out.form === undefined && forms.length !== 1)
    return { ...item, error: 'which form? add a column "form", or a column "jurisdiction"' };
  out.form ??= forms[0]?.id;
  out.jurisdiction ??= forms.length === 1 ? forms[0]?.jurisdiction : undefined;
  return { ...item, filing: { ...out, fields } };
}
