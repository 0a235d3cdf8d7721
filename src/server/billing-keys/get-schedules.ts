import { refused } from "../api-error.ts";
import type { Call } from "../client/call.ts";
import { isMerchantUid, malformed } from "../client/identifiers.ts";
import { pageSize } from "../client/list-payments.ts";
import { unexpectedAnswer } from "../client/unexpected-answer.ts";
import { unixSeconds } from "../client/unix-seconds.ts";
import { checkCustomerUid } from "./check-charge.ts";
import { isSchedule, readSchedulePage } from "./read-schedules.ts";
import type { Schedule } from "./schedule.ts";

/** Which scheduled charges are wanted. */
export interface SchedulesRequest {
  /**
   * Those of this billing key.
   * @defaultValue those of all
   */
  customer_uid?: string | undefined;
  /**
   * Those that are so.
   * @defaultValue all
   */
  status?: Schedule["schedule_status"] | undefined;
  /**
   * Those that fall due from then on: a `Date`, or Unix seconds.
   * @defaultValue now
   */
  from?: Date | number | undefined;
  /**
   * Those that fall due before then: a `Date`, or Unix seconds.
   * @defaultValue 90 days from now
   */
  to?: Date | number | undefined;
}

/** PortOne's longest time is three months. */
const longestSearch = 90 * 24 * 60 * 60;

/** What PortOne gives of a billing key's schedules, of which it takes no wish: a page that is shorter is the last. */
const shortestPage = 20;

/** At most so many are kept: 100 pages. */
const mostOfList = 10_000;

/** All schedules of a time, the earliest first. */
export async function getSchedules(
  call: Call,
  { customer_uid, status, from, to }: SchedulesRequest,
): Promise<Schedule[]> {
  if (customer_uid !== undefined) checkCustomerUid("getSchedules", customer_uid);
  const now = Math.floor(Date.now() / 1000);
  const start = from === undefined ? now : unixSeconds(from, { call: "getSchedules", name: "from" });
  const end = to === undefined ? now + longestSearch : unixSeconds(to, { call: "getSchedules", name: "to" });
  if (end < start) throw refused("getSchedules: to is before from.");
  const found = new Map<string, Schedule>();
  for (let since = start; since < end; since += longestSearch) {
    const until = Math.min(end, since + longestSearch);
    for await (const schedule of pagesOf(call, customer_uid, status, { since, until })) {
      found.set(schedule.merchant_uid, schedule);
      if (found.size > mostOfList)
        throw refused(`There are more than ${mostOfList} schedules. Narrow from and to.`);
    }
  }
  return [...found.values()].sort((one, other) => one.schedule_at - other.schedule_at);
}

async function* pagesOf(
  call: Call,
  customer_uid: string | undefined,
  status: SchedulesRequest["status"],
  { since, until }: { since: number; until: number },
): AsyncGenerator<Schedule> {
  const time = [String(since), String(until)] as const;
  // The two paths name the same fields differently.
  const [path, query] =
    customer_uid === undefined
      ? [
          "/subscribe/payments/schedule",
          { schedule_from: time[0], schedule_to: time[1], ...(status && { schedule_status: status }) },
        ]
      : [
          `/subscribe/payments/schedule/customers/${encodeURIComponent(customer_uid)}`,
          { from: time[0], to: time[1], ...(status && { "schedule-status": status }) },
        ];
  const seen = new Set<string>();
  for (let page = 1; ; ) {
    const search = new URLSearchParams({ ...query, page: String(page), limit: String(pageSize) });
    const asked = `${path}?${search}`;
    const answer = await call({ method: "GET", path: asked });
    // Beyond the last page, which was full.
    if ("refusal" in answer && answer.refusal.status === 400 && page > 1) return;
    if ("refusal" in answer) throw answer.refusal;
    const { schedules, next } = readSchedulePage(answer.response, asked);
    const unseen = schedules.filter(({ merchant_uid }) => !seen.has(merchant_uid));
    for (const { merchant_uid } of unseen) seen.add(merchant_uid);
    yield* unseen;
    // Where PortOne says nothing of the next page, it is asked for: one that brings nothing new is the first again.
    const isLast = next === null ? schedules.length < shortestPage : !(next > page);
    if (isLast || unseen.length === 0) return;
    page = next ?? page + 1;
  }
}

/** The one schedule of an order; `null` when there is none. */
export async function findSchedule(call: Call, merchant_uid: string): Promise<Schedule | null> {
  if (!isMerchantUid(merchant_uid)) throw malformed("getSchedules", "merchant_uid", merchant_uid);
  const path = `/subscribe/payments/schedule/${encodeURIComponent(merchant_uid)}`;
  const answer = await call({ method: "GET", path });
  if ("refusal" in answer) {
    if (answer.refusal.status === 404) return null;
    throw answer.refusal;
  }
  const { response } = answer;
  if (isSchedule(response) && response.merchant_uid === merchant_uid) return response;
  throw unexpectedAnswer({ path }, "is not the schedule that was asked for");
}
