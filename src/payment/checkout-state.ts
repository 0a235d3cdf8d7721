import type { IamportError } from "../errors.ts";
import { createRequestState } from "../request/request-state.ts";
import type { RequestParams } from "./demanded-with.ts";
import type { PaymentParams } from "./params.ts";
import { type RequestPayOptions, requestPay } from "./request-pay.ts";
import type { PaymentResult } from "./result.ts";

/** The state of a checkout page, for a framework to show. */
export interface CheckoutState {
  /**
   * - `"loading"`: the SDK and its payment frames are on their way; paying now waits for them;
   * - `"ready"`: a click opens the payment window;
   * - `"paying"`: it is open;
   * - `"error"`: see `error`. Paying again tries again.
   */
  status: "loading" | "ready" | "paying" | "error";
  /** What the last payment came to; `null` before, and after `reset`. */
  result: PaymentResult | null;
  /** Why there is no payment; `null` when all is well. */
  error: IamportError | null;
}

/**
 * What the hook and the composable have in common: a checkout page's state, and the functions that change it.
 *
 * @param show - gets the state whenever it changes
 * @internal
 */
export function createCheckout(show: (state: CheckoutState) => void) {
  return createRequestState(
    "paying",
    // The signatures of the hook and the composable have already made the demands of `DemandedWith`.
    (params: RequestParams, options?: RequestPayOptions) => requestPay(params as PaymentParams, options),
    show,
  );
}
