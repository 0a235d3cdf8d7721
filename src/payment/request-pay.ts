import { callbackNeverCalled } from "../messages/paying.ts";
import { warn } from "../messages/warn.ts";
import { type RequestOptions, runRequest } from "../request/run-request.ts";
import type { DemandedWith, RequestParams } from "./demanded-with.ts";
import { payment } from "./payment-request.ts";
import type { PaymentResult } from "./result.ts";

/** How {@link requestPay} behaves. */
export interface RequestPayOptions extends RequestOptions {
  /**
   * Calls the payment off: the window is closed, and the promise rejects with `ABORTED`. It can't call a
   * payment back that the customer has already confirmed: ask your server before taking another.
   */
  signal?: AbortSignal | undefined;
  /**
   * Milliseconds without a sign of life of the payment window after which a button to close it is laid over it.
   * Pressing the button or the Escape key ends the payment as `"unknown"`, `ABANDONED`. `false`: never.
   * @default 15000
   */
  exitAfter?: number | false | undefined;
}

/**
 * Opens the payment window, and resolves with what came of it.
 *
 * Call it in the customer's click. When the SDK is ready, the window opens before this function returns, so
 * that the browser lets popups through. On a phone most gateways leave the page: then the answer waits on
 * the landing page, for {@link getRedirectResult}.
 *
 * It always settles. A window that vanishes is given up after five seconds; a window that shows no sign of life gets a
 * button that closes it; if nobody can know how the payment ended, the result is `"unknown"`.
 *
 * **A refused, failed or cancelled payment resolves**, with `success: false`. And `success: true` means that
 * the customer got through the window, **not that money has moved**: only your server can find that out.
 *
 * @param params - what to pay, for which order, through which gateway; not written to
 * @throws {@link IamportError} what the shop has to fix, or has called off: `NOT_IN_BROWSER`, `NOT_INITIALIZED`,
 *   `INVALID_PARAMS`, `PAYMENT_IN_PROGRESS`, `POPUP_BLOCKED`, `WINDOW_FAILED`, `ABORTED`, `INIT_FAILED`,
 *   `JQUERY_UNUSABLE`, and what {@link loadIamport} rejects with
 * @example
 * ```ts
 * button.onclick = async () => {
 *   const result = await requestPay({
 *     pg: "kcp",
 *     pay_method: "card",
 *     merchant_uid: order.id,
 *     name: "Norway swivel chair",
 *     amount: 64900,
 *     buyer_tel: "010-4242-4242",
 *     m_redirect_url: "https://shop.example/complete",
 *   });
 *   const { status } = await completePayment(result, { url: "/payments/complete" });
 *   if (status === "success") location.assign("/thank-you");
 * };
 * ```
 * @see https://portone.gitbook.io/docs-en/auth/guide (sections 3 to 4-b)
 */
export function requestPay<const Params extends RequestParams>(
  params: Params & DemandedWith<Params>,
  options: RequestPayOptions = {},
): Promise<PaymentResult> {
  if (__DEV__ && typeof options === "function") warn(callbackNeverCalled("requestPay", "IMP.request_pay"));
  return runRequest(payment, params, options);
}
