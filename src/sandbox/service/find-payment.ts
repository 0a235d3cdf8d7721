import { type Payment, updatedAt } from "./payments.ts";

const times = {
  started: ({ started_at }: Payment) => started_at,
  paid: ({ paid_at }: Payment) => paid_at,
  updated: updatedAt,
};

const statuses: readonly string[] = ["ready", "paid", "failed", "cancelled"] satisfies Payment["status"][];

/** By which time an order's payments are sorted; with a minus, the newest first. */
export type Sorting = keyof typeof times | `-${keyof typeof times}`;

export function isSorting(text: string): text is Sorting {
  return Object.keys(times).includes(text.replace(/^-/, ""));
}

export function isStatus(text: string): text is Payment["status"] {
  return statuses.includes(text);
}

/**
 * An order's payments, sorted by one of their times.
 *
 * @param payments - the newest first: the order in which they were opened tells apart what happened in the same second
 */
export function sortPayments(payments: readonly Payment[], sorting: Sorting): Payment[] {
  const timeOf = times[sorting.replace("-", "") as keyof typeof times]; // Sorting is made of its keys.
  const ascending = [...payments].reverse().sort((one, other) => timeOf(one) - timeOf(other));
  return sorting.startsWith("-") ? ascending.reverse() : ascending;
}
