/**
 * The server half: looks payments up at PortOne, and decides whether an order is paid.
 *
 * @packageDocumentation
 * @module iamport-request-pay/server
 */
export { IamportApiError, type IamportApiErrorDetails } from "./api-error.ts";
export type { CancelRequest } from "./client/cancel-payment.ts";
export {
  createIamportClient,
  type IamportClient,
  type IamportClientOptions,
} from "./client/create-iamport-client.ts";
export type { CallOptions, ListRequest, PaymentList } from "./client/list-payments.ts";
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
