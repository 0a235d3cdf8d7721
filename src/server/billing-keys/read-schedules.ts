import { IamportApiError } from "../api-error.ts";
import type { Schedule } from "./schedule.ts";

/** A page of schedules. */
export interface SchedulePage {
  schedules: Schedule[];
  /** The next page, 0 where there is none; `null` where PortOne doesn't say. */
  next: number | null;
}

/** PortOne's answer as schedules, if it is a list of some. */
export function readSchedules(response: unknown): Schedule[] {
  return readSchedulePage(response).schedules;
}

/** PortOne's answer as a page: a bare list, as its reference has it, or one with its place among the pages. */
export function readSchedulePage(response: unknown): SchedulePage {
  const isPage = typeof response === "object" && response !== null && !Array.isArray(response);
  const page: { list?: unknown; next?: unknown; total?: unknown } = isPage ? response : { list: response };
  const isEmpty = (page.list === undefined || page.list === null) && (!isPage || page.total === 0);
  const list: unknown = isEmpty ? [] : page.list;
  if (Array.isArray(list) && list.every(isSchedule)) {
    return { schedules: list, next: typeof page.next === "number" ? page.next : null };
  }
  const details = { status: 200, code: null, retryable: false, mayHaveArrived: true };
  throw new IamportApiError("PortOne's answer is no list of schedules", details);
}

/** Whether it names the order that it pays: by that alone one is told from another. */
export function isSchedule(value: unknown): value is Schedule {
  return (
    typeof value === "object" &&
    value !== null &&
    "merchant_uid" in value &&
    typeof value.merchant_uid === "string"
  );
}
