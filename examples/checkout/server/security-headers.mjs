/**
 * For pages that the server makes: nobody frames them, nobody keeps them, and no script runs in them.
 *
 * @type {Record<string, string>}
 */
export const madePage = {
  "cache-control": "no-store",
  "content-security-policy":
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  "referrer-policy": "same-origin",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
};

/**
 * For the checkout page. It has to let the SDK and its gateways in, so that it only says who may frame it: a button
 * that pays isn't pressed through another site's page.
 *
 * @type {Record<string, string>}
 */
export const checkoutPage = {
  "content-security-policy": "frame-ancestors 'none'; base-uri 'none'; object-src 'none'",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
};
