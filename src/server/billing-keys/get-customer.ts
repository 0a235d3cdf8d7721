import type { Call } from "../client/call.ts";
import { unexpectedAnswer } from "../client/unexpected-answer.ts";
import { checkCustomerUid } from "./check-charge.ts";
import type { Customer } from "./customer.ts";

/** Asks PortOne for one billing key. */
export async function getCustomer(call: Call, customer_uid: string): Promise<Customer> {
  checkCustomerUid("getCustomer", customer_uid);
  const path = `/subscribe/customers/${encodeURIComponent(customer_uid)}`;
  const answer = await call({ method: "GET", path });
  if ("refusal" in answer) throw answer.refusal;
  // PortOne's own shape: what is relied on is looked at by whoever relies on it.
  const customer = answer.response as Customer | null | undefined;
  if (customer?.customer_uid === customer_uid) return customer;
  throw unexpectedAnswer({ path }, "is not the billing key that was asked for");
}
