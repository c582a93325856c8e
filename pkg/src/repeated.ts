/**
 * Texts that come again and again in a long answer, kept once. A message brings a copy of every string for each place
 * where it stands, and the report of a large register names a platform or a clause a hundred thousand times: what is
 * never copied need not be moved about by the garbage collector while the page waits.
 */

/** So many different texts of one member are remembered; a member that has more (names) is left alone. */
const MOST = 256;

/** What was seen of one answer. */
export class Repeated {
  private readonly seen = new Map<string, Map<string, string> | null>();

  /** Puts the remembered string in the place of each equal one, in objects and lists of any depth. */
  share(value: object, key = ""): void {
    const members = value as Record<string, unknown>;
    for (const name in members) {
      const own = Array.isArray(value) ? key : name;
      const member = members[name];
      if (typeof member === "string") members[name] = this.text(own, member);
      else if (typeof member === "object" && member !== null) this.share(member, own);
    }
  }

  private text(key: string, text: string): string {
    let seen = this.seen.get(key);
    if (seen === null) return text;
    if (!seen) this.seen.set(key, (seen = new Map<string, string>()));
    const known = seen.get(text);
    if (known !== undefined) return known;
    if (seen.size < MOST) seen.set(text, text);
    else this.seen.set(key, null);
    return text;
  }
}
