import { refused } from "../api-error.ts";
import type { Call } from "../client/call.ts";
import { toUnixSeconds } from "../client/unix-seconds.ts";
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

  const looks = await Promise.all(wanted.map((charge) => lookFor(call, charge))).catch(() => null);
  if (!looks) throw arrived ? unknownWhether(refusal, { advice, retryable: true }) : refusal;
  const missing = looks.filter(({ registered }) => !registered).map(({ charge }) => charge);
  const isNoneThere = missing.length === wanted.length;
  // A refusal of the second doesn't say that the first, which PortOne may be at still, has come to nothing.
  if (isNoneThere && running) throw unknownWhether(refusal, { advice, retryable: true });
  if (isNoneThere || looks.some((look) => isOtherwise(look, customer_uid))) throw refusal;
  const added = missing.length === 0 ? [] : await add(missing);
  return looks.flatMap(({ charge, registered }) => registered ?? added.find(isOf(charge)) ?? []);

  async function add(schedules: SentCharge[]): Promise<Schedule[]> {
    const answer = await call({ ...sent, body: { ...request, schedules } });
    if ("refusal" in answer) throw answer.refusal;
    return readSchedules(answer.response, sent.path);
  }
}

/** A charge that is wanted, and what PortOne has registered for its order. */
interface ChargeLookedUp {
  charge: SentCharge;
  /** By an attempt or a call of before, whose answer was lost; `null`: nothing. */
  registered: Schedule | null;
}

async function lookFor(call: Call, charge: SentCharge): Promise<ChargeLookedUp> {
  return { charge, registered: await findSchedule(call, charge.merchant_uid) };
}

/** Whether what is registered is something else than what was asked for, or has been called off. */
function isOtherwise({ charge, registered }: ChargeLookedUp, customer_uid: string): boolean {
  if (!registered) return false;
  const isSame =
    registered.schedule_status !== "revoked" &&
    registered.customer_uid === customer_uid &&
    registered.schedule_at === charge.schedule_at &&
    registered.currency === charge.currency &&
    isSameAmount(registered.amount, charge.amount);
  return !isSame;
}

function isOf(charge: SentCharge): (schedule: Schedule) => boolean {
  return ({ merchant_uid }) => merchant_uid === charge.merchant_uid;
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
  const seconds = toUnixSeconds(time);
  if (seconds !== null && Number.isInteger(seconds) && seconds > 0) return seconds;
  throw refused(`scheduleCharges: schedule_at is ${shown(time)}; it has to be a Date or whole Unix seconds.`);
}
