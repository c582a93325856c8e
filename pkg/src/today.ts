/** Today, where the caller names no other day. */

/** The local date as `YYYY-MM-DD`. */
export function localDate(now: Date = new Date()): string {
  const two = (n: number) => String(n).padStart(2, "0");
  return `${String(now.getFullYear()).padStart(4, "0")}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** The time that settings name, else that of the clock: ISO 8601, or the day where only a day was named. */
export function timeOf(settings: { now?: string; today?: string }): string {
  return settings.now ?? settings.today ?? new Date().toISOString();
}
