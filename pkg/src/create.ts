/**
 * createKit, but for what the entries differ in: where the WebAssembly module is found when the caller does not say,
 * and how it is instantiated. Each entry calls {@link kitFactory} with its own answer.
 */
import { XianshenError } from "./errors.js";
import { Kit } from "./kit.js";
import { type Entry, startWasm, type WasmSource } from "./load.js";
import { connect, type RemoteKit, type WorkerSource } from "./remote.js";
import type { KitSettings } from "./settings.js";

/** What createKit may be told. */
export interface KitOptions extends KitSettings {
  /** Where the WebAssembly module is, if not where the entry looks by itself. */
  wasm?: WasmSource;
  /** Run in a worker: the address of `dist/worker.js`, or a Worker that was started from it. */
  worker?: WorkerSource;
}

/** createKit as every entry exports it. */
export interface CreateKit {
  /** Starts the worker and gives a kit whose methods return promises. */
  (options: KitOptions & { worker: WorkerSource }): Promise<RemoteKit>;
  /** Starts the WebAssembly module on this thread and gives a kit whose methods are synchronous. */
  (options?: KitOptions & { worker?: undefined }): Promise<Kit>;
}

/** Makes the createKit of one entry. */
export function kitFactory(find: Entry["find"], instantiate?: Entry["instantiate"]): CreateKit {
  async function createKit(options: KitOptions = {}): Promise<Kit | RemoteKit> {
    if (typeof options !== "object" || options === null) {
      throw new XianshenError("bad-options", "createKit takes one object of options");
    }
    const { wasm, worker, ...settings } = options;
    if (settings.rules !== undefined && !Array.isArray(settings.rules)) {
      throw new XianshenError("bad-options", "rules must be an array of packs", { path: "rules" });
    }
    if (worker !== undefined) return connect(worker, settings);
    await startWasm({ find: () => wasm ?? find(), instantiate });
    return new Kit(settings);
  }
  return createKit as CreateKit;
}
