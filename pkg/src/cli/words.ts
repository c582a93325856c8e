/** The words of the command line's own output; what is found speaks for itself. */
import type { Severity } from "../types.js";

/** One table of words. */
export interface CliWords {
  severity: Record<Severity, string>;
  fix: string;
  place: (block: number, character: number) => string;
  row: (rows: string) => string;
  clean: string;
  summary: (inputs: number, counts: Record<Severity, number>) => string;
  gate: Record<"pass" | "hold", string>;
  verified: string;
  refused: string;
  mismatch: (path: string, found: string, expected: string) => string;
  deadline: (label: string, last: string, state: "met" | "missed" | "open" | "unknown") => string;
  item: (number: number) => string;
  unusable: string;
  modes: Record<"enforced" | "attested" | "informative", string>;
  rules: (count: number, modes: Record<"enforced" | "attested" | "informative", number>) => string;
  sources: string;
  clauses: string;
  standards: string;
  version: string;
}

const zhState = { met: "已在期限内", missed: "已过期限", open: "期限未到", unknown: "日期不全，无法计算" };
const enState = { met: "in time", missed: "late", open: "still open", unknown: "dates missing" };

const tables: Record<"zh" | "en", CliWords> = {
  zh: {
    severity: { error: "必须修改", warning: "建议修改", info: "提示" },
    fix: "可改",
    place: (block, character) => `${block}:${character}`,
    row: (rows) => `第 ${rows} 号`,
    clean: "没有发现问题。",
    summary: (n, c) => `共检查 ${n} 份：${c.error} 处必须修改，${c.warning} 处建议修改，${c.info} 条提示。`,
    gate: { pass: "可以提交。", hold: "暂不能提交：" },
    verified: "与凭证一致。",
    refused: "与凭证不一致：",
    mismatch: (path, found, expected) => `${path}：凭证为 ${found}，重新检查为 ${expected}`,
    deadline: (label, last, state) => `${label}：最后一天 ${last}，${zhState[state]}`,
    item: (n) => `第 ${n} 份`,
    unusable: "无法检查",
    modes: { enforced: "自动检查", attested: "人工确认", informative: "说明" },
    rules: (n, m) =>
      `共 ${n} 条：${m.enforced} 条自动检查，${m.attested} 条人工确认，${m.informative} 条说明。`,
    sources: "制度来源",
    clauses: "条款",
    standards: "公开标准",
    version: "规则包",
  },
  en: {
    severity: { error: "error", warning: "warning", info: "info" },
    fix: "fix",
    place: (block, character) => `${block}:${character}`,
    row: (rows) => `no. ${rows}`,
    clean: "Nothing found.",
    summary: (n, c) => `${n} checked: ${c.error} must change, ${c.warning} should change, ${c.info} noted.`,
    gate: { pass: "May be submitted.", hold: "Held:" },
    verified: "agrees with its receipt.",
    refused: "does not agree with its receipt:",
    mismatch: (path, found, expected) =>
      `${path}: the receipt says ${found}, judging again gives ${expected}`,
    deadline: (label, last, state) => `${label}: last day ${last}, ${enState[state]}`,
    item: (n) => `no. ${n}`,
    unusable: "not checked",
    modes: { enforced: "enforced", attested: "attested", informative: "informative" },
    rules: (n, m) =>
      `${n} in all: ${m.enforced} enforced, ${m.attested} attested, ${m.informative} informative.`,
    sources: "Sources",
    clauses: "Clauses",
    standards: "Public standards",
    version: "Rule pack",
  },
};

/** The words of one language. */
export function cliWords(lang: "zh" | "en"): CliWords {
  return tables[lang];
}
