/** One kit for each jurisdiction and language, made when it is first asked for. */
import { createKit } from "xianshen";

const kits = new Map();

/** The kit of a jurisdiction ("" for the rules of all) in a language. */
export function kitFor(jurisdiction, lang) {
  const key = `${jurisdiction} ${lang}`;
  if (!kits.has(key)) {
    const kit = createKit(jurisdiction ? { jurisdiction, lang } : { lang });
    kits.set(key, kit);
    // What could not be loaded is tried again the next time.
    kit.catch(() => kits.delete(key));
  }
  return kits.get(key);
}
