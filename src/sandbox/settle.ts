import { failures, type Language } from "./errors.ts";
import type { Outcome } from "./options.ts";
import { digits, isFinished, type Payment, unixSeconds } from "./payments.ts";

/** What the person at the window, or the option `outcome`, decides. */
export type Decision = Exclude<Outcome, "manual">;

export function isDecision(value: unknown): value is Decision {
  return value === "approve" || value === "decline" || value === "cancel" || value === "vbank";
}

/**
 * The only place where a payment changes its state, and only once: whoever presses twice, or comes back
 * to a finished payment, finds it as it was.
 */
export function settle(payment: Payment, decision: Decision, language: Language, dueAt?: number): void {
  if (isFinished(payment)) return;
  if (decision === "decline") fail(payment, failures.declined[language]);
  else if (decision === "cancel") fail(payment, failures.cancelled[language]);
  else if (decision === "vbank" || payment.pay_method === "vbank") issueAccount(payment, dueAt);
  else pay(payment);
}

function fail(payment: Payment, reason: string): void {
  payment.status = "failed";
  payment.failed_at = unixSeconds();
  payment.fail_reason = reason;
}

function pay(payment: Payment): void {
  payment.status = "paid";
  payment.paid_at = unixSeconds();
  payment.pg_tid = `sandbox_${digits(16)}`;
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
