/**
 * A charge of a billing key that falls due at a time, as PortOne's REST API gives it. Names are PortOne's; a time that
 * hasn't come is 0.
 *
 * @see https://api.iamport.kr (`ScheduleResultAnnotation`)
 */
export interface Schedule {
  /** The billing key that is charged. */
  customer_uid: string;
  /** The order that it pays. */
  merchant_uid: string;
  /** The payment that it was tried with; `null` before, and when it was called off. */
  imp_uid: string | null;
  /** What is charged, in units of `currency`. */
  amount: number;
  /** ISO 4217 code. */
  currency: string;
  /** What is paid for. */
  name?: string | null;
  /** When it falls due, in Unix seconds. */
  schedule_at: number;
  /** When it was tried, in Unix seconds. */
  executed_at: number;
  /** When it was called off, in Unix seconds. */
  revoked_at: number;
  /** `"scheduled"`: it is still to come; `"executed"`: it was tried; `"revoked"`: it was called off. */
  schedule_status: "scheduled" | "executed" | "revoked";
  /** What came of the payment; `null`: it wasn't tried. The payment itself is what has to be verified. */
  payment_status: "paid" | "failed" | "cancelled" | null;
  /** Why it failed, in the gateway's words. */
  fail_reason?: string | null;
  /** What PortOne adds beside these. */
  [other: string]: unknown;
}
