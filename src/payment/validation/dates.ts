import { type Finding, type Values, warn } from "./finding.ts";
import { inside } from "./values.ts";

const hour = 3_600_000;
const aDay = 24 * hour;

/** What the guide names for `vbank_due`, and `YYYYMMDDHHmm`, which shops send as well. */
const dueFormats = /^(\d{4}-\d\d-\d\d( \d\d:\d\d:\d\d)?|\d{8}(\d{4}(\d\d)?)?)$/;

/** Whether there is such a day. Digits alone: `YYYYMMDD`. */
export function isDay(digits: string): boolean {
  return startOf(digits) !== undefined;
}

/** When the day begins in Korea, nine hours ahead; nothing for 30 February, month 13. */
function startOf(digits: string): number | undefined {
  const [year, month, day] = [digits.slice(0, 4), digits.slice(4, 6), digits.slice(6, 8)].map(Number);
  const date = new Date(Date.UTC(year ?? 0, (month ?? 0) - 1, day));
  // `Date` takes 30 February for a day in March.
  const isReal = date.getUTCMonth() + 1 === month && date.getUTCDate() === day;
  return isReal ? date.getTime() - 9 * hour : undefined;
}

/** Until when `vbank_due` lets a customer pay; nothing if there is no such time. */
function endOf(due: string): number | undefined {
  const digits = due.replace(/\D/g, "");
  const start = startOf(digits);
  if (start === undefined || digits.length === 8) return start && start + aDay;
  const [hours, minutes, seconds] = [digits.slice(8, 10), digits.slice(10, 12), digits.slice(12)].map(Number);
  const isTime = Number(hours) < 24 && Number(minutes) < 60 && Number(seconds) < 60;
  return isTime
    ? start + Number(hours) * hour + Number(minutes) * 60_000 + Number(seconds) * 1000
    : undefined;
}

/** Days and times that don't exist, are past, or the wrong way round. */
export function findWrongDates(given: Values): Finding[] {
  const found: Finding[] = [];
  const { vbank_due: due, naverUseCfm: use } = given;
  if (due !== undefined) {
    if (typeof due !== "string" || !dueFormats.test(due))
      found.push(warn("vbank_due", "shape", due, "due date"));
    else {
      const end = endOf(due);
      if (end === undefined) found.push(warn("vbank_due", "no-such-day", due));
      else if (end <= Date.now()) found.push(warn("vbank_due", "past", due));
    }
  }
  if (typeof use === "string" && (endOf(use) ?? Number.POSITIVE_INFINITY) <= Date.now()) {
    found.push(warn("naverUseCfm", "past", use));
  }
  const [from, to] = [inside(given, "period", "from"), inside(given, "period", "to")];
  if (typeof from === "string" && typeof to === "string" && isDay(from) && isDay(to) && to < from) {
    found.push(warn("period", "backwards", `${from} to ${to}`));
  }
  return found;
}
