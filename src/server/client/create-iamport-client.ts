import { refused } from "../api-error.ts";
import { type BillingKeyCalls, createBillingKeyCalls } from "../billing-keys/billing-key-calls.ts";
import { type CertificationCalls, createCertificationCalls } from "../certifications/certification-calls.ts";
import type { Payment } from "../payment.ts";
import { type CallAnswer, type CallOptions, type CallSettings, createCall } from "./call.ts";
import { type CancelRequest, cancelPayment } from "./cancel-payment.ts";
import { isImpUid, isMerchantUid, malformed } from "./identifiers.ts";
import {
  checkStatus,
  createPaymentList,
  gather,
  type ListRequest,
  listPayments,
  type PaymentList,
  readPayments,
} from "./list-payments.ts";
import {
  type PreparedPayment,
  type PrepareRequest,
  preparePayment,
  readPrepared,
} from "./prepare-payment.ts";
import { missingKeys, readClientOptions } from "./read-client-options.ts";
import { readPayment } from "./read-payment.ts";
import { createRedactor } from "./redact.ts";
import { type ApiRequest, type SendOptions, send } from "./send.ts";
import { createTokens } from "./tokens.ts";
import { overFetch, type Transport } from "./transport.ts";
import { usualTransport } from "./usual-transport.ts";
import { whenUnknown } from "./when-unknown.ts";

/** How a client reaches PortOne's REST API. */
export interface IamportClientOptions {
  /** The REST API key of PortOne's console. A missing one is said at the first call, so that a build needs none. */
  impKey: string | undefined;
  /** The REST API secret of PortOne's console. It never leaves the server. Said at the first call, too. */
  impSecret: string | undefined;
  /**
   * Where the API is.
   * @default "https://api.iamport.kr"
   */
  baseUrl?: string | undefined;
  /**
   * Whether payments through test channels count. On a live shop they must not: a customer can choose a test
   * channel in the browser's console, and pay nothing. Only `true` itself is `true`: an environment's `"false"` isn't.
   * @default false
   */
  includeSandbox?: boolean | undefined;
  /**
   * Milliseconds that one attempt may take, its whole answer included.
   * @default 10000
   */
  timeout?: number | undefined;
  /**
   * Further attempts, with growing pauses between them, after an error that may pass: no answer, none in time,
   * one that is no JSON of PortOne's, HTTP 429 and 5xx. A `Retry-After` of up to 10 seconds is kept; after a longer
   * one the call is given up at once.
   * @default 2
   */
  retries?: number | undefined;
  /**
   * Another `fetch`, such as one that goes through a proxy.
   * @default on Node its own HTTP client with connections that are kept, which is quicker, unless the global
   *   `fetch` was replaced; elsewhere the global `fetch`
   */
  fetch?: ((request: string, init: RequestInit) => Promise<Response>) | undefined;
}

/**
 * PortOne's REST API, as far as payments, billing keys and identity verifications need it. All methods reject with {@link IamportApiError}.
 *
 * @see https://api.iamport.kr
 */
export interface IamportClient extends BillingKeyCalls, CertificationCalls {
  /** Whether payments through test channels count, as {@link createIamportClient} was told. */
  readonly includeSandbox: boolean;
  /**
   * The payment of that ID. One that is not known rejects with `status` 404. Whether it pays your order is what
   * {@link verifyPayment} looks at.
   *
   * @example
   * ```ts
   * const { status, amount, cancel_amount } = await client.getPayment("imp_448280090638");
   * ```
   */
  getPayment(imp_uid: string, options?: CallOptions): Promise<Payment>;
  /**
   * The newest payment of an order, or its newest of that status. Rejects with `status` 404 when there is none.
   */
  findPayment(merchant_uid: string, status?: Payment["status"]): Promise<Payment>;
  /**
   * All payments of an order, the newest first; an empty array when there is none. An order has several when a
   * customer tried twice, in two windows, or paid by card after an account was issued. Rejects for an order with more
   * than 1,000.
   *
   * @example
   * ```ts
   * const payments = await client.findPayments("order-1");
   * const declined = payments.filter(({ status }) => status === "failed");
   * ```
   */
  findPayments(merchant_uid: string, options?: CallOptions): Promise<Payment[]>;
  /**
   * PortOne's list of payments, by status and time, whatever the order. Awaited it is an array, of at most 10,000
   * payments: it rejects when there are more. With `for await` it is read page by page.
   */
  listPayments(request?: ListRequest): PaymentList;
  /**
   * Registers what an order has to cost, before the payment window opens: PortOne then refuses any other amount.
   * Registering an order again changes it.
   *
   * @example
   * ```ts
   * // as soon as your server has made the order
   * await client.preparePayment({ merchant_uid: "order-1", amount: 64900 });
   * ```
   */
  preparePayment(request: PrepareRequest): Promise<PreparedPayment>;
  /** What was registered for an order. Rejects with `status` 404 when nothing was. */
  getPrepared(merchant_uid: string): Promise<PreparedPayment>;
  /**
   * Cancels a payment, whole or in part, and resolves with the payment as it is then. An `amount` or `checksum` that
   * is no positive finite number is refused before anything is sent.
   *
   * After a lost answer it is repeated only with a `checksum`: without one, a repetition could cancel twice. Nor is it
   * where PortOne may still be at it, since no answer came within `timeout`. Whether it was done is then read off the
   * payment's `cancel_history`, for some seconds. Where that doesn't tell, it rejects with `mayHaveArrived: true`: look
   * before you cancel again.
   *
   * @example
   * ```ts
   * const { amount, cancel_amount } = await client.getPayment(imp_uid);
   * // all that is left of it, and only once, whatever answer is lost
   * await client.cancelPayment({ imp_uid, checksum: amount - cancel_amount, reason: "Sold out" });
   * ```
   */
  cancelPayment(request: CancelRequest): Promise<Payment>;
}

