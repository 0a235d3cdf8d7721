import type { IamportClient } from "../client/create-iamport-client.ts";
import type { Payment } from "../payment.ts";
import { chooseVerdict } from "./choose-verdict.ts";
import { judgeAllOf, judgeOne } from "./judge-payment.ts";
import { readOrder } from "./read-order.ts";

/** What an order has to cost, from the merchant's own database. */
export interface Order {
  /**
   * The amount, in units of `currency`: a number, a text as databases give a `NUMERIC` (`"14.20"`), a `bigint`, or an
   * object that says it as a text (Decimal.js, Prisma's `Decimal`). Compared exactly. One that can't be read
   * (`undefined`, `NaN`, `"1,000"`) is thrown as a `TypeError`: it is the shop's mistake, and no forgery.
   */
  amount: Amount;
  /**
   * ISO 4217 code.
   * @default "KRW"
   */
  currency?: string | null | undefined;
  /**
   * The `imp_uid` of the payment that has paid the order, as far as the shop's books know, `null` when none has. With
   * it a second paid payment is known as a duplicate by every process; without it, by the process that has seen both.
   */
  paidBy?: string | null | undefined;
}

/** An amount of money, exactly. */
export type Amount =
  | number
  | string
  | bigint
  | {
      /** The decimal, as the objects of Decimal.js and the like write it. */
      toString(): string;
    };

/** Looks an order up in the merchant's database, at once or as a promise; `null` when there is none. */
export type FindOrder = (
  merchant_uid: string,
) => Order | null | undefined | Promise<Order | null | undefined>;

/** What is to be verified: what a browser or a webhook said. */
export interface VerifyRequest {
  /** PortOne's ID of the payment. Without it, the payment is looked for by order. */
  imp_uid?: string | null | undefined;
  /** The order that is said to be paid. */
  merchant_uid: string;
}

/**
 * Why a payment is not this order's:
 *
 * - `"unknown_order"`: there is no such order;
 * - `"unknown_payment"`: PortOne knows no such payment, or only one through a test channel;
 * - `"merchant_uid"`: it is another order's payment;
 * - `"amount"`, `"currency"`: it is not what the order costs;
 * - `"test_payment"`: it went through a test channel, and no money moved.
 */
export type ForgedReason =
  | "unknown_order"
  | "unknown_payment"
  | "merchant_uid"
  | "amount"
  | "currency"
  | "test_payment";

/** A payment that is this order's, of the right amount. */
export interface VerifiedPayment {
  /**
   * - `"paid"`: the money is there. Part of it may have been given back: `payment.cancel_amount`. PortOne's own
   *   `payment.status` may be `"cancelled"` then: go by this one.
   * - `"ready"`: a virtual account was issued and waits for the deposit.
   * - `"pending"`: the payment was begun, and is not finished.
   * - `"failed"`: it was refused, or the customer gave up.
   * - `"cancelled"`: it was paid, and all of it was given back; or it is an account that was closed unpaid.
   */
  status: "paid" | "ready" | "pending" | "failed" | "cancelled";
  /** The payment, as PortOne has it. */
  payment: Payment;
}

/** A payment that settles nothing: it isn't this order's. */
export interface ForgedPayment {
  /** It isn't this order's payment. */
  status: "forged";
  /** Why. */
  reason: ForgedReason;
  /** The payment, where there is one. */
  payment?: Payment;
}

/** Nobody has tried to pay this order: PortOne has no payment of it. */
export interface NoPayment {
  /** There is no payment of this order. */
  status: "notStarted";
  /** There is none. */
  payment?: undefined;
}

/** What came of {@link verifyPayment}. */
export type Verification = VerifiedPayment | ForgedPayment | NoPayment;

/**
 * Finds out whether an order is paid: asks the merchant's database what it costs, asks PortOne what was paid, and
 * compares order, amount, currency and status. The browser half that reports a payment is `completePayment`.
 *
 * Nothing that came from a browser or a webhook is believed but that there is something to look up. Without
 * `imp_uid` all of the order's payments are looked at, since an order can have several: one that has paid it comes
 * first, else an account that still takes the deposit, else the newest. Of an order that nobody tried to pay the
 * verdict is `notStarted`.
 *
 * @param client - of {@link createIamportClient}
 * @param request - which payment, for which order
 * @param findOrder - looks the order up; asked before PortOne
 * @throws {@link IamportApiError} when PortOne can't be reached or refuses the call; `TypeError` for an order whose
 *   amount or currency can't be read; and whatever `findOrder` throws: nothing is known then, and nothing may be
 *   settled
 * @example
 * ```ts
 * const verification = await verifyPayment(client, { imp_uid, merchant_uid }, findOrder);
 * if (verification.status === "paid") await settle(merchant_uid, verification.payment);
 * ```
 * @see https://portone.gitbook.io/docs-en/auth/guide (section 5)
 */
export async function verifyPayment(
  client: IamportClient,
  { imp_uid, merchant_uid }: VerifyRequest,
  findOrder: FindOrder,
): Promise<Verification> {
  const order = await readOrder(findOrder, merchant_uid);
  if (!order) return { status: "forged", reason: "unknown_order" };
  if (imp_uid !== undefined && imp_uid !== null) return judgeOne(client, imp_uid, order);
  return chooseVerdict(await judgeAllOf(client, order), order.paidBy);
}
