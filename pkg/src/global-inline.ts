/**
 * The script-tag build with the WebAssembly module inside: one file, for servers that do not serve .wasm and for pages
 * opened from a disk. It gives the same `window.xianshen`.
 */
import base64 from "xianshen:wasm";
import { decodeBase64 } from "./base64.js";
import { type CreateKit, kitFactory } from "./create.js";
import { defineElements, editors, filing, gate, XianshenError } from "./script.js";

const createKit: CreateKit = kitFactory(() => decodeBase64(base64));

/** What `window.xianshen` is; pages that use TypeScript may declare it by this type. */
const xianshen = { createKit, editors, gate, filing, defineElements, XianshenError };

(globalThis as unknown as { xianshen: typeof xianshen }).xianshen = xianshen;
defineElements();

export type XianshenGlobal = typeof xianshen;
