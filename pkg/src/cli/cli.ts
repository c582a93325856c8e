#!/usr/bin/env node
/**
 * The command line. Everything is read and checked before the first byte is printed (except in the pipe, which
 * answers line by line), so that a failure leaves nothing half-written.
 */
import { toXianshenError } from "../errors.js";
import type { RulePack } from "../settings.js";
import { createKit } from "../node.js";
import { type Job, readArgs, UsageError } from "./args.js";
import { runCommand } from "./commands.js";
import { readPacks } from "./input.js";
import { runJsonl } from "./jsonl.js";
import { printJunit } from "./junit.js";
import { painter, printPretty, printRules } from "./pretty.js";
import { printVerification, verify } from "./receipt.js";
import { exitCode, printJson, type Result } from "./result.js";
import { printSarif } from "./sarif.js";
import { printable } from "./width.js";
import { cliWords } from "./words.js";

declare const __VERSION__: string;

async function main(argv: readonly string[]): Promise<number> {
  const job = readArgs(argv, __VERSION__);
  if ("print" in job) {
    await write(job.print);
    return 0;
  }
  const kit = await makeKit(job);
  const colour = process.stdout.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== "dumb";
  const words = cliWords(job.lang);
  if (job.command === "rules") {
    const report = kit.rules();
    await write(
      job.format === "json"
        ? `${JSON.stringify(report, null, 2)}\n`
        : printRules(report, words, painter(colour)),
    );
    return 0;
  }
  if (job.command === "verify") {
    const answer = await verify(kit, job);
    await write(
      job.format === "json"
        ? `${JSON.stringify(answer, null, 2)}\n`
        : printVerification(answer, job.files[0] ?? "-", words),
    );
    return answer.valid ? 0 : 1;
  }
  if (job.format === "jsonl") return runJsonl(kit, job.command, job.files, process.stdout);
  const results: Result[] = await runCommand(kit, job);
  if (job.format === "json") await write(printJson(results));
  else if (job.format === "junit") await write(printJunit(results));
  else if (job.format === "sarif") await write(printSarif(results, __VERSION__));
  else await write(printPretty(results, words, painter(colour)));
  return exitCode(results);
}

async function makeKit(job: Job) {
  const packs: RulePack[] = [];
  const files: string[] = [];
  for (const file of job.rules) {
    for (const pack of await readPacks(file)) {
      packs.push(pack);
      files.push(file);
    }
  }
  try {
    return await createKit({
      ...(job.jurisdiction === undefined ? {} : { jurisdiction: job.jurisdiction }),
      ...(job.today === undefined ? {} : { today: job.today }),
      ...(job.now === undefined ? {} : { now: job.now }),
      ...(packs.length > 0 ? { rules: packs } : {}),
      lang: job.lang,
    });
  } catch (thrown) {
    const error = toXianshenError(thrown);
    // The kit names a pack by its id; whoever typed the command knows the file.
    const at =
      error.code === "bad-pack" ? packs.findIndex((pack) => error.message.includes(String(pack.id))) : -1;
    const file = files[at] ?? (error.code === "bad-pack" && files.length === 1 ? files[0] : undefined);
    throw new UsageError(file ? `${file}: ${error.message}` : error.message);
  }
}

function write(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => (error ? reject(error) : resolve()));
  });
}

// The reader of a pipe may go away (head, less): that is no fault.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(process.exitCode ?? 0);
});

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (thrown) => {
    if ((thrown as NodeJS.ErrnoException)?.code === "EPIPE") return;
    const { message, hint } = toXianshenError(thrown);
    process.stderr.write(`xianshen: ${printable(message)}${hint ? ` (${printable(hint)})` : ""}\n`);
    process.exitCode = 2;
  },
);
