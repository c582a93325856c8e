/**
 * Gets the WebAssembly module running, once a thread, whatever it was handed: an address, a response, bytes, or a
 * compiled module. Compilation and instantiation are asynchronous, because older browsers refuse to do either
 * synchronously on the main thread for a module of this size.
 */
import initWasm from "../wasm/xianshen.js";
import { XianshenError } from "./errors.js";

/** Where the WebAssembly module may come from. A string is an address. */
export type WasmSource = URL | string | Response | BufferSource | WebAssembly.Module;

/** What an entry does in its own way. */
export interface Entry {
  /** Where the module is when the caller does not say. */
  find: () => WasmSource | Promise<WasmSource>;
  /** Instantiates the module; as every browser lets it, unless told. */
  instantiate?: (module: WebAssembly.Module) => unknown;
}

const anywhere = (module: WebAssembly.Module): unknown => initWasm({ module_or_path: module });

let running: Promise<void> | undefined;

/**
 * Starts the module, or waits for the start that is under way. `find` is asked only when a module is really
 * needed; a start that failed is forgotten, so that the next call may try again.
 */
export function startWasm(entry: Entry): Promise<void> {
  running ??= begin(entry).catch((error) => {
    running = undefined;
    throw error;
  });
  return running;
}

async function begin({ find, instantiate = anywhere }: Entry): Promise<void> {
  const module = await compile(await find());
  try {
    await instantiate(module);
  } catch (cause) {
    throw new XianshenError("wasm-compile", `the WebAssembly module did not start: ${text(cause)}`, {
      cause,
      hint: "The .wasm file and the JavaScript must come from the same version of xianshen.",
    });
  }
}

async function compile(source: WasmSource): Promise<WebAssembly.Module> {
  if (typeof WebAssembly !== "object") {
    throw new XianshenError("wasm-compile", "this environment has no WebAssembly", {
      hint: "Under a strict Content-Security-Policy load the worker file instead: createKit({ worker: url }).",
    });
  }
  if (source instanceof WebAssembly.Module) return source;
  const bytes = await bytesOf(source);
  if (!(bytes[0] === 0 && bytes[1] === 0x61 && bytes[2] === 0x73 && bytes[3] === 0x6d)) {
    throw new XianshenError("wasm-load", "what was loaded is not a WebAssembly module", {
      hint: "The address probably answered with an HTML page: copy xianshen.wasm where it points, or import xianshen/inline.",
    });
  }
  try {
    return await WebAssembly.compile(bytes);
  } catch (cause) {
    throw new XianshenError("wasm-compile", `the WebAssembly module was refused: ${text(cause)}`, {
      cause,
      hint: "If a Content-Security-Policy forbids it: add 'wasm-unsafe-eval' to script-src, or use the worker file with createKit({ worker: url }).",
    });
  }
}

async function bytesOf(source: unknown): Promise<Uint8Array<ArrayBuffer>> {
  if (source instanceof ArrayBuffer) return new Uint8Array(source);
  if (ArrayBuffer.isView(source)) {
    return new Uint8Array(source.buffer as ArrayBuffer, source.byteOffset, source.byteLength);
  }
  if (typeof source === "string" || source instanceof URL) return bytesOf(await get(String(source)));
  if (typeof (source as Response | null)?.arrayBuffer !== "function") {
    throw new XianshenError("bad-options", "wasm must be a URL, a Response, bytes or a WebAssembly.Module");
  }
  const response = source as Response;
  if (!response.ok) {
    throw new XianshenError("wasm-load", `${response.url || "the .wasm file"} answered ${response.status}`, {
      hint: "Copy xianshen.wasm there (some servers must be told to serve .wasm), or import xianshen/inline.",
    });
  }
  return new Uint8Array(await response.arrayBuffer());
}

async function get(address: string): Promise<Response> {
  try {
    return await fetch(address, { credentials: "same-origin" });
  } catch (cause) {
    throw new XianshenError("wasm-load", `${address} could not be loaded: ${text(cause)}`, {
      cause,
      hint: "Check the address and connect-src of the Content-Security-Policy, or import xianshen/inline, which loads nothing.",
    });
  }
}

function text(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
