import { expect, it } from "vitest";
import { openShop, postJson } from "./open-shop.ts";

// What happens at the same moment, on PostgreSQL.

const silent = { sandbox: { webhookUrl: undefined } };
type Shop = Awaited<ReturnType<typeof openShop>>;

const approve = (shop: Shop, window: string) =>
  postJson(`${shop.sandboxUrl}/gateway/${window}/answer`, { decision: "approve" });

const orders = Array.from({ length: 10 }, (_, index) => index);

it("two webhooks at once, for two payments of one order: it is paid by one of them, the other is too many, one parcel goes", async () => {
  const shop = await openShop(silent);
  await Promise.all(
    orders.map(async () => {
      const merchant_uid = await shop.order();
      const windows = [
        `${await shop.pay({ merchant_uid }, null)}`,
        `${await shop.pay({ merchant_uid }, null)}`,
      ];
      for (const window of windows) await approve(shop, window);
      const told = windows.map((imp_uid) => shop.webhook({ imp_uid, merchant_uid }));
      expect((await Promise.all(told)).map(({ status }) => status)).toEqual([200, 200]);
      const { rows } = await shop.db.query(
        `select count(*)::int as paid, count(*) filter (where payments.imp_uid <> order_states.imp_uid)::int as "tooMany"
          from payments join order_states using (merchant_uid) where merchant_uid = $1 and status = 'paid'`,
        [merchant_uid],
      );
      expect(rows).toEqual([{ paid: 2, tooMany: 1 }]);
      expect(await shop.parcels(merchant_uid)).toBe(1);
    }),
  );
});

it("a refund that is heard while the look runs stays one, whichever of them has asked PortOne first", async () => {
  const shop = await openShop(silent);
  const paid = await Promise.all(
    orders.map(async () => {
      const merchant_uid = await shop.order();
      return { merchant_uid, imp_uid: `${await shop.pay({ merchant_uid })}` };
    }),
  );
  // Half of them are known as paid before.
  for (const report of paid.slice(5)) await shop.webhook(report);
  const looks = shop.look();
  await Promise.all(
    paid.map(async (report, index) => {
      const part = index % 2 === 1 && { amount: 900, checksum: 64_900 };
      await shop.client.cancelPayment({ imp_uid: report.imp_uid, ...part });
      await shop.webhook({ ...report, status: "cancelled" });
    }),
  );
  await looks;
  for (const [index, { merchant_uid, imp_uid }] of paid.entries()) {
    const { rows } = await shop.db.query("select cancelled::float8 from payments where imp_uid = $1", [
      imp_uid,
    ]);
    expect(rows).toEqual([{ cancelled: index % 2 === 1 ? 900 : 64_900 }]);
    expect(await shop.state(merchant_uid)).toBe(index % 2 === 1 ? "paid" : "cancelled");
  }
});
