/**
 * A hook for the checkout page, and one for the landing page. React 18 and 19.
 *
 * @packageDocumentation
 * @module iamport-request-pay/react
 */
"use client";

export type { CheckoutState } from "../payment/checkout-state.ts";
export { useLanding } from "./use-landing.ts";
export { useRedirectResult } from "./use-redirect-result.ts";
export { type RequestPayHook, useRequestPay } from "./use-request-pay.ts";
