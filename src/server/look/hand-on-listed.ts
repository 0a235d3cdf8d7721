import type { Report } from "../handlers/hand-on.ts";
import type { Payment } from "../payment.ts";
import { hasAccount, judge, wasPaid } from "../verification/judge-payment.ts";
import { lookUpOrder } from "../verification/look-up-order.ts";
import { readOrder } from "../verification/read-order.ts";
import type { LookParts } from "./look-at-doubtful.ts";

/**
 * Hands on one payment of PortOne's list: of whatever order, or of none.
 *
 * @returns whether there was anything to be said of it
 */
export async function handOnListed(
  { findOrder, handOn, paidPayments, lookUp }: LookParts,
  payment: Payment,
): Promise<boolean> {
  const { imp_uid, merchant_uid } = payment;
  const report: Report = { imp_uid, merchant_uid, source: "look", since: performance.now() };
  const order = await readOrder(findOrder, merchant_uid);
  const verdict = order
    ? judge(lookUp, payment, order)
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
