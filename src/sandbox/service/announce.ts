import type { Attempt } from "./attempt.ts";
import type { Payment } from "./payments.ts";
import type { State } from "./state.ts";
import type { CancellationNotice } from "./webhooks.ts";

/**
 * What follows when a payment has changed: it is written down, and the merchant's server hears of it by a webhook.
 * PortOne says nothing of a payment that failed, unless it was a scheduled one.
 */
export async function announce(
  { log, webhooks }: Pick<State, "log" | "webhooks">,
  payment: Payment,
  cancellation?: CancellationNotice,
): Promise<void> {
  logChange(log, payment);
  const silent = payment.status === "failed" && payment.customer_uid_usage !== "payment.scheduled";
  if (!silent) await webhooks.send(payment, cancellation);
}

/** The same without a webhook. */
export function logChange(log: State["log"], payment: Payment): void {
  const { imp_uid, merchant_uid, status, cancel_amount } = payment;
  log.add({ event: "payment", imp_uid, merchant_uid, status, cancel_amount });
}

/** Writes down how far a payment or an identity verification has come; no webhook tells of the latter. */
export function logAttempt(log: State["log"], { request, payment }: Attempt): void {
  const { imp_uid, merchant_uid, status } = payment;
  if (request.action === "payment") logChange(log, payment);
  else log.add({ event: "certification", imp_uid, merchant_uid, status: certificationStatus(status) });
}

function certificationStatus(status: Payment["status"]): "opened" | "certified" | "failed" {
  if (status === "failed") return "failed";
  return status === "paid" ? "certified" : "opened";
}
