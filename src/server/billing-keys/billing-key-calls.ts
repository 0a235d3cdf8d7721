import type { Call } from "../client/call.ts";
import type { Payment } from "../payment.ts";
import { type ChargeRequest, chargeBillingKey } from "./charge-billing-key.ts";
import type { Customer } from "./customer.ts";
import { deleteCustomer } from "./delete-customer.ts";
import { getCustomer } from "./get-customer.ts";
import { getSchedules, type SchedulesRequest } from "./get-schedules.ts";
import type { Schedule } from "./schedule.ts";
import { type ScheduleRequest, scheduleCharges } from "./schedule-charges.ts";
import { type UnscheduleRequest, unscheduleCharges } from "./unschedule-charges.ts";

/**
 * What a client does with billing keys: customers' cards that the server may charge without a window. A key is issued in
 * the browser, by `requestPay` with a `customer_uid`.
 *
 * Each may be called again with the same IDs after whatever was lost: nothing is charged or registered twice.
 *
 * @see https://api.iamport.kr (`/subscribe`)
 */
export interface BillingKeyCalls {
  /**
   * Charges a billing key, and resolves with the payment: `paid`, or `failed` when the card was declined. It is verified
   * and written down like any other: `verifyPayment(client, payment, findOrder)`.
   *
   * It can be repeated by `merchant_uid`. Before it asks PortOne, the first time too, it looks at the order's payments:
   * this charge, if it was made already, is the answer; an order that another payment has paid is refused. After a lost
   * answer it looks, for some seconds, before it asks again. Where PortOne may still be at it (no answer within
   * `timeout`, a connection that broke) it doesn't ask again, but rejects with `mayHaveArrived: true`: call it again later. Two processes that
   * charge the same order in the same moment are kept apart by PortOne alone: claim the order in your own database first.
   *
   * An `amount` that is no positive finite number is refused before anything is sent.
   *
   * @example
   * ```ts
   * const payment = await client.chargeBillingKey({
   *   customer_uid: "card-of-customer-7",
   *   merchant_uid: "subscription-7-2026-12", // one for each month: however often it runs, it charges once
   *   amount: 9900,
   *   name: "월 구독",
   * });
   * const { status } = await verifyPayment(client, payment, findOrder);
   * if (status === "paid" || status === "failed") await settle({ status, payment });
   * ```
   */
  chargeBillingKey(request: ChargeRequest): Promise<Payment>;
  /**
   * Registers charges that fall due at a time: PortOne makes them then, and tells of each by a webhook, `paid` or
   * `failed`. `createPaymentHandlers` takes it like any other; `findOrder` has to know the order by then.
   *
   * It can be repeated by `merchant_uid`: what is registered already, as it is asked for, stays and is part of the answer;
   * what is missing is added. One that is there with another amount, time or key, or was called off, is refused.
   */
  scheduleCharges(request: ScheduleRequest): Promise<Schedule[]>;
  /**
   * Calls scheduled charges off: those of the orders that are named, or all that is still to come of a billing key. What
   * an earlier call has called off is part of the answer, so that it can be repeated. One that is not part of it has been
   * tried already, or never was: look at its payment.
   *
   * @returns the schedules that are called off
   */
  unscheduleCharges(request: UnscheduleRequest): Promise<Schedule[]>;
  /** The scheduled charges that fall due within a time, of one billing key or all, the earliest first. */
  getSchedules(request?: SchedulesRequest): Promise<Schedule[]>;
  /** The billing key of that ID, with its card's masked number. One that is not known rejects with `status` 404. */
  getCustomer(customer_uid: string): Promise<Customer>;
  /**
   * Has PortOne forget a billing key for good. Call off its scheduled charges first: they would stay, and fail.
   *
   * @returns whether there was one
   */
  deleteCustomer(customer_uid: string): Promise<boolean>;
}

/** The calls on billing keys. */
export function createBillingKeyCalls(call: Call, retries: number): BillingKeyCalls {
  return {
    chargeBillingKey: (request) => chargeBillingKey(call, request, retries),
    scheduleCharges: (request) => scheduleCharges(call, request),
    unscheduleCharges: (request) => unscheduleCharges(call, request),
    getSchedules: (request = {}) => getSchedules(call, request),
    getCustomer: (customer_uid) => getCustomer(call, customer_uid),
    deleteCustomer: (customer_uid) => deleteCustomer(call, customer_uid),
  };
}
