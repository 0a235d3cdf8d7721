import { onMounted, type Ref, shallowRef } from "vue";
import { landedResult } from "../payment/landed.ts";
import type { RedirectResult } from "../payment/redirect.ts";

/**
 * {@link useRedirectResult} for pages that show something while they wait: it tells "not read yet" from "none".
 *
 * @returns a ref: `undefined` on a server and until the component is mounted; then the result, or `null` where the
 *   address has none, as after a reload when your server has given its verdict
 * @example
 * ```ts
 * const landed = useLanding();
 * // <p v-if="landed === undefined">One moment, please.</p>
 * // <a v-else-if="landed === null" href="/orders">Your orders</a>
 * ```
 * @see https://portone.gitbook.io/docs-en/auth/guide (section 4-b)
 */
export function useLanding(): Readonly<Ref<RedirectResult | null | undefined>> {
  const landed = shallowRef<RedirectResult | null>();
  onMounted(() => {
    landed.value = landedResult();
  });
  return landed;
}
