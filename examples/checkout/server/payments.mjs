/** @typedef {import("iamport-request-pay/server").Payment} Payment */
/** @typedef {import("./open-database.mjs").Query} Query */

/**
 * One payment, written over what was known of it. News can come late, twice and at the same time, and what it brings
 * may be older than what is there: a status only goes forward, and money that was given back stays given back.
 */
const upsert = `insert into payments as known (imp_uid, merchant_uid, amount, currency, status, cancelled, forged,
    pay_method, receipt_url, fail_reason, cancel_reason, vbank_name, vbank_num, vbank_holder,
    vbank_due, started_at, paid_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14,
    to_timestamp($15::float8), to_timestamp($16::float8), to_timestamp($17::float8))
  on conflict (imp_uid) do update set
    status = case when ${rank("excluded.status")} > ${rank("known.status")} then excluded.status else known.status end,
    cancelled = greatest(known.cancelled, excluded.cancelled),
    -- Of no order, until the order is there.
    forged = case when known.forged = 'unknown_order' then excluded.forged else known.forged end,
    pay_method = coalesce(excluded.pay_method, known.pay_method),
    receipt_url = coalesce(excluded.receipt_url, known.receipt_url),
    fail_reason = coalesce(excluded.fail_reason, known.fail_reason),
    cancel_reason = coalesce(excluded.cancel_reason, known.cancel_reason),
    vbank_name = coalesce(excluded.vbank_name, known.vbank_name),
    vbank_num = coalesce(excluded.vbank_num, known.vbank_num),
    vbank_holder = coalesce(excluded.vbank_holder, known.vbank_holder),
    vbank_due = coalesce(excluded.vbank_due, known.vbank_due),
    paid_at = coalesce(known.paid_at, excluded.paid_at),
    heard_at = now()`;

/**
 * @param {string} status
 * @returns {string} SQL for how far a payment has come
 */
function rank(status) {
  return `array_position(array['ready', 'failed', 'paid', 'cancelled'], ${status})`;
}

/** @param {Pick<import("./open-database.mjs").Database, "query" | "transaction">} database */
export function createPayments({ query, transaction }) {
  return {
    /**
     * Writes down what PortOne says of an order's payment, and sends the parcel if the order is paid by now. Safe to
     * call any number of times, at the same time, in any order, from any number of processes.
     *
     * @param {import("iamport-request-pay/server").SettledPayment} verified
     */
    record: ({ status, payment }) =>
      transaction(async (within) => {
        const { merchant_uid } = payment;
        // News of one order comes one after the other, so that each sees what the others have written.
        await within("select from orders where merchant_uid = $1 for update", [merchant_uid]);
        await write(within, payment, { status, forged: null });
        await followUp(within, merchant_uid);
      }),

    /**
     * What isn't believed. Where there is money in it, it is a payment that the operator sees and gives back; else it
     * is somebody's word, and kept as such.
     *
     * @param {import("iamport-request-pay/server").ForgedReport} forged
     */
    recordForged: async ({ reason, merchant_uid, imp_uid, payment }) => {
      const isMoney = payment?.status === "paid" || payment?.status === "cancelled";
      const isNobodysElse = reason === "unknown_order" || reason === "amount" || reason === "currency";
      if (payment && isMoney && isNobodysElse) {
        await write(query, payment, { status: payment.status, forged: reason });
        return;
      }
      // Of PortOne's own list: begun somewhere else, and nothing was paid.
      if (payment && reason === "unknown_order") return;
      await query(
        `insert into forged_reports as known (merchant_uid, imp_uid, reason) values ($1, $2, $3)
          on conflict (merchant_uid, imp_uid, reason) do update set times = known.times + 1, last_at = now()`,
        [textOf(merchant_uid), imp_uid ?? "", reason],
      );
      // Whoever makes them up can make up any number: the newest thousand are enough to see that it happens.
      await query(
        `delete from forged_reports where last_at < (select last_at from forged_reports
          order by last_at desc offset 1000 limit 1)`,
      );
    },

    /**
     * What PortOne says of a payment after money was given back. Of one that isn't known here nothing is written.
     *
     * @param {Payment} payment
     */
    recordRefund: (payment) =>
      transaction(async (within) => {
        const { imp_uid, merchant_uid, cancel_amount } = payment;
        await within("select from orders where merchant_uid = $1 for update", [merchant_uid]);
        await within(
          `update payments set cancelled = greatest(cancelled, $2), cancel_reason = coalesce($3, cancel_reason),
              heard_at = now(), status = case when $2 >= amount then 'cancelled' else status end
            where imp_uid = $1`,
          [imp_uid, cancel_amount, textOf(payment.cancel_reason)],
        );
        await followUp(within, merchant_uid);
      }),
  };
}

/**
 * @param {Query} query
 * @param {Payment} payment
 * @param {{ status: string, forged: string | null }} verdict
 */
async function write(query, payment, { status, forged }) {
  await query(upsert, [
    payment.imp_uid,
    payment.merchant_uid,
    payment.amount,
    textOf(payment.currency) ?? "",
    status,
    payment.cancel_amount ?? 0,
    forged,
    textOf(payment.pay_method),
    textOf(payment.receipt_url),
    textOf(payment.fail_reason),
    textOf(payment.cancel_reason),
    textOf(payment.vbank_name),
    textOf(payment.vbank_num),
    textOf(payment.vbank_holder),
    payment.vbank_num ? secondsOf(payment.vbank_date) : null,
    secondsOf(payment.started_at),
    secondsOf(payment.paid_at),
  ]);
}

/**
 * What follows from an order's payments: its parcel, once, and when to ask PortOne again.
 *
 * @param {Query} query
 * @param {string} merchantUid
 */
async function followUp(query, merchantUid) {
  // Not for money of which something was given back before the parcel went: whether it goes, a person decides.
  await query(
    `insert into parcels (merchant_uid)
      select merchant_uid from order_states where merchant_uid = $1 and state = 'paid' and cancelled = 0
      on conflict do nothing`,
    [merchantUid],
  );
  // Whatever it has come to, there can be more: a deposit, a second attempt, a refund. A paid order's turn comes after
  // all those that aren't.
  await query(
    `update orders set settled = (order_states.state = 'paid'), doubtful_since = now(),
        look_at = now() + interval '1 minute'
      from order_states
      where orders.merchant_uid = $1 and order_states.merchant_uid = $1
        and (orders.doubtful_since is null or orders.settled <> (order_states.state = 'paid'))`,
    [merchantUid],
  );
}

/**
 * A text that PostgreSQL can keep.
 *
 * @param {unknown} value
 */
function textOf(value) {
  return typeof value === "string" ? value.replace(/\0/g, "") : null;
}

/** @param {unknown} value Unix seconds, 0: not yet */
function secondsOf(value) {
  return Number(value) || null;
}
