import { randomBytes } from "node:crypto";
import { hash, selectOrder } from "../orders.mjs";

/** What a box costs. */
export const price = { amount: "9900.00", currency: "KRW" };

/**
 * @typedef {object} Subscription
 * @property {string} id also the `customer_uid` of its billing key
 * @property {"registering" | "active" | "stopped"} state
 * @property {Month[]} months the latest first
 *
 * @typedef {import("../orders.mjs").Order & { month: number, dueAt: Date, scheduled: boolean }} Month
 */

/** @param {Pick<import("../open-database.mjs").Database, "query" | "transaction">} database */
export function createSubscriptions({ query, transaction }) {
  /**
   * @param {import("../open-database.mjs").Query} run within a transaction
   * @param {{ id: string, month: number, dueAt: Date }} wanted
   * @returns {Promise<{ merchantUid: string, dueAt: Date }>} due when the first one said
   */
  async function insertMonth(run, { id, month, dueAt }) {
    // The same number each time that a month is asked for: by it PortOne recognises a repetition.
    const merchantUid = `${id}-${month}`;
    await run(
      `insert into orders (merchant_uid, amount, currency, customer)
        select $2, $3, $4, customer from subscriptions where id = $1
        on conflict do nothing`,
      [id, merchantUid, price.amount, price.currency],
    );
    const { rows } = await run(
      `insert into subscription_months as known (subscription, month, merchant_uid, due_at) values ($1, $2, $3, $4)
        on conflict (subscription, month) do update set due_at = known.due_at returning due_at as "dueAt"`,
      [id, month, merchantUid, dueAt],
    );
    return { merchantUid, dueAt: rows[0].dueAt };
  }

  return {
    /**
     * The customer's subscription.
     *
     * @param {string | undefined} secret
     * @returns {Promise<Subscription | null>}
     */
    find: async (secret) => {
      if (!secret) return null;
      const { rows } = await query(
        `select id, stopped_at as "stoppedAt"
          from subscriptions
            join subscription_months first on first.subscription = id and first.month = 0
            join orders using (merchant_uid)
            join order_states using (merchant_uid)
            left join payments using (imp_uid)
          where subscriptions.customer = $1
          -- Two tabs may have begun one each: the one that was paid counts, else the one whose payment was begun.
          order by (paid_at is not null and stopped_at is null) desc, (begun_at is not null) desc,
            subscriptions.created_at desc
          limit 1`,
        [hash(secret)],
      );
      const [found] = rows;
      if (!found) return null;
      const { rows: months } = await query(
        `select months.month, months.due_at as "dueAt", months.scheduled, found.*
          from subscription_months months join (${selectOrder}) found on found."merchantUid" = months.merchant_uid
          where months.subscription = $1 order by months.month desc`,
        [found.id],
      );
      const first = months.at(-1);
      // Also when the first month was given back: the card is registered, and what is scheduled is charged.
      const state = found.stoppedAt ? "stopped" : first?.paidAt ? "active" : "registering";
      return { id: found.id, state, months };
    },

    /**
     * A new one, with the order that registers the card and pays the first month.
     *
     * @param {string} secret
     */
    create: (secret) =>
      transaction(async (run) => {
        const id = `box-${randomBytes(10).toString("hex")}`;
        await run("insert into subscriptions (id, customer) values ($1, $2)", [id, hash(secret)]);
        const { merchantUid } = await insertMonth(run, { id, month: 0, dueAt: new Date() });
        return { id, merchantUid };
      }),

    /**
     * An order for a month, the same however often it is asked for, due when the first one said.
     *
     * @param {{ id: string, month: number, dueAt: Date }} wanted
     */
    addMonth: (wanted) => transaction((run) => insertMonth(run, wanted)),

    /**
     * Takes a month to charge it: for longer than a charge takes with all that is tried again, so that another press
     * finds either this one under way or what came of it. Whoever dies with it loses nothing but that time.
     *
     * @param {string} merchantUid
     * @returns {Promise<boolean>} `false`: it is being charged
     */
    claimCharge: async (merchantUid) => {
      const { rows } = await query(
        `update subscription_months set charging_until = now() + interval '5 minutes'
          where merchant_uid = $1 and (charging_until is null or charging_until < now()) returning merchant_uid`,
        [merchantUid],
      );
      return rows.length > 0;
    },

    /**
     * The charge has come to something.
     *
     * @param {string} merchantUid
     */
    releaseCharge: async (merchantUid) => {
      await query("update subscription_months set charging_until = null where merchant_uid = $1", [
        merchantUid,
      ]);
    },

    /**
     * PortOne has said that it charges these.
     *
     * @param {readonly string[]} merchantUids
     */
    markScheduled: async (merchantUids) => {
      await query("update subscription_months set scheduled = true where merchant_uid = any($1)", [
        merchantUids,
      ]);
    },

    /**
     * Months that will not come, once nothing is scheduled any more.
     *
     * @param {string} id
     */
    dropMonths: async (id) => {
      await query(
        `delete from subscription_months months where subscription = $1 and due_at > now()
          and not exists (select from payments where payments.merchant_uid = months.merchant_uid)`,
        [id],
      );
    },

    /** @param {string} id */
    stop: async (id) => {
      await query("update subscriptions set stopped_at = coalesce(stopped_at, now()) where id = $1", [id]);
    },
  };
}
