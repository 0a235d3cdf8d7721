/**
 * Every code and message with which the sandbox refuses or fails a payment.
 *
 * F1001 and F1002 are PortOne's own, F400 and F500 are the v1 SDK's. Gateways each have codes of their own
 * for the rest; these two are the ones that Toss Payments publishes.
 */
export const failures = {
  /** The customer closed the window, or pressed cancel. */
  cancelled: {
    code: "PAY_PROCESS_CANCELED",
    ko: "[결제포기] 사용자가 결제를 취소하셨습니다",
    en: "[결제포기] The customer has cancelled the payment",
  },
  /** The issuer said no. */
  declined: {
    code: "PAY_PROCESS_ABORTED",
    ko: "[승인거절] 카드사에서 결제를 거절하였습니다 (한도 초과)",
    en: "[승인거절] The issuer has declined the payment (limit exceeded)",
  },
  /** Who has proved who they are is younger than the shop's `min_age`. */
  tooYoung: {
    code: "CERTIFICATION_MIN_AGE",
    ko: "[인증실패] 인증 가능한 최소 나이보다 어립니다 (min_age)",
    en: "[인증실패] The customer is younger than the shop's minimum age (min_age)",
  },
  /** This order was paid before. */
  paidAlready: {
    code: "F1002",
    ko: "이미 결제가 이루어진 거래건입니다.",
    en: "이미 결제가 이루어진 거래건입니다.",
  },
  /** `IMP.init` was given another user code than the sandbox's. */
  unknownMerchant: {
    code: "F400",
    ko: "등록되지 않은 가맹점 식별코드입니다",
    en: "Unknown user code (가맹점 식별코드)",
  },
  /** The amount is no number, negative, or 0 without a billing key to register. */
  badAmount: {
    code: "F400",
    ko: "결제금액이 올바르지 않습니다 (amount)",
    en: "The amount is not valid (amount)",
  },
  badOrder: {
    code: "F400",
    ko: "주문번호는 1~40바이트여야 합니다 (merchant_uid)",
    en: "An order number has 1 to 40 bytes (merchant_uid)",
  },
  /** The merchant's server has registered another amount for this order. */
  otherAmount: {
    code: "F400",
    ko: "사전 등록된 결제금액과 일치하지 않습니다 (amount)",
    en: "The amount is not the one that was prepared for this order (amount)",
  },
  /** The same, for the currency. */
  otherCurrency: {
    code: "F400",
    ko: "사전 등록된 결제통화와 일치하지 않습니다 (currency)",
    en: "The currency is not the one that was prepared for this order (currency)",
  },
} as const;

export type Failure = (typeof failures)[keyof typeof failures];
export type Language = "ko" | "en";
