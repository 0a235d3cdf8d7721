import type { Payment } from "../payment.ts";
import type { Verdict } from "./judge-payment.ts";
import type { NoPayment } from "./verify-payment.ts";

/**
 * What an order has come to by all of its payments, the newest first: one that has paid it, else an account that still
 * takes the deposit, else the newest. A later attempt that was declined, or of another amount, hides neither.
 *
 * @param paidBy - the payment that has paid the order as far as the shop's books know
 */
export function chooseVerdict(
  verdicts: readonly Verdict[],
  paidBy: string | null = null,
): Verdict | NoPayment {
  const [newest] = verdicts;
  return (
    inOrderOfPayment(verdicts, paidBy)[0] ??
    verdicts.find(({ status, payment }) => status === "ready" && takesDeposit(payment)) ??
    newest ?? { status: "notStarted" }
  );
}

/** The second and further payments that have paid the same order: the customer is charged twice. */
export function duplicatesAmong(verdicts: readonly Verdict[], paidBy: string | null): Verdict[] {
  return inOrderOfPayment(verdicts, paidBy).slice(1);
}

/**
 * The payments that have paid the order, first the one of the shop's books, then the earliest: whoever asks, and in
 * whichever order the news came, the same one is the order's and the same ones are too many.
 */
function inOrderOfPayment(verdicts: readonly Verdict[], paidBy: string | null): Verdict[] {
  const byBooks = ({ payment }: Verdict) => (payment.imp_uid === paidBy ? 0 : 1);
  const paidAt = ({ payment }: Verdict) => payment.paid_at ?? 0;
  return verdicts
    .filter(({ status }) => status === "paid")
    .sort(
      (one, other) =>
        byBooks(one) - byBooks(other) ||
        paidAt(one) - paidAt(other) ||
        (one.payment.imp_uid < other.payment.imp_uid ? -1 : 1),
    );
}

function takesDeposit({ vbank_date }: Payment): boolean {
  return !vbank_date || vbank_date * 1000 > Date.now();
}
