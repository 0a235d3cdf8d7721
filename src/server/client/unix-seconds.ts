import { refused } from "../api-error.ts";
import { shown } from "../escape-text.ts";

/** A time in Unix seconds, whole ones where it is a `Date`; `null` when it is none. */
export function toUnixSeconds(value: Date | number): number | null {
  const seconds = value instanceof Date ? Math.floor(value.getTime() / 1000) : value;
  // Milliseconds are the common mistake: such a time is thousands of years away.
  return Number.isFinite(seconds) && seconds >= 0 && seconds < 1e11 ? seconds : null;
}

/** A time that a list is asked for, in whole Unix seconds. */
export function unixSeconds(value: Date | number, { call, name }: { call: string; name: string }): number {
  const seconds = toUnixSeconds(value);
  if (seconds !== null) return Math.floor(seconds);
  throw refused(`${call}: ${name} is ${shown(value)}; it has to be a Date or Unix seconds.`);
}
