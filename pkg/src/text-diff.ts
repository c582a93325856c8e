/** What changed between two lists of blocks or two texts, and search in sorted numbers. Nothing here knows the DOM. */

/** Between two lists: `removed` items at `at` became `inserted` items. */
export interface Splice {
  at: number;
  removed: number;
  inserted: number;
}

/** The one splice that leads from `before` to `after`, or null if they are equal. */
export function diffBlocks(before: readonly string[], after: readonly string[]): Splice | null {
  const shared = Math.min(before.length, after.length);
  let head = 0;
  while (head < shared && before[head] === after[head]) head++;
  if (head === before.length && head === after.length) return null;
  let tail = 0;
  while (tail < shared - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  return { at: head, removed: before.length - head - tail, inserted: after.length - head - tail };
}

/** The smallest replacement that turns `before` into `after`; never cuts a surrogate pair. */
export function diffText(before: string, after: string): { from: number; to: number; text: string } {
  const shared = Math.min(before.length, after.length);
  let head = 0;
  while (head < shared && before.charCodeAt(head) === after.charCodeAt(head)) head++;
  if (head > 0 && isHigh(before.charCodeAt(head - 1))) head--;
  let tail = 0;
  while (
    tail < shared - head &&
    before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
  ) {
    tail++;
  }
  if (tail > 0 && isLow(before.charCodeAt(before.length - tail))) tail--;
  return { from: head, to: before.length - tail, text: after.slice(head, after.length - tail) };
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}

/** Index of the last item that is at most `value` in an ascending list; 0 if there is none. */
export function lastAtMost(list: readonly number[], value: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle] ?? 0) <= value) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}
