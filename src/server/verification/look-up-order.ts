import { chooseVerdict, duplicatesAmong } from "./choose-verdict.ts";
import { judgeAllOf, judgeOne, type LookUp, type Verdict, wasPaid } from "./judge-payment.ts";
import type { PaidPayments } from "./paid-payments.ts";
import type { ReadOrder } from "./read-order.ts";
import type { ForgedPayment, Verification } from "./verify-payment.ts";

/** What an order has come to. */
export interface OrderLookedUp {
  /** The order's own state. */
  state: Verification;
  /** What there is to hand on, the order's own state last: a shop that knows no better goes by the last word. */
  verdicts: { verdict: Verification; duplicate: boolean }[];
}

/**
 * Looks up the payment that was reported, and the order's other ones where it matters: where another payment is known
 * to have paid the order, and for a customer who waits also where this one hasn't.
 */
export async function lookUpReported(
  client: LookUp,
  paidPayments: PaidPayments,
  order: ReadOrder,
  { imp_uid, customerWaits }: { imp_uid: string; customerWaits: boolean },
): Promise<OrderLookedUp> {
  const reported = await judgeOne(client, imp_uid, order);
  const paidByAnother = paidPayments.isPaidByAnother(order, imp_uid);
  if (!hasPayment(reported) || !othersMatter(reported, paidByAnother, customerWaits)) {
    if (reported.status === "paid") paidPayments.remember(order.merchant_uid, imp_uid);
    return { state: reported, verdicts: [{ verdict: reported, duplicate: false }] };
  }
  return summarize(paidPayments, order, await judgeAllOf(client, order), reported);
}

/** Looks up all payments of an order. */
export async function lookUpOrder(
  client: LookUp,
  paidPayments: PaidPayments,
  order: ReadOrder,
): Promise<OrderLookedUp> {
  return summarize(paidPayments, order, await judgeAllOf(client, order));
}

function hasPayment(verdict: Verdict | ForgedPayment): verdict is Verdict {
  return verdict.payment !== undefined;
}

function othersMatter({ status }: Verdict, paidByAnother: boolean, customerWaits: boolean): boolean {
  if (status === "forged") return false;
  // The common case is one payment and one request.
  if (status === "paid" || status === "ready") return paidByAnother;
  return paidByAnother || customerWaits;
}

function summarize(
  paidPayments: PaidPayments,
  order: ReadOrder,
  found: readonly Verdict[],
  reported?: Verdict,
): OrderLookedUp {
  const isReported = ({ payment }: Verdict) => payment.imp_uid === reported?.payment.imp_uid;
  const verdicts = reported && !found.some(isReported) ? [reported, ...found] : found;
  const state = chooseVerdict(verdicts, order.paidBy);
  if (state.status === "paid") paidPayments.remember(order.merchant_uid, state.payment.imp_uid);
  const duplicates = duplicatesAmong(verdicts, order.paidBy);
  const others = verdicts
    .filter((verdict) => verdict !== state && (isReported(verdict) || isOfConcern(verdict)))
    .reverse()
    .map((verdict) => ({ verdict, duplicate: duplicates.includes(verdict) }));
  return { state, verdicts: [...others, { verdict: state, duplicate: false }] };
}

/** Money that has moved or may yet. Attempts that came to nothing are no news beside what the order has come to. */
function isOfConcern({ status, payment }: Verdict): boolean {
  return status === "forged" ? wasPaid(payment) : status !== "failed" && status !== "pending";
}
