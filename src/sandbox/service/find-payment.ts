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
 * The first of an order's payments, sorted.
 *
 * @param ofOrder - the order's payments, the newest first: the order in which they were opened tells apart what
 *   happened in the same second
 */
export function findPayment(
  ofOrder: readonly Payment[],
  sorting: Sorting,
  status?: Payment["status"],
): Payment | undefined {
  const descending = sorting.startsWith("-");
  const timeOf = times[sorting.replace("-", "") as keyof typeof times]; // Sorting is made of its keys.
  const sorted = ofOrder
    .filter((payment) => status === undefined || payment.status === status)
    .reverse()
    .sort((one, other) => timeOf(one) - timeOf(other));
  return descending ? sorted[sorted.length - 1] : sorted[0];
}
