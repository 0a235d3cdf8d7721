import { IamportApiError } from "../api-error.ts";
import { shown } from "../escape-text.ts";
import type { Payment } from "../payment.ts";
import { createFailedPayments, type FailedPayment } from "./failed-payments.ts";
import { handOnListed } from "./hand-on-listed.ts";
import { createHandedOn } from "./handed-on.ts";
import type { LookParts } from "./look-at-doubtful.ts";

/**
 * What came of one payment:
 *
 * - `"handedOn"`: the shop has heard of it;
 * - `"noNews"`: there was nothing to be said of it;
 * - `"keptAside"`: it could not be handed on, and is tried again;
 * - `"dropped"`: it could not be handed on, and the list has to bring it again.
 */
export type HandedOnAs = "handedOn" | "noNews" | "keptAside" | "dropped";

/** The payments of PortOne's list on their way to the shop: each once, and those that failed again. */
export interface ListedPayments {
  /** Whether it was handed on as it is now, or is kept aside. */
  isKnown(payment: Payment): boolean;
  /**
   * Hands one on.
   *
   * @param at - from where on the list has to be read to meet it again, in Unix seconds
   */
  handOn(payment: Payment, at: number): Promise<HandedOnAs>;
  /** Tries some again of those that are kept aside, as they are now; how many were handed on. */
  tryAgain(most: number): Promise<number>;
  /** Says of those that have been kept aside for too long that the list no longer waits for them. */
  giveUpLate(): Promise<void>;
  /** From where on the list has to be read again for the sake of those that it waits for; `null`: there is none. */
  readAgainFrom(): number | null;
}

/** How many of those that failed are tried again in one round. */
const mostTriedAgain = 5;

export function createListedPayments(parts: LookParts): ListedPayments {
  const { lookUp, budget, signal } = parts;
  const handedOn = createHandedOn();
  const failed = createFailedPayments();

  async function tell({ imp_uid, merchant_uid }: FailedPayment | Payment, error: unknown): Promise<void> {
    await parts.handOn.error(error, { imp_uid, merchant_uid, source: "look", since: performance.now() });
  }

  async function handOn(payment: Payment, at: number): Promise<HandedOnAs> {
    const { imp_uid, merchant_uid } = payment;
    try {
      const isNews = await handOnListed(parts, payment);
      handedOn.add(payment);
      failed.drop(imp_uid);
      return isNews ? "handedOn" : "noNews";
    } catch (error) {
      if (signal.aborted) return "dropped";
      const isKept = failed.keep({ imp_uid, merchant_uid, at });
      await tell(payment, error);
      return isKept ? "keptAside" : "dropped";
    }
  }

  /** As it is now; whether it was handed on. */
  async function tryOne(one: FailedPayment): Promise<boolean> {
    try {
      return (await handOn(await lookUp.getPayment(one.imp_uid), one.at)) === "handedOn";
    } catch (error) {
      if (signal.aborted) return false;
      // PortOne has none of that ID any more.
      if (error instanceof IamportApiError && !error.retryable) failed.drop(one.imp_uid);
      await tell(one, error);
      return false;
    }
  }

  return {
    isKnown: (payment) => handedOn.has(payment) || failed.has(payment.imp_uid),
    handOn,
    tryAgain: async (most) => {
      let again = 0;
      for (const one of failed.next(Math.min(most, mostTriedAgain))) {
        if (signal.aborted || budget.left() === 0) break;
        if (await tryOne(one)) again++;
      }
      return again;
    },
    giveUpLate: async () => {
      for (const one of failed.giveUp()) await tell(one, notWaitedFor(one));
    },
    readAgainFrom: failed.readAgainFrom,
  };
}

function notWaitedFor({ imp_uid, merchant_uid }: FailedPayment): Error {
  return new Error(
    `${imp_uid} of the order ${shown(merchant_uid)} could not be handed on for a day: from now on PortOne's list ` +
      "counts as read without it. This server goes on trying until it ends; after it nobody does, so look at that payment yourself.",
  );
}
