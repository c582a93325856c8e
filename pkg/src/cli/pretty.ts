/** Results for people: place, severity, sentence, code, and the words in question underlined. */
import type { Diagnostic, RulesReport, Severity } from "../types.js";
import type { Result } from "./result.js";
import { columns, cut, pad, printable, split, width } from "./width.js";
import type { CliWords } from "./words.js";

/** Columns of text around the words in question. */
const EXCERPT = 72;

type Paint = (style: keyof typeof STYLES, text: string) => string;

const STYLES = { error: 31, warning: 33, info: 36, bold: 1, dim: 2, ok: 32 };

/** A painter of terminal colours, or one that leaves texts as they are. */
export function painter(colour: boolean): Paint {
  return (style, text) => (colour && text ? `\u001B[${STYLES[style]}m${text}\u001B[0m` : text);
}

/** Prints results. */
export function printPretty(results: readonly Result[], words: CliWords, paint: Paint): string {
  const out: string[] = [];
  const counts: Record<Severity, number> = { error: 0, warning: 0, info: 0 };
  for (const result of results) {
    for (const { severity } of result.diagnostics) counts[severity]++;
    // What the review lacks has been said as a reason.
    const told = new Set((result.reasons ?? []).map((reason) => reason.message));
    const list = result.diagnostics.filter((d) => !(d.target.kind === "review" && told.has(d.message)));
    const places = list.map((d) => placeOf(d, result, words));
    const size = Math.min(24, Math.max(7, ...places.map(width)));
    const lines = [
      ...(result.error === undefined
        ? []
        : [`  ${paint("error", words.unusable)}  ${printable(result.error)}`]),
      ...verdictLines(result, words, paint),
      ...list.flatMap((d, i) => one(d, pad(places[i] ?? "", size), result, words, paint)),
    ];
    for (const deadline of result.timeline ?? []) {
      lines.push(
        `  ${paint("dim", "·")} ${printable(words.deadline(deadline.label, deadline.last_day ?? "—", deadline.state))}`,
      );
    }
    if (lines.length === 0) continue;
    const name = result.item === undefined ? result.path : `${result.path} ${words.item(result.item)}`;
    out.push(paint("bold", printable(name)), ...lines, "");
  }
  const total = counts.error + counts.warning + counts.info;
  const look = counts.error > 0 ? "error" : counts.warning > 0 ? "warning" : "ok";
  out.push(paint(look, words.summary(results.length, counts) + (total === 0 ? ` ${words.clean}` : "")));
  return `${out.join("\n")}\n`;
}

function verdictLines({ state, reasons }: Result, words: CliWords, paint: Paint): string[] {
  if (!state) return [];
  const head = `  ${paint(state === "pass" ? "ok" : "error", words.gate[state])}`;
  return [head, ...(reasons ?? []).map((r) => `    - ${printable(r.message)}  ${paint("dim", r.code)}`)];
}

function one(diagnostic: Diagnostic, place: string, result: Result, words: CliWords, paint: Paint): string[] {
  const { code, severity, message, clauses, fixes } = diagnostic;
  const tail = paint("dim", [code, ...clauses].join(" "));
  const lines = [
    `  ${printable(place)} ${paint(severity, words.severity[severity])}  ${printable(message)}  ${tail}`,
  ];
  const excerpt = excerptOf(diagnostic, result);
  if (excerpt)
    lines.push(`          ${excerpt.text}`, `          ${excerpt.indent}${paint(severity, excerpt.line)}`);
  if (fixes.length > 0) {
    lines.push(
      `          ${paint("dim", words.fix)} ${fixes.map((fix) => printable(fix.title)).join(" / ")}`,
    );
  }
  return lines;
}

function placeOf({ target }: Diagnostic, result: Result, words: CliWords): string {
  switch (target.kind) {
    case "text": {
      const line = result.blocks?.[target.block];
      const character = line === undefined ? target.from : split(line.slice(0, target.from)).length;
      return words.place(target.block + 1, character + 1);
    }
    case "field":
      return target.path;
    case "account":
      return `${words.row(target.rows.join("、"))}${target.field ? ` ${target.field}` : ""}`;
    case "review":
      return target.step;
  }
}

function excerptOf(
  { target }: Diagnostic,
  { blocks }: Result,
): { text: string; indent: string; line: string } | null {
  if (target.kind !== "text") return null;
  const line = blocks?.[target.block];
  if (line === undefined || target.to > line.length || target.from >= target.to) return null;
  const before = split(printable(line.slice(0, target.from)));
  const hit = cut(printable(line.slice(target.from, target.to)), EXCERPT);
  const after = split(printable(line.slice(target.to)));
  let room = Math.max(8, EXCERPT - width(hit));
  const left = take([...before].reverse(), Math.floor(room / 2));
  room -= width(left.join(""));
  const right = take(after, room);
  const head = (left.length < before.length ? "…" : "") + left.reverse().join("");
  const foot = right.join("") + (right.length < after.length ? "…" : "");
  return {
    text: head + hit + foot,
    indent: " ".repeat(width(head)),
    line: "^".repeat(Math.max(1, width(hit))),
  };
}

function take(graphemes: readonly string[], room: number): string[] {
  const out: string[] = [];
  let used = 0;
  for (const grapheme of graphemes) {
    used += columns(grapheme);
    if (used > room) break;
    out.push(grapheme);
  }
  return out;
}

/** Prints what is in force. */
export function printRules(report: RulesReport, words: CliWords, paint: Paint): string {
  const out = [
    `${paint("bold", words.version)} ${report.id} ${report.version} ${paint("dim", report.digest)}`,
    "",
  ];
  if (report.sources.length > 0) {
    out.push(paint("bold", words.sources));
    const size = Math.max(...report.sources.map((s) => width(s.id)));
    for (const source of report.sources) {
      const rest = [source.title, source.number, source.date].filter(Boolean).join("  ");
      out.push(`  ${pad(source.id, size)}  ${printable(rest)}`);
    }
    out.push("");
  }
  const modes = { enforced: 0, attested: 0, informative: 0 };
  const all = [...report.clauses, ...report.standards];
  const size = Math.max(0, ...all.map((clause) => width(clause.id)));
  const mode = Math.max(...Object.values(words.modes).map(width));
  const looks = { enforced: "ok", attested: "warning", informative: "dim" } as const;
  for (const [title, list] of [
    [words.clauses, report.clauses],
    [words.standards, report.standards],
  ] as const) {
    if (list.length === 0) continue;
    out.push(paint("bold", title));
    for (const clause of list) {
      modes[clause.mode]++;
      const text = cut(printable(clause.text), 60);
      const codes = clause.codes.length > 0 ? `  ${paint("dim", clause.codes.join(" "))}` : "";
      out.push(
        `  ${pad(clause.id, size)}  ${paint(looks[clause.mode], pad(words.modes[clause.mode], mode))}  ${text}${codes}`,
      );
    }
    out.push("");
  }
  out.push(words.rules(all.length, modes));
  return `${out.join("\n")}\n`;
}
