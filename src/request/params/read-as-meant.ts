import type { Values } from "./finding.ts";
import { isPlainDecimal, parse } from "./values.ts";

/** What has to be a number, and comes from forms, templates and databases as a text. */
export const sums = ["amount", "tax_free", "vat_amount"];

/** An empty one of these is a mistake, or the shop's own data. */
const neverEmpty = ["amount", "merchant_uid", "custom_data"];

/**
 * What is certain to be meant: a plain decimal text as a sum, a number as an order's ID, nothing where an empty text or
 * null stands for it, an address relative to the page. For every kind of request: what one doesn't have isn't there.
 *
 * @param deviceOf - tells on which device it is asked for; only needed for an address that isn't one
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
    // A PC doesn't need it, and a gateway that leaves a PC's page comes back to this one.
    else if (deviceOf() === "pc") delete given.m_redirect_url;
  }
  return given;
}

/** On a server there is no page: there it only matters that the address can be resolved. */
function thisPage(): string {
  return typeof location === "undefined" ? "https://page.invalid" : location.href;
}
