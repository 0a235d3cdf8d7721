/**
 * Hooks for pages that pay or identify, and for their landing pages; a gateway's own button as a component. React 18
 * and 19.
 *
 * @packageDocumentation
 * @module iamport-request-pay/react
 */
"use client";

export type { CertificationState } from "../certification/certification-state.ts";
export type { CheckoutState } from "../payment/checkout-state.ts";
export { PaymentUI, type PaymentUIProps } from "./payment-ui.ts";
export { useCertificationLanding } from "./use-certification-landing.ts";
export { useLanding } from "./use-landing.ts";
export { useRedirectResult } from "./use-redirect-result.ts";
export { type RequestCertificationHook, useRequestCertification } from "./use-request-certification.ts";
export { type RequestPayHook, useRequestPay } from "./use-request-pay.ts";
