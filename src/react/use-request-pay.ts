import { type CheckoutState, createCheckout } from "../payment/checkout-state.ts";
import type { DemandedWith, RequestParams } from "../payment/demanded-with.ts";
import type { RequestPayOptions } from "../payment/request-pay.ts";
import type { PaymentResult } from "../payment/result.ts";
import type { LoadOptions, Merchant } from "../sdk/load-iamport.ts";
import { useRequestState } from "./use-request-state.ts";

/** What {@link useRequestPay} gives a component. */
export interface RequestPayHook extends CheckoutState {
  /**
   * The core's `requestPay`: call it in the click. Its promise settles as the core's does, and `result` or `error` is
   * set as well, so that you may leave it unawaited. The same function in every rendering.
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
 * and in the first rendering, `status` is `"loading"`; React 19 then puts `sdkHints` into the head of the page.
 *
 * @param merchant - as for `loadIamport`
 * @param options - as for `loadIamport`; those of the first call on the page count
 * @example
 * ```tsx
 * function Pay({ order }: { order: { id: string; name: string; amount: number } }) {
 *   const { requestPay, status } = useRequestPay("imp00000000");
 *   const [sentence, setSentence] = useState("");
 *   const pay = async () => {
 *     try {
 *       const result = await requestPay({
 *         pg: "kcp", merchant_uid: order.id, name: order.name, amount: order.amount,
 *       });
 *       setSentence(sentenceFor(await completePayment(result, { url: "/payments/complete" })));
 *     } catch (error) {
 *       setSentence(sentenceFor(error));
 *     }
 *   };
 *   return (
 *     <>
 *       <button onClick={pay} aria-busy={status === "paying"}>Pay</button>
 *       <p role="status">{sentence}</p>
 *     </>
 *   );
 * }
 * ```
 * @see https://portone.gitbook.io/docs-en/auth/guide (sections 1 to 4-a)
 */
export function useRequestPay(merchant: Merchant, options?: LoadOptions): RequestPayHook {
  const { state, request, reset } = useRequestState(createCheckout, merchant, options);
  return { ...state, requestPay: request, reset };
}
