import { IamportError, type IamportErrorCode } from "../errors.ts";
import {
  abortedBeforeAsking,
  abortedWhileAsking,
  noVerdict,
  resultNamesNoOrder,
} from "../messages/completing.ts";
import { patience } from "../patience.ts";
import { pause } from "../pause.ts";
import { clearRedirectResult, parseRedirect } from "./redirect.ts";
import type { PaymentResult } from "./result.ts";

/** How {@link completePayment} reaches the merchant's server. */
export interface CompleteOptions {
  /** The address on your server at which `complete` of `iamport-request-pay/server` answers. */
  url: string;
  /** Further headers, such as a CSRF token. The `content-type` is the body's: `application/json`. */
  headers?: Readonly<Record<string, string>> | undefined;
  /**
   * Further attempts after a network error or a 5xx, with a growing pause. None for a result that `failed`.
   * @default 2
   */
  retries?: number | undefined;
  /**
   * Milliseconds that one attempt may take; at most 3000 for a result that `failed`.
   * @default 10000
   */
  timeout?: number | undefined;
  /** Gives up waiting. The server may have heard of the payment all the same. */
  signal?: AbortSignal | undefined;
  /**
   * Used in place of the browser's `fetch`.
   * @default the browser's
   */
  fetch?: ((url: string, init: RequestInit) => Promise<Response>) | undefined;
}

/** The verdict of the merchant's server. */
export interface Completion {
  /**
   * - `"success"`: paid;
   * - `"vbankIssued"`: a virtual account was issued, and waits for the deposit;
   * - `"pending"`: not finished;
   * - `"failed"`: not paid;
   * - `"notStarted"`: nobody has tried to pay this order;
   * - `"forgery"`: this payment isn't the order's.
   *
   * Or whatever else your server says.
   */
  status: "success" | "vbankIssued" | "pending" | "failed" | "notStarted" | "forgery" | (string & {});
  /** What the server says of it. */
  message?: string;
  /** What else it says: with `"vbankIssued"`, `vbank_num`, `vbank_name`, `vbank_holder`, `vbank_date`. */
  [other: string]: unknown;
}

/**
 * Tells the merchant's server of a payment, and gives back its verdict: the only one to believe. The server half,
 * which answers there, is `createPaymentHandlers` of `iamport-request-pay/server`.
 *
 * Call it with **every** result that names an order, from {@link requestPay} and from {@link getRedirectResult} alike,
 * and show what the server says: there is no branch to forget. A result whose `outcome` is `"failed"` is asked about
 * once and briefly, so that a customer who has cancelled doesn't wait, and your server hears of declined payments too.
 *
 * On a landing page, the result is taken out of the address once the server has answered, as by
 * {@link clearRedirectResult}; until then a reload finds it again.
 *
 * @param result - any result that names an order; without an `imp_uid` the server looks by order
 * @returns what the server answered, whatever its HTTP status: an object with a `status`
 * @throws {@link IamportError} with the order's `merchant_uid`: `COMPLETE_FAILED` when the server gave no such
 *   answer (`cause` says what it gave, with its own `message`), `ABORTED` when your `signal` fired. Either way the
 *   customer may have paid
 * @example
 * ```ts
 * const completion = await completePayment(result, { url: "/payments/complete" });
 * if (completion.status === "success") location.assign("/thank-you");
 * else show(sentenceFor(completion));
 * ```
 * @see https://portone.gitbook.io/docs-en/auth/guide (sections 4-a and 6)
 */
