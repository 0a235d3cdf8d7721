import type { Device } from "../gateways.ts";
import type { Values } from "./finding.ts";
import { hasScheme, isPlainDecimal, parse } from "./values.ts";

/** What has to be a number, and comes from forms, templates and databases as a text. */
export const sums = ["amount", "tax_free", "vat_amount", "vat"] as const;

/** Parameters whose empty text or null is not simply nothing: a mistake, or the shop's own data. */
const neverAbsent = /^(amount|merchant_uid|custom_data)$/;

/**
 * What is certain to be meant: a plain decimal text as a sum, a number as an order's ID, nothing where an empty text or
 * null stands for it, an address relative to the page.
 */
export function readAsMeant(plain: Values, device: Device): Values {
  const given: Record<string, unknown> = Object.fromEntries(
    Object.entries(plain).filter(([name, value]) => !isAbsent(name, value)),
  );
  for (const name of sums) {
    const sum = given[name];
    if (isPlainDecimal(sum)) given[name] = Number(sum);
  }
  if (Number.isFinite(given.merchant_uid)) given.merchant_uid = `${given.merchant_uid}`;
  if (Array.isArray(given.notice_url)) given.notice_url = given.notice_url.filter(Boolean);
  const landing = given.m_redirect_url;
  if (typeof landing === "string" && !hasScheme(landing)) {
    given.m_redirect_url = parse(landing, thisPage())?.href ?? landing;
  }
  // A PC doesn't need it, and the gateways that leave a PC's page come back to this one.
  if (device === "pc" && landing !== undefined && !parse(given.m_redirect_url)) delete given.m_redirect_url;
  return given;
}

function isAbsent(name: string, value: unknown): boolean {
  if (name === "custom_data") return false;
  return value === null || (value === "" && !neverAbsent.test(name));
}

/** On a server there is no page; that the address could be resolved is all that is asked there. */
function thisPage(): string {
  return typeof location === "undefined" ? "https://page.invalid" : location.href;
}
