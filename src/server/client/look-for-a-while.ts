import { pauseUnless } from "../pause-unless.ts";

/** Pauses before the looks, in milliseconds: together as long as a charge or a refund usually takes. */
const pauses = [200, 600, 1_800];

/**
 * Looks for what a request whose answer was lost may have left at PortOne, until it is found or should have been.
 *
 * @param after - for so many milliseconds PortOne doesn't want to be asked
 * @returns what was seen last
 */
export async function lookForAWhile<T>(
  look: () => Promise<T>,
  { isFound, after = 0 }: { isFound: (seen: T) => boolean; after?: number },
): Promise<T> {
  for (let tried = 0; ; tried++) {
    await pauseUnless(Math.max(pauses[tried] ?? 0, after), undefined);
    const seen = await look();
    if (isFound(seen) || tried >= pauses.length - 1) return seen;
  }
}
