/** The longest time that a timer can wait, in milliseconds: 24 days. A longer one, `Infinity` too, is over at once. */
const longest = 2 ** 31 - 1;

/** As many milliseconds as asked for, but no more than a timer can wait. */
export function patience(ms: number): number {
  return Math.min(ms, longest);
}

/** Waits for so many milliseconds. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
