/**
 * A submission under review as plain JSON, and the steps that change it: signing, sending back, ticking, letting a
 * finding pass. Nothing is changed in place: every step gives a new submission, which is the vendor's to keep.
 */

import type { Diagnostic } from "../types.js";

/** Who acts, as the vendor's own sign-on knows them. */
export interface Reviewer {
  name: string;
  /** Role or position, in Chinese or as an id of the rule pack (`deputy_leader`). */
  role?: string;
  /** A mark of the person that two people of one name do not share. */
  id?: string;
}

/** The article as somebody saw it, for the diff. */
export interface Version {
  title: string;
  /** The body as plain text, blocks on lines of their own. */
  text: string;
}

/** A submission with what the review element adds; docs/gate.md lists the other members. */
export interface ReviewSubmission {
  title?: string;
  text?: string;
  blocks?: readonly string[];
  html?: string;
  review?: readonly Record<string, unknown>[];
  attestations?: readonly (string | Record<string, unknown>)[] | Record<string, unknown>;
  overrides?: readonly Record<string, unknown>[];
  /** What was seen when a step was signed, by digest; kept here so that a later reader sees what changed since. */
  versions?: Readonly<Record<string, Version>>;
  [member: string]: unknown;
}

/** What a person did. */
export type ReviewAction =
  | { kind: "sign" | "return"; step: string; reason?: string }
  | { kind: "tick" | "untick"; id: string }
  | { kind: "record"; record: string; member: string; value: string }
  | ({ kind: "override"; code: string; reason: string } & Place);

/** The one finding that is let pass: by its words and their surroundings, else by its place in the article as seen. */
export interface Place {
  /** The words, and up to ten UTF-16 units on either side; absent where they cannot be told here (HTML). */
  text?: string;
  before?: string;
  after?: string;
  /** Block and first unit, as the finding's target says. */
  block?: number;
  from?: number;
}

/** Units kept on either side of words that are let pass. */
const AROUND = 10;

/** Where a finding of the text stands in a submission; nothing where it is about no words. */
export function placeOf(submission: ReviewSubmission, { target }: Diagnostic): Place {
  if (target.kind !== "text") return {};
  const { block, from, to } = target;
  const { title, text, blocks, html } = submission;
  if (html !== undefined) return { block, from };
  const all = [
    ...(title === undefined ? [] : [title]),
    ...(text === undefined ? [] : text.split(/\r\n?|\n/)),
    ...(blocks ?? []),
  ];
  const words = all[block];
  if (words === undefined) return { block, from };
  return {
    text: words.slice(from, to),
    before: words.slice(Math.max(0, from - AROUND), from),
    after: words.slice(to, to + AROUND),
  };
}

/** The article as plain text. */
export function versionOf(submission: ReviewSubmission): Version {
  const { title, text, blocks, html } = submission;
  const body =
    html === undefined ? [text, ...(blocks ?? [])].filter((part) => part !== undefined) : [plain(html)];
  return { title: title ?? "", text: body.join("\n").replace(/\r\n?/g, "\n") };
}

/** The submission after an action of a person, over the article with that digest, at that time (ISO 8601). */
export function after(
  submission: ReviewSubmission,
  action: ReviewAction,
  by: Reviewer,
  digest: string,
  at: string,
): ReviewSubmission {
  const signed = {
    person: by.name,
    ...(by.role === undefined ? {} : { role: by.role }),
    ...(by.id === undefined ? {} : { person_id: by.id }),
    at,
    digest,
  };
  switch (action.kind) {
    case "sign":
    case "return": {
      const decision = action.kind === "sign" ? "pass" : "return";
      const entry = {
        step: action.step,
        ...signed,
        decision,
        ...(action.reason === undefined ? {} : { reason: action.reason }),
      };
      return {
        ...submission,
        review: [...(submission.review ?? []), entry],
        versions: { ...submission.versions, [digest]: versionOf(submission) },
      };
    }
    case "tick":
      return {
        ...submission,
        attestations: [...ticks(submission, action.id), { id: action.id, person: by.name, at, digest }],
      };
    case "untick":
      return { ...submission, attestations: ticks(submission, action.id) };
    case "record": {
      const before = submission[action.record];
      const record = typeof before === "object" && before !== null ? before : {};
      return { ...submission, [action.record]: { ...record, [action.member]: action.value } };
    }
    case "override": {
      const { code, text, before, after: behind, block, from, reason } = action;
      const place = text === undefined ? { block, from } : { text, before, after: behind };
      const entry = { code, ...place, digest, person: by.name, reason, at };
      return { ...submission, overrides: [...(submission.overrides ?? []), entry] };
    }
  }
}

/** The ticks as a list, without those of one id. */
function ticks(submission: ReviewSubmission, without: string): (string | Record<string, unknown>)[] {
  const { attestations } = submission;
  const list = Array.isArray(attestations)
    ? (attestations as readonly (string | Record<string, unknown>)[])
    : Object.entries(attestations ?? {})
        .filter(([, value]) => value === true)
        .map(([id]) => id);
  return list.filter((tick) => (typeof tick === "string" ? tick : tick.id) !== without);
}

const BREAK = /<\/?(?:p|div|h[1-6]|li|tr|blockquote|section|article|figure|table|ul|ol|br|hr)\b[^>]*>/gi;
const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00A0" };

/** Readable text of HTML, for showing only: tags away, blocks on lines of their own. Linear, and never markup again. */
function plain(html: string): string {
  return html
    .replace(BREAK, "\n")
    .replace(/<[^<>]*>/g, "")
    .replace(
      /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w{2,6}));/gi,
      (whole, dec: string, hex: string, name: string) => {
        if (name) return ENTITIES[name.toLowerCase()] ?? whole;
        const code = dec ? Number(dec) : Number.parseInt(hex, 16);
        return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
      },
    )
    .replace(/[ \t]*\n\s*/g, "\n")
    .trim();
}
