/** The entry for Node: as the browser's, but the WebAssembly file is read from the disk. */
import { readFile } from "node:fs/promises";
import { initSync } from "../wasm/xianshen.js";
import { type CreateKit, kitFactory } from "./create.js";
import { XianshenError } from "./errors.js";

export * from "./public.js";

async function find(): Promise<Uint8Array<ArrayBuffer>> {
  const file = new URL("./xianshen.wasm", import.meta.url);
  try {
    return new Uint8Array(await readFile(file));
  } catch (cause) {
    throw new XianshenError("wasm-load", `${file.href} could not be read`, {
      cause,
      hint: "A bundler for Node must copy xianshen.wasm beside its output, or import xianshen/inline.",
    });
  }
}

/**
 * Makes a kit. See {@link KitOptions}. The way of the browsers asks whether it was given a `Response`, for which Node
 * first loads its whole `fetch`: that takes longer than all else here.
 */
export const createKit: CreateKit = kitFactory(find, (module) => initSync({ module }));
