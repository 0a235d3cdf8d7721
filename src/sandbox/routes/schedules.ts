import { isPaid } from "../service/charge.ts";
import type { Order } from "../service/orders.ts";
import { execute, plan } from "../service/plan.ts";
import { canBeRetried, revoke, type Schedule, type ScheduleStatus, statusOf } from "../service/schedules.ts";
import { type Call, isAnswer, lacking, type Operations, pageOf, textField, wholeNumber } from "./call.ts";
import { type Answer, refuse, succeed } from "./envelope.ts";
import { orderOf, paidBefore } from "./orders.ts";
import { registerCard } from "./register-card.ts";
import { isRecord, listOf } from "./rest-body.ts";

/** Payments of billing keys that fall due at a time. */
export const schedules: Operations = {
  "POST /subscribe/payments/schedule": register,
  "POST /subscribe/payments/unschedule": unschedule,

  "GET /subscribe/payments/schedule": (call) => {
    const { query } = call;
    const within = between(query.get("schedule_from"), query.get("schedule_to"));
    if (isAnswer(within)) return within;
    return list(call, within, query.get("schedule_status"));
  },

  "GET /subscribe/payments/schedule/customers/{customer_uid}": schedulesOfCustomer,

  "GET /subscribe/payments/schedule/{merchant_uid}": (call) =>
    withSchedule(call, (schedule) => succeed(resultOf(call, schedule))),

  "PUT /subscribe/payments/schedule/{merchant_uid}": (call) =>
    withSchedule(call, (schedule) =>
      statusOf(schedule) === "scheduled"
        ? planAgain(call, schedule)
        : refuse(400, "이미 실행되었거나 취소된 결제예약입니다."),
    ),

  "POST /subscribe/payments/schedule/{merchant_uid}/reschedule": (call) =>
    withSchedule(call, (schedule) => (canBeRetried(schedule) ? planAgain(call, schedule) : notToBeRetried)),

  "POST /subscribe/payments/schedule/{merchant_uid}/retry": (call) =>
    withSchedule(call, async (schedule) => {
      if (!canBeRetried(schedule)) return notToBeRetried;
      if (!call.state.customers.has(schedule.customer_uid)) return refuse(404, "등록된 고객정보가 없습니다.");
      return succeed(await execute(call.state, schedule));
    }),
};

const notToBeRetried = refuse(400, "아직 실행되지 않았거나 이미 승인된 결제예약입니다.");

/** The two paths by customer give the same. */
export function schedulesOfCustomer(call: Call): Answer {
  const { path, query } = call;
  const within = between(query.get("from"), query.get("to"));
  if (isAnswer(within)) return within;
  const customer_uid = path("customer_uid");
  const wanted = (schedule: Schedule) => within(schedule) && schedule.customer_uid === customer_uid;
  return list(call, wanted, query.get("schedule-status"));
}

function register(call: Call): Answer {
  const missing = lacking(call, "customer_uid", "schedules");
  if (missing) return missing;
  const { state, moment } = call;
  const customer_uid = textField(call, "customer_uid") ?? "";
  const planned: { order: Order; schedule_at: number }[] = [];
  for (const entry of listOf(call.fields.schedules)) {
    const order = isRecord(entry) ? orderOf(entry) : refuse(400, "schedules가 올바르지 않습니다.");
    if (isAnswer(order)) return order;
    const schedule_at = Number(isRecord(entry) ? entry.schedule_at : Number.NaN);
    if (!Number.isInteger(schedule_at) || schedule_at <= moment.now) {
      return refuse(
        200,
        `결제예약 시각은 현재 시각보다 미래여야 합니다. (schedule_at: ${order.merchant_uid})`,
      );
    }
    if (isPaid(state, order.merchant_uid)) return paidBefore;
    const twice = planned.some((other) => other.order.merchant_uid === order.merchant_uid);
    if (twice || state.schedules.has(order.merchant_uid)) {
      return refuse(200, `이미 등록된 merchant_uid입니다. (${order.merchant_uid})`);
    }
    planned.push({ order, schedule_at });
  }
  if (planned.length === 0) return refuse(400, "schedules가 비어 있습니다.");

  // A card that comes with it becomes the customer's.
  if (call.fields.card_number !== undefined) {
    const customer = registerCard(call, customer_uid);
    if (isAnswer(customer)) return customer;
  } else if (!state.customers.has(customer_uid)) return refuse(200, "등록된 고객정보가 없습니다.");

  const registered = planned.map(({ order, schedule_at }): Schedule => {
    const schedule: Schedule = {
      customer_uid,
      order,
      schedule_at,
      executed_at: 0,
      revoked_at: 0,
      payment: null,
      origin: moment.origin,
      callOff: () => undefined,
    };
    state.schedules.set(order.merchant_uid, schedule);
    plan(state, schedule, schedule_at);
    return schedule;
  });
  return succeed(registered.map((schedule) => resultOf(call, schedule)));
}

