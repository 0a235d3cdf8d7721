import {
  answerTo,
  type Delivery,
  type FailureAnswer,
  type Fields,
  type SuccessAnswer,
} from "../request/answer.ts";

/**
 * The customer got through the identity verification.
 *
 * **That proves nothing yet.** Anybody can write such an answer into the address bar, and whose identity it is only
 * PortOne knows: hand both IDs to your server, and have it look the verification up.
 */
export interface CertificationSuccess extends SuccessAnswer {
  /** The customer got through the window; who it was, the server can say. */
  success: true;
  /** The customer was identified; as whom, and whether for this request, the server can say. */
  outcome: "authenticated";
  /** The answer as it came. It names nobody. */
  response: Readonly<Record<string, unknown>>;
}

/** The verification was refused, cancelled or lost sight of. */
export interface CertificationFailure extends FailureAnswer {
  /**
   * - `"failed"`: the answer says no, and why. The customer can try again.
   * - `"unknown"`: perhaps the customer is identified: nobody saw how it ended (`"ABANDONED"`), the answer is another
   *   request's (`"MISMATCH"`), contradicts itself, or gives no reason; or the page is cut off from its popups
   *   (`Cross-Origin-Opener-Policy`), and can't know that the customer has closed one. Your server can look it up when it has an
   *   `imp_uid`; without one the customer can try again, since nothing is paid.
   */
  outcome: "failed" | "unknown";
}

/**
 * What an identity verification came to, the same from a callback and from a landing page. Names are as PortOne writes
 * them, so that its guides apply.
 */
export type CertificationResult = CertificationSuccess | CertificationFailure;

/**
 * The answer to an identity verification that this page or this tab has asked for.
 *
 * @internal
 */
export function toCertificationResult(
  response: Fields,
  delivery: Delivery,
  asked: { merchant_uid?: string | undefined; isPopupCutOff?: boolean | undefined } = {},
): CertificationResult {
  const result = answerTo(asked.merchant_uid, response, delivery);
  // PortOne's answer always has `success`; without it, it proves nothing. And a page that can't see its popups can't
  // say that one was closed.
  const isDoubtful = result.success ? response.success === undefined : asked.isPopupCutOff;
  return isDoubtful ? ({ ...result, success: false, outcome: "unknown" } as CertificationResult) : result;
}
