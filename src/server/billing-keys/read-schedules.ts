import { IamportApiError } from "../api-error.ts";
import type { Schedule } from "./schedule.ts";

/** PortOne's answer as schedules, if it is a list of some. */
export function readSchedules(response: unknown): Schedule[] {
  const list = response ?? [];
  if (Array.isArray(list) && list.every(isSchedule)) return list;
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
