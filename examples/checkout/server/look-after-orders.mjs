import { verifyPayment } from "iamport-request-pay/server";

/**
 * The third leg, beside browser and webhook: looks at each order that was begun and not settled, for customers who
 * never came back and webhooks that never came.
 *
 * @param {object} parts
 * @param {ReturnType<import("./orders.mjs").createOrders>} parts.orders
 * @param {import("iamport-request-pay/server").IamportClient} parts.client
 * @param {(error: unknown) => void} parts.onError
 * @param {number} parts.every milliseconds from the end of one round to the next
 * @returns {() => Promise<void>} ends it, and waits for the round that is under way
 */
export function lookAfterOrders({ orders, client, onError, every }) {
  let stopped = false;
  /** @type {NodeJS.Timeout | undefined} */
  let timer;

  /** @param {string} merchant_uid */
  async function look(merchant_uid) {
    try {
      const verification = await verifyPayment(client, { merchant_uid }, orders.find);
      if (verification.status !== "forged") await orders.settle(verification);
    } catch (error) {
      // Of this order nothing is known now. It must not stand in the way of those that come after it.
      onError(error);
    }
  }

  async function round() {
    try {
      for (const merchant_uid of await orders.unsettled()) {
        if (stopped) return;
        await look(merchant_uid);
      }
    } catch (error) {
      // The database is away: the next round begins anew.
      onError(error);
    }
    if (!stopped) timer = setTimeout(next, every);
  }

  let running = Promise.resolve();
  const next = () => {
    running = round();
  };
  next();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await running;
  };
}
