import type { IamportClient } from "../client/create-iamport-client.ts";
import { pageSize } from "../client/read-pages.ts";
import { shown } from "../escape-text.ts";
import { createHandOn, type PaymentsHandedOn } from "../handlers/hand-on.ts";
import { pauseUnless } from "../pause-unless.ts";
import type { LookUp } from "../verification/judge-payment.ts";
import { paidPaymentsOf } from "../verification/paid-payments.ts";
import type { Verification } from "../verification/verify-payment.ts";
import { type LookParts, lookAtDoubtful } from "./look-at-doubtful.ts";
import { createListReader } from "./read-list.ts";
import { createRequestBudget, type RequestBudget } from "./request-budget.ts";

/** An order that the shop isn't sure of. */
export interface DoubtfulOrder {
  /** The order. */
  merchant_uid: string;
  /**
   * Since when it is in doubt: when it was begun, or when its account was issued. A number is in milliseconds, as
   * `Date`'s. The older the doubt, the longer until the next look.
   */
  since: Date | number;
}

/** What came of looking at one doubtful order. */
export interface Look {
  /** The order. */
  merchant_uid: string;
  /** What the order has come to; `"unknown"`: it could not be found out now, and `onError` was told why. */
  status: Verification["status"] | "unknown";
  /** When to look again, if it is in doubt still: as long from now as the doubt is old, within bounds. */
  lookAgainAt: Date;
}

/** What one round came to. */
export interface LookRound {
  /** Doubtful orders that were looked at. */
  orders: number;
  /** Payments of PortOne's list that were handed on. */
  listed: number;
  /** Requests to PortOne that it took. */
  requests: number;
  /** How long it took, in milliseconds. */
  duration: number;
}

/** Until when the list has been read; a number is in milliseconds, as `Date`'s. */
export type ListClaim = Date | number | null | undefined | false;

/** What the look needs of the shop. */
export interface LookAfterOrdersOptions extends PaymentsHandedOn {
  /**
   * Claims at most so many orders that are in doubt and due, the newest doubt first, and gives them back. In one
   * statement, so that several processes share the work: each order to one of them, until a few minutes have passed
   * (a process that dies loses nothing) or `onLooked` has said when it is due again. In doubt is every order that may
   * have been paid without the shop's knowing, whatever it has been called before: begun, waiting for a deposit,
   * failed, given up.
   *
   * ```sql
   * update orders set look_at = now() + interval '5 minutes'
   *  where merchant_uid in (select merchant_uid from orders
   *                          where state in ('new', 'waiting', 'failed') and look_at <= now()
   *                          order by doubtful_since desc limit $1 for update skip locked)
   * returning merchant_uid, doubtful_since as since
   * ```
   */
  findDoubtful: (limit: number) => readonly DoubtfulOrder[] | Promise<readonly DoubtfulOrder[]>;
  /** Hears of each order that was looked at: write down `lookAgainAt`. Called after `onVerified`. */
  onLooked?: ((look: Look) => unknown) | undefined;
  /**
   * Claims PortOne's own list, in which payments stand that no doubtful order leads to: of orders that were never
   * begun, of no order, refunds. Gives back until when it has been read, as `onListed` was told last, or `null` when
   * it never was; `undefined` (or `false`) when another process reads it now.
   * @default this process reads it, at its first round 7 days back
   */
  claimList?: (() => ListClaim | Promise<ListClaim>) | undefined;
  /**
   * Hears that the list has been read and handed on whole, until then: write it down, and give up the claim. A payment
   * that the shop throws at is tried again each round, and holds this back for a day at most; then `onError` hears that
   * it is left behind.
   */
  onListed?: ((until: Date) => unknown) | undefined;
  /** Hears of each round when it is over. */
  onRound?: ((round: LookRound) => unknown) | undefined;
  /**
   * Milliseconds from the end of one round to the next; `false`: one round and no more, for a cron job.
   * @default 60000
   */
  every?: number | false | undefined;
  /**
   * How many requests this process may send to PortOne within any minute, 4 or more. What is due beyond that waits.
   * @default 60
   */
  requestsPerMinute?: number | undefined;
  /** Ends it, as `stop` does. */
  signal?: AbortSignal | undefined;
}

/** The look, under way. */
export interface OrdersLookedAfter {
  /**
   * Ends it: nothing more is asked or claimed, and what PortOne is being asked is given up. Resolves once what the
   * shop's own functions have begun is done, after 10 seconds at the latest.
   */
  stop(): Promise<void>;
  /** Resolves when it has ended: after `stop`, after your `signal`, or after the only round. Never rejects. */
  readonly ended: Promise<void>;
}

