import { findCommonStops } from "../../request/params/stops.ts";
import { parse } from "../../request/params/values.ts";
import { currencyOf, isTooFine } from "./currencies.ts";
import { demanded, findUnmet, mayPayNothing } from "./demands.ts";
import type { Finding, Values } from "./finding.ts";

/** Where the parameters are to go. */
export interface Surroundings {
  /** Whether the page's SDK looks at channels, as the v1 SDK alone does. */
  knowsChannels?: boolean;
  /** Whether the gateway has a button of its own for it, and is not asked by `requestPay`, which some never answer. */
  hasOwnButton?: boolean;
}

/** What stops a payment: what PortOne always refuses, and what would do harm. */
export function findStops(
  given: Values,
  { knowsChannels = true, hasOwnButton = false }: Surroundings = {},
): Finding[] {
  const found: Finding[] = [];
  const stop = (path: string, code: Finding["code"], value?: unknown, wanted?: string, by?: string) =>
    found.push({ severity: "error", path, code, value, wanted, by });

  const { amount, tax_free, vat_amount, pg, notice_url, confirm_url } = given;
  const currency = currencyOf(given);
  if (amount === undefined || amount === 0) {
    if (!mayPayNothing(given)) stop("amount", amount === 0 ? "above 0" : "number", amount);
  } else if (!isSum(amount)) stop("amount", "number", amount);
  else if (amount < 0) stop("amount", "above 0", amount);
  else if (isTooFine(amount, currency)) stop("amount", "fraction", amount, currency);
  for (const [path, part] of Object.entries({ tax_free, vat_amount })) {
    // The binary fractions of 0.1 + 0.2 aren't held against a shop.
    const isMore = Number(amount) + 0.001 < Number(tax_free ?? 0) + Number(vat_amount ?? 0);
    if (part !== undefined && (!isSum(part) || part < 0 || isMore)) stop(path, "part", part);
  }
  findCommonStops(given, knowsChannels, stop);
  const code = `${pg}`.split(".")[0];
  const neverAnswers = code === "paypal_v2" || code === "naverco";
  if (neverAnswers && !hasOwnButton) stop("pg", code, pg);

  const addresses = Object.entries({
    ...(Array.isArray(notice_url)
      ? Object.fromEntries(notice_url.map((address, index) => [`notice_url[${index}]`, address]))
      : { notice_url }),
    confirm_url,
  });
  for (const [path, address] of addresses) {
    const isWeb = /^https?:/.test(`${parse(address)?.protocol}`);
    if (address !== undefined && !isWeb) stop(path, "web address", address);
  }

  for (const { wants, for: kind } of findUnmet(demanded, given))
    stop(wants, "missing", undefined, kind, `${pg}`);
  return found;
}

function isSum(value: unknown): value is number {
  return Number.isFinite(value);
}
