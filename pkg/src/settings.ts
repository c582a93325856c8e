/** What decides how a kit checks, the same on this thread and in a worker. */

/**
 * A rule pack laid over the built-in one. `csv` is a word list with a heading row
 * (`word,kind,severity,message,fixes,unless`; the last two are lists split by `|`; only `word` is required).
 */
export interface RulePack {
  id: string;
  extends?: string;
  csv?: string;
  [section: string]: unknown;
}

/** What decides how a kit checks, wherever it runs. */
export interface KitSettings {
  /**
   * Whose clauses apply: `haiyan`, `laibin`, `luqiao`, `yanchi`, `hanyin`, or an id from `rules`. Unless told, the one
   * that the first pack of `rules` extends; without any, those of all.
   */
  jurisdiction?: string;
  /** Packs laid over the built-in one, in order. */
  rules?: readonly RulePack[];
  /** Language of the messages; `zh` unless told. */
  lang?: "zh" | "en";
  /** `YYYY-MM-DD`, the day that deadlines are counted from; the local date of each call unless told. */
  today?: string;
  /** `YYYY-MM-DDTHH:MM`, with an offset or in China's time: when a verdict is given; the time of each call unless told. */
  now?: string;
}
