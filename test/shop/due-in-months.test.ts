import { expect, it } from "vitest";
import { dueInMonths } from "../../examples/checkout/server/subscription/due-in-months.mjs";

it.each([
  ["2026-03-01T00:00:00+09:00", "2026-04-01T10:00:00+09:00"],
  ["2026-03-01T08:00:00+09:00", "2026-04-01T10:00:00+09:00"],
  ["2026-03-01T23:59:59+09:00", "2026-04-01T10:00:00+09:00"],
  ["2026-12-31T23:59:59+09:00", "2027-01-28T10:00:00+09:00"],
  ["2027-01-01T00:00:00+09:00", "2027-02-01T10:00:00+09:00"],
  ["2027-01-30T12:00:00+09:00", "2027-02-28T10:00:00+09:00"],
])("scheduled at %s, the next month is charged at %s: by Korea's day, at any hour of it", (now, due) => {
  expect(dueInMonths(1, new Date(now))).toEqual(new Date(due));
});
