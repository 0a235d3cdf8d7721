import { onMounted, onUnmounted, type Ref, watch } from "vue";
import type { IamportError } from "../errors.ts";
import type { PaymentParams } from "../payment/params.ts";
import type { PaymentResult } from "../payment/result.ts";
import { keepPaymentUI } from "../payment-ui/keep-payment-ui.ts";
import type { PaymentUIType } from "../payment-ui/load-payment-ui.ts";
import type { LoadOptions, Merchant } from "../sdk/load-iamport.ts";

/** What {@link usePaymentUI} takes. */
export interface UsePaymentUIOptions {
  /** As for `loadIamport`. */
  merchant: Merchant;
  /** As for `loadIamport`; `version` is `"v1"`. Those of the first call on the page count. */
  options?: LoadOptions | undefined;
  /** Gets the result of each payment. Hand it to `completePayment`. Called as well for one that ends after unmounting. */
  onResult: (result: PaymentResult) => void;
  /** Why there is no button, or why it doesn't pay what it should. */
  onError?: ((error: IamportError) => void) | undefined;
}

/**
 * Keeps a gateway's own button, drawn by the v1 SDK, such as PayPal's, in this component. The core's `loadPaymentUI` as
 * a composable. Put `<div class="portone-ui-container" data-portone-ui-type="paypal-spb"></div>` into the template.
 *
 * @param type - what is drawn
 * @param params - what a click pays; a ref, or a function that computes it: when it changes, the next click pays that
 * @example
 * ```ts
 * usePaymentUI(
 *   "paypal-spb",
 *   () => ({ pg: "paypal_v2", merchant_uid: order.id, name: order.name, amount: total.value, currency: "USD" }),
 *   {
 *     merchant: "imp00000000",
 *     onResult: async (result) => show(await completePayment(result, { url: "/payments/complete" })),
 *   },
 * );
 * ```
 * @see https://portone.gitbook.io/docs-en/sdk/javascript-sdk
 */
export function usePaymentUI(
  type: PaymentUIType,
  params: Ref<PaymentParams> | (() => PaymentParams),
  { merchant, options, onResult, onError = () => {} }: UsePaymentUIOptions,
): void {
  const wanted = () => (typeof params === "function" ? params() : params.value);
  let kept: ReturnType<typeof keepPaymentUI> | undefined;
  onMounted(() => {
    kept = keepPaymentUI({ type, merchant, options, onResult, onError }, wanted());
  });
  watch(wanted, (params) => kept?.update(params), { deep: true });
  onUnmounted(() => kept?.destroy());
}
