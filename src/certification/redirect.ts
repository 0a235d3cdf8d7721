import type { Fields } from "../request/answer.ts";
import { parseLanding, type RedirectInput, readLanding } from "../request/landing.ts";
import { recall } from "../request/memory.ts";
import { type CertificationResult, toCertificationResult } from "./result.ts";

/** An identity verification that this tab asked for, as far as a landing page wants to know it. It names nobody. */
export interface RememberedCertification {
  /** Your ID of the request. */
  merchant_uid: string;
  /** The gateway, as it was given. */
  pg: string | null;
  /** When, in milliseconds since 1970. */
  requestedAt: number;
}

/** What a landing page knows of the identity verification that led to it. */
export interface CertificationRedirectResult {
  /** What the address says. Anybody can write an address: let your server look it up. */
  result: CertificationResult;
  /**
   * What this tab asked for, or `null` when it never asked for this one: a forged link, or an in-app browser that came
   * back somewhere else.
   */
  request: RememberedCertification | null;
}

/**
 * Reads the result of an identity verification from the address of a landing page (`m_redirect_url`), as
 * {@link parseRedirect} reads a payment's. Needs neither the SDK nor a browser.
 *
 * A `success` here is what the address says, and anybody can write an address: let your server look it up.
 *
 * @param input - as for {@link parseRedirect}; `location` when left out
 * @returns `null` when it is no landing address, or a payment's, which has `imp_success` where an identity verification
 *   has `success`
 * @example
 * ```ts
 * parseCertificationRedirect("https://shop.example/verified?imp_uid=imp_1&merchant_uid=v1&success=true");
 * // { success: true, imp_uid: "imp_1", merchant_uid: "v1", delivery: "redirect", … }
 * ```
 * @see https://guide.portone.io/ (V1, 휴대폰 본인인증)
 */
export function parseCertificationRedirect(input?: RedirectInput): CertificationResult | null {
  const fields = parseLanding(input);
  return fields && !isOfPayment(fields) ? toCertificationResult(fields, "redirect") : null;
}

/** Whether an answer has PortOne's own flags for a payment. */
function isOfPayment(fields: Fields): boolean {
  return "imp_success" in fields || "imp_status" in fields;
}

/**
 * For landing pages: the result of an identity verification in the page's address, and what this tab had asked for, as
 * {@link getRedirectResult} gives a payment's. Answers once per page load; after a reload it answers again, until
 * {@link clearRedirectResult} has taken the result out of the address. Call that when your server has given its verdict.
 *
 * A tab that remembers what it asked for gives a verification to this function alone, and a payment to
 * {@link getRedirectResult} alone, so that one page can be the landing page of both. Where it remembers nothing, the
 * address decides; a landing page for each leaves no doubt.
 *
 * @returns `null` on any other page, on a server, and the second time
 * @example
 * ```ts
 * const landed = getCertificationRedirectResult();
 * if (landed) {
 *   const { imp_uid, merchant_uid } = landed.result;
 *   const answer = await fetch("/certifications/complete", {
 *     method: "POST",
 *     headers: { "content-type": "application/json" },
 *     body: JSON.stringify({ imp_uid, merchant_uid }),
 *   });
 *   if (answer.ok) clearRedirectResult();
 * }
 * ```
 * @see https://guide.portone.io/ (V1, 휴대폰 본인인증)
 */
export function getCertificationRedirectResult(): CertificationRedirectResult | null {
  const found = parseCertificationRedirect();
  // Without the flag it may be the v1 SDK's answer to a payment. Then it is ours only if this tab remembers a
  // verification.
  const isOurs = found && ("success" in found.response || recall("request", found.merchant_uid)?.kind);
  const landed = readLanding(isOurs ? found : null, "certification");
  if (!landed) return null;
  const { read, asked } = landed;
  if (!asked) return { result: read, request: null };
  const { merchant_uid, pg, requestedAt } = asked;
  return {
    result: toCertificationResult(read.response, "redirect", asked),
    request: { merchant_uid, pg: (pg as string | undefined) ?? null, requestedAt },
  };
}
