/** What the merchant's server has registered of an order before it is paid. */
export interface Prepared {
  merchant_uid: string;
  amount: number;
  /** `null`: any currency will do. */
  currency: string | null;
}

/** The registered orders of one sandbox, by `merchant_uid`. */
export type PreparedOrders = Map<string, Prepared>;
