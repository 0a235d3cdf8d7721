import { digits } from "./payments.ts";

/** A cash receipt (현금영수증), of a payment or of money that was paid elsewhere. */
export interface CashReceipt {
  receipt_tid: string;
  apply_num: string;
  type: string;
  amount: number;
  vat: number;
  receipt_url: string | null;
  /** Unix seconds; `cancelled_at`: 0 = not. */
  applied_at: number;
  cancelled_at: number;
}

/** The cash receipts of one sandbox, by `imp_uid`, and by `external:` and the `merchant_uid`. */
export type CashReceipts = Map<string, CashReceipt>;

export function newCashReceipt(
  given: Pick<CashReceipt, "type" | "amount" | "vat" | "receipt_url">,
  now: number,
): CashReceipt {
  return {
    ...given,
    receipt_tid: `sandbox_${digits(16)}`,
    apply_num: digits(9),
    applied_at: now,
    cancelled_at: 0,
  };
}
