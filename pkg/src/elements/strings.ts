/** The words of the form and gate elements, in Chinese and English; those of the register stand with it. */
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
    findings: string;
  };
  filing: {
    none: (form: string) => string;
    choose: string;
    event: string;
    eventKind: string;
    eventDate: string;
    submittedOn: string;
    kinds: Record<string, string>;
    required: string;
    example: (text: string) => string;
    unchosen: string;
    yes: string;
    no: string;
    check: string;
    export: string;
    clear: string;
    counts: (errors: number, warnings: number) => string;
    complete: string;
    other: string;
    deadlines: string;
    deadline: Record<
      "met" | "missed" | "open" | "unknown",
      (d: { label: string; last: string; days: string; left: number }) => string
    >;
    days: (count: number, unit: "calendar" | "working") => string;
    start: string;
    last: string;
    today: string;
    reasons: Record<string, string>;
    skippedCount: (count: number) => string;
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
    findings: "需要修改的地方",
  },
  filing: {
    none: (form) => `没有名为“${form}”的表。`,
    choose: "选择表格",
    event: "办理事项",
    eventKind: "事项",
    eventDate: "发生日期",
    submittedOn: "提交日期",
    kinds: {
      open: "开设",
      change: "变更",
      merge: "整合",
      close: "关停",
      deregister: "注销",
      "staff-change": "人员变动",
      initial: "首次备案",
    },
    required: "必填",
    example: (text) => `例：${text}`,
    unchosen: "请选择",
    yes: "是",
    no: "否",
    check: "检查全表",
    export: "导出 JSON",
    clear: "清空",
    counts: (e, w) => `还有 ${e} 处必须修改${w > 0 ? `，${w} 处建议修改` : ""}。`,
    complete: "全表没有必须修改之处。",
    other: "其他问题",
    deadlines: "办理期限",
    deadline: {
      met: (d) => `${d.label}：已在期限内办理（期限${d.days}，最后一天 ${d.last}）。`,
      missed: (d) =>
        `${d.label}：已过期限。期限${d.days}，最后一天是 ${d.last}${d.left < 0 ? `，已超过 ${-d.left} 天` : ""}。`,
      open: (d) =>
        `${d.label}：期限${d.days}，最后一天是 ${d.last}，${d.left === 0 ? "就是今天" : `还有 ${d.left} 天`}。`,
      unknown: (d) => `${d.label}：期限${d.days}，填写日期后可以算出最后一天。`,
    },
    days: (n, unit) => (n === 0 ? "为当日" : unit === "working" ? ` ${n} 个工作日` : ` ${n} 日`),
    start: "起算",
    last: "最后一天",
    today: "今天",
    reasons: { weekend: "周末", holiday: "法定节假日" },
    skippedCount: (n) => `其中 ${n} 天不计入`,
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
    findings: "What must change",
  },
  filing: {
    none: (form) => `There is no form “${form}”.`,
    choose: "Form",
    event: "The matter",
    eventKind: "Kind",
    eventDate: "Date of the event",
    submittedOn: "Submitted on",
    kinds: {
      open: "Opening",
      change: "Change",
      merge: "Merger",
      close: "Closing",
      deregister: "Deregistration",
      "staff-change": "Change of staff",
      initial: "First filing",
    },
    required: "required",
    example: (text) => `For example: ${text}`,
    unchosen: "Choose",
    yes: "Yes",
    no: "No",
    check: "Check the form",
    export: "Export JSON",
    clear: "Clear",
    counts: (e, w) => `${plural(e, "place")} must change${w > 0 ? `, ${w} should` : ""}.`,
    complete: "Nothing in the form must change.",
    other: "Other findings",
    deadlines: "Deadlines",
    deadline: {
      met: (d) => `${d.label}: done in time (${d.days}, last day ${d.last}).`,
      missed: (d) =>
        `${d.label}: late. ${d.days}, the last day was ${d.last}${d.left < 0 ? `, ${plural(-d.left, "day")} ago` : ""}.`,
      open: (d) =>
        `${d.label}: ${d.days}, last day ${d.last}, ${d.left === 0 ? "today" : `${plural(d.left, "day")} left`}.`,
      unknown: (d) => `${d.label}: ${d.days}; enter the dates to see the last day.`,
    },
    days: (n, unit) =>
      n === 0 ? "the same day" : `${n} ${unit === "working" ? "working " : ""}${n === 1 ? "day" : "days"}`,
    start: "Start",
    last: "Last day",
    today: "Today",
    reasons: { weekend: "weekend", holiday: "public holiday" },
    skippedCount: (n) => `${plural(n, "day")} not counted`,
  },
};

/** The words of one language. */
export function elementStrings(lang: "zh" | "en"): ElementStrings {
  return lang === "en" ? en : zh;
}
