import { isRecord } from "../is-record.ts";
import type { Call } from "./call.ts";
import { checkAmount } from "./check-amount.ts";
import { isMerchantUid, longestMerchantUid, malformed } from "./identifiers.ts";
import { unexpectedAnswer } from "./unexpected-answer.ts";

/** An amount that was registered before the payment: the payment window refuses any other for that order. */
export interface PreparedPayment {
  /** The order's ID. */
  merchant_uid: string;
  /** What it has to be. */
  amount: number;
  /** In which currency, ISO 4217; `null`: any. */
  currency?: string | null;
}

/** What to register before a payment. */
export interface PrepareRequest {
  /** The order's ID, at most 40 characters. */
  merchant_uid: string;
  /** What it has to be, in units of `currency`: more than 0 and finite. */
  amount: number;
  /**
   * ISO 4217 code.
   * @default any currency passes
   */
  currency?: string | undefined;
}

/** Registers an amount, and changes one that is registered already. */
export async function preparePayment(
  call: Call,
  { merchant_uid, amount, currency }: PrepareRequest,
): Promise<PreparedPayment> {
  const bound = { longest: longestMerchantUid };
  if (!isMerchantUid(merchant_uid, bound)) {
    throw malformed("preparePayment", "merchant_uid", merchant_uid, bound);
  }
  checkAmount(amount, { call: "preparePayment", name: "amount" });
  const path = "/payments/prepare";
  const body = { merchant_uid, amount, ...(currency && { currency }) };
  const registered = await call({ method: "POST", path, body });
  if (!("refusal" in registered)) return readPrepared(registered.response, { merchant_uid, path });
  // What is registered already, perhaps by an attempt whose answer was lost, can be changed. When that is refused as
  // well, the first refusal says why.
  const changed = await call({ method: "PUT", path, body });
  if ("refusal" in changed) throw registered.refusal;
  return readPrepared(changed.response, { merchant_uid, path });
}

/** The answer of that path as what is registered, if it is of the order that was asked for. */
export function readPrepared(
  response: unknown,
  { merchant_uid, path }: { merchant_uid: string; path: string },
): PreparedPayment {
  if (isPreparedOf(response, merchant_uid)) return response;
  throw unexpectedAnswer({ path }, "is not what is registered for the order that was asked for");
}

/** PortOne's own shape: what is relied on is looked at by whoever relies on it. */
function isPreparedOf(response: unknown, merchant_uid: string): response is PreparedPayment {
  return isRecord(response) && response.merchant_uid === merchant_uid;
}
