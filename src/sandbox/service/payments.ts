import { randomInt } from "node:crypto";

/** One cancellation, of all or a part. */
export interface Cancellation {
  pg_tid: string;
  amount: number;
  /** Unix seconds. */
  cancelled_at: number;
  reason: string;
  cancellation_id: string;
  /** `null`: the payment has none that it could be on. */
  receipt_url: string | null;
}

/** A sum that arrived in an issued account. */
export interface Deposit {
  pg_tid: string;
  amount: number;
  reason: string;
  depositor_name: string;
  /** Unix seconds. */
  deposited_at: number;
}

/** A payment's record, field by field as PortOne's REST API gives it. */
export interface Payment {
  imp_uid: string;
  merchant_uid: string;
  pay_method: string;
  channel: "pc" | "mobile" | "api";
  pg_provider: string;
  emb_pg_provider: string | null;
  pg_tid: string | null;
  pg_id: string;
  /** Paid through a test channel. */
  sandbox: boolean;
  escrow: boolean;
  apply_num: string | null;
  bank_code: string | null;
  bank_name: string | null;
  card_code: string | null;
  card_name: string | null;
  card_issuer_code: string | null;
  card_issuer_name: string | null;
  card_publisher_code: string | null;
  card_publisher_name: string | null;
  card_quota: number;
  card_number: string | null;
  card_type: number | null;
  vbank_code: string | null;
  vbank_name: string | null;
  vbank_num: string | null;
  vbank_holder: string | null;
  vbank_date: number;
  vbank_issued_at: number;
  name: string | null;
  amount: number;
  cancel_amount: number;
  currency: string;
  buyer_name: string | null;
  buyer_email: string | null;
  buyer_tel: string | null;
  buyer_addr: string | null;
  buyer_postcode: string | null;
  custom_data: string | null;
  user_agent: string | null;
  /** `"ready"` until it is finished, and also an issued account that waits for its deposit. */
  status: "ready" | "paid" | "failed" | "cancelled";
  /** This and the times below: Unix seconds, 0 = not (yet). */
  started_at: number;
  paid_at: number;
  failed_at: number;
  cancelled_at: number;
  fail_reason: string | null;
  cancel_reason: string | null;
  receipt_url: string | null;
  cancel_history: Cancellation[];
  deposit_history: Deposit[];
  cancel_receipt_urls: string[];
  cash_receipt_issued: boolean;
  customer_uid: string | null;
  customer_uid_usage: string | null;
  promotion: null;
}

/** The payments of one sandbox, in memory, in the order in which they were opened. */
export interface Payments {
  /** @param noticeUrls - where its webhooks go, in the place of the console's address */
  add(payment: Payment, noticeUrls?: readonly string[]): void;
  noticeUrlsOf(imp_uid: string): readonly string[];
  get(imp_uid: string): Payment | undefined;
  /** All of them, the newest first. */
  all(): Payment[];
  /** An order's payments, the newest first. */
  ofOrder(merchant_uid: string): Payment[];
}

export function createPayments(): Payments {
  const byUid = new Map<string, Payment>();
  // An order is looked up each time that a window opens: not by going through all payments.
  const byOrder = new Map<string, Payment[]>();
  const noticeUrls = new Map<string, readonly string[]>();
  return {
    add: (payment, urls = []) => {
      const { imp_uid, merchant_uid } = payment;
      const ofOrder = byOrder.get(merchant_uid) ?? [];
      byUid.set(imp_uid, payment);
      byOrder.set(merchant_uid, ofOrder);
      ofOrder.push(payment);
      if (urls.length > 0) noticeUrls.set(imp_uid, urls);
    },
    noticeUrlsOf: (imp_uid) => noticeUrls.get(imp_uid) ?? [],
    get: (imp_uid) => byUid.get(imp_uid),
    all: () => [...byUid.values()].reverse(),
    ofOrder: (merchant_uid) => [...(byOrder.get(merchant_uid) ?? [])].reverse(),
  };
}

/** Whether anything has come of a payment: as long as nothing has, it is `"ready"` and has no account to pay into. */
export function isFinished(payment: Payment): boolean {
  return payment.status !== "ready" || payment.vbank_num !== null;
}

/** An issued account that nobody has paid into yet. */
export function awaitsDeposit(payment: Payment): boolean {
  return payment.status === "ready" && payment.vbank_num !== null;
}

/** When a payment last changed its state, Unix seconds. */
export function updatedAt(payment: Payment): number {
  const { started_at, vbank_issued_at, paid_at, failed_at, cancel_history } = payment;
  const cancelled = cancel_history.map(({ cancelled_at }) => cancelled_at);
  return Math.max(started_at, vbank_issued_at, paid_at, failed_at, ...cancelled);
}

/** `imp_` and twelve digits, as PortOne's own. They are random: whoever knows them can open the payment page. */
export function createImpUid(): string {
  return `imp_${digits(12)}`;
}

/** So many random digits. */
export function digits(count: number): string {
  return Array.from({ length: count }, () => randomInt(10)).join("");
}
