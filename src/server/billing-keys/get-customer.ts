import type { Call } from "../client/call.ts";
import { unexpectedAnswer } from "../client/unexpected-answer.ts";
import { isRecord } from "../is-record.ts";
import { checkCustomerUid } from "./check-charge.ts";
import type { Customer } from "./customer.ts";

/** Asks PortOne for one billing key. */
export async function getCustomer(call: Call, customer_uid: string): Promise<Customer> {
  checkCustomerUid("getCustomer", customer_uid);
  const path = `/subscribe/customers/${encodeURIComponent(customer_uid)}`;
  const answer = await call({ method: "GET", path });
  if ("refusal" in answer) throw answer.refusal;
  if (isCustomerOf(answer.response, customer_uid)) return answer.response;
  throw unexpectedAnswer({ path }, "is not the billing key that was asked for");
}

/** PortOne's own shape: what is relied on is looked at by whoever relies on it. */
function isCustomerOf(response: unknown, customer_uid: string): response is Customer {
  return isRecord(response) && response.customer_uid === customer_uid;
}
