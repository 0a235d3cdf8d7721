import type { Page } from "../client/read-pages.ts";
import { unexpectedAnswer } from "../client/unexpected-answer.ts";
import { isRecord } from "../is-record.ts";
import type { Schedule } from "./schedule.ts";

/** The answer of that path as schedules, if it is a list of some. */
export function readSchedules(response: unknown, path: string): Schedule[] {
  return readSchedulePage(response, path).list;
}

/** The same as a page: a bare list, as PortOne's reference has it, or one with its place among the pages. */
export function readSchedulePage(response: unknown, path: string): Page<Schedule> {
  const isPage = isRecord(response) && !Array.isArray(response);
  const page: { list?: unknown; next?: unknown; total?: unknown } = isPage ? response : { list: response };
  const isEmpty = (page.list === undefined || page.list === null) && (!isPage || page.total === 0);
  const list: unknown = isEmpty ? [] : page.list;
  if (Array.isArray(list) && list.every(isSchedule)) {
    return { list, next: typeof page.next === "number" ? page.next : null };
  }
  throw unexpectedAnswer({ path }, "is no list of schedules");
}

/** Whether it names the order that it pays: by that alone one is told from another. */
export function isSchedule(value: unknown): value is Schedule {
  return isRecord(value) && typeof value.merchant_uid === "string";
}
