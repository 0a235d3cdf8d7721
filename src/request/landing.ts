import { pageState } from "../sdk/page-state.ts";
import type { Answer, Fields } from "./answer.ts";
import { type Asked, recall, remember } from "./memory.ts";
import { saysTheSame } from "./says-the-same.ts";

/** Names that tell how a payment went: `merchant_uid` and any of these make an address a landing page's. */
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
 * Where `parseRedirect` can find a landing page's query. A record is what a framework made of the query: Express'
 * `req.query`, vue-router's `route.query`, Next.js' `await searchParams`; or your own interface for it.
 */
export type RedirectInput =
  | string
  | URL
  | URLSearchParams
  | Location
  | RouterLocation
  | Readonly<Record<string, unknown>>
  | { readonly [name in "imp_uid" | "merchant_uid" | (typeof verdicts)[number]]?: unknown };

/** The fields of a landing page's address; `null` for any other address. */
export function parseLanding(
  input: RedirectInput = typeof location === "undefined" ? "" : location,
): Fields | null {
  const fields = toFields(input);
  const isThere = (name: string) => name in fields;
  return isThere("imp_uid") || (isThere("merchant_uid") && verdicts.some(isThere)) ? fields : null;
}

/** An answer that a landing page is given. */
export interface Landed<Read> {
  /** What the address says. */
  read: Read;
  /** What this tab had asked for; `null` where it remembers nothing of it. */
  asked: Asked | null;
}

/**
 * Gives a landing page its answer, with what this tab had asked for.
 *
 * @param read - what the address says
 * @param kind - the kind of request that it has to answer; `undefined`: a payment
 * @returns `null` when there is no answer, when it answers a request of another kind, and the second time in one page
 *   load
 */
export function readLanding<Read extends Answer>(
  read: Read | null,
  kind: Asked["kind"],
): Landed<Read> | null {
  if (typeof document === "undefined" || !read) return null;
  const state = pageState();
  state.keep?.();
  // An address that lost its order's ID on the way counts as the answer to this tab's last request.
  const asked = recall("request", read.merchant_uid);
  if (saysTheSame(state.redirectFields, read.response) || (asked && asked.kind !== kind)) return null;
  state.redirectFields = read.response;
  if (asked && read.merchant_uid) remember("answer", read.response);
  return { read, asked };
}

/** An address without the parameters of an answer; the shop's own stay. */
export function withoutResult(address: string): string {
  const response = parseLanding(address);
  // A `success` is the shop's own beside one of PortOne's flags, and in an address that is no landing page's.
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
  // Not `instanceof`, since a URL may come from another realm; nor its own `toString`, since a record may hold one from
  // the query.
  if ({}.toString.call(input) !== "[object Object]") return queryEntries(`${input}`);
  const { pathname, search, hash } = input as Readonly<Record<string, unknown>>;
  if (pathname && typeof search === "string" && typeof hash === "string") return queryEntries(search + hash);
  return Object.entries(input).flatMap(([name, value]) => {
    const last: unknown = Array.isArray(value) ? value[value.length - 1] : value;
    // Objects are left out. vue-router has `null` for a name without a value, which becomes an empty text.
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
