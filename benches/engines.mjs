/**
 * The bare engines of benches/stock in WebAssembly: the kit's matcher with folding, and the stock crate
 * `aho-corasick` (contiguous NFA, leftmost-longest) without. From a JavaScript string to an array of matches.
 */
import { readFileSync } from "node:fs";

export function engines(file) {
  const module = new WebAssembly.Module(readFileSync(file));
  const open = (stock) => (words) => {
    const { exports: wasm } = new WebAssembly.Instance(module);
    const engine = wasm.engine();
    const encoder = new TextEncoder();
    let at = 0;
    let room = 0;
    const input = (bytes) => {
      if (bytes > room) {
        at = wasm.input(engine, bytes);
        room = bytes;
      }
    };
    const utf8 = (text) => {
      input(text.length * 3);
      return encoder.encodeInto(text, new Uint8Array(wasm.memory.buffer, at, room)).written;
    };
    const utf16 = (text) => {
      input(text.length * 2);
      const view = new Uint16Array(wasm.memory.buffer, at, text.length);
      for (let i = 0; i < text.length; i++) view[i] = text.charCodeAt(i);
      return text.length;
    };
    const put = stock ? utf8 : utf16;
    wasm.build(engine, utf8(words.join("\n")), stock);
    return {
      memory: () => wasm.memory.buffer.byteLength,
      put,
      /** Scans what was put last. */
      again: (length) => wasm.scan(engine, length),
      /** All matches of a text. */
      scan(text) {
        const count = wasm.scan(engine, put(text));
        const view = new Uint32Array(wasm.memory.buffer, wasm.output(engine), count * 3);
        const found = new Array(count);
        for (let i = 0; i < count; i++)
          found[i] = { id: view[3 * i], start: view[3 * i + 1], end: view[3 * i + 2] };
        return found;
      },
    };
  };
  return { own: open(false), stock: open(true) };
}
