import { and, asc, eq, gt, inArray, isNull, or, sql } from "drizzle-orm";
import { createMerchantUid } from "iamport-request-pay";
import { orders, parcels } from "./schema.mjs";

/** @typedef {typeof orders.$inferSelect} Order */

/** @param {import("./open-database.mjs").Database} db */
export function createOrders(db) {
  /** @param {string} merchantUid */
  async function find(merchantUid) {
    const [order] = await db.select().from(orders).where(eq(orders.merchantUid, merchantUid));
    return order ?? null;
  }

  return {
    find,

    /**
     * A new order, of what the shop's own list says it costs.
     *
     * @param {{ amount: string, currency: string }} price
     */
    async create({ amount, currency }) {
      const merchantUid = createMerchantUid("order-");
      await db.insert(orders).values({ merchantUid, amount, currency });
      return merchantUid;
    },

    /**
     * The customer has pressed Pay: from now on the order is looked after.
     *
     * @param {string} merchantUid
     */
    async begin(merchantUid) {
      await db
        .update(orders)
        .set({ begunAt: sql`now()`, state: "new" })
        .where(and(eq(orders.merchantUid, merchantUid), inArray(orders.state, ["new", "failed"])));
    },

    /**
     * Writes down what PortOne says of an order's payment. Safe to call any number of times, at the same time, from
     * any number of processes: what follows from a payment happens in the one call that changes the order's state.
     *
     * @param {import("iamport-request-pay/server").VerifiedPayment} verification
     * @returns {Promise<boolean>} whether this call has settled the order
     */
    async settle({ status, payment }) {
      const { merchant_uid, imp_uid } = payment;
      const paidWith = {
        impUid: imp_uid,
        payMethod: payment.pay_method,
        receiptUrl: payment.receipt_url,
        vbankName: payment.vbank_name,
        vbankNum: payment.vbank_num,
        vbankHolder: payment.vbank_holder,
        vbankDate: payment.vbank_num ? payment.vbank_date : null,
        failReason: null,
      };
      /** @param {string[]} states */
      const in_ = (...states) => and(eq(orders.merchantUid, merchant_uid), inArray(orders.state, states));

      if (status === "paid") {
        // One statement: the order is paid and the parcel goes, or neither, wherever the process or the connection
        // breaks off. Whoever comes second waits for the first, and then finds the order paid.
        const settled = db.$with("settled").as(
          db
            .update(orders)
            .set({ ...paidWith, state: "paid", paidAt: sql`now()` })
            .where(in_("new", "waiting", "failed"))
            .returning({ merchantUid: orders.merchantUid }),
        );
        const sent = await db
          .with(settled)
          .insert(parcels)
          .select(
            db
              .select({ merchantUid: settled.merchantUid, createdAt: sql`now()`.as("created_at") })
              .from(settled),
          )
          .returning();
        return sent.length > 0;
      }
      if (status === "ready") {
        await db
          .update(orders)
          .set({ ...paidWith, state: "waiting" })
          .where(in_("new", "waiting", "failed"));
      }
      if (status === "failed") {
        // Not a waiting order's: that one has an account that still takes the deposit.
        await db.update(orders).set({ state: "failed", failReason: payment.fail_reason }).where(in_("new"));
      }
      if (status === "cancelled") {
        await db
          .update(orders)
          .set({ state: "cancelled" })
          .where(
            and(
              in_("new", "waiting", "paid", "failed"),
              or(isNull(orders.impUid), eq(orders.impUid, imp_uid)),
            ),
          );
      }
      return false;
    },

    /** Orders that were begun and not settled: a day for a payment, a week past its due date for a deposit. */
    async unsettled() {
      const rows = await db
        .select({ merchantUid: orders.merchantUid })
        .from(orders)
        .where(
          or(
            and(eq(orders.state, "new"), gt(orders.begunAt, sql`now() - interval '1 day'`)),
            and(
              eq(orders.state, "waiting"),
              or(
                isNull(orders.vbankDate),
                gt(orders.vbankDate, sql`extract(epoch from now() - interval '7 days')`),
              ),
            ),
          ),
        )
        .orderBy(asc(orders.begunAt))
        .limit(1000);
      return rows.map(({ merchantUid }) => merchantUid);
    },
  };
}
