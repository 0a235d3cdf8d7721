/**
 * Composables for pages that pay or identify, and for their landing pages. Vue 3.
 *
 * @packageDocumentation
 * @module iamport-request-pay/vue
 */

export type { CertificationState } from "../certification/certification-state.ts";
export type { CheckoutState } from "../payment/checkout-state.ts";
export { useCertificationLanding } from "./use-certification-landing.ts";
export { useLanding } from "./use-landing.ts";
export { type UsePaymentUIOptions, usePaymentUI } from "./use-payment-ui.ts";
export { useRedirectResult } from "./use-redirect-result.ts";
export { type RequestCertificationRefs, useRequestCertification } from "./use-request-certification.ts";
export { type RequestPayRefs, useRequestPay } from "./use-request-pay.ts";
