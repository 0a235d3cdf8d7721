import { onMounted, type Ref, shallowRef } from "vue";
import { landedCertification } from "../certification/landed.ts";
import type { CertificationRedirectResult } from "../certification/redirect.ts";

/**
 * The core's `getCertificationRedirectResult` for a landing page, as a ref. Unlike the core's, it answers each
 * component, as long as the result is in the address.
 *
 * @returns a ref: `undefined` on a server and until the component is mounted; then the result, or `null` where the
 *   address has none
 * @example
 * ```ts
 * const landed = useCertificationLanding();
 * // <p v-if="landed === undefined">One moment, please.</p>
 * // <a v-else-if="landed === null" href="/verify">Verify your identity</a>
 * ```
 * @see https://guide.portone.io/ (V1, 휴대폰 본인인증)
 */
export function useCertificationLanding(): Readonly<Ref<CertificationRedirectResult | null | undefined>> {
  const landed = shallowRef<CertificationRedirectResult | null>();
  onMounted(() => {
    landed.value = landedCertification();
  });
  return landed;
}
