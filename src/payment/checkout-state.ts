import type { IamportError } from "../errors.ts";
import { waitForFrame } from "../sdk/frames.ts";
import { type LoadOptions, loadIamport, type Merchant } from "../sdk/load-iamport.ts";
import { pageState } from "../sdk/page-state.ts";
import type { RequestParams } from "./demanded-with.ts";
import type { PaymentParams } from "./params.ts";
import { type RequestPayOptions, requestPay } from "./request-pay.ts";
import type { PaymentResult } from "./result.ts";

/** Where a checkout page is, for a framework to show. */
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

/** The state before anything has happened: on a server, and in the browser's first rendering. */
export const atFirst: CheckoutState = { status: "loading", result: null, error: null };

/**
 * What the hook and the composable have in common: a checkout page's state, and the two things that change it.
 *
 * @param show - gets the state whenever it changes
 * @internal
 */
export function createCheckout(show: (state: CheckoutState) => void) {
  let state = atFirst;
  let isReady = false;
  /** Calls that have not settled. More than one: a second click, or the payment that follows one that vanished. */
  let open = 0;
  const set = (status: CheckoutState["status"], result: PaymentResult | null, error: unknown = null) => {
    state = { status, result, error: error as IamportError | null };
    show(state);
  };

  const load = async (merchant: Merchant, options?: LoadOptions) => {
    let error: unknown = null;
    try {
      await loadIamport(merchant, options);
      await waitForFrame(pageState(), undefined);
      isReady = true;
    } catch (cause) {
      error = cause;
    }
    // A payment that was begun meanwhile has the say.
    if (state.status === "loading") set(error ? "error" : "ready", null, error);
  };

  return {
    load,
    /** The SDK is called before this returns, as in the core; the state follows. */
    pay: (params: RequestParams, options?: RequestPayOptions): Promise<PaymentResult> => {
      // What they demand, the signature of the hook or the composable has demanded.
      const payment = requestPay(params as PaymentParams, options);
      if (!open++) set("paying", null);
      // What settles while another is open is not the last word: a second click is refused, and a payment that
      // vanished is given up when the next one begins.
      payment.then(
        (result) => {
          isReady = true;
          if (!--open) set("ready", result);
        },
        (error) => --open || set("error", null, error),
      );
      return payment;
    },
    /** Forgets result and error, but no payment that is open. */
    reset: (merchant: Merchant, options?: LoadOptions) => {
      if (state.status === "paying") return;
      set(isReady ? "ready" : "loading", null);
      if (!isReady) void load(merchant, options);
    },
  };
}
