/** The words of the command line's own output; what is found speaks for itself. */
import type { Deadline, Severity } from "../types.js";

/** One table of words. */
export interface CliWords {
  severity: Record<Severity, string>;
  fix: string;
  place: (block: number, character: number) => string;
  row: (rows: string) => string;
  clean: string;
  summary: (inputs: number, counts: Record<Severity, number>) => string;
  gate: Record<"pass" | "hold", string>;
  deadline: (deadline: Deadline) => string;
  item: (number: number) => string;
  unusable: string;
  modes: Record<"enforced" | "attested" | "informative", string>;
  rules: (count: number, modes: Record<"enforced" | "attested" | "informative", number>) => string;
  sources: string;
  clauses: string;
  standards: string;
  version: string;
}

const zhState = {
  maximum: { met: "已在期限内", missed: "已过期限", open: "期限未到", unknown: "" },
  minimum: { met: "已满", missed: "不足", open: "尚在进行", unknown: "" },
};
const enState = {
  maximum: { met: "in time", missed: "late", open: "still open", unknown: "" },
  minimum: { met: "long enough", missed: "too short", open: "under way", unknown: "" },
};

const tables: Record<"zh" | "en", CliWords> = {
  zh: {
    severity: { error: "必须修改", warning: "建议修改", info: "提示" },
    fix: "可改",
    place: (block, character) => `${block}:${character}`,
    row: (rows) => `第 ${rows} 号`,
    clean: "没有发现问题。",
    summary: (n, c) => `共检查 ${n} 份：${c.error} 处必须修改，${c.warning} 处建议修改，${c.info} 条提示。`,
    gate: { pass: "可以提交。", hold: "暂不能提交：" },
    deadline: ({ label, kind, last_day, state }) =>
      last_day === null
        ? `${label}：该年节假日安排不在日历中，无法计算`
        : `${label}：${kind === "minimum" ? "至少到" : "最后一天"} ${last_day}，${zhState[kind][state]}`,
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
    deadline: ({ label, kind, last_day, state }) =>
      last_day === null
        ? `${label}: the calendar does not know the year`
        : `${label}: ${kind === "minimum" ? "at least until" : "last day"} ${last_day}, ${enState[kind][state]}`,
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
