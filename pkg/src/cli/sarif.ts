/** Results as SARIF 2.1.0, which code hosts and editors read. */
import { isAbsolute } from "node:path";
import { pathToFileURL } from "node:url";
import type { Diagnostic, Severity } from "../types.js";
import type { Result } from "./result.js";

const LEVEL: Record<Severity, "error" | "warning" | "note"> = {
  error: "error",
  warning: "warning",
  info: "note",
};

/** Prints results. Regions count lines and UTF-16 columns from 1. */
export function printSarif(results: readonly Result[], version: string): string {
  const codes = new Set<string>();
  for (const result of results) {
    for (const diagnostic of result.diagnostics) codes.add(diagnostic.code);
    for (const reason of result.reasons ?? []) codes.add(reason.code);
  }
  const rules = [...codes].sort();
  const entries = results.flatMap((result) => [
    // A reason that stands among the diagnostics as well is one result, not two.
    ...(result.reasons ?? [])
      .filter(({ code }) => !result.diagnostics.some((d) => d.code === code))
      .map((reason) => ({
        ruleId: reason.code,
        ruleIndex: rules.indexOf(reason.code),
        level: "error",
        message: { text: reason.message },
        locations: [location(result, reason.step)],
      })),
    ...result.diagnostics.map((diagnostic) => entry(diagnostic, result, rules)),
  ]);
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "xianshen", version, rules: rules.map((id) => ({ id })) } },
        columnKind: "utf16CodeUnits",
        ...invocations(results),
        results: entries,
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

/** What could not be used is no result, but a notification of the run. */
function invocations(results: readonly Result[]): object {
  const unusable = results.filter((result) => result.error !== undefined);
  if (unusable.length === 0) return {};
  const notifications = unusable.map((result) => ({
    level: "error",
    message: { text: result.error },
    locations: [
      location(result, undefined, result.line === undefined ? undefined : { startLine: result.line }),
    ],
  }));
  return { invocations: [{ executionSuccessful: false, toolExecutionNotifications: notifications }] };
}

function entry(diagnostic: Diagnostic, result: Result, rules: readonly string[]): object {
  const { code, severity, message, clauses, fixes, target } = diagnostic;
  const region = regionOf(diagnostic, result);
  const artifactLocation = { uri: uri(result.path) };
  return {
    ruleId: code,
    ruleIndex: rules.indexOf(code),
    level: LEVEL[severity],
    message: { text: message },
    locations: [location(result, nameOf(diagnostic), region)],
    ...(region && target.kind === "text" && fixes.length > 0
      ? {
          fixes: fixes.map((fix) => ({
            description: { text: fix.title },
            artifactChanges: [
              {
                artifactLocation,
                replacements: [{ deletedRegion: region, insertedContent: { text: fix.replacement } }],
              },
            ],
          })),
        }
      : {}),
    properties: { clauses },
  };
}

function location(result: Result, name: string | undefined, region?: object): object {
  const logical = [result.item === undefined ? "" : `[${result.item - 1}]`, name ?? ""]
    .filter(Boolean)
    .join(".");
  return {
    physicalLocation: { artifactLocation: { uri: uri(result.path) }, ...(region ? { region } : {}) },
    ...(logical ? { logicalLocations: [{ fullyQualifiedName: logical }] } : {}),
  };
}

function nameOf({ target }: Diagnostic): string | undefined {
  if (target.kind === "field") return target.path;
  if (target.kind === "review") return target.step;
  if (target.kind === "account")
    return `rows ${target.rows.join(",")}${target.field ? ` ${target.field}` : ""}`;
  return undefined;
}

function regionOf({ target }: Diagnostic, { blocksAreLines, rowLines }: Result): object | undefined {
  if (target.kind === "text" && blocksAreLines) {
    const line = target.block + 1;
    return { startLine: line, startColumn: target.from + 1, endLine: line, endColumn: target.to + 1 };
  }
  if (target.kind === "account") {
    const line = target.rows.map((row) => rowLines?.get(row)).find((at) => at !== undefined);
    if (line !== undefined) return { startLine: line };
  }
  return undefined;
}

function uri(path: string): string {
  if (path === "-") return "stdin";
  if (isAbsolute(path)) return pathToFileURL(path).href;
  return path
    .replace(/\\/g, "/")
    .split("/")
    .map((part) => encodeURIComponent(part))
    .join("/");
}
