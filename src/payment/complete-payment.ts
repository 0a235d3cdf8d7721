import { IamportError, type IamportErrorCode } from "../errors.ts";
import { pause } from "../pause.ts";
import { clearRedirectResult, parseRedirect } from "./redirect.ts";
import type { PaymentResult } from "./result.ts";

/** How {@link completePayment} reaches the merchant's server. */
export interface CompleteOptions {
  /** The server's address for it, where `complete` of `iamport-request-pay/server` answers. */
  url: string;
  /** Further headers, such as a CSRF token. */
  headers?: Readonly<Record<string, string>> | undefined;
  /**
   * Further attempts after a network error or a 5xx, with a growing pause.
   * @defaultValue 2
   */
  retries?: number | undefined;
  /**
   * Milliseconds that one attempt may take.
   * @defaultValue 10000
   */
  timeout?: number | undefined;
  /** Gives up waiting. The server may have heard of the payment all the same. */
  signal?: AbortSignal | undefined;
  /**
   * Another `fetch`.
   * @defaultValue the browser's
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
   * - `"forgery"`: this payment isn't the order's.
   *
   * Or whatever else your server says.
   */
  status: "success" | "vbankIssued" | "pending" | "failed" | "forgery" | (string & {});
  /** What the server says of it. */
  message?: string;
  /** What else it says: with `"vbankIssued"`, `vbank_num`, `vbank_name`, `vbank_holder`, `vbank_date`. */
  [other: string]: unknown;
}

/**
 * Tells the merchant's server of a payment, and gives back its verdict: the only one to believe. The server half,
 * which answers there, is `createPaymentHandlers` of `iamport-request-pay/server`.
 *
 * Call it with every result that is a `success` or whose `outcome` is `"unknown"`, from {@link requestPay} and
 * from {@link getRedirectResult} alike. On a landing page, the result is taken out of the address once the server
 * has answered, as by {@link clearRedirectResult}; until then a reload finds it again.
 *
 * @param result - any result that names an order; without an `imp_uid` the server looks by order
 * @returns what the server answered, whatever its HTTP status: an object with a `status`
 * @throws {@link IamportError} with the order's `merchant_uid`: `COMPLETE_FAILED` when the server gave no such
 *   answer, `ABORTED` when your `signal` fired. Either way the customer may have paid
 * @example
 * ```ts
 * const { status } = await completePayment(result, { url: "/payments/complete" });
 * if (status === "success") location.assign("/thank-you");
 * ```
 * @see https://portone.gitbook.io/docs-en/auth/guide (sections 4-a and 6)
 */
export async function completePayment(
  { imp_uid, merchant_uid }: Pick<PaymentResult, "imp_uid" | "merchant_uid">,
  { url, headers, retries = 2, timeout = 10_000, signal, fetch = globalThis.fetch }: CompleteOptions,
): Promise<Completion> {
  const failure = (code: IamportErrorCode, message: string, cause: unknown) =>
    new IamportError(code, message, { cause, merchant_uid: merchant_uid ?? undefined });
  if (!merchant_uid) throw failure("COMPLETE_FAILED", "No merchant_uid.", undefined);

  for (let left = retries; ; left--) {
    const attempt = new AbortController();
    const abort = () => attempt.abort();
    const timer = setTimeout(abort, timeout);
    signal?.addEventListener("abort", abort);
    if (signal?.aborted) abort();
    let last = left < 1;
    let cause: unknown;
    let answer: Completion | undefined;
    try {
      const exchange = async () => {
        const response = await fetch(url, {
          method: "POST",
          headers: { "content-type": "application/json", ...headers },
          body: JSON.stringify({ imp_uid, merchant_uid }),
          // So that it arrives, even if the customer leaves the page now.
          keepalive: true,
          signal: attempt.signal,
        });
        const text = await response.text();
        cause = `HTTP ${response.status}`;
        last ||= response.status < 500;
        answer = JSON.parse(text);
      };
      // Raced, because a `fetch` of the shop's own may know nothing of signals.
      const late = new Promise((_, reject) => attempt.signal.addEventListener("abort", reject));
      await (attempt.signal.aborted || Promise.race([exchange(), late]));
    } catch (error) {
      cause ??= error;
    }
    clearTimeout(timer);
    signal?.removeEventListener("abort", abort);
    if (signal?.aborted) throw failure("ABORTED", "It may be paid.", signal.reason);
    if (last) {
      if (typeof answer?.status !== "string") throw failure("COMPLETE_FAILED", `No verdict: ${cause}`, cause);
      if (parseRedirect()?.merchant_uid === merchant_uid) clearRedirectResult();
      return answer;
    }
    await pause(300 * 2 ** (retries - left));
  }
}
