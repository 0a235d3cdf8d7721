import { refused } from "../api-error.ts";
import { shown } from "../escape-text.ts";

/** A time that a list is asked for, in Unix seconds. */
export function unixSeconds(value: Date | number, { call, name }: { call: string; name: string }): number {
  const seconds = value instanceof Date ? Math.floor(value.getTime() / 1000) : value;
  // Milliseconds are the common mistake: such a time is thousands of years away, and nothing would be found.
  if (Number.isFinite(seconds) && seconds >= 0 && seconds < 1e11) return Math.floor(seconds);
  throw refused(`${call}: ${name} is ${shown(value)}; it has to be a Date or Unix seconds.`);
}
