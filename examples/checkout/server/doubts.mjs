import { randomUUID } from "node:crypto";

/**
 * Which orders PortOne is to be asked about, and how far its own list has been read: what `lookAfterOrders` needs to
 * know, shared by all processes through the database.
 *
 * @param {Pick<import("./open-database.mjs").Database, "query">} database
 */
export function createDoubts({ query }) {
  const me = randomUUID();
  return {
    /**
     * Takes orders that are due: first those that aren't paid, the newest doubt first, then paid ones, for refunds.
     * If the process dies with them, nothing is lost: five minutes later they are due again.
     *
     * @param {number} limit
     * @returns {Promise<import("iamport-request-pay/server").DoubtfulOrder[]>}
     */
    findDoubtful: async (limit) => {
      const { rows } = await query(
        `update orders set look_at = now() + interval '5 minutes'
          where merchant_uid in (select merchant_uid from orders where look_at <= now()
            order by settled, doubtful_since desc limit $1 for update skip locked)
          returning merchant_uid, doubtful_since as since`,
        [limit],
      );
      return rows;
    },

    /**
     * Sets the next look: the pause is as long as the doubt is old, and after 90 days there is no look any more. What
     * happens then still shows in PortOne's list.
     *
     * @param {import("iamport-request-pay/server").Look} look
     */
    onLooked: async ({ merchant_uid, status, lookAgainAt }) => {
      await query(
        `update orders set
            looked_at = case when $2 then now() else looked_at end,
            look_at = case when doubtful_since > now() - interval '90 days' then
              -- For a payment that was begun again meanwhile, the library may want an earlier look.
              least($3, now() + greatest(now() - doubtful_since, interval '1 minute')) end
          where merchant_uid = $1`,
        [merchant_uid, status !== "unknown", lookAgainAt],
      );
    },

    /**
     * PortOne's own list is read by one process at a time, and by another when that one has died.
     *
     * @returns {Promise<Date | null | false>} until when the list was read; `false`: another process reads it
     */
    claimList: async () => {
      const { rows } = await query(
        `update payment_list set claimed_until = now() + interval '5 minutes', claimed_by = $1
          where claimed_until is null or claimed_until < now() or claimed_by = $1 returning read_until`,
        [me],
      );
      return rows[0] ? rows[0].read_until : false;
    },

    /** @param {Date} until */
    onListed: async (until) => {
      await query(
        "update payment_list set read_until = greatest(read_until, $1::timestamptz), claimed_until = null",
        [until],
      );
    },
  };
}
