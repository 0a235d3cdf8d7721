import { pageSize } from "../client/read-pages.ts";
import type { Payment } from "../payment.ts";
import { lastChangeOf } from "./handed-on.ts";
import type { ListedPayments } from "./listed-payments.ts";
import type { LookParts } from "./look-at-doubtful.ts";

/** A reading of the list, the last changes first, that may take several rounds. */
export interface Reading {
  /** Reads on with at most so many requests. */
  readOn(most: number): Promise<ReadSoFar>;
}

/** How far a reading has come. */
export interface ReadSoFar {
  /** How many payments were handed on this time. */
  handedOn: number;
  /** What the reading came to; `null`: it isn't at its end. */
  end: ReadingEnd | null;
}

/** What a reading came to: it has met what is known. */
export interface ReadingEnd {
  /** The newest change, by PortOne's own clock, in Unix seconds. */
  newest: number;
  /** Whether so many could not be handed on that all of it has to come again. */
  isIncomplete: boolean;
}

/** What is read, and what is known of it. */
interface ToRead {
  list: AsyncIterable<Payment>;
  /** What has changed before that is known, in Unix seconds. */
  since: number;
  /** The newest change of the readings before. */
  newest: number;
}

export function createReading(
  { budget, signal }: Pick<LookParts, "budget" | "signal">,
  listed: ListedPayments,
  { list, since, newest: newestBefore }: ToRead,
): Reading {
  const payments = list[Symbol.asyncIterator]();
  let newest = newestBefore;
  let read = 0;
  /** How many payments in a row have changed before `since`. */
  let known = 0;
  let isIncomplete = false;

  /** The next payment; `null`: there is none, or what is known begins. */
  async function next(): Promise<Payment | null> {
    const { done, value: payment } = await payments.next();
    read++;
    if (done) return null;
    known = lastChangeOf(payment) < since ? known + 1 : 0;
    // A page of them, since something else than its state may have changed a payment.
    return known >= pageSize ? null : payment;
  }

  /** Whether it was handed on. */
  async function take(payment: Payment): Promise<boolean> {
    const changed = lastChangeOf(payment);
    newest = Math.max(newest, changed);
    if (listed.isKnown(payment)) return false;
    const handedOnAs = await listed.handOn(payment, Math.max(changed, since));
    if (handedOnAs === "dropped") isIncomplete = true;
    return handedOnAs === "handedOn";
  }

  return {
    readOn: async (most) => {
      const before = budget.spent();
      let handedOn = 0;
      while (!signal.aborted) {
        // The next one is on a page that has to be asked for.
        if (read % pageSize === 0) {
          if (budget.left() === 0 || budget.spent() - before >= most) break;
          budget.spend(1);
        }
        const payment = await next();
        if (!payment) return { handedOn, end: { newest, isIncomplete } };
        if (await take(payment)) handedOn++;
      }
      return { handedOn, end: null };
    },
  };
}
