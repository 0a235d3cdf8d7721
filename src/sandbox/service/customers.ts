import type { Card } from "./cards.ts";

/** A billing key with its card, as PortOne answers it. */
export interface Customer extends Card {
  customer_uid: string;
  pg_provider: string;
  pg_id: string;
  sandbox: boolean;
  customer_id: string | null;
  customer_name: string | null;
  customer_tel: string | null;
  customer_email: string | null;
  customer_addr: string | null;
  customer_postcode: string | null;
  /** This and the next: Unix seconds. */
  inserted: number;
  updated: number;
}

/** The billing keys of one sandbox, by `customer_uid`. */
export type Customers = Map<string, Customer>;

/** Keeps a billing key. In the place of an earlier one, it has that one's time of issue. */
export function saveCustomer(
  customers: Customers,
  customer: Omit<Customer, "inserted" | "updated">,
  now: number,
) {
  const inserted = customers.get(customer.customer_uid)?.inserted ?? now;
  const saved = { ...customer, inserted, updated: now };
  customers.set(customer.customer_uid, saved);
  return saved;
}
