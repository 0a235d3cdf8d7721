import { randomBytes } from "node:crypto";
import { readCookie, writeCookie } from "./cookies.mjs";

const name = "shop_customer";

/**
 * What only the customer's browser knows, and the shop's database has the hash of: proof of whose order it is, in a
 * shop without accounts.
 *
 * @param {Request} request
 * @returns {string | undefined}
 */
export function customerOf(request) {
  const secret = readCookie(request, name);
  return secret && /^[\w-]{32}$/.test(secret) ? secret : undefined;
}

/** Unguessable: 192 bits. */
export function createCustomer() {
  return randomBytes(24).toString("base64url");
}

/**
 * Sent along when the customer comes back from a gateway, and by no other site's form.
 *
 * @param {string} secret
 * @param {boolean} isHttps
 */
export function customerCookie(secret, isHttps) {
  return writeCookie({ name, value: secret, path: "/", seconds: 90 * 86_400, sameSite: "Lax", isHttps });
}
