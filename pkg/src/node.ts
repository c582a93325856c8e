/** The entry for Node: as the browser's, but the WebAssembly file is read from the disk. */
import { readFile } from "node:fs/promises";
import { type CreateKit, kitFactory } from "./create.js";
import { XianshenError } from "./errors.js";

export * from "./public.js";

/** Makes a kit. See {@link KitOptions}. */
export const createKit: CreateKit = kitFactory(async () => {
  const file = new URL("./xianshen.wasm", import.meta.url);
  try {
    return new Uint8Array(await readFile(file));
  } catch (cause) {
    throw new XianshenError("wasm-load", `${file.href} could not be read`, {
      cause,
      hint: "A bundler for Node must copy xianshen.wasm beside its output, or import xianshen/inline.",
    });
  }
});
