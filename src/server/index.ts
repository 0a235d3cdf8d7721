/**
 * The server half: looks payments up at PortOne, and decides whether an order is paid.
 *
 * @packageDocumentation
 */
export { IamportApiError, type IamportApiErrorDetails } from "./api-error.ts";
export {
  createIamportClient,
  type IamportClient,
  type IamportClientOptions,
} from "./create-iamport-client.ts";
export {
  createPaymentHandlers,
  type PaymentHandler,
  type PaymentHandlers,
  type PaymentHandlersOptions,
} from "./create-payment-handlers.ts";
export type {
  CancelRequest,
  Payment,
  PaymentCancellation,
  PreparedPayment,
  PrepareRequest,
} from "./payment.ts";
export { type NodeRequest, type NodeResponse, toNodeHandler } from "./to-node-handler.ts";
export {
  type FindOrder,
  type ForgedPayment,
  type ForgedReason,
  type Order,
  type Verification,
  type VerifiedPayment,
  type VerifyRequest,
  verifyPayment,
} from "./verify-payment.ts";
