/**
 * Paper: the list of corrections as A4 landscape with title, particulars, a table whose headings repeat on each page and
 * lines to sign on; and the board, to hang up. A page is laid out in a frame of its own, so that the host's page and its
 * styles are not printed with it.
 */
import { fill } from "../../strings/index.js";
import { type Correction, correctionCells, correctionHead } from "./output.js";
import type { RegisterStrings } from "./strings.js";
import { type HostLine, MARK_ORDER, MARKS, type View } from "./view.js";

const PAPER = `
@page { size: A4 landscape; margin: 14mm 12mm 16mm; @bottom-center { content: counter(page) " / " counter(pages); font-size: 9pt; } }
html { color: #000; background: #fff; color-scheme: light; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
body { margin: 0; font: 10.5pt/1.5 "FangSong", "STFangsong", "FangSong_GB2312", "Noto Serif CJK SC", "SimSun", serif; }
h1 { margin: 0 0 4mm; text-align: center; font: 400 20pt/1.3 "FZXiaoBiaoSong-B05S", "STZhongsong", "SimSun", "Noto Serif CJK SC", serif; letter-spacing: 0.06em; }
.top { display: flex; justify-content: space-between; gap: 2em; margin-bottom: 2mm; }
.blank { flex: 0 1 24em; border-bottom: 0.5pt solid #000; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; }
th, td { padding: 1.2mm 1.6mm; border: 0.75pt solid #000; vertical-align: middle; overflow-wrap: anywhere; }
th { font-family: "SimHei", "Heiti SC", "Noto Sans CJK SC", sans-serif; font-weight: 400; text-align: center; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
td.middle { text-align: center; }
td.left { text-align: start; }
.end { margin-top: 8mm; break-inside: avoid; white-space: pre-wrap; }
.board td { padding: 0.8mm 1mm; }
.mark { display: inline-block; min-width: 1.5em; margin: 0 0.5mm; padding: 0 0.2em; border: 1pt solid #000; font: 700 9.5pt/1.45 "SimHei", "Noto Sans CJK SC", sans-serif; text-align: center; }
.mark.duplicate { color: #fff; background: #b3261e; border-color: #b3261e; }
.mark.look-alike { border: 2.2pt double #b3261e; color: #b3261e; }
.mark.orphan { border-style: dashed; border-radius: 1em; }
.mark.stale { border-radius: 1em; color: #1f5f8b; border-color: #1f5f8b; }
.mark.other { border-style: dotted; }
.legend { display: flex; flex-wrap: wrap; gap: 0.3em 1.4em; margin: 0 0 2mm; font-size: 9.5pt; }
`;
/** Widths of the columns of the list of corrections, in percent of the page. */
const WIDTHS = [4, 12, 8.5, 11, 21.5, 13, 15, 8.5, 6.5];

/** What stands above a table on paper. */
export interface PaperFacts {
  date: string;
  /** The name of the file, empty where it had none. */
  name: string;
  lang: string;
}

/** Makes nodes of the frame's own document. */
type Make = (tag: string, cls?: string, ...content: (string | Node)[]) => HTMLElement;

/** Puts a page into a frame inside `holder`, in the place of an earlier one, and asks the browser to print it. */
function print(
  holder: ParentNode & Node,
  title: string,
  lang: string,
  body: (make: Make) => Node[],
): HTMLIFrameElement {
  holder.querySelector("iframe[data-print]")?.remove();
  const frame = document.createElement("iframe");
  frame.dataset.print = "";
  frame.title = title;
  frame.tabIndex = -1;
  frame.setAttribute("aria-hidden", "true");
  // Out of sight, yet with the width of a page: a frame that is not displayed has nothing to print.
  Object.assign(frame.style, {
    position: "fixed",
    width: "273mm",
    height: "1px",
    border: "0",
    opacity: "0",
    pointerEvents: "none",
    insetInlineStart: "-300mm",
  });
  holder.appendChild(frame);
  const page = frame.contentDocument;
  const view = frame.contentWindow as (Window & typeof globalThis) | null;
  if (!page || !view) return frame;
  const sheet = new view.CSSStyleSheet();
  sheet.replaceSync(PAPER);
  page.adoptedStyleSheets = [sheet];
  page.documentElement.lang = lang;
  page.title = title;
  const make: Make = (tag, cls = "", ...content) => {
    const node = page.createElement(tag);
    if (cls) node.className = cls;
    node.append(...content);
    return node;
  };
  page.body.replaceChildren(make("h1", "", title), ...body(make));
  view.focus();
  view.print();
  return frame;
}

