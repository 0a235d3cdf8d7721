/** What to cancel. `imp_uid` or `merchant_uid` is required; of both, PortOne goes by `imp_uid`. */
export interface CancelRequest {
  /** The payment's ID. */
  imp_uid?: string | undefined;
  /** The order's ID. */
  merchant_uid?: string | undefined;
  /**
   * How much, in the payment's currency: more than 0 and finite. To give back all that is left, leave it out; an
   * `amount` that is there and `undefined` is refused, since PortOne would take it for all.
   * @defaultValue all that is left
   */
  amount?: number;
  /**
   * What you think can still be cancelled: more than 0 and finite. PortOne compares before it cancels anything, so
   * that the same request can't cancel twice: only with it a lost answer is asked for again.
   */
  checksum?: number;
  /** Why. Naver Pay demands one. */
  reason?: string | undefined;
  /** The part of `amount` that is free of tax. */
  tax_free?: number | undefined;
  /** The part of `amount` that is value added tax, where the payment named one. */
  vat_amount?: number | undefined;
  /** For a paid virtual account: the holder of the customer's account. */
  refund_holder?: string | undefined;
  /** For a paid virtual account: the customer's bank, by its KFTC code. */
  refund_bank?: string | undefined;
  /** For a paid virtual account: the number of the customer's account. */
  refund_account?: string | undefined;
  /** The customer's phone number; Smartro demands it for a virtual account. */
  refund_tel?: string | undefined;
  /**
   * Whether PortOne sends a webhook of this cancellation too.
   * @defaultValue false
   */
  enable_webhook?: boolean | undefined;
  /**
   * Whether a promotion stays, even if what is left goes against its terms.
   * @defaultValue false
   */
  retain_promotion?: boolean | undefined;
  /** Naver Pay demands who asks for it: `"customer"`, or `"admin"`, which is PortOne's default. */
  extra?: { requester?: "customer" | "admin"; [other: string]: unknown } | undefined;
  /** Whatever else your gateway wants. */
  [other: string]: unknown;
}
