import type { Attempt, OpenRequest } from "../service/attempt.ts";
import { type Failure, failures } from "../service/errors.ts";
import { redirectUrl } from "./redirect-url.ts";

/** A message from the service to the SDK: an answer or, with an `action`, something for the SDK to do. */
export interface SdkMessage {
  action?: string;
  data: Record<string, unknown>;
}

/** The answer to a payment that got no window: with neither `imp_uid` nor `merchant_uid`. */
export function refusal({ data, sdk, overlay, userCode }: OpenRequest, failure: Failure): SdkMessage {
  const message = failure[(data.language ?? "ko") === "ko" ? "ko" : "en"];
  const answer: SdkMessage["data"] = {
    error_code: failure.code,
    error_msg: failure === failures.unknownMerchant ? `${message}: ${userCode}` : message,
  };
  // The v1 SDK's newer gateways name the order, and have one code for whatever they refuse.
  if (overlay) Object.assign(answer, { merchant_uid: data.merchant_uid, error_code: "F400" });
  if (sdk !== "v1") answer.success = false;
  return addressed(answer, data);
}

/** The answer of a finished payment, with the fields of its record that PortOne's answers carry. */
export function answerOf({ payment, request, display }: Attempt): SdkMessage {
  const success = payment.status !== "failed";
  const { imp_uid, merchant_uid, pg_provider } = payment;
  const answer: SdkMessage["data"] = { imp_uid, merchant_uid, pg_provider };
  if (!success) Object.assign(answer, errorOf(payment.fail_reason));
  if (request.sdk === "v1") {
    // No `success` from the v1 SDK, and nothing of the record.
    delete answer.pg_provider;
    return addressed(answer, request.data);
  }
  if (request.action === "certification") {
    return addressed({ ...answer, success, pg_type: "certification" }, request.data);
  }
  // "Depending on the gateway, imp_success in place of success": here it is Kakao Pay that does so.
  answer[pg_provider === "kakaopay" ? "imp_success" : "success"] = success;
  const {
    amount,
    sandbox,
    channel,
    cancel_amount,
    cancel_history,
    user_agent,
    pg_id,
    deposit_history,
    promotion,
    ...shown
  } = payment;
  Object.assign(answer, shown, success ? { paid_amount: amount } : {});
  const message = addressed(answer, request.data);
  // At "done" the SDK closes the popup of some gateways itself.
  return display === "popup" ? { action: "done", ...message } : message;
}

/**
 * What the SDK hears of a payment that was finished in its frame or popup. Two gateways never answer a
 * customer who gives up: at SmilePay an alert comes and the dialog closes, at LG U+ nothing happens at all.
 */
export function finalMessage(attempt: Attempt): SdkMessage | undefined {
  const { payment, display, language } = attempt;
  const givenUp = payment.fail_reason === failures.cancelled[language];
  if (givenUp && display === "frame") {
    if (payment.pg_provider === "smilepay") return { action: "smilepay.cancelled", data: {} };
    if (payment.pg_provider === "uplus") return undefined;
  }
  return answerOf(attempt);
}

/** Where the browser goes with the answer of a payment that has left the shop; `null`: nowhere. */
export function landingOf({ payment, request, landingUrl }: Attempt): string | null {
  if (!landingUrl) return null;
  const { imp_uid, merchant_uid, status, fail_reason } = payment;
  const success = String(status !== "failed");
  return redirectUrl(landingUrl, {
    imp_uid,
    merchant_uid,
    ...(request.action === "certification"
      ? { success }
      : request.sdk === "v1"
        ? {}
        : { imp_success: success }),
    ...(status === "failed" ? errorOf(fail_reason) : {}),
  });
}

/** The record keeps a failure's text, the answer also has its code. */
function errorOf(reason: string | null) {
  const failure = Object.values(failures).find(({ ko, en }) => reason === ko || reason === en);
  return { error_code: failure?.code ?? null, error_msg: reason };
}

/** The SDK finds whom to answer by `request_id`; without a callback it has sent none. */
function addressed(answer: SdkMessage["data"], data: OpenRequest["data"]): SdkMessage {
  return { data: data.request_id === undefined ? answer : { ...answer, request_id: data.request_id } };
}
