import { announce } from "./announce.ts";
import { cardOf } from "./cards.ts";
import { charge, isPaid, openByServer } from "./charge.ts";
import type { Payment } from "./payments.ts";
import type { Schedule } from "./schedules.ts";
import { fail } from "./settle.ts";
import type { State } from "./state.ts";

/** Has the payment tried at this time, in the place of an earlier plan. */
export function plan(state: State, schedule: Schedule, schedule_at: number): void {
  schedule.callOff();
  Object.assign(schedule, { schedule_at, executed_at: 0, revoked_at: 0, payment: null });
  schedule.callOff = state.clock.at(schedule_at * 1000, async () => {
    await execute(state, schedule);
    // Moving the clock waits for this: by then the shop has had its webhook.
    await state.webhooks.answered();
  });
}

/** Tries the payment now. */
export async function execute(state: State, schedule: Schedule): Promise<Payment> {
  schedule.callOff();
  const { order, customer_uid, origin } = schedule;
  const moment = { now: state.clock.seconds(), origin };
  const customer = state.customers.get(customer_uid);
  const usage = { customer_uid, customer_uid_usage: "payment.scheduled" };
  Object.assign(schedule, { executed_at: moment.now, revoked_at: 0 });
  if (customer && !isPaid(state, order.merchant_uid)) {
    schedule.payment = await charge(state, order, customer, moment, { card: cardOf(customer), ...usage });
    return schedule.payment;
  }
  const channel = customer ?? { pg_provider: "sandbox", pg_id: "sandbox" };
  const payment = openByServer(state, order, channel, moment, usage);
  schedule.payment = payment;
  fail(payment, customer ? "이미 결제가 이루어진 거래건입니다." : "등록되지 않은 구매자입니다.", moment);
  await announce(state, payment);
  return payment;
}
