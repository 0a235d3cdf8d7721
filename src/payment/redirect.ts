import { pageState } from "../sdk/page-state.ts";
import { type RememberedRequest, recall, remember } from "./remembered-request.ts";
import { type PaymentResult, toResult } from "./result.ts";

/** Where {@link parseRedirect} can find a landing page's query. */
export type RedirectInput =
  | string
  | URL
  | URLSearchParams
  | Location
  | Readonly<Record<string, string | readonly string[] | undefined>>;

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
 * @param input - a URL, a query with or without `?`, a path with a query, `URL`, `URLSearchParams`,
 *   `Location`, or a framework's record of query parameters; `location` when left out. A query inside the
 *   fragment (`#/complete?imp_uid=…`) counts too, and of a name that comes twice the last.
 * @returns `null` when it is no landing address: neither `imp_uid`, nor `merchant_uid` beside a name that
 *   tells how the payment went
 * @example
 * ```ts
 * parseRedirect("https://shop.example/complete?imp_uid=imp_1&merchant_uid=order-1&imp_success=true");
 * // { success: true, imp_uid: "imp_1", merchant_uid: "order-1", delivery: "redirect", … }
 * ```
 * @see https://portone.gitbook.io/docs-en/auth/guide (section 4-b)
 */
export function parseRedirect(
  input: RedirectInput = typeof location === "undefined" ? "" : location,
): PaymentResult | null {
  const fields = toFields(input);
  const isThere = (name: string) => name in fields;
  return isThere("imp_uid") ||
    (isThere("merchant_uid") && ["imp_success", "success", "error_code", "error_msg"].some(isThere))
    ? toResult(fields, "redirect")
    : null;
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
 * if (landed?.request && landed.result.success) {
 *   const { status } = await completePayment(landed.result, { url: "/payments/complete" });
 * }
 * ```
 * @see https://portone.gitbook.io/docs-en/auth/guide (section 4-b)
 */
export function getRedirectResult(): RedirectResult | null {
  const result = typeof document === "undefined" ? null : parseRedirect();
  if (!result) return null;
  const state = pageState();
  const read = JSON.stringify(result);
  if (state.redirectRead === read) return null;
  state.redirectRead = read;
  state.keep?.();
  const asked = recall("request", result.merchant_uid);
  if (asked) remember("answer", result.response);
  return { result, request: asked && { name: null, pg: null, pay_method: null, ...asked } };
}

/**
 * Takes the result of a payment out of the address bar, the rest of it kept, and forgets what the tab had
 * asked for. Call it when your server has given its verdict, if you don't use {@link completePayment}, which
 * does it: until then a reload must find the result again.
 *
 * @example
 * ```ts
 * clearRedirectResult(); // https://shop.example/complete?lang=ko
 * ```
 */
export function clearRedirectResult(): void {
  if (typeof document === "undefined" || !parseRedirect()) return;
  history.replaceState(history.state, "", withoutResult(location.href));
  remember("request");
}

/** @internal An address without what a payment has put there. */
export function withoutResult(address: string): string {
  return (
    address
      .replace(
        /([?&])((imp_(uid|success)|merchant_uid|success|error_(code|msg))(=[^&#]*)?(&|(?=#|$)))+/g,
        "$1",
      )
      // What stood before the first of them, when nothing comes after.
      .replace(/[?&](?=#|$)/g, "")
  );
}

function toFields(input: RedirectInput): Record<string, string> {
  // Not `instanceof`: a URL may come from another realm. And a record may hold a `toString` from the query.
  const isRecord = {}.toString.call(input) === "[object Object]";
  return Object.fromEntries(
    isRecord
      ? Object.entries(input)
          .map(([name, value]) => [name, [value].flat().pop()])
          .filter(([, value]) => typeof value === "string")
      : new URLSearchParams(`${input}`.trim().split("#").map(queryOf).join("&")),
  );
}

/** The query of an address, with or without a fragment's `#` before it, or a bare query. */
function queryOf(part: string): string {
  return /^[^/:?]*=/.test(part) ? part : part.replace(/^[^?]*\??/, "");
}
