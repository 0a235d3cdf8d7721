/** An amount that was registered before the payment: the payment window refuses any other for that order. */
export interface PreparedPayment {
  /** The order's ID. */
  merchant_uid: string;
  /** What it has to be. */
  amount: number;
  /** In which currency, ISO 4217; `null`: any. */
  currency?: string | null;
}

/** What to register before a payment. */
export interface PrepareRequest {
  /** The order's ID, at most 40 bytes. */
  merchant_uid: string;
  /** What it has to be, in units of `currency`. */
  amount: number;
  /**
   * ISO 4217 code.
   * @defaultValue any currency passes
   */
  currency?: string | undefined;
}
