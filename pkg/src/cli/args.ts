/** The command line: what may stand on it, and the help that says so. */
import { parseArgs } from "node:util";

/** How results are printed. */
export type Format = "pretty" | "json" | "jsonl" | "sarif" | "junit";
/** What the program is asked to do. */
export type Command = "check" | "filing" | "register" | "gate" | "verify" | "rules";

/** A command line that was understood. */
export interface Job {
  command: Command;
  files: string[];
  jurisdiction?: string;
  rules: string[];
  format: Format;
  lang: "zh" | "en";
  today?: string;
  now?: string;
  /** A receipt: written by `gate` where the submission passes, read by `verify`. */
  receipt?: string;
}

/** A command line, an input or a rule pack that cannot be used: one line for standard error, exit code 2. */
export class UsageError extends Error {}

const COMMANDS: readonly Command[] = ["check", "filing", "register", "gate", "verify", "rules"];
/** Which formats each command can print. */
const FORMATS: Record<Command, readonly Format[]> = {
  check: ["pretty", "json", "jsonl", "sarif", "junit"],
  filing: ["pretty", "json", "jsonl", "sarif", "junit"],
  register: ["pretty", "json", "sarif", "junit"],
  gate: ["pretty", "json", "sarif", "junit"],
  verify: ["pretty", "json"],
  rules: ["pretty", "json"],
};

/** Reads the command line. Gives the text to print instead where help or the version was asked for. */
export function readArgs(argv: readonly string[], version: string): Job | { print: string } {
  const { values, positionals } = parse(argv);
  const lang = oneOf("--lang", values.lang ?? "zh", ["zh", "en"] as const);
  if (values.version) return { print: `${version}\n` };
  if (values.help || (positionals.length === 0 && argv.length === 0)) return { print: HELP[lang] };
  const [name, ...files] = positionals;
  if (name === undefined) throw new UsageError(`no command; one of ${COMMANDS.join(", ")} is expected`);
  const command = oneOf("the command", name, COMMANDS);
  const format = oneOf(`--format of ${command}`, values.format ?? "pretty", FORMATS[command]);
  if (command === "rules" && files.length > 0)
    throw new UsageError("rules takes no FILE; give packs with --rules FILE");
  if (command !== "rules" && files.length === 0)
    throw new UsageError(`${command}: no FILE given (- reads standard input)`);
  if (["register", "gate", "verify"].includes(command) && files.length > 1) {
    throw new UsageError(`${command} takes one FILE, not ${files.length}`);
  }
  if (files.filter((file) => file === "-").length > 1)
    throw new UsageError("standard input (-) can be read only once");
  const job: Job = { command, files, rules: values.rules ?? [], format, lang };
  if (values.jurisdiction !== undefined) job.jurisdiction = values.jurisdiction;
  if (values.today !== undefined) job.today = day(values.today);
  if (values.now !== undefined) job.now = values.now;
  if (values.receipt !== undefined) {
    if (command !== "gate" && command !== "verify")
      throw new UsageError(`--receipt belongs to gate and verify, not to ${command}`);
    job.receipt = values.receipt;
  } else if (command === "verify") throw new UsageError("verify: no --receipt FILE given");
  return job;
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        jurisdiction: { type: "string", short: "j" },
        rules: { type: "string", short: "r", multiple: true },
        format: { type: "string", short: "f" },
        lang: { type: "string" },
        today: { type: "string" },
        now: { type: "string" },
        receipt: { type: "string" },
        help: { type: "boolean", short: "h" },
        version: { type: "boolean", short: "V" },
      },
    });
  } catch (error) {
    throw new UsageError(String((error as Error).message).split(/\. |\n/)[0]);
  }
}

function oneOf<T extends string>(what: string, value: string, allowed: readonly T[]): T {
  if ((allowed as readonly string[]).includes(value)) return value as T;
  throw new UsageError(`${what} is ${JSON.stringify(value)}; it can be ${allowed.join(", ")}`);
}

function day(text: string): string {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text) {
    throw new UsageError(`--today is ${JSON.stringify(text)}; a day as YYYY-MM-DD is expected`);
  }
  return text;
}

const HELP = {
  zh: `先审：政务新媒体的内容、备案、台账检查。全部在本机完成，不联网。

用法
  xianshen check FILE…      检查文本、Markdown 或 HTML；- 表示标准输入
  xianshen filing FILE…     检查备案表或审批表（JSON、JSON 行或 CSV，可含多份）
  xianshen register FILE    检查账号台账（CSV 或 XLSX；UTF-8 或 GB18030）
  xianshen gate FILE        判断一份待发稿件能否提交（JSON）
  xianshen verify FILE      按凭证重新检查收到的稿件（JSON）
  xianshen rules            列出生效的条款

选项
  -j, --jurisdiction ID     依据哪一份制度：haiyan laibin luqiao yanchi hanyin，或自备规则中的编号
  -r, --rules FILE          叠加规则包，可多次使用：JSON，或首行为
                            word,kind,severity,message,fixes,unless 的 CSV（fixes、unless 用 | 分隔）
  -f, --format FORMAT       pretty（默认）、json、jsonl（check、filing）、sarif、junit
      --lang zh|en          提示所用的语言
      --today YYYY-MM-DD    以这一天计算期限
      --now TIME            以这一时刻判断稿件，如 2026-11-22T09:30
      --receipt FILE        gate 通过后写入凭证；verify 读取凭证
  -h, --help                显示本说明
  -V, --version             显示版本

jsonl 逐行读入 {"id":…,"text":…}（或 "html"），按序逐行写出 {"id":…,"diagnostics":[…]}；
filing 逐行读入一份备案表。多份之中有一份无法使用，其余照常检查。

退出码  0 没有必须修改之处；1 至少一处必须修改，或稿件暂不能提交；2 输入无法使用
`,
  en: `xianshen: checks of government new-media text, filings and registers. All on this machine, no network.

Usage
  xianshen check FILE…      check text, Markdown or HTML; - is standard input
  xianshen filing FILE…     check filing or approval forms (JSON, JSON lines, CSV; one or many)
  xianshen register FILE    check a register of accounts (CSV or XLSX; UTF-8 or GB18030)
  xianshen gate FILE        tell whether a submission may go out (JSON)
  xianshen verify FILE      judge an article that arrived once more, by its receipt (JSON)
  xianshen rules            list the clauses in force

Options
  -j, --jurisdiction ID     whose rules apply: haiyan laibin luqiao yanchi hanyin, or an id of your own pack
  -r, --rules FILE          lay a rule pack on top, repeatable: JSON, or CSV with the heading row
                            word,kind,severity,message,fixes,unless (lists split by |)
  -f, --format FORMAT       pretty (default), json, jsonl (check, filing), sarif, junit
      --lang zh|en          language of the messages
      --today YYYY-MM-DD    the day that deadlines are counted from
      --now TIME            the time of the verdict, such as 2026-11-22T09:30
      --receipt FILE        gate writes the receipt of what passes there; verify reads it
  -h, --help                show this text
  -V, --version             show the version

jsonl reads {"id":…,"text":…} (or "html") line by line and writes {"id":…,"diagnostics":[…]} in order;
for filing each line is a filing. Of several filings each answers for itself: one that cannot be used stops no other.

Exit code  0 nothing must change; 1 something must change, or the submission is held; 2 unusable input
`,
};
