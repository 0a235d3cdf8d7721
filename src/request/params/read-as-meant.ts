import type { Values } from "./finding.ts";
import { isPlainDecimal, parse } from "./values.ts";

/** What has to be a number, and comes from forms, templates and databases as a text. */
export const sums = ["amount", "tax_free", "vat_amount"];

/** Here an empty text isn't taken for absent: it is a mistake, or the shop's own data. */
const neverEmpty = ["amount", "merchant_uid", "custom_data"];

/**
 * Reads what is certain to be meant: a plain decimal text as a sum, a number as an order's ID, an empty text or `null`
 * as absent, an address as relative to the page. It serves every kind of request, since parameters that a kind doesn't
 * have are simply absent.
 *
 * @param deviceOf - tells which device asks; only needed for a landing page's address that is none
 */
export function readAsMeant(plain: Values, deviceOf: () => "pc" | "mobile"): Values {
  const given: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(plain)) {
    const isEmpty = value === "" && !neverEmpty.includes(name);
    if (!isEmpty && value !== undefined && value !== null) given[name] = value;
  }
  for (const name of sums) if (isPlainDecimal(given[name])) given[name] = Number(given[name]);
  if (Number.isFinite(given.merchant_uid)) given.merchant_uid = `${given.merchant_uid}`;
  const landing = given.m_redirect_url;
  if (!parse(landing)) {
    const onThisSite = parse(landing, thisPage());
    if (onThisSite) given.m_redirect_url = onThisSite.href;
    // A PC can do without: a gateway that leaves a PC's page then comes back to this one.
    else if (deviceOf() === "pc") delete given.m_redirect_url;
  }
  return given;
}

/** On a server there is no page: there it only matters that the address can be resolved. */
function thisPage(): string {
  return typeof location === "undefined" ? "https://page.invalid" : location.href;
}
