/**
 * The entry that carries the WebAssembly module inside itself as base64: for bundlers that do not copy files, and for
 * servers that do not serve them. Nothing is fetched.
 */
import base64 from "xianshen:wasm";
import { decodeBase64 } from "./base64.js";
import { type CreateKit, kitFactory } from "./create.js";

export * from "./public.js";

/** Makes a kit. See {@link KitOptions}. */
export const createKit: CreateKit = kitFactory(() => decodeBase64(base64));
