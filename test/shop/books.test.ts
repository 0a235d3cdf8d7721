import pg from "pg";
import { describe, expect, it, vi } from "vitest";
import type { Payment } from "../../dist/server.js";
import { createDeskBooks } from "../../examples/checkout/server/desk/books.mjs";
import { openDatabase } from "../../examples/checkout/server/open-database.mjs";
import { emptyDatabase, openShop, postJson } from "./open-shop.ts";

const silent = { sandbox: { webhookUrl: undefined } };
type Shop = Awaited<ReturnType<typeof openShop>>;

/** Two windows of one order, both opened before either is paid in. */
async function payTwice(shop: Shop) {
  const merchant_uid = await shop.order();
  const windows = [
    `${await shop.pay({ merchant_uid }, null)}`,
    `${await shop.pay({ merchant_uid }, null)}`,
  ] as const;
  for (const window of windows) {
    await postJson(`${shop.sandboxUrl}/gateway/${window}/answer`, { decision: "approve" });
  }
  return { merchant_uid, windows };
}

async function paymentsOf(shop: Shop, merchant_uid: string) {
  const { rows } = await shop.db.query(
    "select imp_uid, status, cancelled::float8 from payments where merchant_uid = $1 order by imp_uid",
    [merchant_uid],
  );
  return rows;
}

