import type { Payment } from "../payment.ts";

/** How a call is made that a caller may want to give up. */
export interface CallOptions {
  /**
   * Gives the call up: it rejects, and nothing more is sent.
   */
  signal?: AbortSignal | undefined;
  /**
   * Further attempts, in place of the client's own number.
   * @defaultValue the client's `retries`
   */
  retries?: number | undefined;
}

/** Which payments are wanted of PortOne's list. */
export interface ListRequest extends CallOptions {
  /**
   * Payments that are in this state now.
   * @defaultValue "all"
   */
  status?: Payment["status"] | "all" | undefined;
  /**
   * From when on: a `Date`, or Unix seconds. What counts is when a payment came into its state: when it was opened
   * (`ready`), paid, cancelled or failed.
   * @defaultValue 90 days before `to`
   */
  from?: Date | number | undefined;
  /**
   * Until when: a `Date`, or Unix seconds.
   * @defaultValue now
   */
  to?: Date | number | undefined;
  /**
   * In which order: by when they were opened, paid, or last changed; with `-` the newest first. Of a time longer than
   * 90 days, PortOne's longest, the newest 90 days come first, each in this order.
   * @defaultValue "-started"
   */
  sorting?: "-started" | "started" | "-paid" | "paid" | "-updated" | "updated" | undefined;
}

/**
 * A list of payments that is asked for page by page, when and as far as it is wanted.
 *
 * @example
 * ```ts
 * const payments = await client.listPayments({ status: "paid", from });          // an array
 * for await (const payment of client.listPayments({ status: "paid", from })) …   // a page at a time
 * ```
 */
export interface PaymentList extends Promise<Payment[]>, AsyncIterable<Payment> {}
