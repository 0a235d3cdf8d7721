import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { openShop } from "./open-shop.ts";

const silent = { sandbox: { webhookUrl: undefined } };

it.each([
  ["begun, and its customer never came back", true],
  ["of which not even the begin was heard", false],
])(
  "behind 100,000 abandoned orders, a paid one is found within two rounds, and a round stays within its bound: %s",
  async (_, begun) => {
    const shop = await openShop(silent);
    // Older and newer than the one that counts, all of them due.
    const abandon = (count: number, minutes: number) =>
      shop.db.query(
        `insert into orders (merchant_uid, amount, currency, begun_at, doubtful_since, look_at)
        select $1 || number, 64900, 'KRW', at, at, now()
          from generate_series(1, $2) number, lateral (select now() - number * interval '1 second' - $3 * interval '1 minute' as at) times`,
        [`old-${randomUUID().slice(0, 8)}-`, count, minutes],
      );
    await abandon(100_000, 10);
    const merchant_uid = begun
      ? await shop.order()
      : await shop.orders.create({ amount: "64900", currency: "KRW" });
    const imp_uid = `${await shop.pay({ merchant_uid })}`;
    await shop.db.query("update orders set look_at = now() where merchant_uid = $1 and look_at is not null", [
      merchant_uid,
    ]);
    await shop.db.query("analyze orders");

    const rounds: { requests: number; duration: number }[] = [];
    for (let round = 0; round < 2; round++) {
      await shop.round({ requestsPerMinute: 60, onRound: (one) => rounds.push(one) });
    }
    expect(await shop.orders.find(merchant_uid)).toMatchObject({ state: "paid", impUid: imp_uid });
    expect(await shop.parcels(merchant_uid)).toBe(1);
    expect(rounds).toHaveLength(2);
    for (const { requests } of rounds) expect(requests).toBeLessThanOrEqual(60);
    expect(shop.errors).toEqual([]);
  },
);

it("two processes share the orders that are in doubt: none is looked at by both", async () => {
  const shop = await openShop(silent);
  await Promise.all(Array.from({ length: 30 }, () => shop.order()));
  await shop.db.query("update orders set look_at = now()");
  const claims = await Promise.all([1, 2, 3].map(() => shop.doubts.findDoubtful(10)));
  const uids = claims.flat().map(({ merchant_uid }) => merchant_uid);
  expect(uids).toHaveLength(30);
  expect(new Set(uids).size).toBe(30);
});
