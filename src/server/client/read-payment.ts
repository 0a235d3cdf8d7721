import { isRecord } from "../is-record.ts";
import type { Payment } from "../payment.ts";
import { unexpectedAnswer } from "./unexpected-answer.ts";

/** Which payment was asked for, and where. */
interface PaymentAsked {
  /** What it has to have: its own ID, or its order's. */
  asked: Readonly<Record<string, string | undefined>>;
  path: string;
}

/** PortOne's answer as a payment, if it is the one that was asked for. */
export function readPayment(response: unknown, { asked, path }: PaymentAsked): Payment {
  for (const [name, value] of Object.entries(asked)) {
    if (isRecord(response) && response[name] === value) continue;
    throw unexpectedAnswer({ path }, `is not the payment that was asked for (${name})`);
  }
  // PortOne's own shape: what is relied on is compared by whoever relies on it.
  return response as Payment;
}
