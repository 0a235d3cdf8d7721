import type { DoubtfulOrder, Look } from "./look-after-orders.ts";

const minute = 60_000;
const hour = 60 * minute;

/**
 * When an order is due again: as long from now as its doubt is old, so that each look doubles its age. An account that
 * takes a deposit is looked at twice a day at least, and what could not be found out now is tried again soon.
 */
export function lookAgainAt(
  { since }: DoubtfulOrder,
  status: Look["status"],
  { now, isPassing }: { now: number; isPassing: boolean },
): Date {
  if (status === "unknown" && isPassing) return new Date(now + 2 * minute);
  const age = now - new Date(since).getTime();
  const longest = status === "ready" ? 12 * hour : 7 * 24 * hour;
  // A time that can't be read is as good as now.
  const wait = Number.isFinite(age) ? Math.min(Math.max(age, minute), longest) : hour;
  return new Date(now + wait);
}
