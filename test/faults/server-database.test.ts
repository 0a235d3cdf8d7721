import { describe, expect, it, onTestFinished } from "vitest";
import { startPostgres } from "../../scripts/postgres.mjs";
import { observe } from "./observe.ts";
import { openShopToKill } from "./shop-to-kill.ts";

/** More than the shop has connections. */
const count = 20;

async function openPaid(postgresUrl?: string) {
  const shop = await openShopToKill({ ...(postgresUrl && { postgresUrl }) });
  const uids = await shop.order(count);
  const reports = await Promise.all(uids.map((merchant_uid) => shop.pay(merchant_uid)));
  const webhooks = () => Promise.all(reports.map((report) => shop.report("webhook", report)));
  const page = async () => {
    const answer = await fetch(`${shop.shops[0]?.url}/orders/${uids[0]}?lang=en`);
    return { status: answer.status, text: await answer.text() };
  };
  return {
    ...shop,
    webhooks,
    /** Stops the orders where one is marked as paid, and its parcel isn't there yet. */
    stopped: async () => {
      const release = await shop.lock("lock table parcels in exclusive mode");
      const answers = webhooks();
      await expect.poll(shop.waiting).toBeGreaterThan(5);
      return { release, answers };
    },
    /** What the customer is shown meanwhile. */
    meanwhile: async () => {
      const { status, text } = await page();
      expect([status, JSON.parse(text)]).toEqual([503, { message: "Please try again in a moment." }]);
      return `meanwhile: "Please try again in a moment."`;
    },
    /** Every order is settled by its next webhook, by the process that was there all the time. */
    afterwards: async () => {
      expect(shop.shops[0]?.isRunning()).toBe(true);
      expect(await webhooks()).toEqual(Array(count).fill(200));
      expect([await shop.paid(), await shop.parcels()]).toEqual([count, count]);
      expect((await page()).text).toContain("<h1>Paid</h1>");
      return `${count} of ${count} orders settled once by the repeated webhook, by the same process`;
    },
  };
}

const unanswered = Array(count).fill(503);

describe("Server", () => {
  it("PostgreSQL: crashes while orders are being settled, and starts again", async (context) => {
    const postgres = await startPostgres();
    onTestFinished(postgres.stop);
    const shop = await openPaid(postgres.url);
    const { answers, release } = await shop.stopped();
    await postgres.crash();
    await release();
    expect(await answers).toEqual(unanswered);
    const meanwhile = await shop.meanwhile();
    await postgres.restart();
    expect(await shop.paid()).toBe(0);
    const after = await shop.afterwards();
    observe(context, { happens: `503; ${after}`, sees: `${meanwhile}; then "Paid"`, orders: count });
  });

  it("PostgreSQL: the connections break while orders are being settled", async (context) => {
    const shop = await openPaid();
    const { answers, release } = await shop.stopped();
    shop.way.cut();
    expect(await answers).toEqual(unanswered);
    const meanwhile = await shop.meanwhile();
    await release();
    await shop.way.restore();
    const after = await shop.afterwards();
    observe(context, { happens: `503; ${after}`, sees: `${meanwhile}; then "Paid"`, orders: count });
  });

  it("PostgreSQL: the connections break again and again", async (context) => {
    const shop = await openPaid();
    const seen = new Set<unknown>();
    for (let round = 0; round < 10; round++) {
      const answers = shop.webhooks();
      shop.way.hangUp();
      for (const answer of await answers) seen.add(answer);
    }
    // A connection that was lost for good each time would have left none by now.
    expect([...seen].filter((status) => status !== 200 && status !== 503)).toEqual([]);
    const after = await shop.afterwards();
    observe(context, {
      happens: `each webhook is answered 200 or 503; ${after}`,
      sees: '"Paid"',
      orders: count,
    });
  });

  it("PostgreSQL: nobody listens any more", async (context) => {
    const shop = await openPaid();
    shop.way.cut();
    expect(await shop.webhooks()).toEqual(unanswered);
    const meanwhile = await shop.meanwhile();
    await shop.way.restore();
    const after = await shop.afterwards();
    observe(context, { happens: `503; ${after}`, sees: `${meanwhile}; then "Paid"`, orders: count });
  });

  it("PostgreSQL: falls silent with the connections open", async (context) => {
    const shop = await openPaid();
    // All of its connections are in use once, so that all of them fall into the silence.
    const { answers, release } = await shop.stopped();
    await release();
    await answers;
    await shop.beside.query("delete from payments");
    await shop.beside.query("delete from parcels");
    shop.way.silence();
    const start = performance.now();
    expect(await shop.webhooks()).toEqual(unanswered);
    const seconds = (performance.now() - start) / 1000;
    expect(seconds).toBeLessThan(30);
    shop.way.speak();
    const after = await shop.afterwards();
    observe(context, {
      happens: `503 after ${Math.round(seconds)} s; ${after}`,
      sees: '"Paid", once the webhook has come again',
      orders: count,
    });
  });

  it("PostgreSQL: slower than the shop waits", async (context) => {
    const shop = await openPaid();
    const { answers, release } = await shop.stopped();
    expect(await answers).toEqual(unanswered);
    // What the shop has given up on may still be carried out now.
    await release();
    const after = await shop.afterwards();
    observe(context, { happens: `503; ${after}`, sees: '"Paid"', orders: count });
  });
});
