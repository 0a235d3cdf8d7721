import {
  answerTo,
  type Delivery,
  type FailureAnswer,
  type Fields,
  type SuccessAnswer,
} from "../request/answer.ts";
import { codeOf } from "./gateways.ts";

export type { Delivery } from "../request/answer.ts";

/**
 * The customer got through the payment window.
 *
 * **That doesn't mean that money has moved.** Anybody can write such an answer into the address bar, and a
 * virtual account is issued long before a deposit arrives. Hand it to your server, and believe what that
 * has heard from PortOne.
 */
export interface PaymentSuccess extends SuccessAnswer {
  /** The customer got through the window; not that money has moved. */
  success: true;
  /** The customer was authenticated; whether it is paid, the server can say. */
  outcome: "authenticated";
  /** Your order's ID. */
  merchant_uid: string;
  /** The answer as it came: more fields by callback than by redirect, others by other gateways. */
  response: Readonly<Record<string, unknown>>;
}

/** The payment was refused, cancelled or lost sight of. */
export interface PaymentFailure extends FailureAnswer {
  /**
   * - `"failed"`: the answer says no, and why, and comes from a gateway whose word is final. The customer can try
   *   again.
   * - `"unknown"`: perhaps a payment was made: nobody saw how it ended (`"ABANDONED"`), the order is paid already
   *   (`"F1002"`), the answer names another order (`"MISMATCH"`), contradicts itself, gives no reason, or comes from a
   *   gateway that may approve later. Take no new payment for this order before your server has looked it up.
   *
   * Either way {@link completePayment} is the next step: your server's verdict is what the customer should read.
   */
  outcome: "failed" | "unknown";
}

/**
 * What a payment came to, the same from a callback and from a landing page. Names are as PortOne writes
 * them, so that its guides apply.
 *
 * @see https://portone.gitbook.io/docs-en/auth/guide (sections 4-a and 4-b)
 */
export type PaymentResult = PaymentSuccess | PaymentFailure;

/** What is known of the payment that an answer belongs to. */
export interface AskedPayment {
  /** The order that was to be paid. */
  merchant_uid?: string | undefined;
  /** The gateway, as it was given. */
  pg?: unknown;
  /** The gateway of the frame that took it: where none was given, the default one. */
  gateway?: unknown;
  /** The method, as it was given. */
  pay_method?: unknown;
  /**
   * Whether the page's `Cross-Origin-Opener-Policy` keeps the SDK from seeing its popup: the SDK then reports the popup
   * as closed.
   */
  isPopupCutOff?: boolean | undefined;
}

/**
 * How PortOne words F1002, recognised whatever the code: the v1 SDK has one code for all that it refuses, and where the
 * SDK itself leaves for the landing page, the address has no code. (The message that the order is being paid right now
 * begins in the same way.)
 */
const saysPaidAlready = /이미 결제/;

/**
 * Gateways that may approve a payment after they have answered with a no, each with a test of whether it may with these
 * payment methods.
 */
const approvesLater: Readonly<Record<string, (methods: readonly string[]) => boolean>> = {
  daou: () => true,
  paymentwall: () => true,
  kicc_v2: (methods) => methods.some((method) => /^(wechat|alipay)/.test(method)),
};

/**
 * The answer to a payment that this page or this tab has asked for, as far as that payment's gateway and window let it be
 * believed.
 *
 * @internal
 */
export function toResult(response: Fields, delivery: Delivery, asked: AskedPayment = {}): PaymentResult {
  const result = answerTo(asked.merchant_uid, response, delivery);
  const isDoubtful =
    !result.success &&
    (asked.isPopupCutOff ||
      // Nobody saw the end.
      result.error_code === "ABANDONED" ||
      saysPaidAlready.test(result.error_msg ?? "") ||
      mayApproveLater(asked, response));
  return isDoubtful ? { ...result, outcome: "unknown" } : result;
}

/**
 * Whether the payment's gateway may still approve it, as far as the page and the answer name the gateway and the
 * method.
 */
function mayApproveLater({ pg, gateway, pay_method }: AskedPayment, answer: Fields): boolean {
  const isText = (value: unknown) => typeof value === "string";
  const codes = [pg, gateway, answer.pg_provider].filter(isText).map(codeOf);
  // With a channel key, nobody may name the gateway. It is then treated as the one where only the method decides.
  if (codes.length === 0) codes.push("kicc_v2");
  const methods = [pay_method, answer.pay_method].filter(isText);
  return Object.entries(approvesLater).some(([late, isSo]) => codes.includes(late) && isSo(methods));
}
