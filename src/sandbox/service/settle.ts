import { randomUUID } from "node:crypto";
import type { Outcome } from "../options.ts";
import { failures, type Language } from "./errors.ts";
import { subtract, sum } from "./money.ts";
import { awaitsDeposit, type Cancellation, digits, isFinished, type Payment } from "./payments.ts";

/** What the person at the window, or the option `outcome`, decides. */
export type Decision = Exclude<Outcome, "manual">;

export function isDecision(value: unknown): value is Decision {
  return value === "approve" || value === "decline" || value === "cancel" || value === "vbank";
}

/** When and where something happens to a payment. */
export interface Moment {
  /** Unix seconds. */
  now: number;
  /** Where this sandbox was reached, for the address of the receipt. */
  origin: string;
}

/**
 * Carries a decision out on a payment. The first one counts: whoever presses twice, or comes back to a finished payment,
 * finds it as it was.
 */
export function settle(
  payment: Payment,
  decision: Decision,
  language: Language,
  moment: Moment,
  dueAt?: number,
): void {
  if (isFinished(payment)) return;
  if (decision === "decline") fail(payment, failures.declined[language], moment);
  else if (decision === "cancel") fail(payment, failures.cancelled[language], moment);
  else if (decision === "vbank" || payment.pay_method === "vbank") issueAccount(payment, moment, { dueAt });
  else pay(payment, moment);
}

/** The money arrives in an issued account. It can't without one, nor after the due date: banks then take no deposit. */
export function deposit(payment: Payment, moment: Moment): "deposited" | "no account" | "too late" {
  if (!awaitsDeposit(payment)) return "no account";
  if (moment.now > payment.vbank_date) return "too late";
  pay(payment, moment);
  payment.deposit_history.push({
    pg_tid: payment.pg_tid ?? "",
    amount: payment.amount,
    reason: "입금",
    depositor_name: payment.buyer_name ?? "샌드박스",
    deposited_at: moment.now,
  });
  return "deposited";
}

/** The account takes no deposit any more. `false` when there is none that waits for one. */
export function expire(payment: Payment, now: number): boolean {
  if (!awaitsDeposit(payment)) return false;
  payment.vbank_date = Math.min(payment.vbank_date, now - 1);
  return true;
}

/**
 * What of a payment can still be cancelled. Its status doesn't tell: a payment of which a part was given back is "paid"
 * here, and "cancelled" in what PortOne has answered of some, which a seed may hold.
 */
export function cancellableOf({ paid_at, amount, cancel_amount }: Payment): number {
  return paid_at > 0 ? subtract(amount, cancel_amount) : 0;
}

/**
 * Gives back so much of what was paid, which must not be more than {@link cancellableOf}. A payment of which
 * something is left stays paid.
 */
export function giveBack(payment: Payment, amount: number, reason: string, now: number): Cancellation {
  const cancellation_id = randomUUID();
  const cancellation: Cancellation = {
    pg_tid: `sandbox_${digits(16)}`,
    amount,
    cancelled_at: now,
    reason,
    cancellation_id,
    receipt_url: payment.receipt_url && `${payment.receipt_url}#${cancellation_id}`,
  };
  payment.cancel_amount = sum(payment.cancel_amount, amount);
  payment.cancel_history.push(cancellation);
  if (cancellation.receipt_url) payment.cancel_receipt_urls.push(cancellation.receipt_url);
  if (payment.cancel_amount === payment.amount) {
    payment.status = "cancelled";
    payment.cancelled_at = cancellation.cancelled_at;
    payment.cancel_reason = reason;
  }
  return cancellation;
}

export function fail(payment: Payment, reason: string, { now }: Pick<Moment, "now">): void {
  payment.status = "failed";
  payment.failed_at = now;
  payment.fail_reason = reason;
}

export function pay(payment: Payment, { now, origin }: Moment): void {
  payment.status = "paid";
  payment.paid_at = now;
  payment.receipt_url = `${origin}/receipt/${payment.imp_uid}`;
  // A deposit keeps the number under which its account was issued.
  payment.pg_tid ??= `sandbox_${digits(16)}`;
  if (payment.pay_method === "card") {
    Object.assign(payment, {
      apply_num: digits(8),
      ...shinhanCard,
      card_number: payment.card_number ?? `55704212****${digits(3)}*`,
    } satisfies Partial<Payment>);
  }
  if (payment.pay_method === "trans") {
    Object.assign(payment, { bank_code: "088", bank_name: "신한은행" } satisfies Partial<Payment>);
  }
}

/** The card with which everybody pays here. */
export const shinhanCard = {
  card_code: "366",
  card_name: "신한카드",
  card_issuer_code: "366",
  card_issuer_name: "신한카드",
  card_publisher_code: "366",
  card_publisher_name: "신한카드",
  card_type: 0,
} as const;

/** How long an account takes its deposit, unless somebody says otherwise. Seconds. */
export const aWeek = 7 * 24 * 60 * 60;

/** What an account's issuer was asked for; the sandbox chooses the rest. */
interface AccountWish {
  dueAt?: number | undefined;
  bank?: { code: string; name: string } | undefined;
  number?: string | undefined;
  holder?: string | undefined;
}

export function issueAccount(payment: Payment, { now }: Moment, wish: AccountWish = {}): void {
  Object.assign(payment, {
    pay_method: payment.pay_method === "cvs" ? "cvs" : "vbank",
    pg_tid: `sandbox_${digits(16)}`,
    vbank_code: wish.bank?.code ?? "088",
    vbank_name: wish.bank?.name ?? "신한은행",
    vbank_num: wish.number ?? `562${digits(11)}`,
    vbank_holder: wish.holder ?? "샌드박스",
    vbank_date: wish.dueAt ?? now + aWeek,
    vbank_issued_at: now,
  } satisfies Partial<Payment>);
}
