/** The session core: what adapters, elements and the gate stand on. */
export { DomAdapter } from "./dom-adapter.js";
export { type DomTextOptions, OBJECT, type Treatment } from "./dom-read.js";
export { DomTextMap, readDom } from "./dom-text.js";
export { attachSession } from "./session.js";
export type * from "./types.js";
