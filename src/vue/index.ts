/**
 * A composable for the checkout page, and one for the landing page. Vue 3.
 *
 * @packageDocumentation
 * @module iamport-request-pay/vue
 */
export type { CheckoutState } from "../payment/checkout-state.ts";
export { useLanding } from "./use-landing.ts";
export { useRedirectResult } from "./use-redirect-result.ts";
export { type RequestPayRefs, useRequestPay } from "./use-request-pay.ts";
