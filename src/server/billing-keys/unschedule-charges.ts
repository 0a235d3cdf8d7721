import { refused } from "../api-error.ts";
import type { Call } from "../client/call.ts";
import { isMerchantUid, malformed } from "../client/identifiers.ts";
import { checkCustomerUid } from "./check-charge.ts";
import { findSchedule } from "./get-schedules.ts";
import { readSchedules } from "./read-schedules.ts";
import type { Schedule } from "./schedule.ts";

/** Which scheduled charges are to be called off: those of these orders, or all of a billing key. */
export interface UnscheduleRequest {
  /** The billing key: without `merchant_uid`, everything that is still to come of it is called off. */
  customer_uid?: string;
  /**
   * The orders. A list that is there and empty, or `undefined`, is refused: PortOne would take it for all of the billing
   * key's.
   */
  merchant_uid?: readonly string[];
}

/** PortOne's words where nothing is left to be called off. */
const nothingLeft = "취소할 예약결제 기록이 존재하지 않습니다";

/** Calls charges off, and says which were: those that an earlier call has called off belong to them. */
export async function unscheduleCharges(call: Call, request: UnscheduleRequest): Promise<Schedule[]> {
  check(request);
  const { merchant_uid: orders = [] } = request;
  const path = "/subscribe/payments/unschedule";
  const answer = await call({ method: "POST", path, body: request });
  const first = "refusal" in answer ? [] : readSchedules(answer.response, path);
  if ("refusal" in answer && orders.length === 0) {
    // By a call of before, perhaps: nothing of this key is to come, which is what was asked for.
    if (answer.refusal.message.includes(nothingLeft)) return [];
    throw answer.refusal;
  }
  const others = orders.filter((order) => !first.some(({ merchant_uid }) => merchant_uid === order));
  const found = await Promise.all(others.map((order) => findSchedule(call, order)));
  const before = found.filter((schedule) => schedule?.schedule_status === "revoked");
  if ("refusal" in answer && before.length === 0) throw answer.refusal;
  return [...first, ...before.filter((schedule) => schedule !== null)];
}

function check(request: UnscheduleRequest): void {
  const { customer_uid, merchant_uid } = request;
  if (customer_uid === undefined && merchant_uid === undefined) {
    throw refused(
      "unscheduleCharges needs to know what to call off: merchant_uid, or a billing key's customer_uid.",
    );
  }
  if (customer_uid !== undefined) checkCustomerUid("unscheduleCharges", customer_uid);
  if (!("merchant_uid" in request)) return;
  if (!Array.isArray(merchant_uid) || merchant_uid.length === 0) {
    throw refused(
      "unscheduleCharges: merchant_uid names no order. PortOne would call off everything of the billing key; for that, leave it out.",
    );
  }
  for (const order of merchant_uid) {
    if (!isMerchantUid(order)) throw malformed("unscheduleCharges", "merchant_uid", order);
  }
}
