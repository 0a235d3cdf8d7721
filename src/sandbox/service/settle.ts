import { randomUUID } from "node:crypto";
import type { Outcome } from "../options.ts";
import { failures, type Language } from "./errors.ts";
import { subtract, sum } from "./money.ts";
import {
  awaitsDeposit,
  type Cancellation,
  digits,
  isFinished,
  type Payment,
  unixSeconds,
} from "./payments.ts";

/** What the person at the window, or the option `outcome`, decides. */
export type Decision = Exclude<Outcome, "manual">;

export function isDecision(value: unknown): value is Decision {
  return value === "approve" || value === "decline" || value === "cancel" || value === "vbank";
}

/**
 * The only place where a payment changes its state. A decision counts once: whoever presses twice, or comes
 * back to a finished payment, finds it as it was.
 *
 * @param origin - where this sandbox was reached, for the address of the receipt
 * @returns whether the payment has changed
 */
export function settle(
  payment: Payment,
  decision: Decision,
  language: Language,
  origin: string,
  dueAt?: number,
): boolean {
  if (isFinished(payment)) return false;
  if (decision === "decline") fail(payment, failures.declined[language]);
  else if (decision === "cancel") fail(payment, failures.cancelled[language]);
  else if (decision === "vbank" || payment.pay_method === "vbank") issueAccount(payment, dueAt);
  else pay(payment, origin);
  return true;
}

/** The money arrives in an issued account. `false` when the payment has none that waits for it. */
export function deposit(payment: Payment, origin: string): boolean {
  if (!awaitsDeposit(payment)) return false;
  pay(payment, origin);
  return true;
}

/** What of a payment can still be cancelled. */
export function cancellableOf({ status, amount, cancel_amount }: Payment): number {
  return status === "paid" ? subtract(amount, cancel_amount) : 0;
}

/**
 * Gives back so much of what was paid, which must not be more than {@link cancellableOf}. A payment of which
 * something is left stays paid.
 */
export function giveBack(payment: Payment, amount: number, reason: string): Cancellation {
  const cancellation_id = randomUUID();
  const cancellation: Cancellation = {
    pg_tid: `sandbox_${digits(16)}`,
    amount,
    cancelled_at: unixSeconds(),
    reason,
    cancellation_id,
    receipt_url: `${payment.receipt_url}#${cancellation_id}`,
  };
  payment.cancel_amount = sum(payment.cancel_amount, amount);
  payment.cancel_history.push(cancellation);
  payment.cancel_receipt_urls.push(cancellation.receipt_url);
  if (payment.cancel_amount === payment.amount) {
    payment.status = "cancelled";
    payment.cancelled_at = cancellation.cancelled_at;
    payment.cancel_reason = reason;
  }
  return cancellation;
}

function fail(payment: Payment, reason: string): void {
  payment.status = "failed";
  payment.failed_at = unixSeconds();
  payment.fail_reason = reason;
}

function pay(payment: Payment, origin: string): void {
  payment.status = "paid";
  payment.paid_at = unixSeconds();
  payment.receipt_url = `${origin}/receipt/${payment.imp_uid}`;
  // A deposit keeps the number under which its account was issued.
  payment.pg_tid ??= `sandbox_${digits(16)}`;
  if (payment.pay_method === "card") {
    Object.assign(payment, {
      apply_num: digits(8),
      card_code: "366",
      card_name: "신한카드",
      card_issuer_code: "366",
      card_issuer_name: "신한카드",
      card_publisher_code: "366",
      card_publisher_name: "신한카드",
      card_number: `55704212****${digits(3)}*`,
      card_type: 0,
    } satisfies Partial<Payment>);
  }
  if (payment.pay_method === "trans") {
    Object.assign(payment, { bank_code: "088", bank_name: "신한은행" } satisfies Partial<Payment>);
  }
}

const aWeek = 7 * 24 * 60 * 60;

function issueAccount(payment: Payment, dueAt = unixSeconds() + aWeek): void {
  Object.assign(payment, {
    pay_method: "vbank",
    pg_tid: `sandbox_${digits(16)}`,
    vbank_code: "088",
    vbank_name: "신한은행",
    vbank_num: `562${digits(11)}`,
    vbank_holder: "샌드박스",
    vbank_date: dueAt,
    vbank_issued_at: unixSeconds(),
  } satisfies Partial<Payment>);
}
