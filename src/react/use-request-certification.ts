import { type CertificationState, createCertification } from "../certification/certification-state.ts";
import type { CertificationParams } from "../certification/params.ts";
import type { RequestCertificationOptions } from "../certification/request-certification.ts";
import type { CertificationResult } from "../certification/result.ts";
import type { LoadOptions, Merchant } from "../sdk/load-iamport.ts";
import { useRequestState } from "./use-request-state.ts";

/** What {@link useRequestCertification} gives a component. */
export interface RequestCertificationHook extends CertificationState {
  /**
   * The core's `requestCertification`: call it in the click. Its promise settles as the core's does, and `result` or
   * `error` is set as well, so that you may leave it unawaited. The same function in every rendering.
   */
  requestCertification(
    params?: CertificationParams,
    options?: RequestCertificationOptions,
  ): Promise<CertificationResult>;
  /** Forgets `result` and `error`; after a failed load, loads again. Does nothing while verifying. */
  reset(): void;
}

/**
 * Loads the SDK when the component is mounted, and keeps what a page that identifies its customer has to show.
 *
 * A verification goes on when the component is unmounted: the promise of `requestCertification` still gets its result.
 * On a server, and in the first rendering, `status` is `"loading"`.
 *
 * @param merchant - as for `loadIamport`
 * @param options - as for `loadIamport`; those of the first call on the page count
 * @example
 * ```tsx
 * function Verify({ requestId }: { requestId: string }) {
 *   const { requestCertification, status } = useRequestCertification("imp00000000");
 *   const verify = async () => {
 *     const { imp_uid, merchant_uid } = await requestCertification({ merchant_uid: requestId });
 *     const answer = await fetch("/certifications/complete", {
 *       method: "POST",
 *       headers: { "content-type": "application/json" },
 *       body: JSON.stringify({ imp_uid, merchant_uid }),
 *     });
 *     show((await answer.json()).message);
 *   };
 *   return <button onClick={verify} aria-busy={status === "verifying"}>Verify your identity</button>;
 * }
 * ```
 * @see https://guide.portone.io/ (V1, 휴대폰 본인인증)
 */
export function useRequestCertification(merchant: Merchant, options?: LoadOptions): RequestCertificationHook {
  const { state, request, reset } = useRequestState(createCertification, merchant, options);
  return { ...state, requestCertification: request, reset };
}
