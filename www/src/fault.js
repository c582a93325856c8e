/** Says in plain words that something could not be loaded, at the top of the page, until the next step works. */
import { byId } from "./dom.js";
import { readRoute } from "./route.js";
import { wordsOf } from "./text.js";

/** Runs a step and shows its failure; gives true if it went well. */
export async function attempt(step) {
  const box = byId("fault");
  try {
    await step();
    box.hidden = true;
    return true;
  } catch (error) {
    box.textContent = wordsOf(readRoute().lang).fault(error instanceof Error ? error.message : String(error));
    box.hidden = false;
    return false;
  }
}
