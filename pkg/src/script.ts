/** What a page without a bundler gets in one object: everything but createKit, which the builds differ in. */
import allEditors from "xianshen:editors";
import { defineElements } from "./elements/define.js";
import { XianshenError } from "./errors.js";
import { bindFiling, filingCsv, filingJson, printFiling } from "./filing.js";
import { createGuard, guardFetch, guardForm, guardXhr, HeldError } from "./gate.js";
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

/** The gate's functions. */
export const gate = { createGuard, guardFetch, guardForm, guardXhr, HeldError };

/** The functions for filing forms. */
export const filing = { bindFiling, printFiling, filingCsv, filingJson };

export { defineElements, XianshenError };
