import { currencyOf, isTooFine } from "./currencies.ts";
import { demanded, findUnmet, mayPayNothing } from "./demands.ts";
import type { Finding, Values } from "./finding.ts";
import { parse } from "./values.ts";

/** What stops a payment: what PortOne always refuses, and what would do harm. */
export function findStops(given: Values): Finding[] {
  const found: Finding[] = [];
  const stop = (path: string, code: Finding["code"], value?: unknown, wanted?: string, by?: string) =>
    found.push({ severity: "error", path, code, value, wanted, by });

  const { amount, tax_free, vat_amount, merchant_uid, pg, m_redirect_url, notice_url, confirm_url } = given;
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
  if (merchant_uid !== undefined && !isText(merchant_uid)) stop("merchant_uid", "id", merchant_uid);
  const code = `${pg}`.split(".")[0];
  if (code === "paypal_v2" || code === "naverco") stop("pg", code, pg);

  // Any scheme may be an app's; these run what they carry, or show no page.
  const { protocol } = parse(m_redirect_url) ?? {};
  const isNoPage = !protocol || /^(javascript|data|vbscript|blob|file|about):/.test(protocol);
  if (m_redirect_url !== undefined && isNoPage) stop("m_redirect_url", "landing", m_redirect_url);
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

function isText(value: unknown): boolean {
  return typeof value === "string" && value !== "";
}

function isSum(value: unknown): value is number {
  return Number.isFinite(value);
}
