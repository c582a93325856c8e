/**
 * The entry for bundlers that know no `exports` (webpack 4, Parcel 1): everything in one CommonJS file, with the
 * WebAssembly module inside. Nothing happens at import; call defineElements for the custom elements.
 */
export * from "./filing.js";
export * from "./gate.js";
export * from "./inline.js";
export { defineElements, type EditorModule, editors } from "./script.js";
