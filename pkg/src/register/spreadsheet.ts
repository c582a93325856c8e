/**
 * Loads the reader and writer of workbooks, `dist/spreadsheet.js`, when the first one is asked for: who opens no workbook
 * downloads none of it. Where it is found differs between the builds, see build.mjs.
 */
import find from "xianshen:spreadsheet";
import { XianshenError } from "../errors.js";
import type { SpreadsheetModule } from "../spreadsheet/module.js";

let running: Promise<SpreadsheetModule> | undefined;

/** The module, loaded once; a load that failed is tried again the next time. */
export function loadSpreadsheet(): Promise<SpreadsheetModule> {
  running ??= load().catch((error: unknown) => {
    running = undefined;
    throw error;
  });
  return running;
}

async function load(): Promise<SpreadsheetModule> {
  try {
    const module = await find();
    // A CommonJS build comes as the default of a module.
    return "default" in module && module.default ? module.default : (module as SpreadsheetModule);
  } catch (cause) {
    throw new XianshenError(
      "spreadsheet-load",
      `the reader of workbooks could not be loaded: ${String(cause)}`,
      {
        cause,
        hint: "Copy spreadsheet.js beside the other files of xianshen; a register as CSV needs none.",
      },
    );
  }
}
