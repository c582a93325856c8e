/**
 * The printable page: the form as an office prints it. Title centred, the office that files and the day above the
 * table, narrow label cells, opinions with room to sign and stamp, A4. It is built node by node in a document of
 * its own, a frame that nobody sees, so that neither the page's styles nor its text get into it.
 */
import { dress, printSheet } from "../print-frame.js";
import type { FieldInfo, FormInfo } from "../types.js";
import { type Cell, type Group, groupsOf } from "./layout.js";
import { type Bag, eventOf, shownValue, textOf } from "./model.js";
import { fill, type FilingStrings } from "./strings.js";

/** A choice with more options than this is printed as its value, not as boxes to tick. */
const MOST_BOXES = 6;

const CSS = `
@page { size: A4 portrait; margin: 25mm 20mm 20mm; }
html { color: #000; background: #fff; }
body { margin: 0 auto; max-width: 170mm; font: 12pt/1.5 FangSong, FangSong_GB2312, 仿宋, 仿宋_GB2312, STFangsong, SimSun, 宋体, "Songti SC", "Noto Serif CJK SC", serif; }
h1 { margin: 0 0 8mm; font: bold 20pt/1.4 "FZXiaoBiaoSong-B05S", 方正小标宋简体, SimSun, 宋体, "Songti SC", "Noto Serif CJK SC", serif; text-align: center; text-wrap: balance; }
h2 { margin: 7mm 0 2mm; font: bold 12pt/1.5 SimSun, 宋体, "Songti SC", "Noto Serif CJK SC", serif; }
.head { display: flex; justify-content: space-between; gap: 8mm; margin: 0 0 2mm; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; border: 1.2pt solid #000; }
col.label { width: 14.5%; }
col.value { width: 18.8333%; }
.headed col.heading { width: 6%; }
.headed col.label { width: 12%; }
.headed col.value { width: 19.3333%; }
th, td { box-sizing: border-box; height: 11mm; padding: 1mm 1.5mm; border: 0.6pt solid #000; vertical-align: middle; overflow-wrap: anywhere; }
th { font-weight: normal; text-align: center; }
td { text-align: left; white-space: pre-wrap; }
td.short { text-align: center; }
td.opinion { height: 32mm; padding: 2mm 3mm; vertical-align: top; }
td.opinion div { display: flex; flex-direction: column; justify-content: space-between; min-height: 28mm; }
td.opinion p { margin: 0; white-space: pre-wrap; }
td.opinion .sign { text-align: right; white-space: pre; }
td.boxes span { display: inline-block; margin-right: 0.6em; white-space: nowrap; }
tr { break-inside: avoid; }
`;

/** Fills an empty document with the sheet of a filing. */
export function buildSheet(doc: Document, form: FormInfo, filing: Bag, words: FilingStrings): void {
  doc.title = form.title;
  doc.documentElement.lang = "zh-CN";
  const make = maker(doc);
  const value = (field: FieldInfo) => textOf(shownValue(filing, field, form));
  const event = eventOf(form, filing);
  // A form that the source prints is printed as it stands there; one that it only describes, with all that applies.
  const printed = form.fields.some((field) => field.printed);
  const main = form.fields.filter((field) =>
    printed ? field.printed : value(field) !== "" || isAsked(field, event),
  );
  const events = form.events.map(({ name }) => name);
  const extra = form.fields.filter((field) => !main.includes(field) && value(field) !== "");
  const table = (fields: readonly FieldInfo[]) =>
    tableNode(make, groupsOf(fields), printed, value, events, words);
  const unit = form.fields.find((field) => /单位(名称)?$/.test(field.label));
  doc.body.replaceChildren(
    make("h1", "", form.title),
    make(
      "p",
      "head",
      make("span", "", words.printUnit + (unit ? value(unit) : "")),
      make("span", "", words.printDate + dateText(textOf(filing.submitted_on), words)),
    ),
    table(main),
  );
  if (extra.length > 0) doc.body.append(make("h2", "", words.printExtra), table(extra));
  dress(doc, CSS);
}

