/**
 * What a kind of event does not ask for is taken out of the filing and put by: a clerk who tries another kind and comes
 * back finds everything as it was, and nothing is handed in that nobody sees.
 */
import type { FieldInfo, FormInfo } from "../types.js";
import { type Bag, readPath, writePath } from "./model.js";

/** Values out of the filing, by path. */
export class PutBy {
  private readonly kept = new Map<string, unknown>();

  /** Forgets everything. */
  clear(): void {
    this.kept.clear();
  }

  /** Turns a filing to a kind of event: puts by what it does not ask for, brings back what it does. */
  turn(fields: readonly FieldInfo[], event: string, filing: Bag, form: FormInfo): void {
    for (const { name, events } of fields) {
      if (events.length === 0) continue;
      const held = readPath(filing, name, form);
      if (!events.includes(event)) {
        if (held === undefined) continue;
        this.kept.set(name, held);
        writePath(filing, name, undefined, form);
      } else if (held === undefined && this.kept.has(name)) {
        writePath(filing, name, this.kept.get(name), form);
      }
    }
  }
}
