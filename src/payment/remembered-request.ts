/** A payment that this tab asked for, as far as a landing page wants to know it. */
export interface RememberedRequest {
  /** The order's ID. */
  merchant_uid: string;
  /** What was to be paid, in the payment's currency. */
  amount: number;
  /** The product's name. */
  name: string | null;
  /** The gateway, as it was given. */
  pg: string | null;
  /** The method, as it was given. */
  pay_method: string | null;
  /** When, in milliseconds since 1970. */
  requestedAt: number;
}
