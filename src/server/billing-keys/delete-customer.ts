import type { Call } from "../client/call.ts";
import { deleteOnce } from "../client/delete-once.ts";
import { checkCustomerUid } from "./check-charge.ts";

/** Has PortOne forget a billing key. `false`: it knows none of that ID. */
export async function deleteCustomer(call: Call, customer_uid: string): Promise<boolean> {
  checkCustomerUid("deleteCustomer", customer_uid);
  return deleteOnce(call, `/subscribe/customers/${encodeURIComponent(customer_uid)}`);
}