function particulars(make: Make, words: RegisterStrings, count: string, { date, name }: PaperFacts): Node {
  return make(
    "div",
    "top",
    make("span", "blank", words.printUnit),
    make("span", "", name ? fill(words.printSource, { name }) : ""),
    make("span", "", count),
    make("span", "", fill(words.printDate, { date })),
  );
}

function table(
  make: Make,
  cls: string,
  widths: readonly number[],
  head: readonly string[],
  rows: Node[],
): Node {
  const columns = widths.map((width) => {
    const column = make("col");
    column.style.width = `${width}%`;
    return column;
  });
  return make(
    "table",
    cls,
    make("colgroup", "", ...columns),
    make("thead", "", make("tr", "", ...head.map((text) => make("th", "", text)))),
    make("tbody", "", ...rows),
  );
}

/** The list of corrections. */
export function printCorrections(
  holder: ParentNode & Node,
  list: readonly Correction[],
  words: RegisterStrings,
  facts: PaperFacts,
): HTMLIFrameElement {
  return print(holder, words.printTitle, facts.lang, (make) => [
    particulars(make, words, fill(words.printCount, { n: list.length }), facts),
    table(
      make,
      "",
      WIDTHS,
      correctionHead(words),
      list.map((line, i) =>
        make(
          "tr",
          "",
          ...correctionCells(line, i).map((text, column) => make("td", column === 0 ? "middle" : "", text)),
        ),
      ),
    ),
    make("p", "end", words.printSign),
  ]);
}

/** The board: every host that has accounts, those in trouble first. */
export function printBoard(
  holder: ParentNode & Node,
  view: View,
  words: RegisterStrings,
  facts: PaperFacts,
): HTMLIFrameElement {
  const lines = view.board;
  const first = 24;
  const width = (100 - first) / Math.max(1, view.platforms.length);
  return print(holder, words.printBoardTitle, facts.lang, (make) => {
    const sign = (mark: (typeof MARK_ORDER)[number]) => make("span", `mark ${mark}`, words[`char_${mark}`]);
    const cell = (line: HostLine, platform: number) => {
      const rows = line.cells.get(platform) ?? [];
      const marks = rows.reduce((all, row) => all | (view.marks[row] ?? 0), 0);
      const signs = MARK_ORDER.filter((mark) => marks & MARKS[mark]).map(sign);
      const plain = rows.length > 0 && signs.length === 0 ? "○" : "";
      return make("td", "middle", ...signs, plain, rows.length > 1 ? `×${rows.length}` : "");
    };
    return [
      particulars(
        make,
        words,
        fill(words.printHosts, {
          n: lines.filter((line) => line.name !== "").length,
          rows: view.report.rows,
        }),
        facts,
      ),
      make(
        "p",
        "legend",
        ...MARK_ORDER.map((mark) => make("span", "", sign(mark), words[`mark_${mark}`])),
        make("span", "", `○ ${words.mark_one}`),
      ),
      table(
        make,
        "board",
        [first, ...view.platforms.map(() => width)],
        [words.host, ...view.platforms.map((name) => name || words.noPlatform)],
        lines.map((line) =>
          make(
            "tr",
            "",
            make("td", "left", line.name || words.noHost),
            ...view.platforms.map((_, platform) => cell(line, platform)),
          ),
        ),
      ),
    ];
  });
}
