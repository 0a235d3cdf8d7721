import { createHash, timingSafeEqual } from "node:crypto";
import { createMerchantUid } from "iamport-request-pay";
import { askedTogether } from "./asked-together.mjs";

/**
 * What is known of an order, and of the payment that it goes by.
 *
 * @typedef {object} Order
 * @property {string} merchantUid
 * @property {string} amount
 * @property {string} currency
 * @property {"new" | "waiting" | "expired" | "paid" | "failed" | "cancelled"} state
 * @property {string | null} paidBy the `imp_uid` that has paid it, if it is paid
 * @property {boolean} asking the customer has pressed Pay, and PortOne has not been heard since
 * @property {Date} createdAt
 * @property {boolean} sent whether its parcel is on its way, and not one whose money was given back
 * @property {string | null} impUid
 * @property {string | null} cancelled how much was given back of the payment that it goes by
 * @property {string | null} payMethod
 * @property {string | null} receiptUrl
 * @property {string | null} failReason
 * @property {string | null} vbankName
 * @property {string | null} vbankNum
 * @property {string | null} vbankHolder
 * @property {number | null} vbankDate until when the account takes the deposit, Unix seconds
 * @property {Date | null} paidAt
 */

/**
 * Whether the payment was begun and PortOne has said nothing since: neither that there is a payment nor, once the window
 * must be over, that there is none.
 */
const asking = `orders.begun_at is not null
  and orders.begun_at > coalesce(payments.heard_at, '-infinity')
  and coalesce(orders.looked_at < orders.begun_at + interval '30 minutes', true)`;

export const selectOrder = `select
    orders.merchant_uid as "merchantUid", orders.amount, orders.currency, orders.created_at as "createdAt",
    order_states.state,
    case when order_states.state = 'paid' then payments.imp_uid end as "paidBy",
    (${asking}) as asking,
    exists (select from parcels where parcels.merchant_uid = orders.merchant_uid
      and (refunded_at is null or order_states.state <> 'paid')) as sent,
    payments.imp_uid as "impUid", payments.cancelled, payments.pay_method as "payMethod",
    payments.receipt_url as "receiptUrl", payments.fail_reason as "failReason", payments.vbank_name as "vbankName",
    payments.vbank_num as "vbankNum", payments.vbank_holder as "vbankHolder",
    extract(epoch from payments.vbank_due)::float8 as "vbankDate", payments.paid_at as "paidAt"
  from orders
    join order_states using (merchant_uid)
    left join payments on payments.imp_uid = order_states.imp_uid`;

/** @param {Pick<import("./open-database.mjs").Database, "query">} database */
export function createOrders({ query }) {
  const findPrice = askedTogether(async (merchantUids) => {
    const { rows } = await query(
      `select uid, amount, currency, paid_by as "paidBy" from unnest($1::text[]) uid, price_of(uid)`,
      [merchantUids],
    );
    return new Map(rows.map(({ uid, ...price }) => [uid, price]));
  });

  return {
    /**
     * @param {string} merchantUid
     * @returns {Promise<Order | null>}
     */
    find: async (merchantUid) => {
      // PostgreSQL can't hold a zero character, and no order's number has one.
      if (merchantUid.includes("\0")) return null;
      const { rows } = await query(`${selectOrder} where orders.merchant_uid = $1`, [merchantUid]);
      return rows[0] ?? null;
    },

    /**
     * What an order costs, and which payment it is paid by: what a report of a payment is compared with.
     *
     * @param {string} merchantUid
     * @returns {Promise<Pick<Order, "amount" | "currency" | "paidBy"> | null>}
     */
    findPrice: async (merchantUid) => (merchantUid.includes("\0") ? null : findPrice(merchantUid)),

    /**
     * A new order, of what the shop's own list says it costs.
     *
     * @param {{ amount: string, currency: string }} price
     * @param {string} [secret] what only the browser of its customer knows
     */
    create: async ({ amount, currency }, secret) => {
      const merchantUid = createMerchantUid("order-");
      await query("insert into orders (merchant_uid, amount, currency, customer) values ($1, $2, $3, $4)", [
        merchantUid,
        amount,
        currency,
        secret ? hash(secret) : null,
      ]);
      return merchantUid;
    },

    /**
     * Whether who knows this has made the order.
     *
     * @param {string} merchantUid
     * @param {string | undefined} secret
     */
    isCustomers: async (merchantUid, secret) => {
      if (!secret || merchantUid.includes("\0")) return false;
      const { rows } = await query("select customer from orders where merchant_uid = $1", [merchantUid]);
      const customer = rows[0]?.customer;
      return customer ? timingSafeEqual(Buffer.from(customer), Buffer.from(hash(secret))) : false;
    },

    /**
     * The customer has pressed Pay: from now on there may be a payment, whatever there was before.
     *
     * @param {string} merchantUid
     */
    begin: async (merchantUid) => {
      await query(
        `update orders
          set begun_at = now(), doubtful_since = now(), look_at = now() + interval '1 minute'
          where merchant_uid = $1 and not settled`,
        [merchantUid],
      );
    },
  };
}

/**
 * What the database keeps of a customer's cookie.
 *
 * @param {string} secret
 */
export function hash(secret) {
  return createHash("sha256").update(secret).digest("hex");
}
