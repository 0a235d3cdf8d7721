import type { IamportClient } from "../client/create-iamport-client.ts";
import { escapeText } from "../escape-text.ts";
import type {
  FindOrder,
  ForgedPayment,
  Verification,
  VerifiedPayment,
} from "../verification/verify-payment.ts";
import { explainForged } from "./explain-forged.ts";
import { createLogEntry, type ErrorContext, type LogEntry, type ReportSource } from "./log-entry.ts";

/** A payment that the shop has to write down. */
export type SettledPayment = VerifiedPayment & {
  /** What it has come to: `"ready"` is a virtual account that waits for its deposit. */
  status: "paid" | "ready" | "failed" | "cancelled";
  /**
   * Only of a `paid` one: another payment has paid this order before, and the customer is charged twice. Keep it, show
   * it to the operator, give it back; the order stays as it is.
   */
  duplicate?: true;
};

/** A payment that isn't what it is said to be. */
export type ForgedReport = ForgedPayment & {
  /** The order that it was reported for. */
  merchant_uid: string;
  /** The payment that was reported; `null` when none was named. */
  imp_uid: string | null;
  /** What that means and its commonest cause, for the developer; nothing for the customer. */
  detail: string;
};

/** How payments are verified and handed on to the shop, whoever reports them. */
export interface PaymentsHandedOn {
  /** Of {@link createIamportClient}. */
  client: IamportClient;
  /** What the order costs, from the shop's database. */
  findOrder: FindOrder;
  /**
   * What follows from a payment that is `paid`, `ready` (a virtual account was issued), `failed` or `cancelled`:
   * write it down. Awaited before the answer. It may run more than once for one payment, at the same time, and in any
   * order: keep each payment by its `imp_uid`, in one statement. If it throws, the webhook comes again.
   *
   * A `paid` payment may have been given back in part: keep `payment.cancel_amount`, which never grows smaller, and
   * send no parcel for money that is gone. Keep the `status` that comes beside it, not the payment's own, which may be
   * `"cancelled"` all the same.
   */
  onVerified: (payment: SettledPayment) => unknown;
  /**
   * Hears of payments that aren't what they are said to be. Awaited as well. With a `payment` whose status is `paid`,
   * a customer's money is there that no order accounts for: give it back; with `cancelled`, `payment.cancel_amount` of
   * it has gone back since.
   * @default `console.warn`
   */
  onForged?: ((forged: ForgedReport) => unknown) | undefined;
  /**
   * Hears of whatever kept a payment from being verified: PortOne, `findOrder`, `onVerified`. The answer says nothing of
   * it.
   * @default `console.error`
   */
  onError?: ((error: unknown, context: ErrorContext) => unknown) | undefined;
  /**
   * Gets one entry for each verdict: for a structured log, as `(entry) => logger.info(entry)` or
   * `(entry) => console.log(JSON.stringify(entry))`.
   * @default nothing is logged
   */
  log?: ((entry: LogEntry) => unknown) | undefined;
}

/** Which report a verdict belongs to. */
export interface Report {
  imp_uid: string | null;
  merchant_uid: string;
  source: ReportSource;
  /** When it came, in milliseconds as `performance.now()` counts. */
  since: number;
}

/** Hands verdicts on to the shop's own functions. */
export interface HandOn {
  /** One verdict: written to the log, then handed to whom it concerns. Rejects with what the shop throws. */
  verdict(verification: Verification, report: Report, more?: { duplicate: boolean }): Promise<void>;
  /** One after the other. One that the shop throws at keeps none of the others back; the first is rejected with. */
  all(verdicts: readonly { verdict: Verification; duplicate: boolean }[], report: Report): Promise<void>;
  /** What kept a verdict from being found. Never rejects. */
  error(
    error: unknown,
    report: Omit<Report, "merchant_uid"> & { merchant_uid: string | null },
  ): Promise<void>;
}

/** The shop's functions, with what stands in for those that it left out. */
export function createHandOn({
  client,
  onVerified,
  onForged = warn,
  onError = console.error,
  log,
}: PaymentsHandedOn): HandOn {
  async function write(entry: LogEntry): Promise<void> {
    try {
      await log?.(entry);
    } catch (error) {
      // A log that is full is no reason to lose a payment.
      console.error(error);
    }
  }

  const handOn: HandOn = {
    verdict: async (verification, report, { duplicate } = { duplicate: false }) => {
      const { status } = verification;
      const detail = status === "forged" ? explainForged(verification, client.includeSandbox) : undefined;
      await write(createLogEntry(verification, report, { detail, duplicate }));
      if (verification.status === "forged") {
        const { imp_uid, merchant_uid } = report;
        await onForged({ ...verification, imp_uid, merchant_uid, detail: `${detail}` });
      } else if (verification.status !== "pending" && verification.status !== "notStarted") {
        const { status, payment } = verification;
        await onVerified({ status, payment, ...(duplicate && { duplicate }) });
      }
    },
    all: async (verdicts, report) => {
      const failures: unknown[] = [];
      for (const { verdict, duplicate } of verdicts) {
        await handOn.verdict(verdict, report, { duplicate }).catch((error: unknown) => failures.push(error));
      }
      const [first, ...others] = failures;
      for (const error of others) await handOn.error(error, report);
      if (failures.length > 0) throw first;
    },
    error: async (error, { imp_uid, merchant_uid, source, since }) => {
      const context = { imp_uid, merchant_uid, source };
      if (merchant_uid !== null) {
        const duration = Math.round(performance.now() - since);
        await write({ source, merchant_uid: escapeText(merchant_uid), imp_uid, verdict: "error", duration });
      }
      try {
        await onError(error, context);
      } catch (another) {
        // An `onError` that fails itself keeps no answer from going out.
        console.error(error, another);
      }
    },
  };
  return handOn;
}

function warn({ imp_uid, merchant_uid, reason, detail }: ForgedReport): void {
  console.warn(`Not settled: ${imp_uid} for ${escapeText(merchant_uid)} (${reason}). ${detail}`);
}
