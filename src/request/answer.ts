/** How an answer came: to the callback, or as the landing page's query. */
export type Delivery = "callback" | "redirect";

/** An answer's fields, or a landing page's. */
export type Fields = Readonly<Record<string, unknown>>;

/** An answer that clearly says yes. */
export interface SuccessAnswer {
  /** The customer got through the window. */
  success: true;
  /** The customer was authenticated. */
  outcome: "authenticated";
  /** PortOne's ID of the payment or the verification, as in `"imp_448280090638"`. */
  imp_uid: string;
  /** Your own ID of the order or the request. */
  merchant_uid: string;
  /** None. */
  error_code: null;
  /** None. */
  error_msg: null;
  /** How the answer came. */
  delivery: Delivery;
  /** The answer as it came. */
  response: Readonly<Record<string, unknown>>;
}

/** Any other answer. */
export interface FailureAnswer {
  /** The customer did not get through the window, or nobody saw whether. */
  success: false;
  /** `"failed"`: the customer certainly didn't get through. `"unknown"`: nobody knows. */
  outcome: "failed" | "unknown";
  /** PortOne's ID of the payment or the verification, when there is one. */
  imp_uid: string | null;
  /** Your own ID of the order or the request, when the answer names it. */
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
 * What an answer says. The results of payments and of identity verifications have this shape, with doc comments of
 * their own.
 */
export type Answer = SuccessAnswer | FailureAnswer;

/**
 * Reads an answer by itself: the SDK's, or a landing page's fields.
 *
 * @param response - the result keeps this object, so nobody else may hold it
 * @param merchant_uid - the order that the answer belongs to, where that is known without the answer
 */
export function readAnswer(
  response: Fields,
  delivery: Delivery,
  merchant_uid = textOf(response.merchant_uid),
): Answer {
  const imp_uid = textOf(response.imp_uid);
  // SDK 1.2.0 misspells the name when it refuses a payment by itself.
  const error_code = textOf(response.error_code) ?? textOf(response.error_coe);
  const error_msg = decodeAgain(textOf(response.error_msg));

  const hasReason = !!(error_code ?? error_msg);
  const verdict = verdictOf(response, hasReason);
  const success = verdict === true && !!imp_uid && !!merchant_uid && !error_code;
  // F1002: this order is paid already.
  const isFailed = verdict === false && hasReason && error_code !== "F1002";
  // The compiler can't tell which of the two shapes this is.
  return {
    success,
    outcome: success ? "authenticated" : isFailed ? "failed" : "unknown",
    imp_uid,
    merchant_uid,
    error_code,
    error_msg: success ? null : error_msg,
    delivery,
    response,
  } as Answer;
}

/**
 * Reads the answer to a request of this page or this tab, as {@link readAnswer} does; the answer to another request
 * becomes `"unknown"`, `MISMATCH`.
 *
 * @param asked - the request's ID, where it is known
 */
export function answerTo(asked: string | undefined, response: Fields, delivery: Delivery): Answer {
  const named = textOf(response.merchant_uid);
  // A callback may leave the order's ID out. An address without it was damaged on the way.
  const isDamaged = named === null && delivery === "redirect";
  const answer = readAnswer(response, delivery, named ?? (isDamaged ? null : asked));
  const merchant_uid = asked ?? answer.merchant_uid;
  if (answer.merchant_uid && answer.merchant_uid !== merchant_uid) {
    return {
      ...answer,
      success: false,
      outcome: "unknown",
      imp_uid: null,
      merchant_uid,
      error_code: "MISMATCH",
      error_msg: `Answer for ${answer.merchant_uid}`,
    };
  }
  // Which order a damaged address belongs to is a guess: it proves nothing about this one.
  if (isDamaged) return { ...answer, success: false, outcome: "unknown", merchant_uid };
  // In a success, both are the same ID.
  return { ...answer, merchant_uid } as Answer;
}

/**
 * What the flags say, if they are clear: PortOne's own flags count, and `success` where there are none. The v1 SDK may
 * leave all of them out: then it is a yes unless there is a reason for a no.
 */
function verdictOf({ imp_success, imp_status, success }: Fields, hasReason: boolean): boolean | undefined {
  const flags = [imp_success, imp_status].filter((flag) => flag !== undefined).map(meaningOf);
  // Beside PortOne's own flags, a `success=1` is the shop's own parameter. A `true` or `false` may be either's: if it
  // contradicts them, nothing is clear.
  const other = meaningOf(success);
  if ((flags.length ? other : success) !== undefined) flags.push(other);
  if (!flags.length) return !hasReason;
  return flags.every((flag) => flag === flags[0]) ? flags[0] : undefined;
}

function meaningOf(flag: unknown): boolean | undefined {
  if (flag === true || flag === "true") return true;
  return flag === false || flag === "false" ? false : undefined;
}

/** Absent values come as `null`, as `undefined`, as these words in a query, or as nothing but white space. */
function textOf(value: unknown): string | null {
  if (typeof value !== "string" && typeof value !== "number") return null;
  const text = `${value}`;
  return /^(null|undefined|\s*)$/.test(text) ? null : text;
}

/** A message that was percent-encoded twice, decoded once more. */
function decodeAgain(message: string | null): string | null {
  try {
    return message && decodeURIComponent(message);
  } catch {
    // A percent sign that encodes nothing.
    return message;
  }
}