/**
 * A client of PortOne's REST API. One for the whole server: its calls share one token, which is renewed before
 * it expires by PortOne's clock, and once after a 401.
 *
 * Key, secret and tokens appear in no error, and inspecting the client doesn't show them. Without key or secret every
 * call is refused with what is missing; the client itself can be made, so that a build needs no secrets.
 *
 * @throws TypeError when `baseUrl`, `timeout`, `retries` or `fetch` is none
 * @example
 * ```ts
 * const client = createIamportClient({
 *   impKey: process.env.IMP_KEY,
 *   impSecret: process.env.IMP_SECRET,
 * });
 * const payment = await client.getPayment("imp_448280090638");
 * ```
 * @see https://portone.gitbook.io/docs-en/auth/guide (section 5)
 */
export function createIamportClient(given: IamportClientOptions): IamportClient {
  return createClientOver(usualTransport, given);
}

/** The client over a runtime's own way to send, unless it is given a `fetch`. */
export function createClientOver(usual: Transport, given: IamportClientOptions): IamportClient {
  const { includeSandbox, retries, fetch, ...reach } = readClientOptions(given);
  const { impKey = "", impSecret = "" } = given;
  const missing = missingKeys(given);
  const { add, redact } = createRedactor([impKey, impSecret].map(String));
  const options: SendOptions = { ...reach, transport: fetch ? overFetch(fetch) : usual, redact };
  const keys = { imp_key: impKey, imp_secret: impSecret };
  const tokens = createTokens((request) => send(request, options), keys);
  const made = createCall({ tokens, onToken: add, retries }, (request, signal) =>
    send(request, options, signal),
  );

  async function call(request: ApiRequest, settings?: CallSettings): Promise<CallAnswer> {
    if (missing) throw refused(missing);
    return made(request, settings);
  }
  const ask = async (path: string, options?: CallOptions) =>
    responseOf(await call({ method: "GET", path }, options));

  const search: Readonly<Record<string, string>> = includeSandbox ? { include_sandbox: "true" } : {};
  const query = includeSandbox ? "?include_sandbox=true" : "";

  const client: IamportClient = {
    ...createBillingKeyCalls(call, retries),
    ...createCertificationCalls(call),
    includeSandbox,

    getPayment: async (imp_uid, options) => {
      if (!isImpUid(imp_uid)) throw malformed("getPayment", "imp_uid", imp_uid);
      const path = `/payments/${imp_uid}${query}`;
      return readPayment(await ask(path, options), { asked: { imp_uid }, path });
    },

    findPayment: async (merchant_uid, status) => {
      if (!isMerchantUid(merchant_uid)) throw malformed("findPayment", "merchant_uid", merchant_uid);
      if (status) checkStatus("findPayment", status);
      const order = encodeURIComponent(merchant_uid);
      const path = `/payments/find/${order}${status ? `/${status}` : ""}${query}`;
      return readPayment(await ask(path), { asked: { merchant_uid }, path });
    },

    findPayments: async (merchant_uid, options = {}) => {
      if (!isMerchantUid(merchant_uid)) throw malformed("findPayments", "merchant_uid", merchant_uid);
      const path = `/payments/findAll/${encodeURIComponent(merchant_uid)}`;
      const pages = readPayments(call, path, { ...search, sorting: "-started" }, options);
      // An order that nobody tried to pay is a 404 of PortOne's own.
      const payments = await gather(pages, mostOfOrder, "Look at the one by its imp_uid.").catch(
        whenUnknown([]),
      );
      return payments.map((payment) => readPayment(payment, { asked: { merchant_uid }, path }));
    },

    listPayments: (request = {}) => createPaymentList(() => listPayments(call, request, search)),

    preparePayment: (request) => preparePayment(call, request),

    getPrepared: async (merchant_uid) => {
      if (!isMerchantUid(merchant_uid)) throw malformed("getPrepared", "merchant_uid", merchant_uid);
      const path = `/payments/prepare/${encodeURIComponent(merchant_uid)}`;
      return readPrepared(await ask(path), { merchant_uid, path });
    },

    cancelPayment: (request) => cancelPayment(call, client, request),
  };
  return client;
}

/** How many payments of one order are looked at. */
const mostOfOrder = 1_000;

function responseOf(answer: CallAnswer): unknown {
  if ("refusal" in answer) throw answer.refusal;
  return answer.response;
}
