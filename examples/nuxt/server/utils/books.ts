import { createMerchantUid } from "iamport-request-pay";
import type { SettledPayment } from "iamport-request-pay/server";

// In the place of a database: orders, and payments by their imp_uid.

interface Order {
  merchant_uid: string;
  name: string;
  amount: number;
}

const orders = new Map<string, Order>();
const payments = new Map<string, SettledPayment>();

export function addOrder(): Order {
  const order = { merchant_uid: createMerchantUid("order"), name: "노르웨이 회전의자", amount: 64900 };
  orders.set(order.merchant_uid, order);
  return order;
}

/** What the order costs, and which payment has paid it. */
export async function findOrder(merchant_uid: string) {
  const order = orders.get(merchant_uid);
  if (!order) return null;
  const paid = [...payments.values()].find(
    ({ status, payment, duplicate }) =>
      status === "paid" && !duplicate && payment.merchant_uid === merchant_uid,
  );
  return { amount: order.amount, paidBy: paid?.payment.imp_uid ?? null };
}

/** Keeps a payment. It may come more than once, from browser and webhook, and ends the same. */
export async function settle(settled: SettledPayment): Promise<void> {
  payments.set(settled.payment.imp_uid, settled);
  console.log(`${settled.payment.merchant_uid}: ${settled.status}`);
}
