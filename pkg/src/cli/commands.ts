/** The commands: each turns files into results. */
import { extname } from "node:path";
import { toXianshenError } from "../errors.js";
import type { Kit } from "../kit.js";
import type { RegisterTable } from "../register/table.js";
import type { RegisterReport, Verdict } from "../types.js";
import { type Job, UsageError } from "./args.js";
import { checkFilings } from "./filings.js";
import { markdownText, nameOf, parseJson, readBytes, readText, toText } from "./input.js";
import { readObject, writeReceipt } from "./receipt.js";
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
        results.push(...checkFilings(kit, file, await readText(file)));
        break;
      case "register":
        results.push(await register(kit, file));
        break;
      case "gate":
        results.push(await gate(kit, file, await readText(file), job.receipt));
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

async function gate(kit: Kit, file: string, text: string, receipt: string | undefined): Promise<Result> {
  const value = readObject(text, file, "a submission");
  const verdict: Verdict = ask(file, () => kit.review(value));
  if (receipt !== undefined && verdict.state === "pass") await writeReceipt(kit, file, value, receipt);
  const { state, diagnostics, reasons, digest, steps, attestations, hours, overridden } = verdict;
  return {
    path: file,
    state,
    diagnostics,
    reasons,
    verdict: { digest, steps, attestations, hours, overridden },
    ...blocksOf(value as Record<string, unknown>),
  };
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
