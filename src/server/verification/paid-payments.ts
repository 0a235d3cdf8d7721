import type { ReadOrder } from "./read-order.ts";

/** Which payments have paid, as far as this process has seen: for shops whose `findOrder` doesn't say `paidBy`. */
export interface PaidPayments {
  remember(merchant_uid: string, imp_uid: string): void;
  /** Whether another payment than this one is known to have paid the order. */
  isPaidByAnother(order: ReadOrder, imp_uid: string): boolean;
}

/** Of so many orders, some 2 MB. */
const most = 10_000;

const ofClient = new WeakMap<object, PaidPayments>();

/** What all who share a client have seen. */
export function paidPaymentsOf(client: object): PaidPayments {
  const known = ofClient.get(client) ?? createPaidPayments();
  ofClient.set(client, known);
  return known;
}

function createPaidPayments(): PaidPayments {
  const byOrder = new Map<string, string>();
  return {
    remember: (merchant_uid, imp_uid) => {
      if (byOrder.has(merchant_uid)) return;
      byOrder.set(merchant_uid, imp_uid);
      const [oldest] = byOrder.keys();
      if (byOrder.size > most && oldest !== undefined) byOrder.delete(oldest);
    },
    isPaidByAnother: ({ merchant_uid, paidBy }, imp_uid) =>
      [paidBy, byOrder.get(merchant_uid)].some((known) => known && known !== imp_uid),
  };
}
