/**
 * A draft on this machine: what was typed survives a closed tab. One entry of localStorage a form, thrown away after
 * thirty days, because names and telephone numbers must not lie about. Where storage is forbidden, full or holds
 * nonsense, there is no draft, and nothing is thrown.
 */
import type { Bag } from "./model.js";

/** How long a draft is kept, in milliseconds. */
const KEPT = 30 * 86_400_000;

/** A draft as it is stored. */
export interface Draft {
  /** When it was saved, in milliseconds since 1970. */
  saved: number;
  value: Bag;
}

/** The drafts of one form. */
export class Drafts {
  /** The key in localStorage. */
  readonly key: string;

  /** `form` is `jurisdiction/id`; `name` tells filings of one form apart. */
  constructor(form: string, name = "") {
    this.key = `xianshen-filing:${form}${name ? `:${name}` : ""}`;
  }

  /** The draft, or null. */
  load(now = Date.now()): Draft | null {
    try {
      const text = localStorage.getItem(this.key);
      if (text === null) return null;
      const { saved, value } = JSON.parse(text) as Partial<Draft>;
      if (typeof saved !== "number" || typeof value !== "object" || value === null || now - saved > KEPT) {
        this.drop();
        return null;
      }
      return { saved, value };
    } catch {
      return null;
    }
  }

  /** Keeps a value; false where that is not possible. */
  save(value: Bag, now = Date.now()): boolean {
    try {
      const draft: Draft = { saved: now, value };
      localStorage.setItem(this.key, JSON.stringify(draft));
      return true;
    } catch {
      return false;
    }
  }

  /** Forgets the draft. */
  drop(): void {
    try {
      localStorage.removeItem(this.key);
    } catch {
      // Where nothing can be stored, nothing has to be forgotten.
    }
  }
}

/** Whether a filing holds anything that a person typed: more than the names of its form. */
export function worthKeeping(value: Bag): boolean {
  return Object.entries(value).some(
    ([key, part]) =>
      key !== "jurisdiction" &&
      key !== "form" &&
      part !== null &&
      !(typeof part === "object" && Object.keys(part).length === 0),
  );
}
