import { createMerchantUid } from "iamport-request-pay";
import { hash } from "../orders.mjs";

/**
 * Whether customers are old enough. Who they are isn't written down.
 *
 * @param {Pick<import("../open-database.mjs").Database, "query">} database
 */
export function createAgeChecks({ query }) {
  return {
    /**
     * A new request for an identity verification.
     *
     * @param {string} secret
     */
    create: async (secret) => {
      const merchantUid = createMerchantUid("age-");
      await query("insert into age_checks (merchant_uid, customer) values ($1, $2)", [
        merchantUid,
        hash(secret),
      ]);
      return merchantUid;
    },

    /**
     * The request, if it is this customer's: `isAdult` is `null` as long as nothing is known.
     *
     * @param {string} merchantUid
     * @param {string | undefined} secret
     * @returns {Promise<{ isAdult: boolean | null } | null>}
     */
    find: async (merchantUid, secret) => {
      if (!secret || merchantUid.includes("\0")) return null;
      const { rows } = await query(
        `select is_adult as "isAdult" from age_checks where merchant_uid = $1 and customer = $2`,
        [merchantUid, hash(secret)],
      );
      return rows[0] ?? null;
    },

    /**
     * Whether this customer has been found old enough.
     *
     * @param {string | undefined} secret
     */
    isAdult: async (secret) => {
      if (!secret) return false;
      const { rows } = await query("select from age_checks where customer = $1 and is_adult limit 1", [
        hash(secret),
      ]);
      return rows.length > 0;
    },

    /**
     * Takes a verification for a request, once: `false` when another request has it, or this one has another.
     *
     * @param {string} impUid
     * @param {string} merchantUid
     */
    claim: async (impUid, merchantUid) => {
      try {
        const { rows } = await query(
          `update age_checks set imp_uid = $1
            where merchant_uid = $2 and (imp_uid is null or imp_uid = $1) returning merchant_uid`,
          [impUid, merchantUid],
        );
        return rows.length > 0;
      } catch (error) {
        // "Unique violation": it is another request's.
        if (/** @type {{ code?: string }} */ (error).code === "23505") return false;
        throw error;
      }
    },

    /**
     * @param {string} merchantUid
     * @param {boolean} isAdult
     */
    record: async (merchantUid, isAdult) => {
      await query("update age_checks set is_adult = $2 where merchant_uid = $1", [merchantUid, isAdult]);
    },
  };
}
