/** The session core: what adapters, elements and the gate stand on. */
export { DomAdapter } from "./dom-adapter.js";
export { DomTextMap, type DomTextOptions, OBJECT, readDom, type Treatment } from "./dom-text.js";
export { attachSession } from "./session.js";
export type * from "./types.js";
