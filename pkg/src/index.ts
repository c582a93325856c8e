/**
 * The entry for browsers and their bundlers: the WebAssembly module is the file `xianshen.wasm` beside this one.
 * Importing it does nothing; only {@link createKit} loads, and only what belongs to the package.
 */
import { type CreateKit, kitFactory } from "./create.js";

export * from "./public.js";

/** Makes a kit. See {@link KitOptions}. */
export const createKit: CreateKit = kitFactory(() => new URL("./xianshen.wasm", import.meta.url));
