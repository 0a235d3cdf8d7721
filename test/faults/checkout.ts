import { expect } from "vitest";
import {
  isPageFree,
  order,
  outcome,
  pay,
  press,
  readyShop as readyCheckout,
  type Shop,
  type ShopOptions,
  startPayment,
} from "../browser/harness.ts";

let orders = 0;

/** An order of its own: PortOne refuses one that is paid. */
export const newOrder = (params: object = {}) => ({ ...order, merchant_uid: `fault-${++orders}`, ...params });

/** A checkout page that can pay. Unless told otherwise, a payment is approved without a customer. */
export const readyShop = ({ sandbox, ...options }: ShopOptions = {}): Promise<Shop> =>
  readyCheckout({ sandbox: { outcome: "approve", ...sandbox }, ...options });

/** Sees to it that the page is free and pays again: what a customer has left after any fault. */
export async function seesPageThatPays({ page }: Shop): Promise<string> {
  await expect.poll(() => isPageFree(page)).toBe(true);
  await startPayment(page, newOrder());
  // Where the sandbox doesn't approve by itself, the customer does.
  const end = outcome(page);
  await Promise.race([end, press(page, pay).catch(() => {})]);
  expect(await end).toMatchObject({ result: { success: true } });
  await expect.poll(() => isPageFree(page)).toBe(true);
  return "the page is free, and the next payment goes through";
}

/** A result or an error in a few words. */
export function inWords({ result, error }: Awaited<ReturnType<typeof outcome>>): string {
  if (error) return error.code;
  if (result?.success) return "success";
  return `${result?.outcome}${result?.error_code ? `, ${result.error_code}` : ""}`;
}
