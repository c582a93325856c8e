/**
 * The pipe: one JSON document a line in, one answer a line out, in order. Nothing but the line at hand is kept, and
 * reading waits until what was written has been taken, so that memory stays constant over an archive of any size.
 */
import { once } from "node:events";
import { createReadStream } from "node:fs";
import { extname } from "node:path";
import type { Kit } from "../kit.js";
import { type Command, UsageError } from "./args.js";
import { answerTo, type FilingItem, lineItem, readFilings } from "./filings.js";
import { nameOf, readText } from "./input.js";
import { jsonFault } from "./json-fault.js";

/** A longer line is answered with an error instead of being kept, in bytes. */
const LONGEST = 64 * 1024 * 1024;

/** Answers every line of the files and tells the exit code. */
export async function runJsonl(
  kit: Kit,
  command: Command,
  files: readonly string[],
  out: NodeJS.WritableStream,
): Promise<0 | 1 | 2> {
  let code: 0 | 1 | 2 = 0;
  const decoder = new TextDecoder("utf-8", { fatal: true });

  function answer(line: Uint8Array | null, number: number): string {
    let id: unknown = null;
    try {
      if (line === null) throw new Error(`longer than ${LONGEST} bytes`);
      const text = decode(decoder, line);
      if (text.trim() === "") return "";
      if (command === "filing") return filed(lineItem(text, number));
      const value = parse(text) as { id?: unknown; text?: unknown; html?: unknown } | null;
      if (typeof value !== "object" || value === null || Array.isArray(value))
        throw new Error("not a JSON object");
      id = value.id ?? null;
      const isHtml = value.text === undefined && value.html !== undefined;
      const content = isHtml ? value.html : value.text;
      if (typeof content !== "string") throw new Error('no "text" (or "html") that is a string');
      const { diagnostics } = isHtml ? kit.checkHtml(content) : kit.checkText(content);
      if (code === 0 && diagnostics.some((d) => d.severity === "error")) code = 1;
      return `${JSON.stringify({ id, diagnostics })}\n`;
    } catch (error) {
      code = 2;
      return `${JSON.stringify({ id, error: (error as Error).message, line: number })}\n`;
    }
  }

  function filed(item: FilingItem): string {
    const id = item.id ?? null;
    const report = answerTo(kit, item);
    if ("error" in report) {
      code = 2;
      return `${JSON.stringify({ id, error: report.error, line: item.line })}\n`;
    }
    if (code === 0 && report.diagnostics.some((d) => d.severity === "error")) code = 1;
    return `${JSON.stringify({ id, ...report })}\n`;
  }

  for (const file of files) {
    if (command === "filing" && extname(file).toLowerCase() === ".csv") {
      for (const item of readFilings(kit, file, await readText(file)).items) {
        if (!out.write(filed(item))) await once(out, "drain");
      }
      continue;
    }
    let number = 0;
    for await (const batch of lines(file)) {
      let text = "";
      for (const line of batch) text += answer(line, ++number);
      if (text && !out.write(text)) await once(out, "drain");
    }
  }
  return code;
}

function decode(decoder: TextDecoder, line: Uint8Array): string {
  try {
    return decoder.decode(line);
  } catch {
    throw new Error("not UTF-8");
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const { column, what } = jsonFault(text);
    throw new Error(`not JSON: ${what} at column ${column}`);
  }
}

/** The lines of a file in batches, one batch for each piece read; null stands for a line that is too long. */
async function* lines(file: string): AsyncGenerator<(Uint8Array | null)[]> {
  const stream = file === "-" ? process.stdin : createReadStream(file);
  let rest: Buffer[] = [];
  let kept = 0;
  const finish = (last: Buffer): Buffer | null => {
    const whole = kept > LONGEST ? null : rest.length > 0 ? Buffer.concat([...rest, last]) : last;
    rest = [];
    kept = 0;
    return whole;
  };
  try {
    for await (const piece of stream) {
      const bytes = piece as Buffer;
      const batch: (Uint8Array | null)[] = [];
      let from = 0;
      for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, from)) {
        batch.push(finish(bytes.subarray(from, end)));
        from = end + 1;
      }
      kept += bytes.length - from;
      if (kept > LONGEST) rest = [];
      else if (from < bytes.length) rest.push(bytes.subarray(from));
      if (batch.length > 0) yield batch;
    }
  } catch (error) {
    throw new UsageError(
      `${nameOf(file)}: ${(error as NodeJS.ErrnoException).code === "ENOENT" ? "no such file" : (error as Error).message}`,
    );
  }
  if (kept > 0) yield [finish(Buffer.alloc(0))];
}
