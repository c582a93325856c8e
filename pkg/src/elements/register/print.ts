/**
 * The list of corrections on paper: A4 landscape, title, particulars, a table whose headings repeat on each page, lines
 * to sign on. It is laid out in a frame of its own, so that the host's page and its styles are not printed with it.
 */
import { fill } from "../../strings/index.js";
import { type Correction, correctionCells, correctionHead } from "./output.js";
import type { RegisterStrings } from "./strings.js";

const CSS = `
@page { size: A4 landscape; margin: 14mm 12mm 16mm; @bottom-center { content: counter(page) " / " counter(pages); font-size: 9pt; } }
html { color: #000; background: #fff; color-scheme: light; }
body { margin: 0; font: 10.5pt/1.5 "FangSong", "STFangsong", "FangSong_GB2312", "Noto Serif CJK SC", "SimSun", serif; }
h1 { margin: 0 0 4mm; text-align: center; font: 400 20pt/1.3 "FZXiaoBiaoSong-B05S", "STZhongsong", "SimSun", "Noto Serif CJK SC", serif; letter-spacing: 0.06em; }
.top { display: flex; justify-content: space-between; gap: 2em; margin-bottom: 2mm; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; }
th, td { padding: 1.2mm 1.6mm; border: 0.75pt solid #000; vertical-align: middle; overflow-wrap: anywhere; }
th { font-family: "SimHei", "Heiti SC", "Noto Sans CJK SC", sans-serif; font-weight: 400; text-align: center; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
td:first-child { text-align: center; }
.sign { margin-top: 8mm; break-inside: avoid; }
`;
/** Widths of the columns in percent of the page. */
const WIDTHS = [4.5, 13, 8, 12, 23, 14, 12.5, 7, 6];

/** Puts the list into a frame inside `holder`, in the place of an earlier one, and asks the browser to print it. */
export function printCorrections(
  holder: ParentNode & Node,
  list: readonly Correction[],
  words: RegisterStrings,
  facts: { date: string; name: string; lang: string },
): HTMLIFrameElement {
  holder.querySelector("iframe[data-print]")?.remove();
  const frame = document.createElement("iframe");
  frame.dataset.print = "";
  frame.title = words.printTitle;
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
  sheet.replaceSync(CSS);
  page.adoptedStyleSheets = [sheet];
  page.documentElement.lang = facts.lang;
  page.title = words.printTitle;
  const make = (tag: string, text = "", cls = ""): HTMLElement => {
    const node = page.createElement(tag);
    if (text) node.textContent = text;
    if (cls) node.className = cls;
    return node;
  };
  const top = make("div", "", "top");
  top.append(
    make("span", words.printUnit),
    make("span", facts.name ? fill(words.printSource, { name: facts.name }) : ""),
    make("span", fill(words.printCount, { n: list.length })),
    make("span", fill(words.printDate, { date: facts.date })),
  );
  const table = make("table");
  const columns = make("colgroup");
  for (const width of WIDTHS) {
    const column = make("col");
    column.style.width = `${width}%`;
    columns.append(column);
  }
  const head = make("thead");
  const titles = make("tr");
  titles.append(...correctionHead(words).map((text) => make("th", text)));
  head.append(titles);
  const body = make("tbody");
  list.forEach((line, i) => {
    const row = make("tr");
    row.append(...correctionCells(line, i).map((text) => make("td", text)));
    body.append(row);
  });
  table.append(columns, head, body);
  page.body.replaceChildren(make("h1", words.printTitle), top, table, make("p", words.printSign, "sign"));
  view.focus();
  view.print();
  return frame;
}
