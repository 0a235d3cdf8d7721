/**
 * The server half: looks payments up at PortOne, and decides whether an order is paid.
 *
 * @packageDocumentation
 * @module iamport-request-pay/server
 */
export { IamportApiError, type IamportApiErrorDetails } from "./api-error.ts";
export { type BankCode, bankCodes } from "./bank-codes.ts";
export type { BillingKeyCalls } from "./billing-keys/billing-key-calls.ts";
export type { ChargeRequest } from "./billing-keys/charge-billing-key.ts";
export type { Charge } from "./billing-keys/check-charge.ts";
export type { Customer } from "./billing-keys/customer.ts";
export type { SchedulesRequest } from "./billing-keys/get-schedules.ts";
export type { Schedule } from "./billing-keys/schedule.ts";
export type { ScheduledCharge, ScheduleRequest } from "./billing-keys/schedule-charges.ts";
export type { UnscheduleRequest } from "./billing-keys/unschedule-charges.ts";
export type { Certification } from "./certifications/certification.ts";
export type { CertificationCalls } from "./certifications/certification-calls.ts";
export { type Age, readAge } from "./certifications/read-age.ts";
export {
  type CertificationVerification,
  type ExpectedCertification,
  type ForgedCertification,
  type ForgedCertificationReason,
  type VerifiedCertification,
  type VerifyCertificationRequest,
  verifyCertification,
} from "./certifications/verify-certification.ts";
export type { CallOptions } from "./client/call.ts";
export type { CancelRequest } from "./client/cancel-payment.ts";
export {
  createIamportClient,
  type IamportClient,
  type IamportClientOptions,
} from "./client/create-iamport-client.ts";
export type { ListRequest, PaymentList } from "./client/list-payments.ts";
export type { PreparedPayment, PrepareRequest } from "./client/prepare-payment.ts";
export {
  createPaymentHandlers,
  type PaymentHandler,
  type PaymentHandlers,
  type PaymentHandlersOptions,
} from "./handlers/create-payment-handlers.ts";
export type { ForgedReport, PaymentsHandedOn, SettledPayment } from "./handlers/hand-on.ts";
export type { ErrorContext, LogEntry, ReportSource } from "./handlers/log-entry.ts";
export { type NodeRequest, type NodeResponse, toNodeHandler } from "./handlers/to-node-handler.ts";
export {
  type DoubtfulOrder,
  type ListClaim,
  type Look,
  type LookAfterOrdersOptions,
  type LookRound,
  lookAfterOrders,
  type OrdersLookedAfter,
} from "./look/look-after-orders.ts";
export type { Payment, PaymentCancellation, PaymentDeposit } from "./payment.ts";
export { readReceiptUrl } from "./read-receipt-url.ts";
export {
  type Amount,
  type FindOrder,
  type ForgedPayment,
  type ForgedReason,
  type NoPayment,
  type Order,
  type Verification,
  type VerifiedPayment,
  type VerifyRequest,
  verifyPayment,
} from "./verification/verify-payment.ts";
