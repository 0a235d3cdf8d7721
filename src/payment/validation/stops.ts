import { currencyOf, digitsOf } from "./currencies.ts";
import { concerns, demanded, mayLackAmount } from "./demands.ts";
import { type Code, type Finding, stop, type Values } from "./finding.ts";
import { hasDigits, inside, isScript, isWebAddress, parse } from "./values.ts";

/** What is wrong with the value of a parameter, if something is. */
type Judge = (value: unknown, given: Values) => Code | false;

/** Judged if it is there. */
const judges: Readonly<Record<string, Judge>> = {
  merchant_uid: (id) => (typeof id !== "string" || id === "") && "no-id",
  tax_free: isNoPart,
  vat_amount: isNoPart,
  vat: isNoPart,
  // Their answers can never come to a promise.
  pg: (pg) => /^(paypal_v2|naverco)(\.|$)/.test(`${pg}`) && "other-call",
  m_redirect_url: (address) => (isScript(address) ? "script" : !parse(address) && "no-address"),
  confirm_url: (address) => !isWebAddress(address) && "no-web-address",
};

/** What stops a payment: what PortOne always refuses, and what would do harm. */
export function findStops(given: Values): Finding[] {
  const found: Finding[] = [];
  const wrongAmount = judgeAmount(given.amount, given);
  if (wrongAmount) found.push(stop("amount", wrongAmount, given.amount, currencyOf(given)));
  for (const name of Object.keys(judges)) {
    const value = given[name];
    const code = value !== undefined && judges[name]?.(value, given);
    if (code) found.push(stop(name, code, value));
  }
  found.push(...findInNoticeUrl(given.notice_url));
  for (const demand of demanded) {
    if (concerns(demand, given) && inside(given, ...demand.wants.split(".")) === undefined) {
      found.push(stop(demand.wants, "demanded", undefined, demand.for, `${given.pg}`));
    }
  }
  return found;
}

function judgeAmount(amount: unknown, given: Values): Code | false {
  if (amount === undefined) return !mayLackAmount(given) && "no-amount";
  if (typeof amount !== "number" || !Number.isFinite(amount)) return "no-number";
  // 0 registers a billing key.
  if (amount < 0 || (amount === 0 && given.customer_uid === undefined && !mayLackAmount(given))) {
    return "not-above-0";
  }
  return !hasDigits(amount, digitsOf(given) ?? 99) && "fraction";
}

/** A part of the amount isn't negative, and all of them together aren't more than the amount. */
function isNoPart(part: unknown, { amount, tax_free, vat_amount, vat }: Values): Code | false {
  if (typeof part !== "number" || !Number.isFinite(part) || part < 0) return "no-part";
  const parts = [tax_free, vat_amount ?? vat].filter((sum) => typeof sum === "number");
  const together = parts.reduce((sum, next) => sum + next, 0);
  // Binary fractions of 0.1 + 0.2 aren't held against a shop.
  return typeof amount === "number" && together - amount > 0.001 && "no-part";
}

function findInNoticeUrl(addresses: unknown): Finding[] {
  const all = Array.isArray(addresses)
    ? addresses.map((address, index) => ({ address, path: `notice_url[${index}]` }))
    : [{ address: addresses, path: "notice_url" }];
  return all
    .filter(({ address }) => address !== undefined && !isWebAddress(address))
    .map(({ address, path }) => stop(path, "no-web-address", address));
}
