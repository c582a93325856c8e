/**
 * A filing as a file: the JSON that the kit and the command line read, and a CSV sheet of one row for a spreadsheet.
 * The sheet begins with a byte order mark, or Excel would read Chinese as another encoding, and no cell of it can be
 * taken for a formula.
 */
import { toCsv } from "../csv.js";
import type { FormInfo } from "../types.js";
import { type Bag, readPath, shownValue, textOf } from "./model.js";

/** The filing as JSON text, two blanks deep, with a line end. */
export function filingJson(filing: Bag): string {
  return `${JSON.stringify(filing, null, 2)}\n`;
}

/** The filing as CSV: one line of headings, one of values. `FORM` is read by the command line in batches. */
export function filingCsv(form: FormInfo, filing: Bag): string {
  const columns: [heading: string, value: unknown][] = [
    ["jurisdiction", form.jurisdiction],
    ["form", form.id],
    ...form.inputs.map((field): [string, unknown] => [field.name, readPath(filing, field.name, form)]),
    ...form.fields.map((field): [string, unknown] => [field.label, shownValue(filing, field, form)]),
  ];
  const rows = [columns.map(([heading]) => heading), columns.map(([, value]) => harmless(textOf(value)))];
  return `\uFEFF${toCsv(rows)}`;
}

/** A cell that a spreadsheet would run as a formula becomes text by the apostrophe that spreadsheets know. */
export function harmless(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

/** A file name for a filing: its form and, where it names one, its day. */
export function fileName(form: FormInfo, filing: Bag, extension: string): string {
  const day = textOf(filing.submitted_on);
  const dated = /^\d{4}-\d{2}-\d{2}$/.test(day) ? `-${day}` : "";
  return `${form.jurisdiction}-${form.id}${dated}.${extension}`;
}
