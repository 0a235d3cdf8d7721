/** How an answer came: to the callback, or as the landing page's query. */
export type Delivery = "callback" | "redirect";

/**
 * The customer got through the payment window.
 *
 * **That doesn't mean that money has moved.** Anybody can write such an answer into the address bar, and a
 * virtual account is issued long before a deposit arrives. Hand it to your server, and believe what that
 * has heard from PortOne.
 */
export interface PaymentSuccess {
  /** The customer got through the window; not that money has moved. */
  success: true;
  /** The customer was authenticated; whether it is paid, the server can say. */
  outcome: "authenticated";
  /** PortOne's ID of the payment, as in `"imp_448280090638"`. */
  imp_uid: string;
  /** Your order's ID. */
  merchant_uid: string;
  /** None. */
  error_code: null;
  /** None. */
  error_msg: null;
  /** How the answer came. */
  delivery: Delivery;
  /** The answer as it came: more fields by callback than by redirect, others by other gateways. */
  response: Readonly<Record<string, unknown>>;
}

/** The payment was refused, cancelled or lost sight of. */
export interface PaymentFailure {
  /** The customer did not get through, or nobody saw it. */
  success: false;
  /**
   * - `"failed"`: no payment was made. Show `error_msg`; the customer can try again.
   * - `"unknown"`: perhaps one was made (`error_code` is `"ABANDONED"`, `"F1002"` or `"MISMATCH"`). Take no
   *   new payment for this order before your server has looked it up.
   */
  outcome: "failed" | "unknown";
  /** PortOne's ID of the payment, when there is one. */
  imp_uid: string | null;
  /** Your order's ID, when the answer names it. */
  merchant_uid: string | null;
  /** The gateway's code as it came. PortOne defines no list of them. */
  error_code: string | null;
  /** The gateway's message for the customer. */
  error_msg: string | null;
  /** How the answer came. */
  delivery: Delivery;
  /** The answer as it came. */
  response: Readonly<Record<string, unknown>>;
}

/**
 * What a payment came to, the same from a callback and from a landing page. Names are as PortOne writes
 * them, so that its guides apply.
 *
 * @see https://portone.gitbook.io/docs-en/auth/guide (sections 4-a and 4-b)
 */
export type PaymentResult = PaymentSuccess | PaymentFailure;

/** F1002: this order is paid already. The other two are this library's own. */
const mayBePaid = /^(ABANDONED|MISMATCH|F1002)$/;

/**
 * The SDK's answer, or a landing page's fields, as a result.
 *
 * @param response - for the result to keep: nobody else's
 * @param order - the `merchant_uid` that was asked for; a callback may leave it out
 * @internal
 */
export function toResult(
  response: Readonly<Record<string, unknown>>,
  delivery: Delivery,
  request: { merchant_uid?: string | undefined; isPopupCutOff?: boolean } = {},
): PaymentResult {
  const order = request.merchant_uid;
  const named = text(response.merchant_uid);
  const merchant_uid = order ?? named;
  let imp_uid = text(response.imp_uid);
  // 1.2.0 misspells the name when it refuses a payment by itself.
  let error_code = text(response.error_code) ?? text(response.error_coe);
  let error_msg = text(response.error_msg);
  if (named && named !== merchant_uid) {
    error_code = "MISMATCH";
    error_msg = `Answer for ${named}`;
    imp_uid = null;
  }
  const flags = [response.success, response.imp_success].filter((flag) => flag !== undefined);
  const success =
    imp_uid &&
    merchant_uid &&
    !error_code &&
    // The v1 SDK has neither flag.
    (flags[0] === undefined ? !error_msg : flags.every((flag) => flag === true || flag === "true"));
  // One shape for both, which the compiler can't tell apart.
  return {
    success: !!success,
    outcome: success ? "authenticated" : mayBePaid.test(error_code as string) ? "unknown" : "failed",
    imp_uid,
    merchant_uid,
    error_code,
    error_msg: success ? null : error_msg,
    delivery,
    response,
  } as PaymentResult;
}

/** Absent values come as `null`, as `undefined`, or as these words in a query. */
function text(value: unknown): string | null {
  return (typeof value === "string" || typeof value === "number") &&
    !/^(null|undefined|)$/.test(value as string)
    ? `${value}`
    : null;
}
