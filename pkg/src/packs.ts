/**
 * Rule packs on their way into the WebAssembly. A pack goes as JSON, but the words of a vendor, of which there may be
 * a hundred thousand, mostly say no more than a word, its kind, severity, message and fixes: those go in one string
 * of records, which is several times faster. A pack that this cannot carry goes as JSON whole.
 */
import type { RulePack } from "./settings.js";

/** Ends a record. */
const RECORD = "\u001e";
/** Stands between the fields of a record. */
const FIELD = "\u001f";

// Both without a Set: asked a hundred thousand times, by an engine that is still warming up.
const isMember = (key: string): boolean =>
  key === "word" || key === "kind" || key === "severity" || key === "message" || key === "fixes";
const isSeverity = (name: string): boolean => name === "error" || name === "warning" || name === "info";

/**
 * Words in records, with what the WebAssembly counts to see that no word holds a mark. A record of `records` is a word
 * and its fixes. What else is said of words stands in `said`, once for all that follow each other: the number of the
 * first of them, kind, severity and message, empty where they are not given.
 */
export interface PlainWords {
  records: string;
  words: number;
  fields: number;
  said: string;
  runs: number;
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
    for (const entry of lexicon as unknown[]) {
      const word = bare(entry);
      if (word !== undefined) records.addWord(word);
      else if (!records.add(entry)) rest.push(entry);
    }
    if (rest.length === lexicon.length) return;
    plain[i] = records.words();
    rules[i] = { ...pack, lexicon: rest };
  });
  return plain.length > 0 ? { rules, plain } : undefined;
}

/**
 * The word of an entry that says no more than its word and the usual kind, as most do; undefined for any other. By
 * itself because it is all that most of a hundred thousand entries come to, and engines are quick with so little.
 */
function bare(entry: unknown): string | undefined {
  if (!isPlainObject(entry)) return undefined;
  for (const key in entry) if (key !== "word" && key !== "kind") return undefined;
  const { word, kind } = entry as { word?: unknown; kind?: unknown };
  if (typeof word !== "string" || word === "") return undefined;
  return kind === "custom" || kind === undefined ? word : undefined;
}

function isPlainObject(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** Records in the making, each with the mark at its end. */
class Records {
  private records = "";
  private count = 0;
  private fields = 0;
  private said = "";
  private runs = 0;
  private kind: string | undefined;
  private severity: string | undefined;
  private message: string | undefined;

  /** Adds the record of a word of which no more is said. */
  addWord(word: string): void {
    this.say(undefined, undefined, undefined);
    this.records += word + RECORD;
    this.count += 1;
  }

  /** Adds the record of an entry; false where it is not plain, or not right, which is for the WebAssembly to say. */
  add(entry: unknown): boolean {
    if (!isPlainObject(entry)) return false;
    for (const key in entry) if (!isMember(key)) return false;
    const { word, kind, severity, message, fixes } = entry as Record<string, unknown>;
    if (!isText(word) || word === undefined || !isText(kind) || !isText(severity) || !isText(message))
      return false;
    if (severity !== undefined && !isSeverity(severity)) return false;
    if (fixes !== undefined && !isTexts(fixes)) return false;
    this.say(kind === "custom" ? undefined : kind, severity, message);
    let record = word;
    if (fixes !== undefined) {
      this.fields += fixes.length;
      for (const fix of fixes) record += FIELD + fix;
    }
    this.records += record + RECORD;
    this.count += 1;
    return true;
  }

  private say(kind: string | undefined, severity: string | undefined, message: string | undefined): void {
    if (kind === this.kind && severity === this.severity && message === this.message && this.runs > 0) return;
    this.said += [this.count, kind, severity, message].join(FIELD) + RECORD;
    this.runs += 1;
    this.kind = kind;
    this.severity = severity;
    this.message = message;
  }

  words(): PlainWords {
    const { records, count: words, fields, said, runs } = this;
    return { records, words, fields, said, runs };
  }
}

/** Whether a member is not there or holds something. */
function isText(value: unknown): value is string | undefined {
  return value === undefined || (typeof value === "string" && value !== "");
}

function isTexts(value: unknown): value is readonly string[] {
  if (!Array.isArray(value)) return false;
  for (const item of value) if (typeof item !== "string") return false;
  return true;
}
