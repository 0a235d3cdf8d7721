import { pageSize } from "../client/list-payments.ts";
import type { Report } from "../handlers/hand-on.ts";
import { lookUpOrder } from "../handlers/look-up-order.ts";
import type { Payment } from "../payment.ts";
import { hasAccount, judge, wasPaid } from "../verification/judge-payment.ts";
import { readOrder } from "../verification/read-order.ts";
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
  /** Whether some payment could not be handed on, so that all of it has to come again. */
  failed: boolean;
}

/** How far back the list is read when nobody knows how far it was: a long weekend and more. */
const atFirst = 7 * 24 * 60 * 60;

/** What PortOne writes down a little late is met again; that it was handed on is remembered. */
const overlap = 5 * 60;

const mostRemembered = 10_000;

/**
 * Reads PortOne's own list, the last changes first, down to those that are known: payments of orders that were never
 * begun, of no order, refunds that were made at PortOne. What is read and when is told by PortOne's clock alone.
 *
 * @returns reads on with at most so many requests; how many payments were handed on
 */
export function createListReader(
  parts: LookParts,
  { client, claimList, onListed }: Pick<LookAfterOrdersOptions, "client" | "claimList" | "onListed">,
): (most: number) => Promise<number> {
  const { findOrder, handOn, paidPayments, lookUp, budget, signal } = parts;
  const handedOn = new Map<string, string>();
  let readUntil: number | null = null;
  let reading: Reading | null = null;

  async function begin(): Promise<Reading | null> {
    const claimed = claimList ? await claimList() : readUntil === null ? null : readUntil * 1000;
    if (claimed === false || claimed === undefined) return null;
    const until = claimed === null ? null : new Date(claimed).getTime() / 1000;
    const since = Math.floor(until === null ? Date.now() / 1000 - atFirst : until - overlap);
    const list = client.listPayments({ sorting: "-updated", retries: 0, signal });
    const payments = list[Symbol.asyncIterator]();
    return { payments, since, newest: until ?? since, read: 0, known: 0, failed: false };
  }

  async function end({ failed, newest }: Reading): Promise<void> {
    reading = null;
    if (failed) return;
    // A time in the future would hide whatever comes until then.
    readUntil = Math.min(newest, Date.now() / 1000 + 60 * 60);
    await onListed?.(new Date(readUntil * 1000));
  }

  /** @returns whether it was handed on */
  async function take(payment: Payment): Promise<boolean> {
    const { imp_uid, merchant_uid } = payment;
    const report: Report = { imp_uid, merchant_uid, source: "look", since: performance.now() };
    const order = await readOrder(findOrder, merchant_uid);
    const verdict = order
      ? judge(client, payment, order)
      : ({ status: "forged", reason: "unknown_order", payment } as const);
    // Opened and given up, or refused: no money of anybody's. What was given back is news where it is known as paid.
    const isMoney = wasPaid(payment) || hasAccount(payment);
    if (verdict.status === "pending" || (verdict.status === "forged" && !isMoney)) return false;
    if (order && verdict.status === "paid") {
      if (paidPayments.isPaidByAnother(order, imp_uid)) {
        const { verdicts } = await lookUpOrder(lookUp, paidPayments, order);
        await handOn.all(verdicts, report);
        return true;
      }
      paidPayments.remember(merchant_uid, imp_uid);
    }
    await handOn.verdict(verdict, report);
    return true;
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
      if (now.known > 0) continue;
      now.newest = Math.max(now.newest, changed);
      const what = `${payment.status} ${payment.cancel_amount} ${changed}`;
      if (handedOn.get(payment.imp_uid) === what) continue;
      try {
        if (await take(payment)) taken++;
        remember(payment.imp_uid, what);
      } catch (error) {
        if (signal.aborted) return taken;
        now.failed = true;
        const { imp_uid, merchant_uid } = payment;
        await handOn.error(error, { imp_uid, merchant_uid, source: "look", since: performance.now() });
      }
    }
  }

  function remember(imp_uid: string, what: string): void {
    handedOn.delete(imp_uid);
    handedOn.set(imp_uid, what);
    const [oldest] = handedOn.keys();
    if (handedOn.size > mostRemembered && oldest !== undefined) handedOn.delete(oldest);
  }

  return async (most) => {
    reading ??= await begin();
    if (!reading) return 0;
    try {
      return await readOn(reading, most);
    } catch (error) {
      // The list broke off: it is read anew from where it was known.
      reading = null;
      throw error;
    }
  };
}

/** When it came into its state, or was given back in part, in Unix seconds. */
function lastChangeOf(payment: Payment): number {
  const { started_at, vbank_issued_at, paid_at, failed_at, cancelled_at } = payment;
  const cancelled = (payment.cancel_history ?? []).map((one) => one.cancelled_at);
  const deposited = (payment.deposit_history ?? []).map((one) => one.deposited_at);
  const times = [started_at, vbank_issued_at, paid_at, failed_at, cancelled_at, ...cancelled, ...deposited];
  return Math.max(...times.map((time) => Number(time) || 0));
}
