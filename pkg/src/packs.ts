/**
 * Rule packs on their way into the WebAssembly. A pack goes as JSON, but the words of a vendor, of which there may be
 * a hundred thousand, mostly say no more than a word, its kind, severity, message and fixes: those go in one string
 * of records, which is several times faster. A pack that this cannot carry goes as JSON whole.
 */
import type { RulePack } from "./settings.js";

/** Ends a record. */
const RECORD = "\u001e";
/** Stands between the fields of a record: word, kind, severity, message, and fixes as many as there are. */
const FIELD = "\u001f";

const SEVERITIES: ReadonlySet<string> = new Set(["error", "warning", "info"]);

/** Words in records, with what the WebAssembly counts to see that no word holds a mark. */
export interface PlainWords {
  records: string;
  words: number;
  fields: number;
}

/** What the WebAssembly is handed: packs as plain objects and, in the same order, words taken out of them. */
export interface Packs {
  rules: object[];
  plain?: (PlainWords | undefined)[];
}

/** The packs whole; `csv` is called `lexicon_csv` there. */
export function whole(packs: readonly RulePack[]): Packs {
  const rules = packs.map((pack) => {
    if (pack.csv === undefined) return pack;
    const { csv, ...rest } = pack;
    return { ...rest, lexicon_csv: csv };
  });
  return { rules };
}

/** The packs with their plain words in records; undefined where there are none. */
export function split(packs: readonly RulePack[]): Packs | undefined {
  const { rules } = whole(packs);
  const plain: (PlainWords | undefined)[] = [];
  rules.forEach((pack, i) => {
    const { lexicon } = pack as { lexicon?: unknown };
    if (!Array.isArray(lexicon)) return;
    const records = new Records();
    const rest: unknown[] = [];
    for (const entry of lexicon as unknown[]) if (!records.add(entry)) rest.push(entry);
    if (rest.length === lexicon.length) return;
    plain[i] = records.words();
    rules[i] = { ...pack, lexicon: rest };
  });
  return plain.length > 0 ? { rules, plain } : undefined;
}

/** Records in the making. */
class Records {
  private readonly list: string[] = [];
  private fields = 0;

  /** Adds the record of an entry; false where it is not plain, or not right, which is for the WebAssembly to say. */
  add(entry: unknown): boolean {
    if (typeof entry !== "object" || entry === null) return false;
    const prototype: unknown = Object.getPrototypeOf(entry);
    if (prototype !== Object.prototype && prototype !== null) return false;
    let word = "";
    let kind = "";
    let severity = "";
    let message = "";
    let fixes: readonly string[] = [];
    for (const key in entry) {
      const value = (entry as Record<string, unknown>)[key];
      if (key === "fixes" && isStrings(value)) fixes = value;
      else if (value === undefined) continue;
      else if (typeof value !== "string" || value === "") return false;
      else if (key === "word") word = value;
      else if (key === "kind") kind = value === "custom" ? "" : value;
      else if (key === "severity" && SEVERITIES.has(value)) severity = value;
      else if (key === "message") message = value;
      else return false;
    }
    if (word === "") return false;
    if (fixes.length > 0 || message !== "" || severity !== "" || kind !== "") {
      const fields = [word, kind, severity, message, ...fixes];
      this.fields += fields.length - 1;
      this.list.push(fields.join(FIELD));
    } else {
      this.list.push(word);
    }
    return true;
  }

  words(): PlainWords {
    const words = this.list.length;
    // The mark behind the last word comes from an empty one: adding it would copy the whole.
    this.list.push("");
    return { records: this.list.join(RECORD), words, fields: this.fields };
  }
}

function isStrings(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}
