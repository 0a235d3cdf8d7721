/**
 * The longest time that a timer can wait, in milliseconds: 24 days. A timer with a longer time, `Infinity` too, fires
 * at once.
 */
const longest = 2 ** 31 - 1;

/** The time asked for, in milliseconds, but no more than a timer can wait. */
export function patience(ms: number): number {
  return Math.min(ms, longest);
}
