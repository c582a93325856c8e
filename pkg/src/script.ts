/** What a page without a bundler gets in one object: everything but createKit, which the builds differ in. */
import allEditors from "xianshen:editors";
import { defineElements } from "./elements/define.js";
import { XianshenError } from "./errors.js";
import * as filing from "./filing.js";
import * as gate from "./gate.js";
import type { AnyKit } from "./kit.js";
import type { Session, SessionOptions } from "./session/types.js";

/** An adapter, as `xianshen.editors.<name>`. */
export interface EditorModule {
  /** Watches an editor; see the adapter's own module for what it takes. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- every adapter takes the instance of its own editor
  attach(editor: any, kit: AnyKit, options?: SessionOptions): Session;
}

/** Every adapter by its name: `textarea`, `contenteditable`, `tinymce` … */
export const editors: Readonly<Record<string, EditorModule>> = allEditors as unknown as Record<
  string,
  EditorModule
>;

/** `gate` and `filing` are what the entries of those names export, whole. */
export { defineElements, filing, gate, XianshenError };
