/** Receipts on the command line: `gate --receipt` writes one, `verify --receipt` judges an article by it. */
import { writeFile } from "node:fs/promises";
import { toXianshenError } from "../errors.js";
import type { Kit } from "../kit.js";
import type { Verification } from "../types.js";
import { type Job, UsageError } from "./args.js";
import { nameOf, parseJson, readText } from "./input.js";
import type { CliWords } from "./words.js";

/** Writes the receipt of a submission that passes, with a line feed at its end. */
export async function writeReceipt(kit: Kit, file: string, submission: object, to: string): Promise<void> {
  const receipt = ask(file, () => kit.receipt(submission));
  try {
    await writeFile(to, `${JSON.stringify(receipt, null, 2)}\n`);
  } catch (thrown) {
    throw new UsageError(`${to}: ${(thrown as NodeJS.ErrnoException).code ?? String(thrown)}`);
  }
}

/** Judges what arrived once more. */
export async function verify(kit: Kit, job: Job): Promise<Verification> {
  const [file = "-"] = job.files;
  const receipt = job.receipt ?? "-";
  if (file === "-" && receipt === "-") throw new UsageError("standard input (-) can be read only once");
  const content = readObject(await readText(file), file, "an article");
  const given = readObject(await readText(receipt), receipt, "a receipt");
  return ask(file, () => kit.verifyReceipt(content, given));
}

/** Prints a verification. */
export function printVerification(answer: Verification, path: string, words: CliWords): string {
  const lines = answer.problems.map(
    ({ path, found, expected }) => `    - ${words.mismatch(path, found, expected)}`,
  );
  return [`${path}: ${answer.valid ? words.verified : words.refused}`, ...lines, ""].join("\n");
}

/** Reads a JSON object. */
export function readObject(text: string, file: string, what: string): object {
  const value = parseJson(text, file);
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new UsageError(`${nameOf(file)}: ${what} must be a JSON object`);
  return value;
}

function ask<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (thrown) {
    throw new UsageError(`${nameOf(file)}: ${toXianshenError(thrown).message}`);
  }
}
