/** One kit for each jurisdiction, language and thread, made when it is first asked for. */
import { createKit } from "xianshen";

const kits = new Map();

/** The kit of a jurisdiction ("" for the rules of all) in a language; in a worker where that is asked for. */
export function kitFor(jurisdiction, lang, { worker = false } = {}) {
  const key = `${jurisdiction} ${lang} ${worker}`;
  if (!kits.has(key)) {
    const options = { lang };
    if (jurisdiction) options.jurisdiction = jurisdiction;
    if (worker) options.worker = new URL("./worker.js", import.meta.url);
    const kit = createKit(options);
    kits.set(key, kit);
    // What could not be loaded is tried again the next time.
    kit.catch(() => kits.delete(key));
  }
  return kits.get(key);
}