describe.each(["PGlite", "PostgreSQL"] as const)("with %s", (database) => {
  const open = () => openShop(silent, database);
  // PGlite takes its time on a busy machine.
  vi.setConfig({ testTimeout: 120_000 });

  it("charged twice: both payments are in the books, and whichever is given back, the order stays paid by the other", async () => {
    const shop = await open();
    for (const back of [0, 1] as const) {
      const { merchant_uid, windows } = await payTwice(shop);
      for (const imp_uid of windows)
        expect((await shop.complete({ imp_uid, merchant_uid })).body.status).toBe("success");
      expect(await paymentsOf(shop, merchant_uid)).toHaveLength(2);
      expect(shop.verdicts.filter(({ duplicate }) => duplicate).length).toBeGreaterThan(back);
      const imp_uid = windows[back];
      await shop.client.cancelPayment({ imp_uid });
      await shop.webhook({ imp_uid, merchant_uid });
      expect(await shop.orders.find(merchant_uid)).toMatchObject({
        state: "paid",
        paidBy: windows[1 - back],
      });
      expect(await shop.parcels(merchant_uid)).toBe(1);
    }
  });

  it("a deposit behind a declined card settles the order", async () => {
    const shop = await open();
    const merchant_uid = await shop.order();
    const account = await shop.pay({ merchant_uid, pay_method: "vbank" });
    await shop.complete({ imp_uid: account, merchant_uid });
    const declined = await shop.pay({ merchant_uid }, "decline");
    await shop.complete({ imp_uid: declined, merchant_uid });
    expect(await shop.state(merchant_uid)).toBe("waiting");
    await shop.deposit(account);
    await shop.look();
    expect([await shop.state(merchant_uid), await shop.parcels(merchant_uid)]).toEqual(["paid", 1]);
  });

  it("a late report of the first attempt, declined, hides no second one that was paid", async () => {
    const shop = await open();
    const merchant_uid = await shop.order();
    const declined = await shop.pay({ merchant_uid }, "decline");
    const paid = await shop.pay({ merchant_uid });
    expect((await shop.complete({ imp_uid: declined, merchant_uid })).body.status).toBe("success");
    expect(await shop.orders.find(merchant_uid)).toMatchObject({ state: "paid", paidBy: paid });
  });

  it("an order that is made to cost something else stays paid; one that was wrong and is put right becomes so", async () => {
    const shop = await open();
    const price = (merchant_uid: string, amount: number) =>
      shop.db.query("update orders set amount = $2 where merchant_uid = $1", [merchant_uid, amount]);
    const merchant_uid = await shop.order();
    const imp_uid = await shop.pay({ merchant_uid });
    await price(merchant_uid, 70_000);
    expect((await shop.webhook({ imp_uid, merchant_uid })).status).toBe(400);
    expect([await shop.state(merchant_uid), await shop.parcels(merchant_uid)]).toEqual(["new", 0]);
    await price(merchant_uid, 64_900);
    await shop.webhook({ imp_uid, merchant_uid });
    expect([await shop.state(merchant_uid), await shop.parcels(merchant_uid)]).toEqual(["paid", 1]);
    await price(merchant_uid, 70_000);
    await shop.webhook({ imp_uid, merchant_uid });
    expect([await shop.state(merchant_uid), await shop.parcels(merchant_uid)]).toEqual(["paid", 1]);
  });

  it("the refund of a second payment is heard before the first payment: paid by the first", async () => {
    const shop = await open();
    const { merchant_uid, windows } = await payTwice(shop);
    await shop.client.cancelPayment({ imp_uid: windows[1] });
    await shop.webhook({ imp_uid: windows[1], merchant_uid });
    await shop.webhook({ imp_uid: windows[0], merchant_uid });
    expect(await shop.orders.find(merchant_uid)).toMatchObject({ state: "paid", paidBy: windows[0] });
    expect(await shop.parcels(merchant_uid)).toBe(1);
  });

  it("partial refunds that are verified at once, the older news last: what was given back never grows smaller", async () => {
    const shop = await open();
    const merchant_uid = await shop.order();
    const imp_uid = `${await shop.pay({ merchant_uid })}`;
    const news = [await shop.client.getPayment(imp_uid)];
    for (const amount of [10_000, 20_000]) news.push(await shop.client.cancelPayment({ imp_uid, amount }));
    await Promise.all(news.map((payment) => shop.payments.record({ status: "paid", payment })));
    for (const payment of [...news].reverse()) await shop.payments.record({ status: "paid", payment });
    expect(await paymentsOf(shop, merchant_uid)).toEqual([{ imp_uid, status: "paid", cancelled: 30_000 }]);
  });

  it.each([
    ["first the payment, then the refund", (news: Payment[]) => news],
    ["first the refund, then the payment", (news: Payment[]) => [...news].reverse()],
    ["the refund alone", (news: Payment[]) => news.slice(1)],
  ])(
    "a part was given back, and PortOne calls the payment cancelled: the order stays paid (%s)",
    async (_, heard) => {
      const shop = await open();
      const merchant_uid = await shop.order();
      const imp_uid = `${await shop.pay({ merchant_uid })}`;
      const paid = await shop.client.getPayment(imp_uid);
      const part = { ...paid, status: "cancelled" as const, cancel_amount: 30_000 };
      const whole = { ...paid, status: "cancelled" as const, cancel_amount: 64_900 };
      for (const payment of heard([paid, part])) {
        await shop.payments.record({ status: payment.status === "paid" ? "paid" : "cancelled", payment });
      }
      expect(await paymentsOf(shop, merchant_uid)).toEqual([{ imp_uid, status: "paid", cancelled: 30_000 }]);
      expect(await shop.orders.find(merchant_uid)).toMatchObject({ state: "paid", paidBy: imp_uid });
      // The desk's own refund, and news of before it that comes after it.
      await shop.payments.recordRefund(whole);
      await shop.payments.record({ status: "cancelled", payment: part });
      expect(await paymentsOf(shop, merchant_uid)).toEqual([
        { imp_uid, status: "cancelled", cancelled: 64_900 },
      ]);
      expect(await shop.state(merchant_uid)).toBe("cancelled");
    },
  );

  it("of another sum, a part given back, and PortOne calls it cancelled: what is left still has to go back", async () => {
    const shop = await open();
    const merchant_uid = await shop.orders.create({ amount: "64900", currency: "KRW" });
    const imp_uid = `${await shop.pay({ merchant_uid, amount: 1_000 })}`;
    const payment = { ...(await shop.client.getPayment(imp_uid)), cancel_amount: 300 };
    const report = { status: "forged", reason: "amount", merchant_uid, imp_uid, detail: "" } as const;
    await shop.payments.recordForged({ ...report, payment: { ...payment, status: "cancelled" } });
    expect((await createDeskBooks(shop.db).toGiveBack()).shown).toMatchObject([{ impUid: imp_uid }]);
    expect(await shop.state(merchant_uid)).toBe("new");
  });

  it.each(["before the deposit", "after it"])(
    "an account that was closed gets its deposit all the same, and the order is paid: the closing is heard %s",
    async (when) => {
      const shop = await open();
      const merchant_uid = await shop.order();
      const imp_uid = `${await shop.pay({ merchant_uid, pay_method: "vbank" })}`;
      const issued = await shop.client.getPayment(imp_uid);
      await shop.deposit(imp_uid);
      const deposited = await shop.client.getPayment(imp_uid);
      const closed = { ...issued, status: "cancelled" as const, cancel_amount: 64_900 };
      await shop.payments.record({ status: "ready", payment: issued });
      const hearClosing = () => shop.payments.record({ status: "cancelled", payment: closed });
      if (when === "before the deposit") {
        await hearClosing();
        expect(await shop.state(merchant_uid)).toBe("failed");
      }
      await shop.payments.record({ status: "paid", payment: deposited });
      if (when === "after it") await hearClosing();
      expect(await paymentsOf(shop, merchant_uid)).toEqual([{ imp_uid, status: "paid", cancelled: 0 }]);
      expect([await shop.state(merchant_uid), await shop.parcels(merchant_uid)]).toEqual(["paid", 1]);
    },
  );

  it("a deposit into a closed account, of an order that a card has paid, is money to give back", async () => {
    const shop = await open();
    const merchant_uid = await shop.order();
    const account = `${await shop.pay({ merchant_uid, pay_method: "vbank" })}`;
    const issued = await shop.client.getPayment(account);
    const card = await shop.pay({ merchant_uid });
    await shop.complete({ imp_uid: card, merchant_uid });
    await shop.payments.record({ status: "cancelled", payment: { ...issued, status: "cancelled" } });
    await shop.deposit(account);
    await shop.webhook({ imp_uid: account, merchant_uid });
    // Of two that were paid in the same second either may be the order's.
    expect((await createDeskBooks(shop.db).toGiveBack()).shown).toMatchObject([
      { merchantUid: merchant_uid, status: "paid", isDuplicate: true },
    ]);
  });

  it("money that was given back before anybody told of it: no parcel goes without a person", async () => {
    const shop = await open();
    const merchant_uid = await shop.order();
    const imp_uid = `${await shop.pay({ merchant_uid })}`;
    await shop.client.cancelPayment({ imp_uid, amount: 64_899 });
    await shop.complete({ imp_uid, merchant_uid });
    expect(await shop.orders.find(merchant_uid)).toMatchObject({
      state: "paid",
      cancelled: "64899",
      sent: false,
    });
    expect(await shop.parcels(merchant_uid)).toBe(0);
    expect((await shop.page(`/orders/${merchant_uid}`)).text).toContain("일부를 돌려드렸습니다");
  });

  it("a refund of which no webhook came, a payment of no order, and one whose begin was never heard are found", async () => {
    const shop = await open();
    const refunded = await shop.order();
    const imp_uid = `${await shop.pay({ merchant_uid: refunded })}`;
    await shop.complete({ imp_uid, merchant_uid: refunded });
    await shop.client.cancelPayment({ imp_uid });
    const unbegun = (await postJson(`${shop.url}/orders`, {})).body.merchant_uid;
    await shop.pay({ merchant_uid: unbegun });
    const stray = await shop.pay({ merchant_uid: "another-system-1" });
    await shop.round();
    expect(await shop.state(refunded)).toBe("cancelled");
    expect(await shop.state(unbegun)).toBe("paid");
    const { rows } = await shop.db.query("select imp_uid, forged from payments where forged is not null");
    expect(rows).toEqual([{ imp_uid: stray, forged: "unknown_order" }]);
  });

  it("away for 25 hours after a payment: the look finds it all the same", async () => {
    const shop = await open();
    const merchant_uid = await shop.order();
    await shop.pay({ merchant_uid });
    await shop.db.query(
      "update orders set begun_at = now() - interval '25 hours', doubtful_since = now() - interval '25 hours'",
    );
    await shop.db.query("update payment_list set claimed_by = 'another', claimed_until = 'infinity'");
    await shop.look();
    expect(await shop.state(merchant_uid)).toBe("paid");
  });
});

