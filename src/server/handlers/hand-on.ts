import type { IamportClient } from "../client/create-iamport-client.ts";
import type { FindOrder, ForgedPayment, VerifiedPayment } from "../verification/verify-payment.ts";
import type { ErrorContext, LogEntry } from "./log-entry.ts";

/** A payment that the shop has to write down. */
export type SettledPayment = VerifiedPayment & {
  status: "paid" | "ready" | "failed" | "cancelled";
  /**
   * Only of a `paid` one: another payment has paid this order before, and the customer is charged twice. Keep it, show
   * it to the operator, give it back; the order stays as it is.
   */
  duplicate?: true;
};

/** A payment that isn't what it is said to be. */
export type ForgedReport = ForgedPayment & {
  /** The order that it was reported for. */
  merchant_uid: string;
  /** The payment that was reported; `null` when none was named. */
  imp_uid: string | null;
  /** What that means and its commonest cause, for the developer; nothing for the customer. */
  detail: string;
};

/** How payments are verified and handed on to the shop, whoever reports them. */
export interface PaymentsHandedOn {
  /** Of {@link createIamportClient}. */
  client: IamportClient;
  /** What the order costs, from the shop's database. */
  findOrder: FindOrder;
  /**
   * What follows from a payment that is `paid`, `ready` (a virtual account was issued), `failed` or `cancelled`:
   * write it down. Awaited before the answer. It may run more than once for one payment, at the same time, and in any
   * order: keep each payment by its `imp_uid`, in one statement. If it throws, the webhook comes again.
   *
   * A `paid` payment may have been given back in part: keep `payment.cancel_amount`, which never grows smaller, and
   * send no parcel for money that is gone.
   */
  onVerified: (payment: SettledPayment) => unknown;
  /**
   * Hears of payments that aren't what they are said to be. Awaited as well. With a `payment` whose status is `paid`,
   * a customer's money is there that no order accounts for: give it back.
   * @defaultValue `console.warn`
   */
  onForged?: ((forged: ForgedReport) => unknown) | undefined;
  /**
   * Hears of whatever kept a payment from being verified: PortOne, `findOrder`, `onVerified`. The answer says
   * nothing of it.
   * @defaultValue `console.error`
   */
  onError?: ((error: unknown, context: ErrorContext) => unknown) | undefined;
  /**
   * Gets one entry for each verdict: for a structured log, as `(entry) => logger.info(entry)` or
   * `(entry) => console.log(JSON.stringify(entry))`.
   * @defaultValue nothing is logged
   */
  log?: ((entry: LogEntry) => unknown) | undefined;
}
