import { IamportError } from "../errors.ts";
import { noCertificationFrame } from "../messages/certification.ts";
import { callbackNeverCalled } from "../messages/paying.ts";
import { warn } from "../messages/warn.ts";
import { throwStops } from "../request/params/stops.ts";
import { type RequestKind, type RequestOptions, runRequest } from "../request/run-request.ts";
import { withDefaults } from "../request/with-defaults.ts";
import { lacksFramesFor } from "../sdk/frames.ts";
import { checkCertification, type SentParams } from "./check-certification.ts";
import type { CertificationParams } from "./params.ts";
import { type CertificationResult, toCertificationResult } from "./result.ts";

/** How {@link requestCertification} behaves. */
export interface RequestCertificationOptions extends RequestOptions {
  /** Calls the verification off: the window is closed, and the promise rejects with `ABORTED`. */
  signal?: AbortSignal | undefined;
  /**
   * Milliseconds without a sign of life of the window after which a button to close it is laid over it, though not
   * while its popup is open. Pressing the button or the Escape key ends the verification as `"unknown"`, `ABANDONED`.
   * `false`: never.
   * @default 15000
   */
  exitAfter?: number | false | undefined;
}

/**
 * Opens the identity verification window (`IMP.certification`), and resolves with what came of it. As with
 * {@link requestPay}, it always settles, and there is only one payment or verification at a time on a page.
 *
 * **On a PC the window is always a popup: call it in the customer's click**, with the SDK loaded and the request made before,
 * or the browser refuses it (`POPUP_BLOCKED`; the page is free, and the next click opens it). A customer who closes the popup
 * has cancelled: `"failed"`; `"unknown"` on a page that `Cross-Origin-Opener-Policy` cuts off from its popups. On a phone the
 * page is left unless `popup` is `true`, and then the answer waits on the landing page, for
 * {@link getCertificationRedirectResult}.
 *
 * **A refused, failed or cancelled verification resolves**, with `success: false`. And `success: true` means that the
 * customer got through the window: **who it was, and whether it is the verification that your server asked for, only
 * your server can find out**, with `verifyCertification` of `iamport-request-pay/server`.
 *
 * @param params - not written to. No error and no log repeats what is in `name`, `phone` or `carrier`.
 * @throws {@link IamportError} what the shop has to fix, or has called off: `NOT_IN_BROWSER`, `NOT_INITIALIZED`,
 *   `INVALID_PARAMS`, `PAYMENT_IN_PROGRESS`, `POPUP_BLOCKED`, `WINDOW_FAILED`, `ABORTED`, `JQUERY_UNUSABLE`,
 *   `INIT_FAILED` (also where PortOne's console has no identity verification), and what {@link loadIamport} rejects
 *   with
 * @example
 * ```ts
 * button.onclick = async () => {
 *   const { imp_uid, merchant_uid } = await requestCertification({
 *     merchant_uid: request.id,
 *     m_redirect_url: "https://shop.example/verified",
 *   });
 *   const answer = await fetch("/certifications/complete", {
 *     method: "POST",
 *     headers: { "content-type": "application/json" },
 *     body: JSON.stringify({ imp_uid, merchant_uid }),
 *   });
 *   show((await answer.json()).message);
 * };
 * ```
 * @see https://guide.portone.io/ (V1, 휴대폰 본인인증)
 */
export function requestCertification(
  params: CertificationParams = {},
  options: RequestCertificationOptions = {},
): Promise<CertificationResult> {
  if (__DEV__ && typeof options === "function") {
    warn(callbackNeverCalled("requestCertification", "IMP.certification"));
  }
  return runRequest(certification, params, options);
}

/** What the SDK is called with. */
type Request = SentParams & { merchant_uid: string; m_redirect_url: string };

const certification: RequestKind<Request, CertificationResult> = {
  frames: "/certificates/",
  readParams: (params, state) => {
    const { imp } = state;
    const { given, issues } = checkCertification(params, !imp || !!imp.loadUI);
    throwStops(issues);
    // The SDK says nothing if it has no frame for verifications.
    if (lacksFramesFor(state, "/certificates/")) {
      throw new IamportError("INIT_FAILED", __DEV__ && noCertificationFrame());
    }
    return withDefaults(given);
  },
  // Every release of the SDK has `certification`.
  callSdk: (imp, request, hear) => imp.certification?.(request, hear),
  toResult: toCertificationResult,
  // Nothing that identifies the customer is stored.
  toRemember: ({ pg }) => ({ kind: "certification", pg }),
};
