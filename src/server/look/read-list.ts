import { IamportApiError } from "../api-error.ts";
import { pageSize } from "../client/read-pages.ts";
import { shown } from "../escape-text.ts";
import type { Payment } from "../payment.ts";
import { createFailedPayments, type FailedPayment } from "./failed-payments.ts";
import { handOnListed } from "./hand-on-listed.ts";
import { createHandedOn, lastChangeOf } from "./handed-on.ts";
import type { LookAfterOrdersOptions } from "./look-after-orders.ts";
import type { LookParts } from "./look-at-doubtful.ts";

/** A reading of the list that may take several rounds. */
interface Reading {
  payments: AsyncIterator<Payment>;
  /** What has changed before that is known, in Unix seconds. */
  since: number;
  /** The newest change so far, by PortOne's own clock. */
  newest: number;
  read: number;
  /** How many payments in a row have changed before. */
  known: number;
  /** Whether so many could not be handed on that all of it has to come again. */
  isIncomplete: boolean;
}

/** How far back the list is read when nobody knows how far it was: a long weekend and more. */
const atFirst = 7 * 24 * 60 * 60;

/** What PortOne writes down a little late is met again; that it was handed on is remembered. */
const overlap = 5 * 60;

/** By how many seconds PortOne's clock may be ahead. A time beyond that would hide whatever comes until then. */
const clockDifference = 5 * 60;

/** How many of those that failed are tried again in one round. */
const mostTriedAgain = 5;

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
  const { handOn, lookUp, budget, signal } = parts;
  const handedOn = createHandedOn();
  const failed = createFailedPayments();
  /** Until when this process has handed on all but those that failed, and what it has said of that. In Unix seconds. */
  let readUntil: number | null = null;
  let told: number | null = null;
  let reading: Reading | null = null;

  async function begin(): Promise<Reading | null> {
    const claimed = claimList ? await claimList() : readUntil === null ? null : readUntil * 1000;
    if (claimed === false || claimed === undefined) return null;
    const until = claimed === null ? null : knownUntil(Math.floor(new Date(claimed).getTime() / 1000));
    const since = until === null ? Math.floor(Date.now() / 1000) - atFirst : until - overlap;
    const list = client.listPayments({ sorting: "-updated", retries: 0, signal });
    const payments = list[Symbol.asyncIterator]();
    return { payments, since, newest: until ?? since, read: 0, known: 0, isIncomplete: false };
  }

  /** Until when the list is known, in Unix seconds; `null`: nobody knows. */
  function knownUntil(claimed: number): number | null {
    // A time that is still to come says nothing: a clock was wrong when it was written down.
    if (!(claimed <= latest())) return null;
    // What was told may lag behind for the sake of those that failed, and this process has them at hand.
    const isAsTold = told !== null && claimed >= told;
    return isAsTold ? Math.max(claimed, readUntil ?? claimed) : claimed;
  }

  async function end({ isIncomplete, newest }: Reading): Promise<void> {
    reading = null;
    if (isIncomplete) return;
    readUntil = Math.min(newest, latest());
    for (const one of failed.giveUp()) await tell(one, notWaitedFor(one));
    told = Math.min(readUntil, failed.readAgainFrom() ?? readUntil);
    await onListed?.(new Date(told * 1000));
  }

  async function tell({ imp_uid, merchant_uid }: FailedPayment | Payment, error: unknown): Promise<void> {
    await handOn.error(error, { imp_uid, merchant_uid, source: "look", since: performance.now() });
  }

  /**
   * @param at - from where on the list has to be read to meet it again, in Unix seconds
   * @returns whether it was handed on
   */
  async function take(payment: Payment, at: number): Promise<boolean> {
    const { imp_uid, merchant_uid } = payment;
    try {
      const isNews = await handOnListed(parts, payment);
      handedOn.add(payment);
      failed.drop(imp_uid);
      return isNews;
    } catch (error) {
      if (signal.aborted) return false;
      if (!failed.keep({ imp_uid, merchant_uid, at }) && reading) reading.isIncomplete = true;
      await tell(payment, error);
      return false;
    }
  }

  /** Those that failed before, as they are now. */
  async function takeFailed(most: number): Promise<number> {
    let taken = 0;
    for (const one of failed.next(Math.min(most, mostTriedAgain))) {
      if (signal.aborted || budget.left() === 0) break;
      try {
        if (await take(await lookUp.getPayment(one.imp_uid), one.at)) taken++;
      } catch (error) {
        if (signal.aborted) break;
        // PortOne has none of that ID any more.
        if (error instanceof IamportApiError && !error.retryable) failed.drop(one.imp_uid);
        await tell(one, error);
      }
    }
    return taken;
  }

  async function readOn(now: Reading, most: number): Promise<number> {
    const before = budget.spent();
    let taken = 0;
    for (;;) {
      if (signal.aborted) return taken;
      if (now.read % pageSize === 0) {
        if (budget.left() === 0 || budget.spent() - before >= most) return taken;
        budget.spend(1);
      }
      const { done, value: payment } = await now.payments.next();
      now.read++;
      const changed = done ? 0 : lastChangeOf(payment);
      now.known = changed < now.since ? now.known + 1 : 0;
      // A page of them, since something else than its state may have changed a payment.
      if (done || now.known >= pageSize) {
        await end(now);
        return taken;
      }
      now.newest = Math.max(now.newest, changed);
      if (handedOn.has(payment) || failed.has(payment.imp_uid)) continue;
      if (await take(payment, Math.max(changed, now.since))) taken++;
    }
  }

  return async (most) => {
    const before = budget.spent();
    const taken = await takeFailed(Math.floor(most / 2));
    reading ??= await begin();
    if (!reading) return taken;
    try {
      return taken + (await readOn(reading, most - (budget.spent() - before)));
    } catch (error) {
      // The list broke off: it is read anew from where it was known.
      reading = null;
      throw error;
    }
  };
}

function latest(): number {
  return Math.floor(Date.now() / 1000) + clockDifference;
}

function notWaitedFor({ imp_uid, merchant_uid }: FailedPayment): Error {
  return new Error(
    `${imp_uid} of the order ${shown(merchant_uid)} could not be handed on for a day: from now on PortOne's list ` +
      "counts as read without it. This server goes on trying until it ends; after it nobody does, so look at that payment yourself.",
  );
}
