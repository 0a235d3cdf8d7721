import { describe, expect, it, onTestFinished } from "vitest";
import { createDoubts } from "../../examples/checkout/server/doubts.mjs";
import { openDatabase } from "../../examples/checkout/server/open-database.mjs";
import { createOrders } from "../../examples/checkout/server/orders.mjs";
import { createPayments } from "../../examples/checkout/server/payments.mjs";
import { createIamportClient, lookAfterOrders } from "../../src/server/index.ts";
import { observe, times } from "./observe.ts";
import { openShopToKill } from "./shop-to-kill.ts";

/** Goes through all of them, so many at a time. */
async function each<T>(
  items: readonly T[],
  atOnce: number,
  work: (item: T, index: number) => Promise<unknown>,
) {
  const entries = items.entries();
  const worker = async () => {
    for (const [index, item] of entries) await work(item, index);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

describe("Server", () => {
  it("settling: kills, repeated webhooks, and browser, webhook and look-after at the same moment", async (context) => {
    const all = times(10_200);
    const wantedKills = times(60);
    const period = Math.ceil(all / wantedKills);
    const shop = await openShopToKill({
      processes: 2,
      sandbox: { webhookRetries: 1000, webhookRetryInterval: 500 },
    });
    // The third leg, in a process that nobody kills.
    const database = await openDatabase({ url: shop.database });
    onTestFinished(database.close);
    const payments = createPayments(database);
    const client = createIamportClient({
      impKey: "imp_apikey",
      impSecret: "imp_secret",
      baseUrl: shop.sandboxUrl,
      includeSandbox: true,
    });
    const problems: unknown[] = [];
    const onError = (error: unknown) => problems.push(error);
    const { stop } = lookAfterOrders({
      client,
      findOrder: createOrders(database).findPrice,
      onVerified: payments.record,
      onForged: payments.recordForged,
      onError,
      ...createDoubts(database),
      every: 500,
      requestsPerMinute: 6_000,
    });
    onTestFinished(stop);

    let kills = 0;
    let back: Promise<unknown> = Promise.resolve();
    const killOne = () => {
      back = back.then(async () => {
        const victim = shop.shops[kills++ % 2];
        await victim?.kill();
        // Whoever looks after the processes starts one again that did not come up.
        await victim?.start().catch(() => victim.start());
      });
    };
    const [one, other] = shop.shops.map(({ url }) => `${url}/payments/webhook`);
    const paidWith = new Map<string, string>();
    const answers = new Map<unknown, number>();

    const uids = await shop.order(all);
    await each(uids, 40, async (merchant_uid, index) => {
      // A kill in each period, and some forty orders that go on without the one that was killed.
      const sinceKill = (index % period) - 20;
      if (sinceKill === 0) killOne();
      else if (sinceKill > 40) await back;
      const notice_url = index % 2 ? [one, other] : [one, other, one];
      // One in two hundred gives up, one is refused, one pays too little.
      const kind = index % 200;
      if (kind === 10) await shop.pay(merchant_uid, { notice_url }, null);
      else if (kind === 20) await shop.pay(merchant_uid, { notice_url }, "decline");
      else if (kind === 30) await shop.pay(merchant_uid, { notice_url, amount: 100 });
      else {
        const report = await shop.pay(merchant_uid, { notice_url });
        paidWith.set(merchant_uid, report.imp_uid);
        // The browser tries either process once, and is never seen again.
        const [first, second] = index % 2 ? shop.shops : [...shop.shops].reverse();
        let answer = await shop.report("complete", report, first);
        if (answer === "no answer") answer = await shop.report("complete", report, second);
        answers.set(answer, (answers.get(answer) ?? 0) + 1);
      }
    });
    await back;
    const deliveries = async () => {
      const log = await shop.webhookLog();
      const last = log.map(({ attempts }) => attempts.at(-1)?.status);
      return { log, waiting: last.filter((status) => status !== 200 && status !== 400).length };
    };
    await expect.poll(async () => (await deliveries()).waiting, { timeout: 60_000, interval: 500 }).toBe(0);
    const { log } = await deliveries();
    await stop();

    // What the shop's database says, beside the books of the sandbox.
    const { rows } = await shop.beside.query(
      "select merchant_uid, imp_uid from order_states where state = 'paid'",
    );
    expect(new Map(rows.map(({ merchant_uid, imp_uid }) => [merchant_uid, imp_uid]))).toEqual(paidWith);
    await each([...paidWith.values()], 40, async (imp_uid) =>
      expect(await shop.statusOf(imp_uid)).toBe("paid"),
    );
    const parcels = await shop.beside.query("select merchant_uid from parcels");
    expect(parcels.rows.map(({ merchant_uid }) => merchant_uid).sort()).toEqual([...paidWith.keys()].sort());
    // It was no walk in the park.
    const again = log.filter(({ attempts }) => attempts.length > 1).length;
    expect(kills).toBe(wantedKills);
    expect(again).toBeGreaterThan(0);
    expect(
      [...answers.keys()].filter((answer) => ![200, 503, "no answer"].includes(answer as number)),
    ).toEqual([]);
    observe(context, {
      happens: `${paidWith.size} paid orders settled, none lost, none twice, none unpaid; ${kills} kills, ${again} of ${log.length} webhooks came again, ${answers.get("no answer") ?? 0} reports of the browser without an answer`,
      sees: "every paid order says so",
      orders: paidWith.size,
      payments: all,
    });
  }, 600_000);
});
