/** What every entry that makes kits has in common; the entries add their own createKit. */
export type { CreateKit, KitOptions } from "./create.js";
export { type ErrorCode, XianshenError } from "./errors.js";
export { type AnyDocument, type AnyKit, type Awaitable, Document, Kit } from "./kit.js";
export type { WasmSource } from "./load.js";
export type { RegisterOptions, RegisterProgress } from "./register/file.js";
export { RegisterTable, type TableSource } from "./register/table.js";
export type { KitSettings, RulePack } from "./settings.js";
export { RemoteDocument, RemoteKit, type WorkerSource } from "./remote.js";
export type { Cell, Sheet } from "./spreadsheet/module.js";
export type * from "./types.js";
