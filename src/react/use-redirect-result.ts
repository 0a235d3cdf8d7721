import type { RedirectResult } from "../payment/redirect.ts";
import { useLanding } from "./use-landing.ts";

/**
 * The core's `getRedirectResult` for a landing page: `null` on a server and until the component is mounted, so that
 * hydration finds what the server has rendered; and `null` where there is no result. Unlike the core's, it answers each
 * component, as long as the result is in the address. {@link useLanding} tells the two kinds of `null` apart.
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
  return useLanding() ?? null;
}
