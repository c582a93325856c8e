/**
 * How the panel orders what is found: which findings are let through by the filter, and into which groups they
 * fall, by severity, by kind or by place. No page is needed for it.
 */
import type { Session } from "../session/types.js";
import { fill, type Strings } from "../strings/index.js";
import type { Diagnostic, Severity } from "../types.js";

/** A finding and the editor it is in. */
export interface Item {
  session: Session;
  diagnostic: Diagnostic;
  /** What its field is called, where there are several. */
  field: string;
}

/** Ways to group. */
export type Grouping = "severity" | "kind" | "place";

/** Severities, the gravest first. */
export const ORDER: readonly Severity[] = ["error", "warning", "info"];

/** What the reader asked to see. */
export interface Filter {
  /** Severities shown; empty: all. */
  severities: ReadonlySet<Severity>;
  /** Part of the words, the message or the kind's name. */
  text: string;
}

/** Findings under one heading. */
export interface Group {
  /** Stays the same while the group does. */
  key: string;
  title: string;
  items: Item[];
}

/** What a kind is called. */
export function kindName(strings: Strings, code: string): string {
  return (strings as Record<string, string | undefined>)[code] ?? code;
}

/** The findings of some sessions, grouped; groups and what is in them follow the text, the gravest severity first. */
export function grouped(
  sessions: readonly Session[],
  grouping: Grouping,
  filter: Filter,
  strings: Strings,
): Group[] {
  const items = sessions.flatMap((session) => {
    const field = sessions.length > 1 ? nameOf(session) : "";
    return session.diagnostics.map((diagnostic): Item => ({ session, diagnostic, field }));
  });
  const groups = new Map<string, Group>();
  const into = (key: string, title: string, item: Item) => {
    const group = groups.get(key);
    if (group) group.items.push(item);
    else groups.set(key, { key, title, items: [item] });
  };
  const numbers = new Map<Session, number[]>();
  for (const item of items) {
    if (!passes(item, filter, strings)) continue;
    const { code, severity } = item.diagnostic;
    if (grouping === "severity") into(severity, strings[severity], item);
    else if (grouping === "kind") into(code, kindName(strings, code), item);
    else into(...placeOf(item, sessions, numbers, strings), item);
  }
  const list = [...groups.values()];
  if (grouping === "severity") list.sort((a, b) => rank(a) - rank(b));
  if (grouping === "kind") list.sort((a, b) => gravest(a) - gravest(b));
  return list;
}

function passes(
  { session, diagnostic, field }: Item,
  { severities, text }: Filter,
  strings: Strings,
): boolean {
  if (severities.size && !severities.has(diagnostic.severity)) return false;
  const wanted = text.trim().toLowerCase();
  if (!wanted) return true;
  const words = [
    session.textOf(diagnostic) ?? "",
    diagnostic.message,
    kindName(strings, diagnostic.code),
    field,
  ];
  return words.some((word) => word.toLowerCase().includes(wanted));
}

/** Key and title of the paragraph a finding is in. Among several editors the field is named too. */
function placeOf(
  { session, diagnostic, field }: Item,
  sessions: readonly Session[],
  numbers: Map<Session, number[]>,
  strings: Strings,
): [string, string] {
  const { target } = diagnostic;
  const block = target.kind === "text" ? target.block : 0;
  let counted = numbers.get(session);
  if (!counted) {
    counted = paragraphNumbers(session.blocks);
    numbers.set(session, counted);
  }
  const paragraph = fill(strings.paragraph, { number: counted[block] ?? 1 });
  const title = session.blocks.length > 1 || !field ? [field, paragraph].filter(Boolean).join(" · ") : field;
  return [`${sessions.indexOf(session)} ${block}`, title];
}

/** The number of each block among those with words in them, as a reader counts. */
function paragraphNumbers(blocks: readonly string[]): number[] {
  let number = 0;
  return blocks.map((block) => (block.trim() ? ++number : number + 1));
}

/** A longer name is an editor's own, and says how to use it. */
const SHORT = 16;

/** What the page calls the field that an editor stands for. */
function nameOf({ name, adapter: { root, host } }: Session): string {
  if (name) return name;
  for (const element of [root, host]) {
    const named = element.getAttribute("aria-label") || element.getAttribute("title");
    const [label] = (element as HTMLInputElement).labels ?? [];
    const words = named || label?.textContent?.trim();
    if (words && words.length <= SHORT) return words;
  }
  return "";
}

function rank({ key }: Group): number {
  return ORDER.indexOf(key as Severity);
}

function gravest({ items }: Group): number {
  return Math.min(...items.map(({ diagnostic }) => ORDER.indexOf(diagnostic.severity)));
}
