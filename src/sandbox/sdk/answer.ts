import type { Attempt, OpenRequest } from "../service/attempt.ts";
import { type Failure, failures } from "../service/errors.ts";
import { quickPayAction } from "../service/request-fields.ts";
import { redirectUrl } from "./redirect-url.ts";

/** A message from the service to the SDK: an answer or, with an `action`, something for the SDK to do. */
export interface SdkMessage {
  action?: string;
  data: Record<string, unknown>;
}

/** The answer to a payment that got no window: with neither `imp_uid` nor `merchant_uid`. */
export function refusal({ data, overlay, userCode }: OpenRequest, failure: Failure): SdkMessage {
  const message = failure[(data.language ?? "ko") === "ko" ? "ko" : "en"];
  const answer: SdkMessage["data"] = {
    error_code: failure.code,
    error_msg: failure === failures.unknownMerchant ? `${message}: ${userCode}` : message,
  };
  // The v1 SDK's newer gateways name the order, have one code for whatever they refuse, and no flag.
  if (overlay) Object.assign(answer, { merchant_uid: data.merchant_uid, error_code: "F400" });
  else answer.success = false;
  return addressed(answer, data);
}

/** The gateways of the v1 SDK that answer with the two identifiers alone, and why when it was a failure. */
const bareInV1 = ["tosspayments", "smartro_v2", "nice_v2", "paypal_v2", "ksnet", "welcome"];

/** The answer of a finished payment, with the fields of its record that PortOne's answers carry. */
function answerOf(attempt: Attempt): SdkMessage {
  const { payment, request } = attempt;
  const { imp_uid, merchant_uid, pg_provider } = payment;
  const success = saysSuccess(attempt);
  const error = payment.status === "failed" ? errorOf(payment.fail_reason) : {};
  if (request.action === "certification") {
    const answer = { success, imp_uid, merchant_uid, pg_provider, pg_type: "certification", ...error };
    return fromWindow(attempt, answer);
  }
  if (request.sdk === "v1" && bareInV1.includes(pg_provider)) {
    return addressed({ imp_uid, merchant_uid, ...error }, request.data);
  }
  if (isFlagFalse(attempt)) {
    const answer = { success, imp_uid, merchant_uid, pg_provider, error_code: "", error_msg: "" };
    return addressed(answer, request.data);
  }
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
  const answer = { success, ...error, ...shown, ...(success && { paid_amount: amount }) };
  return fromWindow(attempt, answer);
}

/** At "done" the SDK closes the popup of some gateways itself. */
function fromWindow({ request, display }: Attempt, answer: SdkMessage["data"]): SdkMessage {
  const message = addressed(answer, request.data);
  return display === "popup" ? { action: "done", ...message } : message;
}

/**
 * What the SDK hears of a payment that was finished in its frame or popup; nothing when the answer is lost, or the window
 * closes without a word. At SmilePay an alert comes for a customer who gives up, and the dialog closes.
 */
export function finalMessage(attempt: Attempt): SdkMessage | undefined {
  if (attempt.fault?.kind === "lostAnswer" || closesSilently(attempt)) return undefined;
  const { payment, display } = attempt;
  if (isGivenUp(attempt) && display === "frame" && payment.pg_provider === "smilepay") {
    return { action: "smilepay.cancelled", data: {} };
  }
  return answerOf(attempt);
}

/** Whether the customer has closed a window that tells nobody: LG U+'s, or the one that was asked to. */
export function closesSilently(attempt: Attempt): boolean {
  const { payment, display, fault } = attempt;
  if (!isGivenUp(attempt)) return false;
  return fault?.kind === "silentClose" || (payment.pg_provider === "uplus" && display === "frame");
}

/** Where the browser goes with the answer of a payment that has left the shop; `null`: nowhere. */
export function landingOf(attempt: Attempt): string | null {
  const { payment, landingUrl, fault } = attempt;
  if (!landingUrl || fault?.kind === "lostAnswer" || closesSilently(attempt)) return null;
  const { imp_uid, merchant_uid, status, fail_reason } = payment;
  return redirectUrl(landingUrl, {
    imp_uid,
    merchant_uid,
    ...landingFlag(attempt, String(saysSuccess(attempt))),
    ...(status === "failed" ? errorOf(fail_reason) : {}),
  });
}

/** The field of a landing address that says how it went; the v1 SDK's payments have none. */
function landingFlag({ payment, request }: Attempt, success: string): Record<string, string> {
  if (request.action === "certification") return { success };
  if (payment.pg_provider === "kcp_quick")
    return { imp_status: success, kcp_action: quickPayAction(request.data) };
  return request.sdk === "v1" ? {} : { imp_success: success };
}

function saysSuccess(attempt: Attempt): boolean {
  return attempt.payment.status !== "failed" && !attempt.approvesLater && !isFlagFalse(attempt);
}

function isFlagFalse({ payment, fault }: Attempt): boolean {
  return fault?.kind === "falseFlag" && payment.status !== "failed";
}

function isGivenUp({ payment, language }: Attempt): boolean {
  return payment.fail_reason === failures.cancelled[language];
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
