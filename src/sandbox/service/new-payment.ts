import { createImpUid, type Payment } from "./payments.ts";

type Needed =
  | "merchant_uid"
  | "channel"
  | "pg_provider"
  | "pg_id"
  | "sandbox"
  | "amount"
  | "currency"
  | "started_at";

/** A payment that has just begun: what isn't given is what PortOne answers of a payment without it. */
export function newPayment(given: Pick<Payment, Needed> & Partial<Payment>): Payment {
  return {
    imp_uid: createImpUid(),
    pay_method: "card",
    emb_pg_provider: null,
    pg_tid: null,
    escrow: false,
    apply_num: null,
    bank_code: null,
    bank_name: null,
    card_code: null,
    card_name: null,
    card_issuer_code: null,
    card_issuer_name: null,
    card_publisher_code: null,
    card_publisher_name: null,
    card_quota: 0,
    card_number: null,
    card_type: null,
    vbank_code: null,
    vbank_name: null,
    vbank_num: null,
    vbank_holder: null,
    vbank_date: 0,
    vbank_issued_at: 0,
    name: null,
    cancel_amount: 0,
    buyer_name: null,
    buyer_email: null,
    buyer_tel: null,
    buyer_addr: null,
    buyer_postcode: null,
    custom_data: null,
    user_agent: null,
    status: "ready",
    paid_at: 0,
    failed_at: 0,
    cancelled_at: 0,
    fail_reason: null,
    cancel_reason: null,
    receipt_url: null,
    cancel_history: [],
    deposit_history: [],
    cancel_receipt_urls: [],
    cash_receipt_issued: false,
    customer_uid: null,
    customer_uid_usage: null,
    promotion: null,
    ...given,
  };
}