it("a database of the shop before this one keeps its orders, and what they were paid with", async () => {
  const url = await emptyDatabase();
  const client = new pg.Client(url);
  await client.connect();
  await client.query(`create table orders (
      merchant_uid text primary key, amount numeric(18, 2) not null, currency text not null,
      state text not null default 'new' check (state in ('new', 'waiting', 'paid', 'failed', 'cancelled')),
      imp_uid text unique, pay_method text, receipt_url text, fail_reason text, vbank_name text, vbank_num text,
      vbank_holder text, vbank_date bigint, created_at timestamptz not null default now(), begun_at timestamptz,
      paid_at timestamptz);
    create index orders_unsettled on orders (begun_at) where state in ('new', 'waiting');
    create table parcels (merchant_uid text primary key references orders, created_at timestamptz not null default now());
    insert into orders (merchant_uid, amount, currency, state, imp_uid, begun_at, paid_at, vbank_num, vbank_date) values
      ('a', 100, 'KRW', 'paid', 'imp_a', now(), now(), null, null),
      ('b', 100, 'KRW', 'waiting', 'imp_b', now(), null, '110', 4102444800),
      ('c', 100, 'KRW', 'cancelled', 'imp_c', now(), now(), null, null),
      ('d', 100, 'KRW', 'failed', null, now(), null, null, null);
    insert into parcels (merchant_uid) values ('a')`);
  await client.end();
  for (let start = 0; start < 2; start++) {
    const database = await openDatabase({ url });
    const { rows } = await database.query(
      "select merchant_uid, state, imp_uid from order_states order by merchant_uid",
    );
    await database.close();
    expect(rows).toEqual([
      { merchant_uid: "a", state: "paid", imp_uid: "imp_a" },
      { merchant_uid: "b", state: "waiting", imp_uid: "imp_b" },
      { merchant_uid: "c", state: "cancelled", imp_uid: "imp_c" },
      { merchant_uid: "d", state: "new", imp_uid: null },
    ]);
  }
});

