/** @typedef {import("iamport-request-pay/server").Payment} Payment */

/**
 * What is written down of payments, each in one statement: see `record-payment.mjs`.
 *
 * @param {Pick<import("./open-database.mjs").Database, "query">} database
 */
export function createPayments({ query }) {
  /**
   * @param {Payment} payment
   * @param {{ status: string, forged: string | null }} verdict
   */
  const write = (payment, verdict) =>
    query("select record_payment(jsonb_populate_record(null::payments, $1::jsonb))", [
      rowOf(payment, verdict),
    ]);

  return {
    /**
     * Writes down what PortOne says of an order's payment, and sends the parcel if the order is paid by now. Safe to
     * call any number of times, at the same time, in any order, from any number of processes.
     *
     * @param {import("iamport-request-pay/server").SettledPayment} verified
     */
    record: async ({ status, payment }) => {
      await write(payment, { status, forged: null });
    },

    /**
     * Writes down a report that isn't believed. If money was paid, it becomes a payment that the operator sees and gives
     * back; else it is kept as a mere report.
     *
     * @param {import("iamport-request-pay/server").ForgedReport} forged
     */
    recordForged: async ({ reason, merchant_uid, imp_uid, payment }) => {
      const isMoney = payment && (payment.status === "paid" || Number(payment.paid_at) > 0);
      const isNobodysElse = reason === "unknown_order" || reason === "amount" || reason === "currency";
      if (isMoney && isNobodysElse) {
        await write(payment, { status: payment.status, forged: reason });
        return;
      }
      // From PortOne's own list: it was begun by another system with the same keys, and nothing was paid.
      if (payment && reason === "unknown_order") return;
      await query(
        `insert into forged_reports as known (merchant_uid, imp_uid, reason) values ($1, $2, $3)
          on conflict (merchant_uid, imp_uid, reason) do update set times = known.times + 1, last_at = now()`,
        [textOf(merchant_uid), imp_uid ?? "", reason],
      );
      // Anybody can make up any number of them: the newest thousand are enough to see that it happens.
      await query(
        `delete from forged_reports where last_at < (select last_at from forged_reports
          order by last_at desc offset 1000 limit 1)`,
      );
    },

    /**
     * Writes down what PortOne says of a payment after money was given back; nothing for one that isn't in the books.
     *
     * @param {Payment} payment
     */
    recordRefund: async (payment) => {
      await query("select record_refund(jsonb_populate_record(null::payments, $1::jsonb))", [
        rowOf(payment, { status: payment.status, forged: null }),
      ]);
    },
  };
}

/**
 * A row of `payments`, as JSON.
 *
 * @param {Payment} payment
 * @param {{ status: string, forged: string | null }} verdict
 */
function rowOf(payment, { status, forged }) {
  return JSON.stringify({
    imp_uid: payment.imp_uid,
    merchant_uid: textOf(payment.merchant_uid),
    amount: payment.amount,
    cancelled: payment.cancel_amount ?? 0,
    currency: textOf(payment.currency) ?? "",
    status,
    forged,
    pay_method: textOf(payment.pay_method),
    receipt_url: textOf(payment.receipt_url),
    fail_reason: textOf(payment.fail_reason),
    cancel_reason: textOf(payment.cancel_reason),
    vbank_name: textOf(payment.vbank_name),
    vbank_num: textOf(payment.vbank_num),
    vbank_holder: textOf(payment.vbank_holder),
    vbank_due: payment.vbank_num ? timeOf(payment.vbank_date) : null,
    started_at: timeOf(payment.started_at),
    paid_at: timeOf(payment.paid_at),
  });
}

/**
 * A text that PostgreSQL can keep: without zeros, and without half of a character.
 *
 * @param {unknown} value
 */
function textOf(value) {
  return typeof value === "string" ? value.replace(/\0/g, "").replace(/\p{Surrogate}/gu, "\uFFFD") : null;
}

/** The year 10000, in Unix seconds. */
const endOfTime = 253_402_300_800;

/** @param {unknown} value Unix seconds, 0: not yet */
function timeOf(value) {
  const seconds = Number(value);
  return seconds > 0 && seconds < endOfTime ? new Date(seconds * 1000).toISOString() : null;
}
