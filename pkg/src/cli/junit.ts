/** Results as JUnit XML, which build servers read: a suite an input, a failing case an error-level finding. */
import type { Diagnostic } from "../types.js";
import { exitCode, type Result } from "./result.js";

/** Prints results. Findings below error level stand in `system-out`; they fail nothing. */
export function printJunit(results: readonly Result[]): string {
  const suites = results.map(suite);
  const total = (pick: (s: (typeof suites)[number]) => number) => suites.reduce((sum, s) => sum + pick(s), 0);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="xianshen" tests="${total((s) => s.tests)}" failures="${total((s) => s.failures)}" errors="0">`,
    ...suites.map((s) => s.xml),
    "</testsuites>",
    "",
  ].join("\n");
}

function suite(result: Result): { tests: number; failures: number; xml: string } {
  const name = result.item === undefined ? result.path : `${result.path} [${result.item}]`;
  const errors = result.diagnostics.filter((d) => d.severity === "error");
  const others = result.diagnostics.filter((d) => d.severity !== "error");
  // Build servers tell cases apart by name: a second one at the same place is numbered.
  const seen = new Map<string, number>();
  const nameOf = (d: Diagnostic): string => {
    const called = `${d.code} ${placeOf(d)}`;
    const times = (seen.get(called) ?? 0) + 1;
    seen.set(called, times);
    return times === 1 ? called : `${called} #${times}`;
  };
  const cases = errors.map(
    (d) =>
      `    <testcase classname="${xml(d.code)}" name="${xml(nameOf(d))}">\n` +
      `      <failure type="${xml(d.code)}" message="${xml(d.message)}">${xml(d.clauses.join(" "))}</failure>\n` +
      "    </testcase>",
  );
  // A suite without a case says nothing: what is clean is one case that passes.
  if (cases.length === 0 && exitCode([result]) === 0)
    cases.push(`    <testcase classname="xianshen" name="${xml(name)}"/>`);
  const out = others.map((d) => `${d.severity} ${d.code} ${placeOf(d)} ${d.message}`).join("\n");
  return {
    tests: cases.length,
    failures: errors.length,
    xml: [
      `  <testsuite name="${xml(name)}" tests="${cases.length}" failures="${errors.length}" errors="0" skipped="0">`,
      ...cases,
      ...(out ? [`    <system-out>${xml(out)}</system-out>`] : []),
      "  </testsuite>",
    ].join("\n"),
  };
}

/** Block and offset, both from 1, or the name of the field, rows or step. */
function placeOf({ target }: Diagnostic): string {
  switch (target.kind) {
    case "text":
      return `${target.block + 1}:${target.from + 1}`;
    case "field":
      return target.path;
    case "account":
      return target.rows.join(",");
    case "review":
      return target.step;
  }
}

/** Text for XML 1.0: its signs escaped, what it may not hold replaced. */
function xml(text: string): string {
  return text
    .replace(/(?![\t\n\r])\p{Cc}|[\uFFFE\uFFFF]|\p{Surrogate}/gu, "\uFFFD")
    .replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
