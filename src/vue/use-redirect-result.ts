import { onMounted, type Ref, shallowRef } from "vue";
import { landedResult } from "../payment/landed.ts";
import type { RedirectResult } from "../payment/redirect.ts";

/**
 * The core's `getRedirectResult` for a landing page, as a ref: `null` on a server and until the component is mounted,
 * so that hydration finds what the server has rendered; and `null` where there is no result. Unlike the core's it
 * answers each component, as long as the result is in the address.
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
  const landed = shallowRef<RedirectResult | null>(null);
  onMounted(() => {
    landed.value = landedResult();
  });
  return landed;
}
