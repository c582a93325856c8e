/** The words of the gate element and of findings anywhere, in Chinese and English; others stand with their element. */
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
};

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
};

/** The words of one language. */
export function elementStrings(lang: "zh" | "en"): ElementStrings {
  return lang === "en" ? en : zh;
}
