import { createKnownUntil } from "./known-until.ts";
import { createListedPayments } from "./listed-payments.ts";
import type { LookAfterOrdersOptions } from "./look-after-orders.ts";
import type { LookParts } from "./look-at-doubtful.ts";
import { createReading, type Reading, type ReadingEnd } from "./reading.ts";

/** How far back the list is read when nobody knows how far it was: a long weekend and more. */
const atFirst = 7 * 24 * 60 * 60;

/** What PortOne writes down a little late is met again; that it was handed on is remembered. */
const overlap = 5 * 60;

/**
 * Reads PortOne's own list, the last changes first, down to those that are known: payments of orders that were never
 * begun, of no order, refunds that were made at PortOne. How far it has been read is told by PortOne's clock alone; that
 * something is news, by where it stands: a deposit of this morning may be on top, since PortOne has heard of it just now.
 *
 * @returns reads on with at most so many requests; how many payments were handed on
 */
export function createListReader(
  parts: LookParts,
  { client, claimList, onListed }: Pick<LookAfterOrdersOptions, "client" | "claimList" | "onListed">,
): (most: number) => Promise<number> {
  const { budget, signal } = parts;
  const listed = createListedPayments(parts);
  const known = createKnownUntil();
  let reading: Reading | null = null;

  /** Until when the list is known, in Unix seconds; `null`: nobody knows, `undefined`: another process reads it. */
  async function claim(): Promise<number | null | undefined> {
    if (!claimList) {
      const own = known.byThisProcess();
      return own === null ? null : known.byTheShop(own);
    }
    const claimed = await claimList();
    if (claimed === false || claimed === undefined) return undefined;
    return claimed === null ? null : known.byTheShop(Math.floor(new Date(claimed).getTime() / 1000));
  }

  async function begin(): Promise<Reading | null> {
    const until = await claim();
    if (until === undefined) return null;
    const since = until === null ? Math.floor(Date.now() / 1000) - atFirst : until - overlap;
    const list = client.listPayments({ sorting: "-updated", retries: 0, signal });
    return createReading(parts, listed, { list, since, newest: until ?? since });
  }

  async function finish({ newest, isIncomplete }: ReadingEnd): Promise<void> {
    if (isIncomplete) return;
    await listed.giveUpLate();
    const until = known.advance(newest, listed.readAgainFrom());
    await onListed?.(new Date(until * 1000));
  }

  return async (most) => {
    const before = budget.spent();
    const again = await listed.tryAgain(Math.floor(most / 2));
    reading ??= await begin();
    if (!reading) return again;
    try {
      const { handedOn, end } = await reading.readOn(most - (budget.spent() - before));
      if (end) {
        reading = null;
        await finish(end);
      }
      return again + handedOn;
    } catch (error) {
      // The list broke off: it is read anew from where it was known.
      reading = null;
      throw error;
    }
  };
}
