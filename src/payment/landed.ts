import { getRedirectResult, parseRedirect, type RedirectResult } from "./redirect.ts";

let last: RedirectResult | null = null;

/**
 * {@link getRedirectResult} for components, which come and go, and are mounted twice in React's StrictMode: the same
 * result as long as the address has one.
 *
 * @internal
 */
export function landedResult(): RedirectResult | null {
  last = getRedirectResult() ?? (parseRedirect() && last);
  return last;
}
