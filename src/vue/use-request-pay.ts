import type { Ref } from "vue";
import { type CheckoutState, createCheckout } from "../payment/checkout-state.ts";
import type { DemandedWith, RequestParams } from "../payment/demanded-with.ts";
import type { RequestPayOptions } from "../payment/request-pay.ts";
import type { PaymentResult } from "../payment/result.ts";
import type { LoadOptions, Merchant } from "../sdk/load-iamport.ts";
import { useRequestState } from "./use-request-state.ts";

/** What {@link useRequestPay} gives a component. */
export interface RequestPayRefs {
  /** `"loading"`, `"ready"`, `"paying"` or `"error"`; paying while it loads waits for the SDK. */
  status: Readonly<Ref<CheckoutState["status"]>>;
  /** What the last payment came to; `null` before, and after `reset`. */
  result: Readonly<Ref<CheckoutState["result"]>>;
  /** Why there is no payment; `null` when all is well. */
  error: Readonly<Ref<CheckoutState["error"]>>;
  /**
   * The core's `requestPay`: call it in the click. Its promise settles as the core's does, and `result` or `error` is
   * set as well, so that you may leave it unawaited.
   */
  requestPay<const Params extends RequestParams>(
    params: Params & DemandedWith<Params>,
    options?: RequestPayOptions,
  ): Promise<PaymentResult>;
  /** Forgets `result` and `error`; after a failed load, loads again. Does nothing while paying. */
  reset(): void;
}

/**
 * Loads the SDK when the component is mounted, and keeps what a checkout page has to show.
 *
 * A payment goes on when the component is unmounted: the promise of `requestPay` still gets its result. On a server,
 * and in the first rendering, `status` is `"loading"`.
 *
 * @param merchant - as for `loadIamport`
 * @param options - as for `loadIamport`; those of the first call on the page count
 * @example
 * ```ts
 * const { requestPay, status } = useRequestPay("imp00000000");
 * const sentence = ref("");
 * const pay = async () => {
 *   try {
 *     const result = await requestPay({ pg: "kcp", merchant_uid: order.id, name: order.name, amount: order.amount });
 *     sentence.value = sentenceFor(await completePayment(result, { url: "/payments/complete" }));
 *   } catch (error) {
 *     sentence.value = sentenceFor(error);
 *   }
 * };
 * // <button @click="pay" :aria-busy="status === 'paying'">Pay</button> <p role="status">{{ sentence }}</p>
 * ```
 * @see https://portone.gitbook.io/docs-en/auth/guide (sections 1 to 4-a)
 */
export function useRequestPay(merchant: Merchant, options?: LoadOptions): RequestPayRefs {
  const { request, ...state } = useRequestState(createCheckout, merchant, options);
  return { ...state, requestPay: request };
}
