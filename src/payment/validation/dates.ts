import { collect } from "../../request/params/collect.ts";
import { inside } from "../../request/params/values.ts";
import type { Finding, Values } from "./finding.ts";

const hour = 3_600_000;

/** What the guide names for `vbank_due`, and `YYYYMMDDHHmm`, which shops send as well. */
const dueFormats = /^(\d{4}-\d\d-\d\d( \d\d:\d\d:\d\d)?|\d{8}(\d{4}(\d\d)?)?)$/;

/** Whether there is such a day. Digits alone: `YYYYMMDD`. */
export function isDay(digits: string): boolean {
  return endOf(digits) !== undefined;
}

/** When the day or the time is over in Korea, nine hours ahead; nothing for 30 February, month 13, hour 99. */
function endOf(text: string): number | undefined {
  const digits = text.replace(/\D/g, "");
  const number = (from: number, to: number) => Number(digits.slice(from, to));
  const [month, day] = [number(4, 6), number(6, 8)];
  const date = new Date(Date.UTC(number(0, 4), month - 1, day, -9));
  const inKorea = new Date(date.getTime() + 9 * hour);
  // `Date` takes 30 February for a day in March.
  if (inKorea.getUTCMonth() + 1 !== month || inKorea.getUTCDate() !== day) return undefined;
  if (digits.length === 8) return date.getTime() + 24 * hour;
  const [hours, minutes, seconds] = [number(8, 10), number(10, 12), number(12, 14)];
  const isTime = hours < 24 && minutes < 60 && seconds < 60;
  return isTime ? date.getTime() + hours * hour + minutes * 60_000 + seconds * 1000 : undefined;
}

/** Days and times that don't exist, are past, or the wrong way round. */
export function findWrongDates(given: Values): Finding[] {
  const { found, say } = collect<Finding["code"]>("warning");
  const { vbank_due: due, naverUseCfm: use } = given;
  const isDue = typeof due === "string" && dueFormats.test(due) && endOf(due) !== undefined;
  if (due !== undefined && !isDue) {
    const wanted = "a time that exists, as YYYY-MM-DD, YYYYMMDD, YYYY-MM-DD HH:mm:ss or YYYYMMDDHHmmss";
    say({ path: "vbank_due", code: "shape", value: due, wanted });
  }
  for (const [path, value] of Object.entries({ vbank_due: isDue && due, naverUseCfm: use })) {
    const end = typeof value === "string" && endOf(value);
    if (end && end <= Date.now()) say({ path, code: "past", value });
  }
  const [from, to] = [inside(given, "period.from"), inside(given, "period.to")];
  if (typeof from === "string" && typeof to === "string" && to < from) {
    say({ path: "period", code: "backwards", value: from, wanted: to });
  }
  return found;
}