function unschedule(call: Call): Answer {
  const { state, fields, moment } = call;
  const customer_uid = textField(call, "customer_uid");
  const orders = listOf(fields.merchant_uid).map(String);
  if (customer_uid === null && orders.length === 0) {
    return refuse(400, "customer_uid 또는 merchant_uid가 필요합니다.");
  }
  const found = [...state.schedules.values()].filter(
    (schedule) =>
      statusOf(schedule) === "scheduled" &&
      (customer_uid === null || schedule.customer_uid === customer_uid) &&
      (orders.length === 0 || orders.includes(schedule.order.merchant_uid)),
  );
  if (found.length === 0) return refuse(200, "취소할 예약결제 기록이 존재하지 않습니다.");
  for (const schedule of found) revoke(schedule, moment.now);
  return succeed(found.map((schedule) => resultOf(call, schedule)));
}

function withSchedule(
  { state, path }: Call,
  answer: (schedule: Schedule) => Answer | Promise<Answer>,
): Answer | Promise<Answer> {
  const schedule = state.schedules.get(path("merchant_uid"));
  return schedule ? answer(schedule) : refuse(404, "존재하지 않는 결제예약입니다.");
}

function planAgain(call: Call, schedule: Schedule): Answer {
  const schedule_at = Number(call.fields.schedule_at ?? Number.NaN);
  if (!Number.isInteger(schedule_at) || schedule_at <= call.moment.now) {
    return refuse(400, "결제예약 시각은 현재 시각보다 미래여야 합니다. (schedule_at)");
  }
  plan(call.state, schedule, schedule_at);
  return succeed(resultOf(call, schedule));
}

const threeMonths = 93 * 24 * 60 * 60;

/** Whether a schedule falls due between the two: `from` belongs to it, `to` doesn't. */
function between(fromText: string | null, toText: string | null): ((schedule: Schedule) => boolean) | Answer {
  const from = fromText ? wholeNumber(fromText, 0) : null;
  const to = toText ? wholeNumber(toText, 0) : null;
  if (from === null || to === null || from > to || to - from > threeMonths) {
    return refuse(400, "조회 기간이 올바르지 않습니다. 최대 3개월입니다.");
  }
  return ({ schedule_at }) => from <= schedule_at && schedule_at < to;
}

const statuses: readonly string[] = ["scheduled", "executed", "revoked"] satisfies ScheduleStatus[];

/** The latest first, unless the query wants the earliest. */
function list(call: Call, wanted: (schedule: Schedule) => boolean, status: string | null): Answer {
  if (status && !statuses.includes(status)) return refuse(400, `알 수 없는 예약상태입니다: ${status}`);
  const found = [...call.state.schedules.values()]
    .filter((schedule) => wanted(schedule) && (!status || statusOf(schedule) === status))
    .sort((one, other) => other.schedule_at - one.schedule_at);
  if (call.query.get("sorting") === "scheduled") found.reverse();
  const page = pageOf(found, call.query);
  return isAnswer(page) ? page : succeed(page.list.map((schedule) => resultOf(call, schedule)));
}

function resultOf({ state }: Call, schedule: Schedule) {
  const { customer_uid, order, schedule_at, executed_at, revoked_at, payment } = schedule;
  const { noticeUrls, card_quota, ...shown } = order;
  const customer = state.customers.get(customer_uid);
  return {
    ...shown,
    customer_uid,
    imp_uid: payment?.imp_uid ?? null,
    pg_provider: payment?.pg_provider ?? customer?.pg_provider ?? null,
    pg_id: payment?.pg_id.slice(0, 64) ?? customer?.pg_id.slice(0, 64) ?? null,
    customer_id: customer?.customer_id ?? null,
    schedule_at,
    executed_at,
    revoked_at,
    schedule_status: statusOf(schedule),
    payment_status: payment?.status ?? null,
    fail_reason: payment?.fail_reason ?? null,
    promotion_id: null,
  };
}
