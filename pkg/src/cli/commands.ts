/** The commands: each turns files into results. */
import { extname } from "node:path";
import { inflateRawSync } from "node:zlib";
import { parseCsv } from "../csv.js";
import { toXianshenError } from "../errors.js";
import type { Kit } from "../kit.js";
import { delimiterOf, headingOf, numberingOf } from "../register-rows.js";
import type { Verdict } from "../types.js";
import { isXlsx, xlsxToCsv } from "../xlsx.js";
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
  if (isXlsx(bytes)) {
    let csv: string;
    try {
      csv = await xlsxToCsv(bytes, async (packed, limit) =>
        inflateRawSync(packed, { maxOutputLength: limit }),
      );
    } catch (error) {
      throw new UsageError(`${nameOf(file)}: ${(error as Error).message}`);
    }
    const report = ask(file, () => kit.checkRegisterCsv(csv));
    return { path: file, ...report };
  }
  const text = toText(bytes, file);
  if (extname(file).toLowerCase() === ".json") {
    const value = parseJson(text, file);
    if (!Array.isArray(value))
      throw new UsageError(`${nameOf(file)}: a register must be a JSON array of accounts`);
    const bad = value.findIndex((row) => typeof row !== "object" || row === null || Array.isArray(row));
    if (bad >= 0) throw new UsageError(`${nameOf(file)}: account ${bad + 1} is not a JSON object`);
    return { path: file, ...ask(file, () => kit.checkRegister(value as object[])) };
  }
  return { path: file, ...ask(file, () => kit.checkRegisterCsv(text)), rowLines: rowLinesOf(text) };
}

/** The line of each row number, as far as the table can be read here; the kit's own reading decides. */
function rowLinesOf(text: string): Map<number, number> {
  const lines = new Map<number, number>();
  try {
    const rows = parseCsv(text, delimiterOf(text));
    const at = headingOf(rows);
    const head = rows[at];
    const number = head && numberingOf(head);
    for (const row of number ? rows.slice(at + 1) : []) {
      const own = number?.(row) ?? row.line;
      if (!lines.has(own)) lines.set(own, row.line);
    }
  } catch {
    // A table that only the kit can read has no lines to point at.
  }
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
