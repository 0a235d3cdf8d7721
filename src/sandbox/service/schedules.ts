import type { Order } from "./orders.ts";
import type { Payment } from "./payments.ts";

/** A payment that falls due at a time. */
export interface Schedule {
  customer_uid: string;
  order: Order;
  /** This and the times below: Unix seconds, 0 = not (yet). */
  schedule_at: number;
  executed_at: number;
  revoked_at: number;
  payment: Payment | null;
  /** Where the sandbox was reached when it was asked for. */
  origin: string;
  callOff: () => void;
}

/** The scheduled payments of one sandbox, by `merchant_uid`, in the order in which they were asked for. */
export type Schedules = Map<string, Schedule>;

export type ScheduleStatus = "scheduled" | "executed" | "revoked";

export function statusOf({ revoked_at, executed_at }: Schedule): ScheduleStatus {
  return revoked_at > 0 ? "revoked" : executed_at > 0 ? "executed" : "scheduled";
}

/** Whether it may be tried again: revoked, or tried and not paid. */
export function canBeRetried(schedule: Schedule): boolean {
  return statusOf(schedule) === "revoked" || schedule.payment?.status === "failed";
}

export function revoke(schedule: Schedule, now: number): void {
  schedule.callOff();
  schedule.revoked_at = now;
}
