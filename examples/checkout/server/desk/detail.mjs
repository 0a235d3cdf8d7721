import { readCookie, writeCookie } from "../cookies.mjs";

const name = "shop_desk_detail";

/**
 * Why a refund didn't go through, in PortOne's words, for the page that comes next. It travels in a cookie: that page's
 * address stands in the logs of whatever is before the shop, and the words may hold a customer's name or account.
 *
 * @param {string | undefined} detail none takes away that of before
 * @param {boolean} isHttps
 */
export function detailCookie(detail, isHttps) {
  const value = Buffer.from((detail ?? "").slice(0, 300)).toString("base64url");
  return writeCookie({ name, value, path: "/desk", seconds: value ? 60 : 0, sameSite: "Strict", isHttps });
}

/**
 * @param {Request} request
 * @returns {string | null}
 */
export function detailOf(request) {
  return Buffer.from(readCookie(request, name) ?? "", "base64url").toString() || null;
}
