import type { Look } from "./look.ts";

/** Where a payment that leaves the page comes back to, if it goes to a web page at all (and not to an app). */
export function returnAddress({ moment, params }: Look): URL | undefined {
  if (moment !== "paying") return undefined;
  const address = new URL(params.m_redirect_url || location.href, location.href);
  return /^https?:$/.test(address.protocol) ? address : undefined;
}
