import { escapeText } from "../escape-text.ts";
import type { ForgedReason, Verification } from "../verification/verify-payment.ts";

/** Who reported a payment: the browser, PortOne's webhook, or the look after orders. */
export type ReportSource = "complete" | "webhook" | "look";

/**
 * What came of one report, for the operator's log. It holds nothing secret and nothing of the customer's, and what
 * came from outside can't write lines of its own or turn a line around: such characters are escaped.
 */
export interface LogEntry {
  /** Who reported it. */
  source: ReportSource;
  /** The order. */
  merchant_uid: string;
  /** The payment; `null` when the report named none and there is none. */
  imp_uid: string | null;
  /** What came of it; `"error"`: nothing is known, and `onError` was told why. */
  verdict: Verification["status"] | "error";
  /** Why it is forged. */
  reason?: ForgedReason;
  /** What that means, and its commonest cause. */
  detail?: string;
  /** A second payment of an order that another payment has paid: give it back. */
  duplicate?: true;
  /** How much was paid. */
  amount?: number;
  /** How much of it was given back so far. */
  cancel_amount?: number;
  /** The currency of both. */
  currency?: string;
  /** How long it took, in milliseconds. */
  duration: number;
}

/** Which report an error belongs to. */
export interface ErrorContext {
  /** The payment; `null` when none was named. */
  imp_uid: string | null;
  /** The order; `null` when it is no order's error, such as that of `findDoubtful`. */
  merchant_uid: string | null;
  /** Who reported it. */
  source: ReportSource;
}

/** The entry for one verdict. */
export function createLogEntry(
  verification: Verification,
  report: { imp_uid: string | null; merchant_uid: string; source: ReportSource; since: number },
  { detail, duplicate }: { detail: string | undefined; duplicate: boolean },
): LogEntry {
  const { payment } = verification;
  return {
    source: report.source,
    merchant_uid: escapeText(report.merchant_uid),
    imp_uid: payment?.imp_uid ?? report.imp_uid,
    verdict: verification.status,
    ...(verification.status === "forged" && { reason: verification.reason }),
    ...(detail !== undefined && { detail }),
    ...(duplicate && { duplicate }),
    ...(payment && {
      amount: payment.amount,
      cancel_amount: payment.cancel_amount,
      currency: escapeText(String(payment.currency), 10),
    }),
    duration: Math.round(performance.now() - report.since),
  };
}
