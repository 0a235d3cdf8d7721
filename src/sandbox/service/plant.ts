import { newPayment } from "./new-payment.ts";
import type { Seed } from "./seed.ts";
import { aWeek } from "./settle.ts";
import type { State } from "./state.ts";

/** Fills the sandbox. A payment is paid unless it says otherwise, and an account can be paid into for a week. */
export function plant({ settings, payments, prepared, clock }: State, seed: Seed): void {
  const channel = settings.gateways.find(({ type }) => type === "payment");
  const now = clock.seconds();
  for (const given of seed.payments ?? []) {
    const status = given.status ?? "paid";
    const paid = status === "paid" || status === "cancelled";
    const whole = status === "cancelled" && given.cancel_amount === undefined;
    payments.add(
      newPayment({
        channel: "pc",
        pg_provider: channel?.pg_provider ?? "sandbox",
        pg_id: channel?.pg_id ?? "sandbox",
        sandbox: channel?.sandbox ?? true,
        currency: "KRW",
        started_at: now,
        paid_at: paid ? now : 0,
        failed_at: status === "failed" ? now : 0,
        cancelled_at: status === "cancelled" ? now : 0,
        ...(given.vbank_num && { vbank_issued_at: now, vbank_date: now + aWeek }),
        ...given,
        ...(whole && { cancel_amount: given.amount }),
        status,
      }),
    );
  }
  for (const { merchant_uid, amount, currency = null } of seed.orders ?? []) {
    prepared.set(merchant_uid, { merchant_uid, amount, currency });
  }
}
