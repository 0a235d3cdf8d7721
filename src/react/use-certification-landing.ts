import { useEffect, useState } from "react";
import { landedCertification } from "../certification/landed.ts";
import type { CertificationRedirectResult } from "../certification/redirect.ts";

/**
 * The core's `getCertificationRedirectResult` for a landing page. Unlike the core's, it answers each component, as long
 * as the result is in the address.
 *
 * @returns `undefined` on a server and until the component is mounted; then the result, or `null` where the address has
 *   none
 * @example
 * ```tsx
 * function Verified() {
 *   const landed = useCertificationLanding();
 *   if (landed === undefined) return <p>One moment, please.</p>;
 *   if (landed === null) return <a href="/verify">Verify your identity</a>;
 *   return <Verdict result={landed.result} />;
 * }
 * ```
 * @see https://guide.portone.io/ (V1, 휴대폰 본인인증)
 */
export function useCertificationLanding(): CertificationRedirectResult | null | undefined {
  const [landed, setLanded] = useState<CertificationRedirectResult | null>();
  useEffect(() => setLanded(landedCertification()), []);
  return landed;
}
