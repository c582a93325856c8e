/** Makes files and paper of what the register element shows, and hands them to the reader. */
import type { Awaitable } from "../../kit.js";
import type { RegisterOptions } from "../../register/file.js";
import type { RegisterTable } from "../../register/table.js";
import type { Sheet } from "../../spreadsheet/module.js";
import type { ClauseStatus, RegisterReport } from "../../types.js";
import { download } from "../base.js";
import {
  type Cite,
  corrections,
  correctionSheet,
  csvFile,
  findingRows,
  registerRows,
  sheetOf,
} from "./output.js";
import { printBoard, printCorrections } from "./print.js";
import type { RegisterStrings } from "./strings.js";
import type { Finding, View } from "./view.js";

/** The part of a kit that the element uses; a kit on this thread and one in a worker both have it. */
export interface RegisterKit {
  readRegister(file: Blob | BufferSource, options?: RegisterOptions): Promise<RegisterTable>;
  checkRegister(table: RegisterTable, options?: RegisterOptions): Awaitable<RegisterReport>;
  /** Only a kit on this thread has it. */
  checkRegisterInSteps?(table: RegisterTable, options?: RegisterOptions): Promise<RegisterReport>;
  /** Loads ahead what reads workbooks. */
  prepare?(): Promise<void>;
  explain(clauseId: string): Awaitable<ClauseStatus | undefined>;
  writeWorkbook(sheets: readonly Sheet[]): Promise<Uint8Array<ArrayBuffer>>;
}

/** What can be made of a report. */
export type Output =
  "findings-xlsx" | "findings-csv" | "register-xlsx" | "register-csv" | "print" | "print-board";

const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const WIDTHS = [6, 10, 12, 24, 14, 28, 60, 40, 14];

/** Makes it, and gives the name of the file; paper has none. */
export async function deliver(
  kind: Output,
  kit: RegisterKit,
  view: View,
  shown: readonly Finding[],
  words: RegisterStrings,
  facts: { date: string; lang: string; holder: ParentNode & Node },
): Promise<string> {
  const paper = { date: facts.date, lang: facts.lang, name: view.table.source.name ?? "" };
  if (kind === "print-board") {
    printBoard(facts.holder, view, words, paper);
    return "";
  }
  const cite = await citations(kit, view);
  const day = facts.date.replaceAll("-", "");
  if (kind === "print") {
    printCorrections(facts.holder, corrections(view, words, cite), words, paper);
    return "";
  }
  if (kind === "findings-csv") {
    const name = `${words.fileFindings}-${day}.csv`;
    download(name, "text/csv;charset=utf-8", csvFile(findingRows(view, shown, words, cite)));
    return name;
  }
  if (kind === "register-csv") {
    const name = `${words.fileRegister}-${day}.csv`;
    download(name, "text/csv;charset=utf-8", csvFile(await registerRows(view, words)));
    return name;
  }
  const name = `${kind === "register-xlsx" ? words.fileRegister : words.fileFindings}-${day}.xlsx`;
  const sheets: Sheet[] =
    kind === "register-xlsx"
      ? [sheetOf(words.rows, await registerRows(view, words), [...view.table.head.map(() => 16), 60])]
      : [
          sheetOf(words.list, findingRows(view, shown, words, cite), WIDTHS),
          correctionSheet(corrections(view, words, cite), words, facts.date),
        ];
  download(name, XLSX, await kit.writeWorkbook(sheets));
  return name;
}

/** Asks once for every clause that a finding names. */
async function citations(kit: RegisterKit, view: View): Promise<Cite> {
  const names = new Map<string, string>();
  for (const { diagnostic } of view.findings) for (const id of diagnostic.clauses) names.set(id, id);
  for (const id of names.keys()) {
    const clause = await kit.explain(id);
    if (clause) names.set(id, `《${clause.title}》${clause.where}`);
  }
  return (clauses) => [...new Set(clauses.map((id) => names.get(id) ?? id))].join("；");
}
