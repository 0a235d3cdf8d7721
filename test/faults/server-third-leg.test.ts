import { describe, expect, it } from "vitest";
import { openShop } from "../shop/open-shop.ts";
import { observe, times } from "./observe.ts";

const silent = { sandbox: { webhookUrl: undefined } };

describe("Server", () => {
  it("look-after: one order can never be looked up, and others come after it", async (context) => {
    const shop = await openShop(silent);
    const [bad, ...others] = [await shop.order(), await shop.order(), await shop.order()];
    await shop.faults({ kind: "error", status: 403, path: `/payments/findAll/${bad}`, times: 1_000_000 });
    await shop.db.query("update payment_list set claimed_by = 'another', claimed_until = 'infinity'");
    for (const merchant_uid of [`${bad}`, ...others]) await shop.pay({ merchant_uid });
    await shop.look();
    for (const merchant_uid of others) expect(await shop.state(merchant_uid)).toBe("paid");
    expect(await shop.state(`${bad}`)).toBe("new");
    expect(shop.errors[0]).toMatchObject({ name: "IamportApiError", status: 403 });
    await shop.faults();
    await shop.look();
    expect(await shop.state(`${bad}`)).toBe("paid");
    for (const merchant_uid of [`${bad}`, ...others]) expect(await shop.parcels(merchant_uid)).toBe(1);
    observe(context, {
      happens: "the others are settled, the error is told; the one is settled as soon as it can be looked up",
      sees: 'the others: "Paid"',
      orders: 3,
    });
  });

  it("settling on PGlite: browser, webhook twice and look-after at the same moment", async (context) => {
    const shop = await openShop({ ...silent, lookEvery: 20 }, "PGlite");
    const count = times(500);
    for (let settled = 0; settled < count; settled += 10) {
      const answers = await Promise.all(
        Array.from({ length: Math.min(10, count - settled) }, async () => {
          const merchant_uid = await shop.order();
          const report = { imp_uid: await shop.pay({ merchant_uid }), merchant_uid };
          return Promise.all([shop.complete(report), shop.webhook(report), shop.webhook(report)]);
        }),
      );
      expect(new Set(answers.flat().map(({ status }) => status))).toEqual(new Set([200]));
    }
    const { rows } = await shop.db.query(
      "select (select count(*)::int from order_states where state = 'paid') as paid, (select count(*)::int from parcels) as parcels",
    );
    expect(rows).toEqual([{ paid: count, parcels: count }]);
    expect(shop.errors).toEqual([]);
    observe(context, {
      happens: `${count} of ${count} paid orders settled, none twice`,
      sees: "every paid order says so",
      orders: count,
      payments: count,
    });
  });
});