it("books of the shop before this one: what was given back in part is paid again, and a closed account still takes its deposit", async () => {
  const url = await emptyDatabase();
  const before = await openDatabase({ url });
  await before.query(
    `insert into orders (merchant_uid, amount, currency) values ('a', 100, 'KRW'), ('b', 100, 'KRW')`,
  );
  await before.query(`insert into payments (imp_uid, merchant_uid, amount, cancelled, currency, status, paid_at) values
    ('imp_a', 'a', 100, 30, 'KRW', 'cancelled', now()), ('imp_b', 'b', 100, 100, 'KRW', 'cancelled', null)`);
  await before.close();
  const database = await openDatabase({ url });
  await database.query(
    `select record_payment(jsonb_populate_record(null::payments, '{"imp_uid": "imp_b", "merchant_uid": "b",
      "amount": 100, "cancelled": 0, "currency": "KRW", "status": "paid", "paid_at": "2026-11-26T12:00:00Z"}'))`,
  );
  const { rows } = await database.query(
    `select merchant_uid, state, cancelled::float8, settled from order_states join orders using (merchant_uid)
      order by merchant_uid`,
  );
  await database.close();
  expect(rows).toEqual([
    { merchant_uid: "a", state: "paid", cancelled: 30, settled: true },
    { merchant_uid: "b", state: "paid", cancelled: 0, settled: true },
  ]);
});

