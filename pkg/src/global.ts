/**
 * The script-tag build: `<script src="…/xianshen/dist/global.js"></script>` gives `window.xianshen`. It finds
 * xianshen.wasm and worker.js beside itself; `createKit({ worker: true })` runs in that worker. The custom elements are
 * registered at once.
 */
import { type CreateKit, type KitOptions, kitFactory } from "./create.js";
import { XianshenError } from "./errors.js";
import type { Kit } from "./kit.js";
import type { RemoteKit, WorkerSource } from "./remote.js";
import { defineElements, editors, filing, gate } from "./script.js";

const script = typeof document === "undefined" ? null : document.currentScript;
const base = script && "src" in script ? script.src : "";

function beside(name: string): URL {
  if (!base) {
    throw new XianshenError(
      "wasm-load",
      `where ${name} is cannot be told: xianshen was not loaded by a script tag of its own`,
      {
        hint: "Pass its address: createKit({ wasm: url }) or createKit({ worker: url }).",
      },
    );
  }
  return new URL(name, base);
}

const create: CreateKit = kitFactory(() => beside("xianshen.wasm"));

/** createKit, where `worker: true` means the worker.js beside this script. */
function createKit(options: KitOptions & { worker: WorkerSource | true }): Promise<RemoteKit>;
function createKit(options?: KitOptions): Promise<Kit>;
async function createKit(
  options: Omit<KitOptions, "worker"> & { worker?: WorkerSource | boolean } = {},
): Promise<Kit | RemoteKit> {
  const { worker, ...rest } = options;
  if (worker === undefined || worker === false) return create(rest);
  return create({ ...rest, worker: worker === true ? beside("worker.js") : worker });
}

/** What `window.xianshen` is; pages that use TypeScript may declare it by this type. */
const xianshen = { createKit, editors, gate, filing, defineElements, XianshenError };

(globalThis as unknown as { xianshen: typeof xianshen }).xianshen = xianshen;
defineElements();

export type XianshenGlobal = typeof xianshen;
