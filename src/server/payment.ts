/** One deposit into a fixed virtual account, which takes any number of them. */
export interface PaymentDeposit {
  /** The gateway's ID of the deposit. */
  pg_tid: string;
  /** How much was deposited, in the payment's currency. */
  amount: number;
  /** What the gateway says of it. */
  reason: string;
  /** Who deposited it, as the bank says. */
  depositor_name: string;
  /** When, in Unix seconds. */
  deposited_at: number;
}

/** One cancellation of a payment, whole or in part. */
export interface PaymentCancellation {
  /** The gateway's ID of the cancellation. */
  pg_tid: string;
  /** How much was cancelled, in the payment's currency. */
  amount: number;
  /** When, in Unix seconds. */
  cancelled_at: number;
  /** Why, as the merchant gave it. */
  reason: string;
  /** PortOne's ID of the cancellation, the one that a webhook names. */
  cancellation_id: string;
  /** Where the receipt of the cancellation is, at gateways that have one. */
  receipt_url?: string | null;
}

/**
 * A payment as PortOne's REST API gives it. Names are PortOne's. Only the first seven are promised by
 * PortOne; of the others, what a gateway or a method doesn't have is `null` or missing, and a time that hasn't come
 * is 0.
 *
 * @see https://api.iamport.kr (`PaymentAnnotation`)
 */
export interface Payment {
  /** PortOne's ID of the payment: 1 to 50 of `A-Za-z0-9_-`, as in `"imp_448280090638"`. */
  imp_uid: string;
  /** Your order's ID. */
  merchant_uid: string;
  /** What was to be paid, in units of `currency`: 64900 KRW, 14.2 USD. */
  amount: number;
  /** How much of it has been cancelled so far, in units of `currency`. */
  cancel_amount: number;
  /** ISO 4217 code. */
  currency: string;
  /**
   * - `"paid"`: paid, and perhaps cancelled in part since (`cancel_amount`);
   * - `"ready"`: opened and not finished, or an issued virtual account that waits for its deposit: only
   *   `vbank_num` tells them apart;
   * - `"failed"`: refused, or given up by the customer;
   * - `"cancelled"`: paid, and cancelled since. PortOne has said so of payments of which only a part was given back, and
   *   of accounts that were closed unpaid: `cancel_amount` tells them apart.
   */
  status: "ready" | "paid" | "failed" | "cancelled";
  /** Whether it went through a test channel: then no money moved. */
  sandbox: boolean;
  /** The method: `"card"`, `"trans"`, `"vbank"`, `"phone"`, … */
  pay_method?: string | null;
  /** Where it was made: in a PC's or a phone's browser, or by a call to the API. */
  channel?: "pc" | "mobile" | "api" | null;
  /** The gateway's code. */
  pg_provider?: string | null;
  /** The gateway behind a hub's payment. */
  emb_pg_provider?: string | null;
  /** The gateway's ID of the payment. */
  pg_tid?: string | null;
  /** Your ID at the gateway. */
  pg_id?: string | null;
  /** Whether it is an escrow payment. */
  escrow?: boolean;
  /** The card issuer's approval number. */
  apply_num?: string | null;
  /** The bank of a transfer, by its KFTC code. */
  bank_code?: string | null;
  /** The bank's name. */
  bank_name?: string | null;
  /** The card issuer, by its KFTC code. */
  card_code?: string | null;
  /** The card issuer's name. */
  card_name?: string | null;
  /** The bank that issued the card, by its KFTC code, at gateways that tell. */
  card_issuer_code?: string | null;
  /** The name of the bank that issued the card. */
  card_issuer_name?: string | null;
  /** Whose card it is, by its KFTC code, at gateways that tell. */
  card_publisher_code?: string | null;
  /** The name of the company whose card it is. */
  card_publisher_name?: string | null;
  /** Months of the instalments, 0: none. */
  card_quota?: number | null;
  /** The card's number, its middle hidden. */
  card_number?: string | null;
  /** 0: credit, 1: debit. Not every gateway tells. */
  card_type?: number | null;
  /** The virtual account's bank, by its KFTC code. */
  vbank_code?: string | null;
  /** The virtual account's bank. */
  vbank_name?: string | null;
  /** The virtual account's number. With `status: "ready"` it means: issued, and not paid yet. */
  vbank_num?: string | null;
  /** The virtual account's holder; Toss Payments doesn't tell. */
  vbank_holder?: string | null;
  /** Until when the account takes the deposit, in Unix seconds. */
  vbank_date?: number | null;
  /** When the account was issued, in Unix seconds. */
  vbank_issued_at?: number | null;
  /** The product's name. */
  name?: string | null;
  /** The buyer's name. */
  buyer_name?: string | null;
  /** The buyer's e-mail address. */
  buyer_email?: string | null;
  /** The buyer's phone number. */
  buyer_tel?: string | null;
  /** The buyer's address. */
  buyer_addr?: string | null;
  /** The buyer's postal code. */
  buyer_postcode?: string | null;
  /** What `custom_data` was given, as a JSON string. The browser chose it: believe none of it. */
  custom_data?: string | null;
  /** The browser's name for itself. */
  user_agent?: string | null;
  /** When the payment window was opened, in Unix seconds. */
  started_at?: number;
  /** When it was paid, in Unix seconds; 0: it wasn't. */
  paid_at?: number;
  /** When it failed, in Unix seconds; 0: it didn't. */
  failed_at?: number;
  /** When it was cancelled, in Unix seconds; 0: it wasn't. */
  cancelled_at?: number;
  /** Why it failed, in the gateway's words. */
  fail_reason?: string | null;
  /** Why it was cancelled. */
  cancel_reason?: string | null;
  /** Where the receipt is, at gateways and methods that have one. */
  receipt_url?: string | null;
  /** Its cancellations so far. */
  cancel_history?: PaymentCancellation[] | null;
  /** The deposits into a fixed virtual account so far. */
  deposit_history?: PaymentDeposit[] | null;
  /**
   * The receipts of its cancellations.
   * @deprecated in favour of `receipt_url` in `cancel_history`
   */
  cancel_receipt_urls?: string[] | null;
  /** Whether a cash receipt was issued. */
  cash_receipt_issued?: boolean;
  /** The billing key that was used. */
  customer_uid?: string | null;
  /** What the billing key was used for; `null`: none was. */
  customer_uid_usage?: "issue" | "payment" | "payment.scheduled" | (string & {}) | null;
  /** The promotion that lowered the price. */
  promotion?: {
    /** PortOne's ID of it. */
    id?: string;
    /** By how much, in the payment's currency. */
    discount?: number;
  } | null;
  /** What PortOne adds beside these. */
  [other: string]: unknown;
}