/**
 * The third leg, beside browser and webhook: finds every payment of which no news came, because the customer never
 * returned, the webhook was lost, or the shop was away. Each round reads what has changed in PortOne's own list, and
 * looks at the orders that the shop is in doubt of, the newest doubt first. What it finds is verified and handed to
 * the same `onVerified` and `onForged` as by {@link createPaymentHandlers}.
 *
 * Rounds never overlap, one order's failure ends none, and a round sends no more requests than it may.
 *
 * @throws TypeError when `findDoubtful`, `findOrder`, `onVerified`, `every` or `requestsPerMinute` is none
 * @example
 * ```ts
 * const look = lookAfterOrders({
 *   client, findOrder, onVerified, onForged,
 *   findDoubtful: (limit) => db.orders.claimDoubtful(limit),
 *   onLooked: ({ merchant_uid, lookAgainAt }) => db.orders.lookAgain(merchant_uid, lookAgainAt),
 * });
 * process.once("SIGTERM", () => look.stop());
 * ```
 * @see https://portone.gitbook.io/docs-en/result/webhook
 */
export function lookAfterOrders(options: LookAfterOrdersOptions): OrdersLookedAfter {
  const { client, findOrder, every, requestsPerMinute, onRound } = check(options);
  const stopping = new AbortController();
  const { signal } = stopping;
  const handOn = createHandOn(options);
  const budget = createRequestBudget(requestsPerMinute);
  const parts: LookParts = {
    lookUp: countedLookUp(client, budget, signal),
    findOrder,
    handOn,
    paidPayments: paidPaymentsOf(client),
    budget,
    signal,
  };
  const readList = createListReader(parts, options);

  /** What one part of a round came to; its failure ends neither the round nor the rounds. */
  async function count(part: () => Promise<number>): Promise<number> {
    const since = performance.now();
    try {
      return await part();
    } catch (error) {
      if (!signal.aborted)
        await handOn.error(error, { imp_uid: null, merchant_uid: null, source: "look", since });
      return 0;
    }
  }

  async function round(): Promise<void> {
    const since = performance.now();
    const before = budget.spent();
    // Half of it, so that neither a long list nor many orders keep the other from being looked at.
    const listed = await count(() => readList(Math.floor(requestsPerMinute / 2)));
    const orders = await count(() => lookAtDoubtful(parts, options));
    const requests = budget.spent() - before;
    await count(async () => {
      await onRound?.({ orders, listed, requests, duration: Math.round(performance.now() - since) });
      return 0;
    });
  }

  async function run(): Promise<void> {
    // After whoever calls it: an error thrown by its functions at once is an error of the look.
    await null;
    while (!signal.aborted) {
      await round();
      if (every === false) return;
      await pauseUnless(every, signal);
    }
  }

  const abort = () => stopping.abort();
  options.signal?.addEventListener("abort", abort);
  if (options.signal?.aborted) abort();
  const ended = run().finally(() => options.signal?.removeEventListener("abort", abort));
  return {
    ended,
    stop: async () => {
      abort();
      const waited = new AbortController();
      await Promise.race([ended, pauseUnless(longestStop, waited.signal)]);
      waited.abort();
    },
  };
}

/** How long `stop` waits for the shop's own functions, in milliseconds. */
const longestStop = 10_000;

/** Looks up without repetitions: the next round is one. What it takes is counted. */
function countedLookUp(client: IamportClient, budget: RequestBudget, signal: AbortSignal): LookUp {
  const once = { retries: 0, signal };
  return {
    includeSandbox: client.includeSandbox,
    getPayment: (imp_uid) => {
      budget.spend(1);
      return client.getPayment(imp_uid, once);
    },
    findPayments: async (merchant_uid) => {
      budget.spend(1);
      const payments = await client.findPayments(merchant_uid, once);
      budget.spend(Math.floor(payments.length / pageSize));
      return payments;
    },
  };
}

function check(options: LookAfterOrdersOptions) {
  const { every = 60_000, requestsPerMinute = 60 } = options;
  for (const name of ["findDoubtful", "findOrder", "onVerified"] as const) {
    if (typeof options[name] !== "function") {
      throw new TypeError(`lookAfterOrders: ${name} is ${shown(options[name])}; it has to be a function.`);
    }
  }
  if (every !== false && !(Number.isFinite(every) && every >= 0 && every < 2 ** 31)) {
    throw new TypeError(`lookAfterOrders: every is ${shown(every)}; it has to be milliseconds, or false.`);
  }
  if (!(Number.isFinite(requestsPerMinute) && requestsPerMinute >= 4)) {
    const wanted = "it has to be a number of requests, 4 or more";
    throw new TypeError(`lookAfterOrders: requestsPerMinute is ${shown(requestsPerMinute)}; ${wanted}.`);
  }
  return { ...options, every, requestsPerMinute: Math.floor(requestsPerMinute) };
}
