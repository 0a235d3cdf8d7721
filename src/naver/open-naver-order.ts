import type { DemandedWith, RequestParams } from "../payment/demanded-with.ts";
import { type PaymentRequest, payment, readPayment } from "../payment/payment-request.ts";
import type { RequestPayOptions } from "../payment/request-pay.ts";
import { type PaymentFailure, toResult } from "../payment/result.ts";
import { type RequestKind, runRequest } from "../request/run-request.ts";

/**
 * Opens Naver Pay's order window (`naverco`), for a "buy with Naver Pay" button beside your own.
 *
 * **Nobody tells the browser what comes of it.** Naver takes the order, with address and payment, and your server learns of
 * it by webhook alone. So the promise never gives a success: it resolves as `"unknown"`, `ABANDONED`, when the window has
 * gone, and as `"failed"` when PortOne says why no order could be begun. There is nothing to complete and nothing to show
 * but the failure.
 *
 * @param params - as for `requestPay`, with `naverProducts`; `pg` is `"naverco"` when left out
 * @param options - as for `requestPay`
 * @throws {@link IamportError} what `requestPay` rejects with
 * @example
 * ```ts
 * naverButton.onclick = async () => {
 *   const { outcome, error_msg } = await openNaverOrder({ merchant_uid: order.id, amount: 64900, naverProducts });
 *   if (outcome === "failed") alert(error_msg);
 * };
 * ```
 * @see https://portone.gitbook.io/docs-en/sdk/javascript-sdk
 */
export function openNaverOrder<const Params extends RequestParams>(
  params: Params & DemandedWith<Params>,
  options: RequestPayOptions = {},
): Promise<PaymentFailure> {
  return runRequest(naverOrder, params, options);
}

const naverOrder: RequestKind<PaymentRequest, PaymentFailure> = {
  ...payment,
  // `hasOwnButton`: `naverco` isn't refused for never answering, since whoever calls this function knows that.
  readParams: (params, state) => ({ pg: "naverco", ...readPayment(params, state, { hasOwnButton: true }) }),
  toResult: (fields, delivery, asked) => {
    const result = toResult(fields, delivery, asked);
    return result.success ? { ...result, success: false, outcome: "unknown" } : result;
  },
};
