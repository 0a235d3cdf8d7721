import { pageState } from "../sdk/page-state.ts";
import { type RememberedRequest, recall, remember } from "./remembered-request.ts";
import { type PaymentResult, readAnswer, toResult } from "./result.ts";

/** What tells how a payment went: with `merchant_uid`, each of these names makes a landing address. */
const verdicts = ["imp_success", "imp_status", "success", "error_code", "error_msg"] as const;

/** Where a router without a `URL` of its own keeps the address: React Router's `useLocation()`. */
export interface RouterLocation {
  /** The path. */
  readonly pathname: string;
  /** The query, with its `?`. */
  readonly search: string;
  /** The fragment, with its `#`. */
  readonly hash: string;
}

/**
 * Where {@link parseRedirect} can find a landing page's query. A record is what a framework made of the query:
 * Express' `req.query`, vue-router's `route.query`, Next.js' `await searchParams`; or your own interface of it.
 */
export type RedirectInput =
  | string
  | URL
  | URLSearchParams
  | Location
  | RouterLocation
  | Readonly<Record<string, unknown>>
  | { readonly [name in "imp_uid" | "merchant_uid" | (typeof verdicts)[number]]?: unknown };

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
  return isThere("imp_uid") || (isThere("merchant_uid") && verdicts.some(isThere))
    ? readAnswer(fields, "redirect")
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
 * if (landed) {
 *   const { status } = await completePayment(landed.result, { url: "/payments/complete" });
 * }
 * ```
 * @see https://portone.gitbook.io/docs-en/auth/guide (section 4-b)
 */
export function getRedirectResult(): RedirectResult | null {
  const read = typeof document === "undefined" ? null : parseRedirect();
  if (!read) return null;
  const state = pageState();
  const given = JSON.stringify(read);
  if (state.redirectRead === given) return null;
  state.redirectRead = given;
  state.keep?.();
  // An address that lost its order on the way is of the payment that this tab asked for last.
  const asked = recall("request", read.merchant_uid);
  if (!asked) return { result: read, request: null };
  if (read.merchant_uid) remember("answer", read.response);
  return {
    // How far an answer is believed depends on the gateway, which the address doesn't name.
    result: toResult(read.response, "redirect", asked),
    request: { name: null, pg: null, pay_method: null, ...asked },
  };
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

/**
 * An address without what a payment has put there; the shop's own names stay.
 *
 * @internal
 */
export function withoutResult(address: string): string {
  const response = parseRedirect(address)?.response;
  // Beside a flag of PortOne's own, a `success` is the shop's; and so it is in any other address.
  const isSuccessOurs = response && !("imp_success" in response || "imp_status" in response);
  const isOurs = (pair: string) => {
    const name = withoutAmp(pair.split("=", 1)[0] ?? "");
    if (name === "success") return isSuccessOurs;
    return ["imp_uid", "merchant_uid", "kcp_action", "error_coe", ...verdicts].includes(name);
  };
  const clean = (part: string) => {
    const [before = ""] = beforeQuery.exec(part) ?? [];
    const pairs = part.slice(before.length).replace(secondMark, "&").split("&");
    const kept = pairs.filter((pair) => !isOurs(pair));
    if (kept.length === pairs.length) return part;
    return kept.length ? before + kept.join("&") : before.replace(/\?$/, "");
  };
  return address.split("#").map(clean).join("#");
}

/** The names and values of a landing page's query, as texts. */
function toFields(input: RedirectInput): Record<string, string> {
  return Object.fromEntries(entriesOf(input).map(([name, value]) => [withoutAmp(name), value]));
}

function entriesOf(input: RedirectInput): [name: string, value: string][] {
  // Not `instanceof`: a URL may come from another realm. And a record may hold a `toString` from the query.
  if ({}.toString.call(input) !== "[object Object]") return queryEntries(`${input}`);
  const { pathname, search, hash } = input as Readonly<Record<string, unknown>>;
  if (pathname && typeof search === "string" && typeof hash === "string") return queryEntries(search + hash);
  return Object.entries(input).flatMap(([name, value]) => {
    const last: unknown = Array.isArray(value) ? value[value.length - 1] : value;
    // No objects. And vue-router has `null` for a name without a value.
    return last === undefined || Object(last) === last ? [] : [[name, `${last ?? ""}`]];
  });
}

/** What is in the queries of an address: its own, and one in its fragment. */
function queryEntries(address: string): [name: string, value: string][] {
  const queries = address
    .trim()
    .split("#")
    .map((part) => part.replace(beforeQuery, "").replace(secondMark, "&"));
  return [...new URLSearchParams(queries.join("&"))];
}

/** A name as it was before a template wrote `&amp;` for `&`. */
function withoutAmp(name: string): string {
  return name.replace(/^(amp;)+/, "");
}

/**
 * What stands before the query of an address or of a fragment: nothing, if it is a bare query; an app's scheme, if
 * the query comes without its `?`, as in `myshop://imp_uid=…`; else all up to the `?`.
 */
const beforeQuery = /^(?=[^/:?]*=)|^[\w.+-]+:\/\/(?=imp_|merchant_uid=)|^[^?]*\??/;

/** A `?` that some gateways add to an address which has a query already. */
const secondMark = /\?(?=imp_|merchant_uid=)/g;
