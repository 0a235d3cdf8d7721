import { announce } from "./announce.ts";
import type { Attempt } from "./attempt.ts";
import { keepBillingKey } from "./keep-billing-key.ts";
import type { Payment } from "./payments.ts";
import { settle } from "./settle.ts";
import type { State } from "./state.ts";

/** How long KICC takes for it here, in milliseconds. */
export const usualDelay = 5_000;

/** Whether the gateway approves such a payment only after its window has closed. */
export function isApprovedLater({ pg_provider, pay_method }: Payment): boolean {
  return pg_provider === "kicc_v2" && /^(wechat|alipay)/.test(pay_method);
}

/** Approves a payment after the browser has had its answer, `ms` from now by the sandbox's clock; it may have failed before. */
export function approveLater(state: State, attempt: Attempt, ms: number, origin: string): void {
  const { clock } = state;
  const { payment, language, dueAt } = attempt;
  clock.at(clock.now() + ms, async () => {
    Object.assign(payment, { status: "ready", failed_at: 0, fail_reason: null } satisfies Partial<Payment>);
    attempt.approvesLater = false;
    settle(payment, "approve", language, { now: clock.seconds(), origin }, dueAt);
    keepBillingKey(state, payment);
    await announce(state, payment);
    // Moving the clock waits for this: by then the shop has had its webhook.
    await state.webhooks.answered();
  });
}
