import { pause } from "../../pause.ts";
import { IamportApiError } from "../api-error.ts";
import { isSameSum } from "../verification/decimal.ts";
import { isImpUid, isMerchantUid } from "./identifiers.ts";
import type { Payment } from "../payment.ts";
import type { CancelRequest } from "./cancel-payment.ts";
import type { CallOptions, ListRequest, PaymentList } from "./list-payments.ts";
import type { PreparedPayment, PrepareRequest } from "./prepare-payment.ts";
import { type ApiAnswer, type ApiRequest, type SendOptions, send } from "./send.ts";
import { createTokens } from "./tokens.ts";

/** How a client reaches PortOne's REST API. */
export interface IamportClientOptions {
  /** The REST API key of PortOne's console. A missing one is said at the first call, so that a build needs none. */
  impKey: string | undefined;
  /** The REST API secret of PortOne's console. It never leaves the server. Said at the first call, too. */
  impSecret: string | undefined;
  /**
   * Where the API is.
   * @defaultValue "https://api.iamport.kr"
   */
  baseUrl?: string | undefined;
  /**
   * Whether payments through test channels count. On a live shop they must not: a customer can choose a test
   * channel in the browser's console, and pay nothing.
   * @defaultValue false
   */
  includeSandbox?: boolean | undefined;
  /**
   * Milliseconds that one attempt may take, its whole answer included.
   * @defaultValue 10000
   */
  timeout?: number | undefined;
  /**
   * Further attempts, with growing pauses between them, after an error that may pass: no answer, none in time,
   * one that is no JSON, HTTP 429 and 5xx.
   * @defaultValue 2
   */
  retries?: number | undefined;
  /**
   * Another `fetch`.
   * @defaultValue the global one
   */
  fetch?: ((request: string, init: RequestInit) => Promise<Response>) | undefined;
}

/**
 * PortOne's REST API, as far as a payment needs it. All methods reject with {@link IamportApiError}.
 *
 * @see https://api.iamport.kr
 */
export interface IamportClient {
  /** Whether payments through test channels count, as {@link createIamportClient} was told. */
  readonly includeSandbox: boolean;
  /** The payment of that ID. One that is not known rejects with `status` 404. */
  getPayment(imp_uid: string): Promise<Payment>;
  /**
   * The newest payment of an order, or its newest of that status. Rejects with `status` 404 when there is none.
   */
  findPayment(merchant_uid: string, status?: Payment["status"]): Promise<Payment>;
  /**
   * All payments of an order, the newest first; an empty array when there is none. An order has several when a
   * customer tried twice, in two windows, or paid by card after an account was issued. Rejects for an order with more
   * than 1,000.
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
   */
  preparePayment(request: PrepareRequest): Promise<PreparedPayment>;
  /** What was registered for an order. Rejects with `status` 404 when nothing was. */
  getPrepared(merchant_uid: string): Promise<PreparedPayment>;
  /**
   * Cancels a payment, whole or in part, and resolves with the payment as it is then. After a lost answer it is
   * repeated only with a `checksum`: without one, a repetition could cancel twice.
   */
  cancelPayment(request: CancelRequest): Promise<Payment>;
}

/**
 * A client of PortOne's REST API. One for the whole server: its calls share one token, which is renewed before
 * it expires by PortOne's clock, and once after a 401.
 *
 * Key, secret and tokens appear in no error, and inspecting the client doesn't show them.
 *
 * @throws TypeError when `impKey` or `impSecret` is missing
 * @example
 * ```ts
 * const client = createIamportClient({
 *   impKey: process.env.IMP_KEY ?? "",
 *   impSecret: process.env.IMP_SECRET ?? "",
 * });
 * const payment = await client.getPayment("imp_448280090638");
 * ```
 * @see https://portone.gitbook.io/docs-en/auth/guide (section 5)
 */
