/**
 * Modules that the build makes: the WebAssembly files as base64, every editor adapter by its name, and where the reader
 * of workbooks is found.
 */
declare module "xianshen:wasm" {
  const base64: string;
  export default base64;
}

declare module "xianshen:editors" {
  /** Each module of src/editors under the name of its file. */
  const editors: Record<string, Record<string, unknown>>;
  export default editors;
}

declare module "xianshen:spreadsheet-wasm" {
  const base64: string;
  export default base64;
}

declare module "xianshen:spreadsheet" {
  import type { SpreadsheetModule } from "./spreadsheet/module.js";
  /** Imports dist/spreadsheet.js; in a CommonJS build it is the module's default. */
  const find: () => Promise<SpreadsheetModule | { default: SpreadsheetModule }>;
  export default find;
}
