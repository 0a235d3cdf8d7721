import { refused } from "../api-error.ts";
import type { Call } from "../client/call.ts";
import { isMerchantUid, malformed } from "../client/identifiers.ts";
import { type PagedList, readPages } from "../client/read-pages.ts";
import { unexpectedAnswer } from "../client/unexpected-answer.ts";
import { unixSeconds } from "../client/unix-seconds.ts";
import { checkCustomerUid } from "./check-charge.ts";
import { isSchedule, readSchedulePage } from "./read-schedules.ts";
import type { Schedule } from "./schedule.ts";

/** Which scheduled charges are wanted. */
export interface SchedulesRequest {
  /**
   * Those of this billing key.
   * @default those of all
   */
  customer_uid?: string | undefined;
  /**
   * Those that are so.
   * @default all
   */
  status?: Schedule["schedule_status"] | undefined;
  /**
   * Those that fall due from then on: a `Date`, or Unix seconds.
   * @default now
   */
  from?: Date | number | undefined;
  /**
   * Those that fall due before then: a `Date`, or Unix seconds.
   * @default 90 days from now
   */
  to?: Date | number | undefined;
}

/** PortOne's longest time is three months. */
const longestSearch = 90 * 24 * 60 * 60;

/** At most so many are kept: 100 pages. */
const mostOfList = 10_000;

/** All schedules of a time, the earliest first. */
export async function getSchedules(call: Call, request: SchedulesRequest): Promise<Schedule[]> {
  const { customer_uid, from, to } = request;
  if (customer_uid !== undefined) checkCustomerUid("getSchedules", customer_uid);
  const now = Math.floor(Date.now() / 1000);
  const start = from === undefined ? now : unixSeconds(from, { call: "getSchedules", name: "from" });
  const end = to === undefined ? now + longestSearch : unixSeconds(to, { call: "getSchedules", name: "to" });
  if (end < start) throw refused("getSchedules: to is before from.");
  const found = new Map<string, Schedule>();
  for (let since = start; since < end; since += longestSearch) {
    const until = Math.min(end, since + longestSearch);
    const list = { ...listOf(request, { since, until }), readPage: readSchedulePage, idOf: orderOf };
    for await (const schedule of readPages(call, list, {})) {
      found.set(orderOf(schedule), schedule);
      if (found.size > mostOfList)
        throw refused(`There are more than ${mostOfList} schedules. Narrow from and to.`);
    }
  }
  return [...found.values()].sort((one, other) => one.schedule_at - other.schedule_at);
}

function orderOf({ merchant_uid }: Schedule): string {
  return merchant_uid;
}

/** Where the schedules of a time are. Of one billing key and of all, the same fields have different names. */
function listOf(
  { customer_uid, status }: SchedulesRequest,
  { since, until }: { since: number; until: number },
): Pick<PagedList<Schedule>, "path" | "query"> {
  const path = "/subscribe/payments/schedule";
  const time = { from: String(since), to: String(until) };
  if (customer_uid === undefined) {
    const query = {
      schedule_from: time.from,
      schedule_to: time.to,
      ...(status && { schedule_status: status }),
    };
    return { path, query };
  }
  return {
    path: `${path}/customers/${encodeURIComponent(customer_uid)}`,
    query: { ...time, ...(status && { "schedule-status": status }) },
  };
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
