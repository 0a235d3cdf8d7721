import { refused } from "../api-error.ts";
import { shown } from "../escape-text.ts";
import { isRecord } from "../is-record.ts";
import type { Payment } from "../payment.ts";
import type { Call, CallOptions } from "./call.ts";
import { type Page, readPages } from "./read-pages.ts";
import { unexpectedAnswer } from "./unexpected-answer.ts";
import { unixSeconds } from "./unix-seconds.ts";

/** Which payments are wanted of PortOne's list. */
export interface ListRequest extends CallOptions {
  /**
   * Payments that are in this state now.
   * @default "all"
   */
  status?: Payment["status"] | "all" | undefined;
  /**
   * From when on: a `Date`, or Unix seconds. What counts is when a payment came into its state: when it was opened
   * (`ready`), paid, cancelled or failed.
   * @default 90 days before `to`
   */
  from?: Date | number | undefined;
  /**
   * Until when: a `Date`, or Unix seconds.
   * @default now, by PortOne's clock
   */
  to?: Date | number | undefined;
  /**
   * In which order: by when they were opened, paid, or last changed; with `-` the newest first. Of a time longer than
   * 90 days, PortOne's longest, the newest 90 days come first, each in this order.
   * @default "-started"
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

/** How many payments the array of an awaited list has at most. */
const mostOfList = 10_000;

/** The longest time that PortOne's list covers at once, in seconds. */
const longestSearch = 90 * 24 * 60 * 60;

const statuses = ["all", "ready", "paid", "cancelled", "failed"];

/** Nothing else goes into an address. */
export function checkStatus(call: string, status: string): void {
  if (statuses.includes(status)) return;
  throw refused(`${call}: status is ${shown(status)}; it has to be one of ${statuses.join(", ")}.`);
}

/** All of them as an array; rejects, rather than leaving some out, when there are more than so many. */
export async function gather(
  pages: AsyncIterable<Payment>,
  most: number,
  advice: string,
): Promise<Payment[]> {
  const payments: Payment[] = [];
  for await (const payment of pages) {
    if (payments.length === most) throw refused(`There are more than ${most} payments. ${advice}`);
    payments.push(payment);
  }
  return payments;
}

/** A list that asks for its pages as they are wanted. */
export function createPaymentList(pages: () => AsyncIterable<Payment>): PaymentList {
  // Not asked for before somebody wants it, and then once for all who await it.
  let array: Promise<Payment[]> | undefined;
  const asked = () => {
    array ??= gather(pages(), mostOfList, "Narrow from and to, or read them page by page with for await.");
    return array;
  };
  return {
    // biome-ignore lint/suspicious/noThenProperty: awaited, it is an array
    then: (onFulfilled, onRejected) => asked().then(onFulfilled, onRejected),
    catch: (onRejected) => asked().catch(onRejected),
    finally: (onFinally) => asked().finally(onFinally),
    [Symbol.asyncIterator]: () => pages()[Symbol.asyncIterator](),
    [Symbol.toStringTag]: "PaymentList",
  };
}

/** PortOne's list by status and time, in pieces that it takes. */
export async function* listPayments(
  call: Call,
  { status = "all", from, to, sorting = "-started", ...options }: ListRequest,
  query: Readonly<Record<string, string>>,
): AsyncGenerator<Payment> {
  checkStatus("listPayments", status);
  for (const period of periodsOf(from, to)) {
    yield* readPayments(call, `/payments/status/${status}`, { ...query, sorting, ...period }, options);
  }
}

/** The time in pieces that PortOne takes, the newest first. What is left out is left to PortOne, and to its clock. */
function* periodsOf(
  from: ListRequest["from"],
  to: ListRequest["to"],
): Generator<Readonly<Record<string, string>>> {
  const start = from === undefined ? undefined : unixSeconds(from, { call: "listPayments", name: "from" });
  if (to === undefined && start === undefined) return yield {};
  const end =
    to === undefined ? Math.floor(Date.now() / 1000) : unixSeconds(to, { call: "listPayments", name: "to" });
  const since = start ?? end - longestSearch;
  // A minute of difference between the clocks must not make it too long for PortOne.
  if (to === undefined && end - since < longestSearch - 60 * 60) return yield { from: String(since) };
  for (let until = end; until >= since; until -= longestSearch + 1) {
    yield { from: String(Math.max(since, until - longestSearch)), to: String(until) };
  }
}

/** The payments of a list of PortOne's, as they are wanted. */
export function readPayments(
  call: Call,
  path: string,
  query: Readonly<Record<string, string>>,
  options: CallOptions,
): AsyncGenerator<Payment> {
  const list = { path, query, readPage: readPaymentPage, idOf: ({ imp_uid }: Payment) => imp_uid };
  return readPages(call, list, options);
}

function readPaymentPage(response: unknown, path: string): Page<Payment> {
  const { list, next, total } = isRecord(response) ? response : {};
  const isEmpty = (list === undefined || list === null) && total === 0;
  const payments: unknown = isEmpty ? [] : list;
  if (!Array.isArray(payments) || !payments.every(isPayment)) {
    throw unexpectedAnswer({ path }, "is no list of payments");
  }
  return { list: payments, next: Number(next ?? 0) };
}

/** Whether it has an ID. PortOne's own shape: what else is relied on is compared by whoever relies on it. */
function isPayment(value: unknown): value is Payment {
  return isRecord(value) && typeof value.imp_uid === "string";
}
