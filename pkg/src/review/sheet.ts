/** The printed 审核单: the article's particulars, every step with room to sign, what was confirmed, the receipt. */
import { dress } from "../print-frame.js";
import { fill } from "../strings/index.js";
import type { Receipt, Verdict } from "../types.js";
import type { ReviewSubmission } from "./model.js";
import type { ReviewStrings } from "./strings.js";

const CSS = `
@page { size: A4 portrait; margin: 25mm 20mm 20mm; }
html { color: #000; background: #fff; }
body { margin: 0 auto; max-width: 170mm; font: 12pt/1.5 FangSong, FangSong_GB2312, 仿宋, STFangsong, SimSun, 宋体, "Songti SC", "Noto Serif CJK SC", serif; }
h1 { margin: 0 0 8mm; font: bold 20pt/1.4 "FZXiaoBiaoSong-B05S", 方正小标宋简体, SimSun, 宋体, "Songti SC", "Noto Serif CJK SC", serif; text-align: center; }
.head { display: flex; justify-content: space-between; gap: 8mm; margin: 0 0 2mm; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; border: 1.2pt solid #000; }
th, td { box-sizing: border-box; height: 10mm; padding: 1mm 1.5mm; border: 0.6pt solid #000; vertical-align: middle; overflow-wrap: anywhere; }
th { font-weight: normal; text-align: center; }
td.middle { text-align: center; }
ul { margin: 0; padding: 0; list-style: none; }
.mono { font: 9pt/1.4 ui-monospace, Menlo, Consolas, monospace; }
tr { break-inside: avoid; }
`;

/** Fills an empty document with the sheet. `today` is printed as it is. */
export function buildReviewSheet(
  doc: Document,
  submission: ReviewSubmission,
  verdict: Verdict,
  receipt: Receipt | null,
  words: ReviewStrings,
  today: string,
): void {
  const make = <K extends keyof HTMLElementTagNameMap>(
    tag: K,
    name: string,
    ...children: (Node | string)[]
  ): HTMLElementTagNameMap[K] => {
    const node = doc.createElement(tag);
    if (name) node.className = name;
    node.append(...children);
    return node;
  };
  const head = (text: string, span = 1): HTMLTableCellElement => {
    const cell = make("th", "", text);
    cell.colSpan = span;
    return cell;
  };
  const cell = (span: number, name: string, ...children: (Node | string)[]): HTMLTableCellElement => {
    const node = make("td", name, ...children);
    node.colSpan = span;
    return node;
  };
  const list = (items: readonly string[]): Node =>
    items.length > 0
      ? make("ul", "", ...items.map((item) => make("li", "", item)))
      : doc.createTextNode(words.none);
  const account = (submission.account ?? {}) as Record<string, unknown>;
  const text = (value: unknown): string => (typeof value === "string" ? value : "");
  const rows: HTMLTableRowElement[] = [
    make("tr", "", head(words.printArticle), cell(5, "", text(submission.title))),
    make(
      "tr",
      "",
      head(words.printPlatform),
      cell(2, "", [text(account.name), text(account.platform)].filter(Boolean).join("，")),
      head(words.printSource),
      cell(2, "", text(submission.source)),
    ),
    make(
      "tr",
      "",
      head(words.printStep),
      head(words.printWho),
      head(words.printAt, 2),
      head(words.printState),
      head(words.printSign),
    ),
    ...verdict.steps.map((step) =>
      make(
        "tr",
        "",
        head(step.label),
        cell(1, "middle", step.person ?? ""),
        cell(2, "middle", step.at ? when(step.at) : ""),
        cell(1, "middle", step.state === "signed" ? words.agreed : words[`state.${step.state}`]),
        cell(1, "", ""),
      ),
    ),
    make(
      "tr",
      "",
      head(words.printChecks),
      cell(
        5,
        "",
        list(
          verdict.attestations.map((a) => {
            const who = a.person ? fill(words.printBy, { person: a.person }) : "";
            return `${a.ticked ? "☑" : "□"} ${a.label}${who}`;
          }),
        ),
      ),
    ),
    make(
      "tr",
      "",
      head(words.printOverridden),
      cell(
        5,
        "",
        list(
          verdict.overridden.map(
            (o) =>
              o.diagnostic.message +
              fill(words.printBy, {
                person: fill(words.overriddenBy, { person: o.person, reason: o.reason }),
              }),
          ),
        ),
      ),
    ),
    make(
      "tr",
      "",
      head(words.printVerdict),
      cell(
        5,
        "",
        verdict.state === "pass"
          ? words.pass
          : list(verdict.reasons.map((reason, i) => `${i + 1}. ${reason.message}`)),
      ),
    ),
    make("tr", "", head(words.printDigest), cell(5, "mono", verdict.digest)),
  ];
  if (receipt) {
    const { at, kit, pack, counts } = receipt;
    const given = fill(words.printGiven, { at: when(at), kit, pack: pack.id, ...counts });
    rows.push(
      make("tr", "", head(words.printReceipt), cell(5, "", given)),
      make("tr", "", head(words.printPack), cell(5, "mono", pack.digest)),
    );
  }
  doc.documentElement.lang = "zh-CN";
  doc.body.replaceChildren(
    make("h1", "", words.printTitle),
    make(
      "p",
      "head",
      make("span", "", words.printUnit + text(account.host)),
      make("span", "", words.printDate + today),
    ),
    make("table", "", make("tbody", "", ...rows)),
  );
  dress(doc, CSS);
}

/** Day and minute of a time as the kit writes it. */
export function when(at: string): string {
  return at.slice(0, 16).replace("T", " ");
}
