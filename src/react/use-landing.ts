import { useEffect, useState } from "react";
import { landedResult } from "../payment/landed.ts";
import type { RedirectResult } from "../payment/redirect.ts";

/**
 * {@link useRedirectResult} for pages that show something while they wait: it tells "not read yet" from "none".
 *
 * @returns `undefined` on a server and until the component is mounted; then the result, or `null` where the address
 *   has none, as after a reload when your server has given its verdict
 * @example
 * ```tsx
 * function Complete() {
 *   const landed = useLanding();
 *   if (landed === undefined) return <p>One moment, please.</p>;
 *   if (landed === null) return <a href="/orders">Your orders</a>;
 *   return <Verdict result={landed.result} />;
 * }
 * ```
 * @see https://portone.gitbook.io/docs-en/auth/guide (section 4-b)
 */
export function useLanding(): RedirectResult | null | undefined {
  const [landed, setLanded] = useState<RedirectResult | null>();
  useEffect(() => setLanded(landedResult()), []);
  return landed;
}
