import type { IamportClient } from "../client/create-iamport-client.ts";
import { isImpUid } from "../client/identifiers.ts";
import { whenUnknown } from "../client/when-unknown.ts";
import type { Payment } from "../payment.ts";
import { isBetween, isSameAmount } from "./decimal.ts";
import type { ReadOrder } from "./read-order.ts";
import type { ForgedPayment, ForgedReason, VerifiedPayment } from "./verify-payment.ts";

/** As much of a client as it takes to look payments up. */
export type LookUp = Pick<IamportClient, "includeSandbox" | "getPayment" | "findPayments">;

/** What is to be said of one payment of an order. */
export type Verdict = (VerifiedPayment | ForgedPayment) & { payment: Payment };

/** What PortOne says of the payment that was reported for the order. */
export async function judgeOne(
  client: LookUp,
  imp_uid: string,
  order: ReadOrder,
): Promise<Verdict | ForgedPayment> {
  const payment = isImpUid(imp_uid) ? await client.getPayment(imp_uid).catch(whenUnknown(null)) : null;
  return payment ? judge(client, payment, order) : { status: "forged", reason: "unknown_payment" };
}

/** What PortOne says of all payments of the order, the newest first. */
export async function judgeAllOf(client: LookUp, order: ReadOrder): Promise<Verdict[]> {
  const payments = await client.findPayments(order.merchant_uid);
  return payments.map((payment) => judge(client, payment, order));
}

/** Whether a payment is the order's, and what it has come to. */
export function judge(
  { includeSandbox }: Pick<IamportClient, "includeSandbox">,
  payment: Payment,
  order: ReadOrder,
): Verdict {
  const forged = (reason: ForgedReason): Verdict => ({ status: "forged", reason, payment });
  // Else a customer pays for a cheap order, and reports that payment for a dear one.
  if (payment.merchant_uid !== order.merchant_uid) return forged("merchant_uid");
  // A customer can choose a test channel in the browser's console.
  if (payment.sandbox && !includeSandbox) return forged("test_payment");
  if (!isSameAmount(payment.amount, order.amount)) return forged("amount");
  // Whatever came in its place is no currency, and no reason to throw.
  if (typeof payment.currency !== "string" || payment.currency.toUpperCase() !== order.currency) {
    return forged("currency");
  }
  return { status: statusOf(payment), payment };
}

/** Whether somebody has paid it, also if all of it was given back since. */
export function wasPaid({ status, paid_at, cancel_amount }: Payment): boolean {
  return status === "paid" || Number(paid_at) > 0 || Number(cancel_amount) > 0;
}

/** Whether there is an account to pay into. Gateways that have none to name write a word in its place. */
export function hasAccount({ status, vbank_num }: Payment): boolean {
  return status === "ready" && typeof vbank_num === "string" && /[1-9]/.test(vbank_num);
}

function statusOf(payment: Payment): VerifiedPayment["status"] {
  switch (payment.status) {
    case "paid":
      return isSameAmount(payment.cancel_amount, payment.amount) && payment.amount > 0 ? "cancelled" : "paid";
    case "cancelled":
      // PortOne says so of a payment of which only a part was given back, too: the shop keeps the rest. Where nothing
      // was given back, nothing was paid: an account that was closed.
      return isBetween(payment.cancel_amount, { above: 0, below: payment.amount }) ? "paid" : "cancelled";
    case "failed":
      return "failed";
    default:
      // "ready" is every payment that was opened and not finished; PayPal also has one that waits for approval.
      return hasAccount(payment) ? "ready" : "pending";
  }
}
