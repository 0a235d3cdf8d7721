import { randomBytes } from "node:crypto";

const name = "shop_customer";

/**
 * What only the customer's browser knows, and the shop's database has the hash of: proof of whose order it is, in a
 * shop without accounts.
 *
 * @param {Request} request
 * @returns {string | undefined}
 */
export function customerOf(request) {
  const cookies = (request.headers.get("cookie") ?? "").split(/;\s*/);
  const secret = cookies.find((cookie) => cookie.startsWith(`${name}=`))?.slice(name.length + 1);
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
  return `${name}=${secret}; Path=/; Max-Age=7776000; HttpOnly; SameSite=Lax${isHttps ? "; Secure" : ""}`;
}
