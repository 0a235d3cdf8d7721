import type { Call } from "../client/call.ts";
import { gather, readPayments } from "../client/list-payments.ts";
import { whenUnknown } from "../client/when-unknown.ts";
import type { Payment } from "../payment.ts";
import { isSameAmount } from "../verification/decimal.ts";
import type { ChargeRequest } from "./charge-billing-key.ts";

/** What an order's payments say of one charge. */
export interface OrderCharges {
  /** The charge itself: paid, and perhaps given back since. */
  charge: Payment | undefined;
  /** Another payment that has paid the order: to charge it as well would be once too often. */
  paidBy: Payment | undefined;
  /** A charge that was begun and has no end yet. */
  underWay: Payment | undefined;
  /** The same charge, declined. */
  declined: Payment[];
}

/** Looks at what was made of an order so far. */
export async function findCharge(call: Call, request: ChargeRequest): Promise<OrderCharges> {
  const payments = await paymentsOf(call, request.merchant_uid);
  const charged = payments.filter(({ status }) => status === "paid" || status === "cancelled");
  return {
    charge: charged.find((payment) => isChargeOf(payment, request)),
    paidBy: charged.find((payment) => !isChargeOf(payment, request)),
    underWay: payments.find(isUnderWay),
    declined: payments.filter((payment) => payment.status === "failed" && isChargeOf(payment, request)),
  };
}

/** All payments of an order, those of test channels too: whatever was charged must not be charged again. */
function paymentsOf(call: Call, merchant_uid: string): Promise<Payment[]> {
  const path = `/payments/findAll/${encodeURIComponent(merchant_uid)}`;
  const pages = readPayments(call, path, { include_sandbox: "true", sorting: "-started" }, {});
  return gather(pages, 1_000, "Charge under another merchant_uid.").catch(whenUnknown([]));
}

function isChargeOf(payment: Payment, { customer_uid, amount, currency = "KRW" }: ChargeRequest): boolean {
  const isSame = isSameAmount(payment.amount, amount) && payment.currency === currency;
  return isSame && payment.customer_uid === customer_uid;
}

const tenMinutes = 10 * 60;

/** Begun by a server and not finished. One that has been so for long has come to nothing. */
function isUnderWay({ status, channel, vbank_num, started_at = 0 }: Payment): boolean {
  if (status !== "ready" || channel !== "api" || vbank_num) return false;
  return Date.now() / 1000 - started_at < tenMinutes;
}
