/**
 * PortOne V1 (i'mport) payments from a checkout page.
 *
 * @packageDocumentation
 * @module iamport-request-pay
 */
export type { CertificationParams } from "./certification/params.ts";
export {
  type CertificationRedirectResult,
  getCertificationRedirectResult,
  parseCertificationRedirect,
  type RememberedCertification,
} from "./certification/redirect.ts";
export {
  type RequestCertificationOptions,
  requestCertification,
} from "./certification/request-certification.ts";
export type {
  CertificationFailure,
  CertificationResult,
  CertificationSuccess,
} from "./certification/result.ts";
export { IamportError, type IamportErrorCode, type IamportErrorDetails, type ParamIssue } from "./errors.ts";
export { addToNaverWishList, type NaverWish } from "./naver/add-to-naver-wish-list.ts";
export { openNaverOrder } from "./naver/open-naver-order.ts";
export type { GatewayCode, PayMethod } from "./payment/codes.ts";
export { type CompleteOptions, type Completion, completePayment } from "./payment/complete-payment.ts";
export { resultDelivery } from "./payment/delivery.ts";
export type { DemandedWith, RequestParams } from "./payment/demanded-with.ts";
export type { Device, ResultDelivery } from "./payment/gateways.ts";
export type { CardDetail, CardDirect, NaverProduct, Product } from "./payment/goods.ts";
export { createMerchantUid } from "./payment/merchant-uid.ts";
export type { PaymentParams } from "./payment/params.ts";
export {
  clearRedirectResult,
  getRedirectResult,
  parseRedirect,
  type RedirectInput,
  type RedirectResult,
  type RouterLocation,
} from "./payment/redirect.ts";
export type { RememberedRequest } from "./payment/remembered-request.ts";
export { type RequestPayOptions, requestPay } from "./payment/request-pay.ts";
export type { Delivery, PaymentFailure, PaymentResult, PaymentSuccess } from "./payment/result.ts";
export { type SentenceLanguage, sentenceFor } from "./payment/sentence-for.ts";
export { validateParams } from "./payment/validate-params.ts";
export {
  loadPaymentUI,
  type PaymentUI,
  type PaymentUIOptions,
  type PaymentUIType,
} from "./payment-ui/load-payment-ui.ts";
export type { IMP, ImpResponse, ImpSlots } from "./sdk/imp.ts";
export { type LoadOptions, loadIamport, type Merchant } from "./sdk/load-iamport.ts";
export { type SdkHint, sdkHints } from "./sdk/sdk-hints.ts";
