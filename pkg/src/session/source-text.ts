/**
 * The text of an editor while it shows its source: the HTML is parsed into a document that is never shown, so that
 * findings are counted, and a gate holds, by what would be saved. There is nothing to underline then, and no fix:
 * a map of such a text leads nowhere.
 */
import { readDom } from "./dom-text.js";
import type { Position, TextMap } from "./types.js";

/** The blocks of an HTML source, as the editor would show them. */
export function readSource(html: string): TextMap {
  const page = new DOMParser().parseFromString(html, "text/html");
  return {
    blocks: readDom(page.body).blocks,
    toRange: (): Range | null => null,
    locate: (): Position | null => null,
  };
}
