import { saveCustomer } from "./customers.ts";
import type { Payment } from "./payments.ts";
import { shinhanCard } from "./settle.ts";
import type { State } from "./state.ts";

/** Keeps the billing key that a payment with a `customer_uid` leaves, once it is paid. */
export function keepBillingKey({ customers, clock }: State, payment: Payment): void {
  const { status, customer_uid, pg_provider, pg_id, sandbox } = payment;
  if (status !== "paid" || customer_uid === null) return;
  saveCustomer(
    customers,
    {
      customer_uid,
      pg_provider,
      pg_id,
      sandbox,
      ...shinhanCard,
      card_number: payment.card_number ?? "55704212****123*",
      customer_id: null,
      customer_name: payment.buyer_name,
      customer_tel: payment.buyer_tel,
      customer_email: payment.buyer_email,
      customer_addr: payment.buyer_addr,
      customer_postcode: payment.buyer_postcode,
    },
    clock.seconds(),
  );
}
