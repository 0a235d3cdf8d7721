import { computed, type Ref } from "vue";
import type { RedirectResult } from "../payment/redirect.ts";
import { useLanding } from "./use-landing.ts";

/**
 * The core's `getRedirectResult` for a landing page, as a ref: `null` on a server and until the component is mounted,
 * so that hydration finds what the server has rendered; and `null` where there is no result. Unlike the core's, it
 * answers each component, as long as the result is in the address. {@link useLanding} tells the two kinds of `null`
 * apart.
 *
 * @example
 * ```ts
 * const landed = useRedirectResult();
 * watch(landed, async (landed) => {
 *   if (landed) show(await completePayment(landed.result, { url: "/payments/complete" }));
 * });
 * ```
 * @see https://portone.gitbook.io/docs-en/auth/guide (section 4-b)
 */
export function useRedirectResult(): Readonly<Ref<RedirectResult | null>> {
  const landed = useLanding();
  return computed(() => landed.value ?? null);
}