export function createIamportClient({
  impKey,
  impSecret,
  baseUrl = "https://api.iamport.kr",
  includeSandbox = false,
  timeout = 10_000,
  retries = 2,
  fetch,
}: IamportClientOptions): IamportClient {
  if (!impKey || !impSecret) {
    throw new TypeError(
      "createIamportClient needs impKey and impSecret: the REST API keys of PortOne's console.",
    );
  }
  let lastToken = "";
  const options: SendOptions = {
    baseUrl: baseUrl.replace(/\/+$/, ""),
    timeout,
    fetch,
    redact: (message) =>
      [impKey, impSecret, lastToken]
        .filter(Boolean)
        .reduce((text, secret) => text.split(secret).join("[redacted]"), message),
  };
  const tokens = createTokens(() =>
    send(
      { method: "POST", path: "/users/getToken", body: { imp_key: impKey, imp_secret: impSecret } },
      options,
    ),
  );

  /** One attempt: with a token, and with a new one when PortOne doesn't know that any more. */
  async function attempt(request: ApiRequest): Promise<ApiAnswer> {
    for (let renewed = false; ; renewed = true) {
      const held = await tokens.get();
      // Without a token the request never left.
      if ("refusal" in held) return { ...held, arrived: false };
      lastToken = held.token;
      const answer = await send({ ...request, token: held.token }, options);
      if (renewed || !("refusal" in answer) || answer.refusal.status !== 401) return answer;
      tokens.drop(held.token);
    }
  }

  /**
   * Sends a request until it is answered; what may pass, and didn't, is thrown.
   *
   * @param repeatable - whether it does no harm to send it again when it may have arrived
   * @returns the answer, or a refusal that is final, with whether an earlier attempt may have arrived
   */
  async function call(request: ApiRequest, repeatable = true): Promise<ApiAnswer> {
    let arrivedBefore = false;
    for (let tried = 0; ; tried++) {
      const answer = await attempt(request);
      if (!("refusal" in answer)) return answer;
      const { refusal, arrived } = answer;
      if (!refusal.retryable) return { refusal, arrived: arrivedBefore };
      if (tried >= retries || (arrived && !repeatable)) throw refusal;
      arrivedBefore ||= arrived;
      await pause(200 * 2 ** tried);
    }
  }

  const query = includeSandbox ? "?include_sandbox=true" : "";

  const client: IamportClient = {
    includeSandbox,

    getPayment: async (imp_uid) => {
      if (!isImpUid(imp_uid)) throw malformed("imp_uid");
      const answer = await call({ method: "GET", path: `/payments/${imp_uid}${query}` });
      return asPayment(responseOf(answer), { imp_uid });
    },

    findPayment: async (merchant_uid, status) => {
      if (!isMerchantUid(merchant_uid)) throw malformed("merchant_uid");
      const path = `/payments/find/${encodeURIComponent(merchant_uid)}${status ? `/${status}` : ""}${query}`;
      return asPayment(responseOf(await call({ method: "GET", path })), { merchant_uid });
    },

    preparePayment: async ({ merchant_uid, amount, currency }) => {
      if (!isMerchantUid(merchant_uid)) throw malformed("merchant_uid");
      const path = "/payments/prepare";
      const body = { merchant_uid, amount, ...(currency && { currency }) };
      const registered = await call({ method: "POST", path, body });
      if (!("refusal" in registered)) return registered.response as PreparedPayment;
      // What is registered already, perhaps by an attempt whose answer was lost, can be changed. When that is
      // refused as well, the first refusal says why.
      const changed = await call({ method: "PUT", path, body });
      return responseOf("refusal" in changed ? registered : changed) as PreparedPayment;
    },

    getPrepared: async (merchant_uid) => {
      if (!isMerchantUid(merchant_uid)) throw malformed("merchant_uid");
      const path = `/payments/prepare/${encodeURIComponent(merchant_uid)}`;
      return responseOf(await call({ method: "GET", path })) as PreparedPayment;
    },

    cancelPayment: async (request) => {
      const { imp_uid, merchant_uid, amount, checksum } = request;
      if (imp_uid === undefined ? !isMerchantUid(merchant_uid) : !isImpUid(imp_uid)) {
        throw malformed(imp_uid === undefined ? "merchant_uid" : "imp_uid");
      }
      const answer = await call(
        { method: "POST", path: "/payments/cancel", body: request },
        checksum !== undefined,
      );
      if ("refusal" in answer && answer.arrived) {
        // Is it refused because an attempt whose answer was lost has done it? Then what is left shows it.
        const payment = await (imp_uid
          ? client.getPayment(imp_uid)
          : client.findPayment(`${merchant_uid}`)
        ).catch(() => null);
        const left = [payment?.cancel_amount, checksum];
        if (payment && isSameSum([payment.amount, amount || checksum], left)) return payment;
      }
      return asPayment(responseOf(answer), imp_uid ? { imp_uid } : { merchant_uid });
    },
  };
  return client;
}

function responseOf(answer: ApiAnswer): unknown {
  if ("refusal" in answer) throw answer.refusal;
  return answer.response;
}

function malformed(name: string): IamportApiError {
  return new IamportApiError(`No ${name} of PortOne's looks like this`, {
    status: null,
    code: null,
    retryable: false,
  });
}

/** The answer as a payment, if it is the one that was asked for. */
function asPayment(response: unknown, asked: Readonly<Record<string, string | undefined>>): Payment {
  // PortOne's own shape: what is relied on is compared by whoever relies on it.
  const payment = response as Payment | null | undefined;
  for (const [name, value] of Object.entries(asked)) {
    if (payment && payment[name] === value) continue;
    const message = `PortOne's answer is not the payment that was asked for (${name})`;
    throw new IamportApiError(message, { status: 200, code: null, retryable: false });
  }
  return payment as Payment;
}
