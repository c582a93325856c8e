/** The words of the interface: one table a language, all with the same keys; a page may replace single words. */
import { en } from "./en.js";
import { type Strings, zhCN } from "./zh-CN.js";

export type { Strings };

/** Languages of the interface. */
export type Language = "zh-CN" | "en";

const TABLES: Record<Language, Strings> = { "zh-CN": zhCN, en };

/** The table of a language with single words replaced. */
export function stringsFor(lang: Language = "zh-CN", own: Partial<Strings> = {}): Strings {
  return { ...(TABLES[lang] ?? zhCN), ...own };
}

/** Fill `{name}` in a text. */
export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole));
}
