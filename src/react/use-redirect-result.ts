import { useEffect, useState } from "react";
import { landedResult } from "../payment/landed.ts";
import type { RedirectResult } from "../payment/redirect.ts";

/**
 * The core's `getRedirectResult` for a landing page: `null` on a server and until the component is mounted, so that
 * hydration finds what the server has rendered; and `null` where there is no result. Unlike the core's it answers each
 * component, as long as the result is in the address.
 *
 * @example
 * ```tsx
 * function Complete() {
 *   const landed = useRedirectResult();
 *   useEffect(() => {
 *     if (landed) void completePayment(landed.result, { url: "/payments/complete" }).then(show);
 *   }, [landed]);
 *   return <p>…</p>;
 * }
 * ```
 * @see https://portone.gitbook.io/docs-en/auth/guide (section 4-b)
 */
export function useRedirectResult(): RedirectResult | null {
  const [landed, setLanded] = useState<RedirectResult | null>(null);
  useEffect(() => setLanded(landedResult()), []);
  return landed;
}
