/** The commands: each turns files into results. */
import { extname } from "node:path";
import { toXianshenError } from "../errors.js";
import type { Kit } from "../kit.js";
import type { RegisterTable } from "../register/table.js";
import type { RegisterReport, Verdict } from "../types.js";
import { type Job, UsageError } from "./args.js";
import { markdownText, nameOf, parseJson, parseTable, readBytes, readText, toText } from "./input.js";
import type { Result } from "./result.js";

/** Runs one command over its files. Throws {@link UsageError} before anything is printed. */
export async function runCommand(kit: Kit, job: Job): Promise<Result[]> {
  const results: Result[] = [];
  for (const file of job.files) {
    switch (job.command) {
      case "check":
        results.push(check(kit, file, await readText(file)));
        break;
      case "filing":
        results.push(...filing(kit, file, await readText(file)));
        break;
      case "register":
        results.push(await register(kit, file));
        break;
      case "gate":
        results.push(gate(kit, file, await readText(file)));
        break;
    }
  }
  return results;
}

/** Names the file in whatever the kit objects to. */
function ask<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (thrown) {
    const error = toXianshenError(thrown);
    throw new UsageError(`${nameOf(file)}: ${error.message}`);
  }
}

function check(kit: Kit, file: string, text: string): Result {
  const kind = extname(file).toLowerCase();
  if (kind === ".html" || kind === ".htm") {
    return { path: file, diagnostics: ask(file, () => kit.checkHtml(text)).diagnostics };
  }
  const plain = kind === ".md" || kind === ".markdown" ? markdownText(text) : text;
  return {
    path: file,
    diagnostics: ask(file, () => kit.checkText(plain)).diagnostics,
    blocks: linesOf(plain),
    blocksAreLines: true,
  };
}

/** The lines of a text, as the kit counts them. */
function linesOf(text: string): string[] {
  return text.split(/\r\n|\n|\r/);
}

function filing(kit: Kit, file: string, text: string): Result[] {
  const json = extname(file).toLowerCase() !== ".csv" && /^\s*[[{]/.test(text);
  const value =
    json || extname(file).toLowerCase() === ".json" ? parseJson(text, file) : filingRows(kit, file, text);
  const many = Array.isArray(value);
  const list = (many ? value : [value]) as unknown[];
  if (many && list.length === 0) throw new UsageError(`${nameOf(file)}: an empty list of filings`);
  return list.map((one, i) => {
    const where = many ? `${nameOf(file)}: filing ${i + 1}` : nameOf(file);
    if (typeof one !== "object" || one === null || Array.isArray(one)) {
      throw new UsageError(`${where}: a filing must be a JSON object`);
    }
    const report = ask(where, () => kit.checkFiling(one));
    return { path: file, ...(many ? { item: i + 1 } : {}), ...report };
  });
}

/** Headings of a filing table that are not fields of the form, and where they go. */
const MATTER: Record<string, string> = {
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

/** A table of filings: one a row, headings are the labels of the fields or the names in {@link MATTER}. */
function filingRows(kit: Kit, file: string, text: string): object[] {
  const { head, rows } = parseTable(text, file);
  const forms = kit.forms();
  const only = forms.length === 1 ? forms[0] : undefined;
  if (rows.length === 0) throw new UsageError(`${nameOf(file)}: no row under the heading row`);
  return rows.map(({ cells, line }) => {
    const out: Record<string, unknown> = {};
    const fields: Record<string, string> = {};
    head.forEach((name, i) => {
      const cell = cells[i] ?? "";
      const path = MATTER[name]?.split(".");
      if (cell === "" && path) return;
      const [outer, inner] = path ?? [];
      if (!outer) fields[name] = cell;
      else if (inner) out[outer] = { ...(out[outer] as object), [inner]: cell };
      else out[outer] = outer === "online" ? /^(是|true|1|yes)$/i.test(cell) : cell;
    });
    out.jurisdiction ??= kit.jurisdiction ?? only?.jurisdiction;
    out.form ??= (
      forms.filter((form) => form.jurisdiction === out.jurisdiction).length === 1
        ? forms.find((form) => form.jurisdiction === out.jurisdiction)
        : only
    )?.id;
    if (!out.form)
      throw new UsageError(`${nameOf(file)}:${line}: which form? add a column "form", or --jurisdiction`);
    return { ...out, fields };
  });
}

async function register(kit: Kit, file: string): Promise<Result> {
  const bytes = await readBytes(file);
  if (extname(file).toLowerCase() === ".json") {
    const value = parseJson(toText(bytes, file), file);
    if (!Array.isArray(value))
      throw new UsageError(`${nameOf(file)}: a register must be a JSON array of accounts`);
    const bad = value.findIndex((row) => typeof row !== "object" || row === null || Array.isArray(row));
    if (bad >= 0) throw new UsageError(`${nameOf(file)}: account ${bad + 1} is not a JSON object`);
    return registerResult(
      file,
      ask(file, () => kit.checkRegister(value as object[])),
    );
  }
  const table = await readRegister(kit, file, bytes);
  const report = ask(file, () => kit.checkRegister(table));
  return { ...registerResult(file, report), rowLines: rowLinesOf(table, report) };
}

/** Findings and what the board shows of them; the accounts themselves stand in the file that was given. */
function registerResult(file: string, report: RegisterReport): Result {
  const { diagnostics, rows, hosts, groups, look_alikes, merges, talks, deadlines, notes } = report;
  const register = { hosts, groups, look_alikes, merges, talks, deadlines, notes };
  return { path: file, diagnostics, rows, register };
}

async function readRegister(kit: Kit, file: string, bytes: Uint8Array<ArrayBuffer>): Promise<RegisterTable> {
  try {
    return await kit.readRegister(bytes);
  } catch (thrown) {
    const { message, hint } = toXianshenError(thrown);
    throw new UsageError(`${nameOf(file)}: ${message}${hint ? `. ${hint}` : ""}`);
  }
}

/** The line of each row number, in a workbook the row of the sheet: as the kit read them, else as the table has them. */
function rowLinesOf(table: RegisterTable, report: RegisterReport): Map<number, number> {
  const lines = new Map<number, number>();
  const add = (number: number, line: number) => lines.has(number) || lines.set(number, line);
  for (const { row, line } of report.accounts) add(row, line);
  for (let i = 0; i < table.length; i++) add(table.number(i), table.line(i));
  return lines;
}

function gate(kit: Kit, file: string, text: string): Result {
  const value = parseJson(text, file);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new UsageError(`${nameOf(file)}: a submission must be a JSON object`);
  }
  const verdict: Verdict = ask(file, () => kit.review(value));
  return { path: file, ...verdict, ...blocksOf(value as Record<string, unknown>) };
}

/** The blocks of a submission in the kit's order, where they can be told without reading HTML. */
function blocksOf({ title, html, text, blocks }: Record<string, unknown>): { blocks?: string[] } {
  if (typeof html === "string") return {};
  const list = [
    title,
    ...(typeof text === "string" ? linesOf(text) : []),
    ...(Array.isArray(blocks) ? blocks : []),
  ];
  return { blocks: list.filter((block): block is string => typeof block === "string") };
}
