import { readAnswer } from "../request/answer.ts";
import { parseLanding, type RedirectInput, readLanding, withoutResult } from "../request/landing.ts";
import { remember } from "../request/memory.ts";
import type { RememberedRequest } from "./remembered-request.ts";
import { type PaymentResult, toResult } from "./result.ts";

export type { RedirectInput, RouterLocation } from "../request/landing.ts";

/** What a landing page knows of the payment that led to it. */
export interface RedirectResult {
  /** What the address says. Anybody can write an address: let your server verify it. */
  result: PaymentResult;
  /**
   * What this tab asked to be paid, or `null` when it never asked for this order: a forged link, or an
   * in-app browser that came back somewhere else.
   */
  request: RememberedRequest | null;
}

/**
 * Reads the result of a payment from the address of a landing page (`m_redirect_url`). Needs neither the SDK
 * nor a browser: a server can call it with the request's URL.
 *
 * A `success` here is what the address says, and anybody can write an address: let your server verify it.
 *
 * @param input - a URL, a query with or without `?`, a path with a query, `URL`, `URLSearchParams`, `Location`, or a
 *   framework's record of query parameters; `location` when left out. A query inside the fragment
 *   (`#/complete?imp_uid=…`) counts too; if a name comes twice, the last one counts.
 * @returns `null` when it is no landing address: neither `imp_uid`, nor `merchant_uid` beside a name that
 *   tells how the payment went
 * @example
 * ```ts
 * parseRedirect("https://shop.example/complete?imp_uid=imp_1&merchant_uid=order-1&imp_success=true");
 * // { success: true, imp_uid: "imp_1", merchant_uid: "order-1", delivery: "redirect", … }
 * ```
 * @see https://portone.gitbook.io/docs-en/auth/guide (section 4-b)
 */
export function parseRedirect(input?: RedirectInput): PaymentResult | null {
  const fields = parseLanding(input);
  return fields && readAnswer(fields, "redirect");
}

/**
 * For landing pages: the result in the page's address, and what this tab had asked for. Answers once per
 * page load, so that nothing is completed twice; after a reload it answers again, so that a reload in the
 * middle of completing loses nothing.
 *
 * The result stays in the address bar until {@link completePayment} has had its answer, or
 * {@link clearRedirectResult} takes it out.
 *
 * @returns `null` on any other page, on a server, and the second time
 * @example
 * ```ts
 * const landed = getRedirectResult();
 * if (landed) {
 *   const { status } = await completePayment(landed.result, { url: "/payments/complete" });
 * }
 * ```
 * @see https://portone.gitbook.io/docs-en/auth/guide (section 4-b)
 */
export function getRedirectResult(): RedirectResult | null {
  const landed = readLanding(parseRedirect(), undefined);
  if (!landed) return null;
  const { read, asked } = landed;
  // How far an answer is believed depends on the gateway, which the address doesn't name.
  const result = toResult(read.response, "redirect", asked ?? {});
  if (!asked) return { result, request: null };
  const { gateway: _, ...request } = asked;
  return {
    result,
    // Remembered by `requestPay`, or by an older copy of this library.
    request: { name: null, pg: null, pay_method: null, ...request } as RememberedRequest,
  };
}

/**
 * Takes the result of a payment or of an identity verification out of the address bar, keeps the rest of the address,
 * and forgets what the tab had asked for. Call it when your server has given its verdict, unless you use
 * {@link completePayment}, which does it for you: until then a reload must find the result again.
 *
 * @example
 * ```ts
 * clearRedirectResult(); // https://shop.example/complete?lang=ko
 * ```
 * @see https://portone.gitbook.io/docs-en/auth/guide (section 4-b)
 */
export function clearRedirectResult(): void {
  if (typeof document === "undefined" || !parseLanding()) return;
  history.replaceState(history.state, "", withoutResult(location.href));
  remember("request");
}
