import type { Payment } from "../payment.ts";

/** Which payments this process has handed on, as they were. */
export interface HandedOn {
  /** Whether it was, and hasn't changed since. */
  has(payment: Payment): boolean;
  add(payment: Payment): void;
}

/** What a payment had come to. */
interface State {
  status: Payment["status"];
  cancel_amount: number;
  /** An account may be issued in the very second in which its window was opened. */
  vbank_num: string | null | undefined;
  changed: number;
}

const mostRemembered = 10_000;

export function createHandedOn(): HandedOn {
  const states = new Map<string, State>();
  return {
    has: (payment) => {
      const [known, now] = [states.get(payment.imp_uid), stateOf(payment)];
      return (
        known?.status === now.status &&
        known.cancel_amount === now.cancel_amount &&
        known.vbank_num === now.vbank_num &&
        known.changed === now.changed
      );
    },
    add: (payment) => {
      states.delete(payment.imp_uid);
      states.set(payment.imp_uid, stateOf(payment));
      const [longestAgo] = states.keys();
      if (states.size > mostRemembered && longestAgo !== undefined) states.delete(longestAgo);
    },
  };
}

function stateOf(payment: Payment): State {
  const { status, cancel_amount, vbank_num } = payment;
  return { status, cancel_amount, vbank_num, changed: lastChangeOf(payment) };
}

/** When it came into its state, or was given back in part, in Unix seconds. */
export function lastChangeOf(payment: Payment): number {
  const { started_at, vbank_issued_at, paid_at, failed_at, cancelled_at } = payment;
  const cancelled = (payment.cancel_history ?? []).map((one) => one.cancelled_at);
  const deposited = (payment.deposit_history ?? []).map((one) => one.deposited_at);
  const times = [started_at, vbank_issued_at, paid_at, failed_at, cancelled_at, ...cancelled, ...deposited];
  return Math.max(...times.map((time) => Number(time) || 0));
}
