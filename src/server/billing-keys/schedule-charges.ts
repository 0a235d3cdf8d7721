import { refused } from "../api-error.ts";
import type { Call } from "../client/call.ts";
import { unknownWhether } from "../client/unknown-whether.ts";
import { shown } from "../escape-text.ts";
import { isSameAmount } from "../verification/decimal.ts";
import { type Charge, checkCharge, checkCustomerUid } from "./check-charge.ts";
import { findSchedule } from "./get-schedules.ts";
import { readSchedules } from "./read-schedules.ts";
import type { Schedule } from "./schedule.ts";

/** A charge that falls due at a time. */
export interface ScheduledCharge extends Charge {
  /** When: a `Date`, or Unix seconds. */
  schedule_at: Date | number;
}

/** Which charges of a billing key are to fall due. */
export interface ScheduleRequest {
  /** The billing key: your ID of the customer's card. */
  customer_uid: string;
  /** The charges, each with a `merchant_uid` of its own. */
  schedules: readonly ScheduledCharge[];
  /** The channel to charge through, where the key was issued at several. */
  channel_key?: string | undefined;
}

/** A charge as it is sent: its time in Unix seconds. */
type SentCharge = ScheduledCharge & { schedule_at: number; currency: string };

const advice =
  "It isn't known which charges are registered: call scheduleCharges again, it adds what is missing.";

/** Registers what isn't registered yet, and says what is there then. */
export async function scheduleCharges(call: Call, request: ScheduleRequest): Promise<Schedule[]> {
  const { customer_uid } = request;
  const wanted = readRequest(request);
  const body = { ...request, schedules: wanted };
  const sent = { method: "POST", path: "/subscribe/payments/schedule", body } as const;
  // PortOne takes no merchant_uid twice, so that a repetition does nothing more.
  const answer = await call(sent);
  if (!("refusal" in answer)) return readSchedules(answer.response, sent.path);
  const { refusal, arrived, running } = answer;

  // By an attempt or a call of before, whose answer was lost: all of it, or a part.
  const there = await Promise.all(wanted.map(({ merchant_uid }) => findSchedule(call, merchant_uid))).catch(
    () => null,
  );
  if (!there) throw arrived ? unknownWhether(refusal, { advice, retryable: true }) : refusal;
  const isSame = (schedule: Schedule | null, index: number) =>
    schedule !== null && isScheduleOf(schedule, customer_uid, wanted[index]);
  const missing = wanted.filter((_, index) => there[index] === null);
  // A refusal of the second doesn't say that the first, which PortOne may be at still, has come to nothing.
  if (missing.length === wanted.length && running) {
    throw unknownWhether(refusal, { advice, retryable: true });
  }
  if (missing.length === wanted.length || !there.every((one, index) => one === null || isSame(one, index))) {
    throw refusal;
  }
  if (missing.length === 0) return there.filter((schedule) => schedule !== null);
  const added = await call({ ...sent, body: { ...request, schedules: missing } });
  if ("refusal" in added) throw added.refusal;
  const registered = readSchedules(added.response, sent.path);
  const isWanted = (one: Schedule | null, index: number) =>
    one ?? registered.find(({ merchant_uid }) => merchant_uid === wanted[index]?.merchant_uid);
  return there.map(isWanted).filter((schedule) => schedule !== undefined);
}

/** Whether what is registered is what was asked for, and hasn't been called off. */
function isScheduleOf(schedule: Schedule, customer_uid: string, charge: SentCharge | undefined): boolean {
  return (
    charge !== undefined &&
    schedule.schedule_status !== "revoked" &&
    schedule.customer_uid === customer_uid &&
    schedule.schedule_at === charge.schedule_at &&
    schedule.currency === charge.currency &&
    isSameAmount(schedule.amount, charge.amount)
  );
}

function readRequest({ customer_uid, schedules }: ScheduleRequest): SentCharge[] {
  checkCustomerUid("scheduleCharges", customer_uid);
  if (!Array.isArray(schedules) || schedules.length === 0) {
    throw refused("scheduleCharges needs at least one charge, as a list.");
  }
  const orders = schedules.map(({ merchant_uid }) => merchant_uid);
  const twice = orders.find((merchant_uid, index) => orders.indexOf(merchant_uid) !== index);
  if (twice !== undefined) {
    throw refused(
      `scheduleCharges: two charges have the merchant_uid ${shown(twice)}; each needs one of its own.`,
    );
  }
  return schedules.map((charge: ScheduledCharge) => {
    checkCharge("scheduleCharges", charge);
    const { currency = "KRW", schedule_at } = charge;
    return { ...charge, currency, schedule_at: secondsOf(schedule_at) };
  });
}

function secondsOf(time: Date | number): number {
  const seconds = time instanceof Date ? Math.floor(time.getTime() / 1000) : time;
  // Milliseconds are the common mistake: such a charge would fall due thousands of years from now.
  if (Number.isInteger(seconds) && seconds > 0 && seconds < 1e11) return seconds;
  throw refused(`scheduleCharges: schedule_at is ${shown(time)}; it has to be a Date or whole Unix seconds.`);
}
