import { IamportApiError } from "../api-error.ts";
import type { HandOn, PaymentsHandedOn, Report } from "../handlers/hand-on.ts";
import type { LookUp } from "../verification/judge-payment.ts";
import { lookUpOrder } from "../verification/look-up-order.ts";
import type { PaidPayments } from "../verification/paid-payments.ts";
import { readOrder } from "../verification/read-order.ts";
import type { DoubtfulOrder, Look, LookAfterOrdersOptions } from "./look-after-orders.ts";
import { lookAgainAt } from "./look-again-at.ts";
import type { RequestBudget } from "./request-budget.ts";

/** What the parts of a look share. */
export interface LookParts {
  lookUp: LookUp;
  findOrder: PaymentsHandedOn["findOrder"];
  handOn: HandOn;
  paidPayments: PaidPayments;
  budget: RequestBudget;
  signal: AbortSignal;
}

/** How many orders are looked at at the same time. */
const atOnce = 5;

/** After so many failures one after the other it isn't the orders: PortOne is away, and isn't asked in vain. */
const mostFailures = 10;

/**
 * Looks at the orders that the shop is in doubt of, as far as the budget reaches.
 *
 * @returns how many orders were looked at
 */
export async function lookAtDoubtful(
  parts: LookParts,
  { findDoubtful, onLooked }: Pick<LookAfterOrdersOptions, "findDoubtful" | "onLooked">,
): Promise<number> {
  const { handOn, budget, signal } = parts;
  const seen = new Set<string>();
  let failures = 0;
  let looked = 0;

  async function look(doubtful: DoubtfulOrder): Promise<void> {
    const { merchant_uid } = doubtful;
    const report: Report = { imp_uid: null, merchant_uid, source: "look", since: performance.now() };
    let status: Look["status"] = "unknown";
    let isPassing = false;
    try {
      status = await verify(parts, report);
      failures = 0;
    } catch (error) {
      // Ended by `stop`: the claim lapses, and another process looks.
      if (signal.aborted && error instanceof IamportApiError) return;
      isPassing = !(error instanceof IamportApiError) || error.retryable;
      if (error instanceof IamportApiError && error.retryable) failures++;
      await handOn.error(error, report);
    }
    try {
      const again = lookAgainAt(doubtful, status, { now: Date.now(), isPassing });
      await onLooked?.({ merchant_uid, status, lookAgainAt: again });
    } catch (error) {
      await handOn.error(error, report);
    }
  }

  const mayGoOn = () => !signal.aborted && failures < mostFailures && budget.left() > 0;
  while (mayGoOn()) {
    const limit = budget.left();
    const found = await findDoubtful(limit);
    // A shop that claims nothing gives the same ones again.
    const fresh = found.filter(({ merchant_uid }) => !seen.has(merchant_uid)).slice(0, limit);
    for (const { merchant_uid } of fresh) seen.add(merchant_uid);
    const rest = fresh.values();
    const worker = async () => {
      for (const order of rest) {
        if (!mayGoOn()) return;
        looked++;
        await look(order);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
    if (fresh.length === 0 || found.length < limit) break;
  }
  return looked;
}

async function verify(
  { lookUp, findOrder, handOn, paidPayments }: LookParts,
  report: Report,
): Promise<Look["status"]> {
  const order = await readOrder(findOrder, report.merchant_uid);
  if (!order) {
    await handOn.verdict({ status: "forged", reason: "unknown_order" }, report);
    return "forged";
  }
  const { state, verdicts } = await lookUpOrder(lookUp, paidPayments, order);
  await handOn.all(verdicts, report);
  return state.status;
}
