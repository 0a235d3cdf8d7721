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
   * - `"failed"`: the answer says no, and why, and comes from a gateway whose word is final. The customer can try
   *   again.
   * - `"unknown"`: perhaps a payment was made: nobody saw how it ended (`"ABANDONED"`), the order is paid already
   *   (`"F1002"`), the answer names another order (`"MISMATCH"`), contradicts itself, gives no reason, or comes from a
   *   gateway that may approve later. Take no new payment for this order before your server has looked it up.
   *
   * Either way {@link completePayment} is the next step: your server's verdict is what the customer should read.
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

/**
 * What an answer says by itself: the SDK's, or a landing page's fields.
 *
 * @param response - for the result to keep: nobody else's
 * @param order - the one that it belongs to, if it may leave that out
 * @internal
 */
export function readAnswer(response: Fields, delivery: Delivery, order: string | null = null): PaymentResult {
  const imp_uid = textOf(response.imp_uid);
  const merchant_uid = textOf(response.merchant_uid) ?? order;
  // 1.2.0 misspells the name when it refuses a payment by itself.
  const error_code = textOf(response.error_code) ?? textOf(response.error_coe);
  const error_msg = decodeAgain(textOf(response.error_msg));

  const hasReason = !!(error_code ?? error_msg);
  const says = verdictOf(response, hasReason);
  const success = says && imp_uid && merchant_uid && !error_code;
  // F1002: this order is paid already.
  const isFailed = says === false && hasReason && error_code !== "F1002";
  // One shape for both, which the compiler can't tell apart.
  return {
    success: !!success,
    outcome: success ? "authenticated" : isFailed ? "failed" : "unknown",
    imp_uid,
    merchant_uid,
    error_code,
    error_msg: success ? null : error_msg,
    delivery,
    response,
  } as PaymentResult;
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * What the flags say, if they are clear: PortOne's own count, and `success` where there is none. The v1 SDK may leave
 * all of them out.
 */
function verdictOf({ imp_success, imp_status, success }: Fields, hasReason: boolean): boolean | undefined {
  const flags = [imp_success, imp_status].filter((flag) => flag !== undefined).map(meaningOf);
  // Beside PortOne's own, `success=1` is the shop's. One that contradicts them in their own words may be either's.
  const other = meaningOf(success);
  if ((flags.length ? other : success) !== undefined) flags.push(other);
  if (flags.length === 0) return !hasReason;
  return flags.every((flag) => flag === flags[0]) ? flags[0] : undefined;
}

function meaningOf(flag: unknown): boolean | undefined {
  if (flag === true || flag === "true") return true;
  return flag === false || flag === "false" ? false : undefined;
}

/** Absent values come as `null`, as `undefined`, or as these words in a query. */
function textOf(value: unknown): string | null {
  if (typeof value !== "string" && typeof value !== "number") return null;
  const text = `${value}`;
  return /^(null|undefined|)$/.test(text) ? null : text;
}

/** A message that was percent-encoded twice, decoded once more. */
function decodeAgain(message: string | null): string | null {
  try {
    return message && decodeURIComponent(message);
  } catch {
    // A percent sign that is one.
    return message;
  }
}

/** What is known of the payment that an answer belongs to. */
export interface Asked {
  /** The order that was to be paid. */
  merchant_uid?: string | undefined;
  /** The gateway, as it was given. */
  pg?: unknown;
  /** The method, as it was given. */
  pay_method?: unknown;
  /** Whether the page's `Cross-Origin-Opener-Policy` keeps the SDK from seeing its popup: it then reports it closed. */
  isPopupCutOff?: boolean | undefined;
}

/** Gateways that may approve a payment after they have answered with a no, by the methods of which that is so. */
const approvesLater: Readonly<Record<string, RegExp>> = {
  daou: /^/,
  paymentwall: /^/,
  kicc_v2: /^(wechat|alipay)/,
};

/**
 * The answer to a payment that this page or this tab has asked for: {@link readAnswer}, as far as that payment's
 * gateway and window let it be believed.
 *
 * @internal
 */
export function toResult(response: Fields, delivery: Delivery, asked: Asked = {}): PaymentResult {
  // A callback may leave the order out. An address from which it is missing was damaged on the way.
  const result = readAnswer(response, delivery, delivery === "callback" ? asked.merchant_uid : null);
  const merchant_uid = asked.merchant_uid ?? result.merchant_uid;
  if (result.merchant_uid && result.merchant_uid !== merchant_uid) {
    const error_msg = `Answer for ${result.merchant_uid}`;
    const mismatch = { success: false, outcome: "unknown", error_code: "MISMATCH", error_msg } as const;
    return { ...result, ...mismatch, imp_uid: null, merchant_uid };
  }
  if (result.success) return result;
  // Where the page asked by a channel key, the answer alone names the gateway.
  const { pg_provider, pay_method } = response;
  const isFinal =
    result.error_code !== "ABANDONED" &&
    !asked.isPopupCutOff &&
    !mayApproveLater(asked.pg, asked.pay_method) &&
    !mayApproveLater(pg_provider, pay_method);
  return { ...result, merchant_uid, outcome: isFinal ? result.outcome : "unknown" };
}

function mayApproveLater(pg: unknown, pay_method: unknown): boolean {
  const code = String(pg).replace(/\..*/, "");
  return Object.entries(approvesLater).some(
    ([late, methods]) => late === code && methods.test(String(pay_method)),
  );
}
