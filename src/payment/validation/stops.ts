import { collect } from "../../request/params/collect.ts";
import { findCommonStops } from "../../request/params/stops.ts";
import { parse } from "../../request/params/values.ts";
import { codeOf } from "../gateways.ts";
import { currencyOf, isTooFine } from "./currencies.ts";
import { demanded, findUnmet, mayPayNothing } from "./demands.ts";
import type { Finding, Values } from "./finding.ts";

/** What a check has to know besides the parameters. */
export interface Surroundings {
  /** Whether the page's SDK looks at channels, as only the v1 SDK does. */
  knowsChannels?: boolean;
  /**
   * Whether the payment goes through the gateway's own button, and not through `requestPay`, which some gateways never
   * answer.
   */
  hasOwnButton?: boolean;
}

/** What stops a payment: what PortOne always refuses, and what would do harm. */
export function findStops(
  given: Values,
  { knowsChannels = true, hasOwnButton = false }: Surroundings = {},
): Finding[] {
  const { found, say: stop } = collect<Finding["code"]>("error");
  const { amount, tax_free, vat_amount, pg, notice_url, confirm_url } = given;
  const currency = currencyOf(given);
  const ofAmount = { path: "amount", value: amount };
  if (amount === undefined || amount === 0) {
    if (!mayPayNothing(given)) stop({ ...ofAmount, code: amount === 0 ? "above 0" : "number" });
  } else if (!isSum(amount)) stop({ ...ofAmount, code: "number" });
  else if (amount < 0) stop({ ...ofAmount, code: "above 0" });
  else if (isTooFine(amount, currency)) stop({ ...ofAmount, code: "fraction", wanted: currency });
  for (const [path, part] of Object.entries({ tax_free, vat_amount })) {
    // Rounding errors of binary fractions, as in 0.1 + 0.2, aren't held against a shop.
    const isMore = Number(amount) + 0.001 < Number(tax_free ?? 0) + Number(vat_amount ?? 0);
    if (part !== undefined && (!isSum(part) || part < 0 || isMore)) stop({ path, code: "part", value: part });
  }
  findCommonStops(given, knowsChannels, stop);
  const code = codeOf(pg);
  const neverAnswers = code === "paypal_v2" || code === "naverco";
  if (neverAnswers && !hasOwnButton) stop({ path: "pg", code, value: pg });

  const addresses = Object.entries({
    ...(Array.isArray(notice_url)
      ? Object.fromEntries(notice_url.map((address, index) => [`notice_url[${index}]`, address]))
      : { notice_url }),
    confirm_url,
  });
  for (const [path, address] of addresses) {
    const isWeb = /^https?:/.test(parse(address)?.protocol ?? "");
    if (address !== undefined && !isWeb) stop({ path, code: "web address", value: address });
  }

  for (const { wants, for: kind } of findUnmet(demanded, given)) {
    stop({ path: wants, code: "missing", wanted: kind, by: `${pg}` });
  }
  return found;
}

function isSum(value: unknown): value is number {
  return Number.isFinite(value);
}
