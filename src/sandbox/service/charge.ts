import type { Gateway } from "../options.ts";
import { announce } from "./announce.ts";
import type { Card } from "./cards.ts";
import { failures } from "./errors.ts";
import { newPayment } from "./new-payment.ts";
import type { Order } from "./orders.ts";
import type { Payment } from "./payments.ts";
import { fail, type Moment, pay } from "./settle.ts";
import type { State } from "./state.ts";

type Channel = Pick<Gateway, "pg_provider" | "pg_id" | "sandbox">;

/** A payment that began with a call of the merchant's server, and has not been paid. */
export function openByServer(
  { payments }: Pick<State, "payments">,
  { noticeUrls, ...order }: Order,
  { pg_provider, pg_id, sandbox = true }: Channel,
  { now }: Moment,
  more: Partial<Payment> = {},
): Payment {
  const payment = newPayment({
    ...order,
    channel: "api",
    pg_provider,
    pg_id,
    sandbox,
    started_at: now,
    ...more,
  });
  payments.add(payment, noticeUrls);
  return payment;
}

/**
 * Charges a card without a window. The option `outcome` decides here too: a sandbox that declines or cancels
 * declines this one.
 */
export async function charge(
  state: State,
  order: Order,
  channel: Channel,
  moment: Moment,
  { card, ...more }: Partial<Payment> & { card: Card | null },
): Promise<Payment> {
  const payment = openByServer(state, order, channel, moment, { ...more, ...card });
  const declined = state.settings.outcome === "decline" || state.settings.outcome === "cancel";
  if (declined) fail(payment, failures.declined.ko, moment);
  else pay(payment, moment);
  await announce(state, payment);
  return payment;
}

/** Whether an order was paid before: PortOne takes no second payment for it. */
export function isPaid({ payments }: Pick<State, "payments">, merchant_uid: string): boolean {
  return payments.ofOrder(merchant_uid).some(({ paid_at }) => paid_at > 0);
}