it("PostgreSQL that is serializable by default: every report is answered with 200", async () => {
  const databaseUrl = await emptyDatabase();
  const client = new pg.Client(databaseUrl);
  await client.connect();
  await client.query(
    `alter database ${new URL(databaseUrl).pathname.slice(1)} set default_transaction_isolation = 'serializable'`,
  );
  await client.end();
  const shop = await openShop({ ...silent, databaseUrl });
  const merchant_uid = await shop.order();
  const imp_uid = await shop.pay({ merchant_uid });
  const answers = await Promise.all(
    Array.from({ length: 40 }, () => shop.webhook({ imp_uid, merchant_uid })),
  );
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  expect(await shop.parcels(merchant_uid)).toBe(1);
});

describe("strangers", () => {
  it("who know an order's number learn what it has come to, and no more", async () => {
    const shop = await openShop(silent);
    const merchant_uid = await shop.order();
    const imp_uid = await shop.pay({ merchant_uid, pay_method: "vbank" });
    const { body } = await shop.complete({ imp_uid, merchant_uid });
    const asStranger = await shop.completeAsStranger({ imp_uid, merchant_uid });
    expect(Object.keys(asStranger.body).sort()).toEqual(["message", "status"]);
    expect(asStranger.headers.get("cache-control")).toBe("no-store");
    const seen = await shop.page(`/orders/${merchant_uid}`, "stranger");
    expect(seen.text).not.toContain(body.vbank_num);
    expect(seen.text).toContain("주문하신 브라우저에서만");
    expect((await shop.page(`/orders/${merchant_uid}`)).text).toContain(body.vbank_num);
  });

  it("can't have another site's form take the customer's cookie away", async () => {
    const shop = await openShop(silent);
    for (const path of ["/orders", "/subscription", "/age-check"]) {
      const send = (site: string) =>
        fetch(shop.url + path, { method: "POST", headers: { "sec-fetch-site": site } });
      const foreign = await send("cross-site");
      expect([path, foreign.status, foreign.headers.get("set-cookie")]).toEqual([path, 403, null]);
      expect((await send("same-origin")).headers.get("set-cookie")).toContain("shop_customer=");
    }
  });

  it("can neither frame nor keep an order's page, and no script runs in it", async () => {
    const shop = await openShop(silent);
    const merchant_uid = await shop.order();
    for (const path of [`/orders/${merchant_uid}`, "/complete?imp_uid=imp_1&merchant_uid=x", "/desk"]) {
      const { headers } = await shop.page(path);
      expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
      expect(headers.get("content-security-policy")).toContain("default-src 'none'");
      expect(headers.get("cache-control")).toBe("no-store");
    }
  });
});

it("an order's page that is left open asks PortOne nothing", async () => {
  const shop = await openShop(silent);
  const merchant_uid = await shop.order();
  const imp_uid = await shop.pay({ merchant_uid, pay_method: "vbank" });
  const landing = `/complete?${new URLSearchParams({ imp_uid: `${imp_uid}`, merchant_uid, imp_success: "true" })}`;
  await shop.page(landing);
  await shop.faults({ kind: "error", path: "/payments", times: 1_000 });
  for (let reload = 0; reload < 20; reload++) {
    expect((await shop.page(landing)).text).toContain("계좌 번호");
    expect((await shop.page(`/orders/${merchant_uid}`)).text).toContain("계좌 번호");
  }
  expect(shop.errors).toEqual([]);
});

it("an account that has expired, or that PortOne has closed, isn't shown as one to pay into", async () => {
  const shop = await openShop(silent);
  const merchant_uid = await shop.order();
  const imp_uid = await shop.pay({ merchant_uid, pay_method: "vbank" });
  await shop.complete({ imp_uid, merchant_uid });
  await shop.db.query("update payments set vbank_due = now() - interval '1 minute'");
  expect((await shop.page(`/orders/${merchant_uid}`)).text).toContain("입금 기한이 지났습니다");
  await shop.db.query("update payments set status = 'failed', vbank_due = null");
  expect((await shop.page(`/orders/${merchant_uid}`)).text).toContain("결제하지 못했습니다");
});
