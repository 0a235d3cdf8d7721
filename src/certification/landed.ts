import {
  type CertificationRedirectResult,
  getCertificationRedirectResult,
  parseCertificationRedirect,
} from "./redirect.ts";

let last: CertificationRedirectResult | null = null;

/**
 * {@link getCertificationRedirectResult} for components, which come and go, and are mounted twice in React's StrictMode:
 * the same result as long as the address has one.
 *
 * @internal
 */
export function landedCertification(): CertificationRedirectResult | null {
  last = getCertificationRedirectResult() ?? (parseCertificationRedirect() && last);
  return last;
}
