import type { IamportError } from "../errors.ts";
import { createRequestState } from "../request/request-state.ts";
import { requestCertification } from "./request-certification.ts";
import type { CertificationResult } from "./result.ts";

/** The state of a page that identifies its customer, for a framework to show. */
export interface CertificationState {
  /**
   * - `"loading"`: the SDK and its frames are on their way; verifying now waits for them;
   * - `"ready"`: a click opens the window;
   * - `"verifying"`: it is open;
   * - `"error"`: see `error`. Verifying again tries again.
   */
  status: "loading" | "ready" | "verifying" | "error";
  /** What the last verification came to; `null` before, and after `reset`. */
  result: CertificationResult | null;
  /** Why there is none; `null` when all is well. */
  error: IamportError | null;
}

/**
 * What the hook and the composable have in common.
 *
 * @param show - gets the state whenever it changes
 * @internal
 */
export function createCertification(show: (state: CertificationState) => void) {
  return createRequestState("verifying", requestCertification, show, "/certificates/");
}
