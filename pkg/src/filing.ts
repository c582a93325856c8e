/**
 * Filing forms for a page that has a form of its own: `bindFiling` puts it under the kit's rules, `printFiling` makes the
 * sheet of paper, and the two exports give a filing as a file. `<xianshen-filing>` does all of it with a form of its
 * own drawing; it comes with `xianshen/elements`.
 */
import { copyOf } from "./filing/model.js";
import { printFiling as print } from "./filing/print.js";
import { type FilingStrings, filingStrings } from "./filing/strings.js";
import type { FormInfo } from "./types.js";

export {
  bindFiling,
  type BindFilingOptions,
  type BoundSnapshot,
  type FilingBinding,
  type FilingMapping,
} from "./filing/bind.js";
export type { FilingKit } from "./filing/checker.js";
export { filingCsv, filingJson } from "./filing/export.js";
export type { FilingStrings } from "./filing/strings.js";

/**
 * Opens the print dialogue with a filing as the form that an office prints. `form` is one of `kit.forms()`; single
 * words of the sheet can be replaced.
 */
export function printFiling(form: FormInfo, filing: object, strings: Partial<FilingStrings> = {}): void {
  print(form, copyOf(filing), filingStrings("zh", strings));
}
