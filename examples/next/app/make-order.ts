"use server";

import { addOrder } from "../lib/books";

/** A server action: the price is the shop's, and nothing that the browser sends. */
export async function makeOrder() {
  return addOrder();
}
