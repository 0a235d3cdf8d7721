import { isMerchantUid } from "../client/identifiers.ts";
import { shown } from "../escape-text.ts";
import { isDecimal } from "./decimal.ts";
import type { FindOrder } from "./verify-payment.ts";

/** An order that could be read. */
export interface ReadOrder {
  merchant_uid: string;
  /** A finite decimal. */
  amount: string;
  /** In capitals. */
  currency: string;
  paidBy: string | null;
}

/**
 * What the shop's database says of an order, `null` when it has none.
 *
 * @throws TypeError when it can't be read: that is the shop's mistake, and no customer is accused of it
 */
export async function readOrder(findOrder: FindOrder, merchant_uid: string): Promise<ReadOrder | null> {
  // What can't be an ID at PortOne is not asked for.
  const order = isMerchantUid(merchant_uid) ? await findOrder(merchant_uid) : null;
  if (!order) return null;
  const mistake = (what: string, wanted: string) =>
    new TypeError(`findOrder gave the order ${shown(merchant_uid)} ${what}; ${wanted}.`);
  const amount = textOf(order.amount);
  if (amount === null) {
    throw mistake(
      `an amount that is ${shown(order.amount)}`,
      'it has to be called amount, and be a number, a text such as "14.20", a bigint or a decimal object',
    );
  }
  const currency: unknown = order.currency ?? "KRW";
  if (typeof currency !== "string" || !/^[a-z]{3}$/i.test(currency)) {
    throw mistake(`a currency that is ${shown(currency)}`, 'it has to be an ISO 4217 code, such as "KRW"');
  }
  return { merchant_uid, amount, currency: currency.toUpperCase(), paidBy: order.paidBy ?? null };
}

/** The amount as a decimal text, whatever kind of value holds it; `null` when it is none. */
function textOf(amount: unknown): string | null {
  const texts = Array.isArray(amount) ? [] : waysToRead(amount);
  return texts.map(String).find(isDecimal) ?? null;
}

function waysToRead(amount: unknown): unknown[] {
  if (typeof amount === "number" || typeof amount === "string" || typeof amount === "bigint") return [amount];
  if (typeof amount !== "object" || amount === null || amount instanceof Date) return [];
  // A decimal's own text is exact; its value may have been made a number.
  const value: unknown = amount.valueOf();
  return [String(amount), ...(typeof value === "object" ? [] : [value])];
}
