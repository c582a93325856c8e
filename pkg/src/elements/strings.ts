/** The words of the register and gate elements and of findings anywhere, in Chinese and English. */
import type { Severity } from "../types.js";

/** One table of words; functions take the numbers and names that vary. */
export interface ElementStrings {
  severity: Record<Severity, string>;
  clause: string;
  standard: string;
  failed: (why: string) => string;
  gate: {
    pending: string;
    pass: string;
    idle: string;
    hold: string;
    failed: string;
    again: string;
    findings: string;
  };
  register: {
    title: string;
    choose: string;
    drop: string;
    reading: string;
    counts: (rows: number, errors: number, warnings: number, infos: number) => string;
    none: string;
    clean: string;
    filter: string;
    all: string;
    findings: string;
    table: string;
    row: string;
    rows: (numbers: string) => string;
    unreadable: (why: string) => string;
    headings: string;
    more: (shown: number, all: number) => string;
    showAll: string;
    encoding: (name: string) => string;
  };
}

const zh: ElementStrings = {
  severity: { error: "必须修改", warning: "建议修改", info: "提示" },
  clause: "依据",
  standard: "标准",
  failed: (why) => `检查没有完成：${why}`,
  gate: {
    pending: "正在检查，请稍候。",
    pass: "检查通过，可以提交。",
    idle: "尚未检查。",
    hold: "暂不能提交，请先处理以下事项。",
    failed: "检查没有完成，为免未经审核的内容发出，暂不能提交。",
    again: "重新检查",
    findings: "需要修改的地方",
  },
  register: {
    title: "账号台账",
    choose: "选择 CSV 或 XLSX 文件",
    drop: "或把文件拖到这里。文件只在本机读取，不会上传。",
    reading: "正在检查…",
    counts: (rows, e, w, i) => `共 ${rows} 个账号：${e} 处必须修改，${w} 处建议修改，${i} 条提示。`,
    none: "还没有台账。",
    clean: "没有发现问题。",
    filter: "显示",
    all: "全部",
    findings: "发现的问题",
    table: "台账",
    row: "行",
    rows: (numbers) => `第 ${numbers} 号`,
    unreadable: (why) => `文件读不出来：${why}`,
    headings: "第一行必须是列名，例如：序号,主办单位,平台,账号名称。",
    more: (shown, all) => `只显示前 ${shown} 行，共 ${all} 行。`,
    showAll: "全部显示",
    encoding: (name) => `编码 ${name}`,
  },
};

const plural = (n: number, one: string, many = `${one}s`) => `${n} ${n === 1 ? one : many}`;

const en: ElementStrings = {
  severity: { error: "Must change", warning: "Should change", info: "Note" },
  clause: "Clause",
  standard: "Standard",
  failed: (why) => `The check did not finish: ${why}`,
  gate: {
    pending: "Checking…",
    pass: "All checks passed; this can be submitted.",
    idle: "Not checked yet.",
    hold: "Held; first settle what follows.",
    failed: "The check did not finish, so nothing unreviewed may go out: held.",
    again: "Check again",
    findings: "What must change",
  },
  register: {
    title: "Register of accounts",
    choose: "Choose a CSV or XLSX file",
    drop: "or drop it here. The file is read on this machine and sent nowhere.",
    reading: "Checking…",
    counts: (rows, e, w, i) =>
      `${plural(rows, "account")}: ${e} must change, ${w} should change, ${plural(i, "note")}.`,
    none: "No register yet.",
    clean: "Nothing found.",
    filter: "Show",
    all: "All",
    findings: "Findings",
    table: "Register",
    row: "Row",
    rows: (numbers) => `No. ${numbers}`,
    unreadable: (why) => `The file cannot be read: ${why}`,
    headings: "The first line must name the columns, for example: 序号,主办单位,平台,账号名称.",
    more: (shown, all) => `Showing the first ${shown} of ${all} rows.`,
    showAll: "Show all",
    encoding: (name) => `Encoding ${name}`,
  },
};

/** The words of one language. */
export function elementStrings(lang: "zh" | "en"): ElementStrings {
  return lang === "en" ? en : zh;
}