/**
 * Prints a filing through a frame that nobody sees, put into `place` and taken away afterwards. The reader's print
 * dialogue opens; what becomes of it the page is not told.
 */
export function printFiling(
  form: FormInfo,
  filing: Bag,
  words: FilingStrings,
  place: Node = document.body,
): void {
  printSheet(form.title, (doc) => buildSheet(doc, form, filing, words), place);
}

type Make = <K extends keyof HTMLElementTagNameMap>(
  tag: K,
  name: string,
  ...children: (Node | string)[]
) => HTMLElementTagNameMap[K];

function maker(doc: Document): Make {
  return (tag, name, ...children) => {
    const node = doc.createElement(tag);
    if (name) node.className = name;
    node.append(...children);
    return node;
  };
}

/** Whether a form that is only described asks for a field when its event is of a kind. */
function isAsked(field: FieldInfo, event: string): boolean {
  if (field.events.length > 0 && !field.events.includes(event)) return false;
  return (
    field.required ||
    field.role ||
    field.kind === "opinion" ||
    field.required_when.some((one) => !one.more && one.events.includes(event))
  );
}

/**
 * Six columns, a label and a value three times over; before them one for headings, unless the printed original has
 * none.
 */
function tableNode(
  make: Make,
  groups: readonly Group<FieldInfo>[],
  plain: boolean,
  value: (field: FieldInfo) => string,
  events: readonly string[],
  words: FilingStrings,
): HTMLTableElement {
  // A heading over a single row would say nothing that its labels do not.
  const headed = !plain && groups.some((group) => group.heading !== "" && group.rows.length > 1);
  const columns = make("colgroup", "");
  if (headed) columns.append(make("col", "heading"));
  for (let i = 0; i < 6; i++) columns.append(make("col", i % 2 === 0 ? "label" : "value"));
  const body = make("tbody", "");
  for (const { heading, rows } of groups) {
    for (const [i, row] of rows.entries()) {
      const node = make("tr", "");
      const single = !heading || rows.length === 1;
      if (headed && !single && i === 0) {
        const head = make("th", "heading", heading);
        head.scope = "rowgroup";
        head.rowSpan = rows.length;
        node.append(head);
      }
      for (const [j, cell] of row.cells.entries()) {
        // A role's first cell bears the role's name, as in the printed tables.
        const label = make("th", "", cell.short);
        label.scope = "row";
        if (headed && single && j === 0) label.colSpan = 2;
        const shown = valueCell(make, cell, value(cell.field), events, words);
        shown.colSpan = cell.span - 1;
        node.append(label, shown);
      }
      body.append(node);
    }
  }
  return make("table", headed ? "headed" : "", columns, body);
}

function valueCell(
  make: Make,
  { field, span }: Cell<FieldInfo>,
  text: string,
  events: readonly string[],
  words: FilingStrings,
): HTMLTableCellElement {
  if (field.kind === "opinion") {
    // The day of an opinion stands where it is signed.
    const [, opinion = text, day = ""] = /^([^]*?)\s*(\d{4}-\d{2}-\d{2})$/.exec(text) ?? [];
    const sign = make("p", "sign", words.printSign + dateText(day, words));
    return make("td", "opinion", make("div", "", make("p", "", opinion), sign));
  }
  const options = field.kind === "yes-no" ? ["是", "否"] : field.kind === "event" ? events : field.options;
  if (options.length > 0 && options.length <= MOST_BOXES && (text === "" || options.includes(text))) {
    const boxes = options.map((option) => make("span", "", `${option === text ? "☑" : "□"}${option}`));
    return make("td", "boxes", ...boxes);
  }
  const shown = field.kind === "date" ? dateText(text, words) : text;
  return make("td", span === 2 ? "short" : "", shown);
}

/** 2021年8月1日 from 2021-08-01; what is no such date stays as it is; room to write where there is none. */
function dateText(text: string, words: FilingStrings): string {
  if (text === "") return words.printBlankDay;
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!parts) return text;
  return fill(words.printDay, {
    year: parts[1] ?? "",
    month: Number(parts[2]),
    day: Number(parts[3]),
  });
}
