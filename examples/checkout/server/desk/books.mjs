import { selectOrder } from "../orders.mjs";

/**
 * One of PortOne's payments, as the shop has it.
 *
 * @typedef {object} KnownPayment
 * @property {string} impUid
 * @property {string} merchantUid
 * @property {string} amount
 * @property {string} cancelled
 * @property {string} currency
 * @property {"ready" | "failed" | "paid" | "cancelled"} status
 * @property {string | null} forged
 * @property {string | null} payMethod
 * @property {Date | null} paidAt
 * @property {boolean} isOrders whether its order goes by it
 * @property {boolean} isDuplicate whether another payment has paid its order
 */

const selectPayment = `select payments.imp_uid as "impUid", payments.merchant_uid as "merchantUid", payments.amount,
    payments.cancelled, payments.currency, payments.status, payments.forged, payments.pay_method as "payMethod",
    payments.paid_at as "paidAt",
    payments.imp_uid = order_states.imp_uid as "isOrders",
    coalesce(payments.status = 'paid' and payments.forged is null and payments.imp_uid <> order_states.imp_uid, false)
      as "isDuplicate"
  from payments left join order_states using (merchant_uid)`;

/**
 * As much of a list as a page shows.
 *
 * @template Item
 * @typedef {{ shown: Item[], more: number }} Cut `more`: how many there are beside them
 */

/**
 * What the operator is shown.
 *
 * @param {Pick<import("../open-database.mjs").Database, "query">} database
 */
export function createDeskBooks({ query }) {
  /**
   * @param {string} statement in the order in which they are shown
   * @param {{ most: number }} page
   */
  async function cut(statement, { most }) {
    const { rows: shown } = await query(`${statement} limit ${most}`);
    if (shown.length < most) return { shown, more: 0 };
    const { rows } = await query(`select count(*)::int as total from (${statement}) listed`);
    return { shown, more: Math.max(0, rows[0].total - shown.length) };
  }

  return {
    /**
     * The newest orders that were begun or have a payment; with a search, those whose number or payment it is.
     *
     * @param {string} search
     * @returns {Promise<import("../orders.mjs").Order[]>}
     */
    orders: async (search) => {
      const { rows } = await query(
        `${selectOrder}
          where case when $1 <> '' then
              orders.merchant_uid = $1
                or orders.merchant_uid in (select merchant_uid from payments where payments.imp_uid = $1)
            else orders.begun_at is not null or payments.imp_uid is not null end
          order by orders.created_at desc limit 50`,
        [search],
      );
      return rows;
    },

    /**
     * @param {string} merchantUid
     * @returns {Promise<KnownPayment[]>}
     */
    paymentsOf: async (merchantUid) => {
      const { rows } = await query(
        `${selectPayment} where payments.merchant_uid = $1 order by payments.started_at, payments.imp_uid`,
        [merchantUid],
      );
      return rows;
    },

    /**
     * @param {string} impUid
     * @returns {Promise<KnownPayment | null>}
     */
    payment: async (impUid) => {
      const { rows } = await query(`${selectPayment} where payments.imp_uid = $1`, [impUid]);
      return rows[0] ?? null;
    },

    /**
     * Money that no order accounts for. First second payments of an order and payments of a wrong amount, whose customers
     * wait; then payments without an order, of which another system with the same keys may make any number.
     *
     * @returns {Promise<Cut<KnownPayment>>}
     */
    toGiveBack: () =>
      cut(
        `${selectPayment}
          where payments.status = 'paid' and payments.cancelled < payments.amount
            and (payments.forged is not null or payments.imp_uid <> order_states.imp_uid)
          order by coalesce(payments.forged = 'unknown_order', false), payments.heard_at desc`,
        { most: 100 },
      ),

    /**
     * Paid orders whose parcel waits for a person's word: something was given back before it went, or all of it after,
     * and the order was paid again.
     *
     * @returns {Promise<Cut<import("../orders.mjs").Order>>}
     */
    held: () =>
      cut(
        `${selectOrder}
          where order_states.state = 'paid' and orders.settled
            and not exists (select from parcels
              where parcels.merchant_uid = orders.merchant_uid and refunded_at is null)
          order by orders.created_at desc`,
        { most: 50 },
      ),

    /** @returns {Promise<{ merchantUid: string, impUid: string, reason: string, times: string, lastAt: Date }[]>} */
    forgedReports: async () => {
      const { rows } = await query(
        `select merchant_uid as "merchantUid", imp_uid as "impUid", reason, times, last_at as "lastAt"
          from forged_reports order by last_at desc limit 50`,
      );
      return rows;
    },

    /**
     * How the look after orders fares.
     *
     * @returns {Promise<{ waiting: number, due: number, readUntil: Date | null }>}
     */
    look: async () => {
      const { rows } = await query(
        `select (select count(*)::int from orders where look_at is not null and not settled) as waiting,
          (select count(*)::int from orders where look_at <= now()) as due,
          (select read_until from payment_list) as "readUntil"`,
      );
      return rows[0];
    },

    /**
     * Sends the parcel of a paid order that was held.
     *
     * @param {string} merchantUid
     */
    send: async (merchantUid) => {
      await query(
        `insert into parcels (merchant_uid)
          select merchant_uid from order_states where merchant_uid = $1 and state = 'paid'
          on conflict (merchant_uid) do update set created_at = now(), refunded_at = null
            where parcels.refunded_at is not null`,
        [merchantUid],
      );
    },
  };
}
