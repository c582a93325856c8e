/**
 * Modules that the build makes: the WebAssembly file as base64, and every editor adapter by its name.
 */
declare module "xianshen:wasm" {
  const base64: string;
  export default base64;
}

declare module "xianshen:editors" {
  /** Each module of src/editors under the name of its file. */
  const editors: Record<string, Record<string, unknown>>;
  export default editors;
}