export async function completePayment(
  result: Pick<PaymentResult, "imp_uid" | "merchant_uid"> & { readonly outcome?: PaymentResult["outcome"] },
  { url, headers, retries = 2, timeout = 10_000, signal, fetch = globalThis.fetch }: CompleteOptions,
): Promise<Completion> {
  const { imp_uid, merchant_uid, outcome } = result;
  const failure = (code: IamportErrorCode, message: string | false, cause?: unknown) =>
    new IamportError(code, message, { cause, merchant_uid: merchant_uid ?? undefined });
  if (!merchant_uid) throw failure("COMPLETE_FAILED", __DEV__ && resultNamesNoOrder());
  if (signal?.aborted) throw failure("ABORTED", __DEV__ && abortedBeforeAsking(), signal.reason);

  // A customer who has cancelled isn't made to wait for a server that is down.
  const isBrief = outcome === "failed";
  const attempts = isBrief ? 1 : retries + 1;
  const longest = patience(isBrief ? Math.min(timeout, 3_000) : timeout);
  const init = {
    method: "POST",
    headers: { ...withoutContentType(headers), "content-type": "application/json" },
    body: JSON.stringify({ imp_uid, merchant_uid }),
    // So that it arrives, even if the customer leaves the page now.
    keepalive: true,
  };
  let stop = () => {};
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  signal?.addEventListener("abort", stop);
  try {
    for (let attempt = 1; ; attempt++) {
      const answer = await ask(fetch, url, init, longest, stopped);
      const mayAskAgain = !answer.isFinal && attempt < attempts;
      if (mayAskAgain) await Promise.race([pause(300 * 2 ** (attempt - 1)), stopped]);
      if (signal?.aborted) throw failure("ABORTED", __DEV__ && abortedWhileAsking(), signal.reason);
      if (mayAskAgain) continue;
      const { body, problem } = answer;
      if (!isCompletion(body)) {
        throw failure("COMPLETE_FAILED", __DEV__ && noVerdict(url, sentence(problem)), problem);
      }
      if (isInAddress({ imp_uid, merchant_uid })) clearRedirectResult();
      return body;
    }
  } finally {
    signal?.removeEventListener("abort", stop);
  }
}

/**
 * The shop's headers without a `content-type`, in whatever case: two of them would be joined into one that names no
 * type.
 */
function withoutContentType(headers: CompleteOptions["headers"] = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => name.toLowerCase() !== "content-type"),
  );
}

/**
 * Whether the page's address has this result. An address that has lost its order's ID is recognised by its `imp_uid`.
 */
function isInAddress(result: { imp_uid: string | null; merchant_uid: string }): boolean {
  const read = parseRedirect();
  if (!read) return false;
  if (read.merchant_uid) return read.merchant_uid === result.merchant_uid;
  return read.imp_uid !== null && read.imp_uid === result.imp_uid;
}

/** What one attempt came to. */
interface Answer {
  /** What the server said, if it was JSON. */
  body?: unknown;
  /** Whether there is no use in asking again. */
  isFinal: boolean;
  /** Why it is no verdict, if it is none. */
  problem: unknown;
}

/** Asks once. Settles in time, even if the shop's own `fetch` ignores signals. */
function ask(
  fetch: NonNullable<CompleteOptions["fetch"]>,
  url: string,
  init: RequestInit,
  timeout: number,
  stopped: Promise<void>,
): Promise<Answer> {
  return new Promise((resolve) => {
    const request = new AbortController();
    const end = (answer: Answer) => {
      clearTimeout(timer);
      resolve(answer);
      request.abort();
    };
    const giveUp = (problem: unknown) => end({ isFinal: false, problem });
    const timer = setTimeout(() => giveUp(new Error(`No answer within ${timeout} ms`)), timeout);
    stopped.then(giveUp);
    const exchange = async () => {
      const response = await fetch(url, { ...init, signal: request.signal });
      const body = parseJson(await response.text());
      const message = isRecord(body) && typeof body.message === "string" ? `: ${body.message}` : "";
      return {
        body,
        isFinal: response.status < 500,
        problem: new Error(`HTTP ${response.status}${message}`),
      };
    };
    exchange().then(end, giveUp);
  });
}

function isCompletion(body: unknown): body is Completion {
  return isRecord(body) && typeof body.status === "string";
}

function isRecord(body: unknown): body is Record<string, unknown> {
  return typeof body === "object" && body !== null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // An HTML page, or nothing: no verdict either way.
    return undefined;
  }
}

/** Whatever was thrown, as a sentence. */
function sentence(problem: unknown): string {
  const message = problem instanceof Error ? problem.message : typeof problem === "string" ? problem : "";
  return message ? message.replace(/[.!?]?$/, ".") : "the request failed.";
}
