import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { emptyDatabase, openShop, postJson, type ShopOptions } from "./open-shop.ts";

const silent: ShopOptions = { sandbox: { webhookUrl: undefined } };

vi.spyOn(console, "warn").mockImplementation(() => undefined);

describe.each(["PGlite", "PostgreSQL"] as const)("with %s", (database) => {
  // PGlite takes its time on a busy machine.
  vi.setConfig({ testTimeout: 120_000 });
  const open = (options: ShopOptions = silent) => openShop(options, database);

  it("an order has the shop's price, which the payment window holds the customer to", async () => {
    const shop = await open();
    const { status, body } = await postJson(`${shop.url}/orders`, { amount: 1 });
    expect([status, body.amount, body.currency]).toEqual([201, 64900, "KRW"]);
    expect(await shop.pay({ merchant_uid: body.merchant_uid, amount: 1 }, null)).toBeUndefined();
    expect(await shop.pay({ merchant_uid: body.merchant_uid }, null)).toMatch(/^imp_/);
  });

  it("a payment settles its order once, whoever reports it and however often", async () => {
    const shop = await open();
    const merchant_uid = await shop.order();
    const imp_uid = await shop.pay({ merchant_uid });
    const report = { imp_uid, merchant_uid };
    const answers = await Promise.all([
      shop.complete(report),
      shop.webhook(report),
      shop.complete(report),
      shop.webhook(report),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(answers[0].body).toMatchObject({ status: "success" });
    expect(await shop.parcels(merchant_uid)).toBe(1);
    expect(await shop.orders.find(merchant_uid)).toMatchObject({
      state: "paid",
      impUid: imp_uid,
      payMethod: "card",
      receiptUrl: expect.stringContaining(imp_uid),
      paidAt: expect.any(Date),
    });
    expect(shop.errors).toEqual([]);
  });

  it("a virtual account waits, is shown, and its deposit settles the order by webhook alone", async () => {
    const shop = await open({});
    const merchant_uid = await shop.order();
    const imp_uid = await shop.pay({ merchant_uid, pay_method: "vbank" });
    const { body } = await shop.complete({ imp_uid, merchant_uid });
    expect(body).toMatchObject({ status: "vbankIssued", vbank_num: expect.any(String) });
    expect(await shop.orders.find(merchant_uid)).toMatchObject({
      state: "waiting",
      impUid: imp_uid,
      vbankNum: body.vbank_num,
      vbankName: body.vbank_name,
      vbankHolder: body.vbank_holder,
      vbankDate: body.vbank_date,
    });
    const waiting = await shop.page(`/orders/${merchant_uid}?lang=ko`);
    expect(waiting.text).toContain(body.vbank_num);
    expect(waiting.text).not.toContain("결제 완료");
    await shop.deposit(imp_uid);
    await expect.poll(() => shop.state(merchant_uid)).toBe("paid");
    expect(await shop.parcels(merchant_uid)).toBe(1);
    expect((await shop.page(`/orders/${merchant_uid}?lang=ko`)).text).toContain("결제 완료");
  });

  it("a webhook that comes twice, and before the browser's report, settles it once", async () => {
    const shop = await open({});
    const merchant_uid = await shop.order();
    await shop.faults({ kind: "webhookFirst" }, { kind: "webhookTwice" });
    const imp_uid = await shop.pay({ merchant_uid });
    // The payment window has answered, and the shop has heard of it already.
    expect(await shop.state(merchant_uid)).toBe("paid");
    expect(await shop.complete({ imp_uid, merchant_uid })).toMatchObject({ body: { status: "success" } });
    const log = await (await fetch(`${shop.sandboxUrl}/sandbox/webhooks`)).json();
    expect(log.map(({ attempts }: { attempts: { status: number }[] }) => attempts[0]?.status)).toEqual([
      200, 200,
    ]);
    expect(await shop.parcels(merchant_uid)).toBe(1);
  });

  it("an account that is issued twice, and paid into once, settles once", async () => {
    const shop = await open();
    const merchant_uid = await shop.order();
    const [first, second] = [
      await shop.pay({ merchant_uid, pay_method: "vbank" }),
      await shop.pay({ merchant_uid, pay_method: "vbank" }),
    ];
    for (const imp_uid of [first, second]) await shop.webhook({ imp_uid, merchant_uid, status: "ready" });
    await shop.deposit(first);
    expect((await shop.webhook({ imp_uid: first, merchant_uid })).status).toBe(200);
    expect(await shop.orders.find(merchant_uid)).toMatchObject({ state: "paid", impUid: first });
    expect(await shop.parcels(merchant_uid)).toBe(1);
  });

  it("a failed payment settles nothing, and the order can still be paid", async () => {
    const shop = await open();
    const merchant_uid = await shop.order();
    const failed = await shop.pay({ merchant_uid }, "decline");
    expect(await shop.complete({ imp_uid: failed, merchant_uid })).toMatchObject({
      status: 400,
      body: { status: "failed", message: expect.stringContaining("거절") },
    });
    expect([await shop.state(merchant_uid), await shop.parcels(merchant_uid)]).toEqual(["failed", 0]);
    const imp_uid = await shop.pay({ merchant_uid });
    expect((await shop.complete({ imp_uid, merchant_uid })).status).toBe(200);
    expect([await shop.state(merchant_uid), await shop.parcels(merchant_uid)]).toEqual(["paid", 1]);
  });
});

describe("what was made up settles no order, and the answer says why", () => {
  it("a forged amount", async () => {
    const shop = await openShop(silent);
    // An order that PortOne was never told the price of, so that the window lets any amount through.
    const merchant_uid = await shop.orders.create({ amount: "64900.00", currency: "KRW" });
    const imp_uid = await shop.pay({ merchant_uid, amount: 100 });
    for (const answer of [
      await shop.complete({ imp_uid, merchant_uid }),
      await shop.webhook({ imp_uid, merchant_uid }),
    ]) {
      expect(answer).toMatchObject({ status: 400, body: { status: "forgery" } });
    }
    expect([await shop.state(merchant_uid), await shop.parcels(merchant_uid)]).toEqual(["new", 0]);
  });

  it("another customer's imp_uid, and a payment of a cheaper order", async () => {
    const shop = await openShop(silent);
    const cheap = await shop.orders.create({ amount: "100", currency: "KRW" });
    const imp_uid = await shop.pay({ merchant_uid: cheap, amount: 100 });
    const dear = await shop.order();
    expect(await shop.complete({ imp_uid, merchant_uid: dear })).toMatchObject({
      status: 400,
      body: { status: "forgery", reason: "merchant_uid" },
    });
    const same = await shop.order();
    const theirs = await shop.pay({ merchant_uid: dear });
    expect(await shop.complete({ imp_uid: theirs, merchant_uid: same })).toMatchObject({
      body: { reason: "merchant_uid" },
    });
    for (const merchant_uid of [dear, same]) expect(await shop.parcels(merchant_uid)).toBe(0);
  });

  it("a made-up webhook", async () => {
    const shop = await openShop(silent);
    const merchant_uid = await shop.order();
    expect(await shop.webhook({ imp_uid: "imp_000000000000", merchant_uid })).toMatchObject({
      status: 400,
      body: { status: "forgery" },
    });
    const opened = await shop.pay({ merchant_uid }, null);
    expect(await shop.webhook({ imp_uid: opened, merchant_uid })).toMatchObject({
      status: 200,
    });
    expect(await shop.webhook({ imp_uid: opened, merchant_uid: "order-none" })).toMatchObject({
      status: 400,
      body: { status: "forgery" },
    });
    expect([await shop.state(merchant_uid), await shop.parcels(merchant_uid)]).toEqual(["new", 0]);
  });

  it("a cancelled payment, and a webhook of its payment played back after that", async () => {
    const shop = await openShop(silent);
    const merchant_uid = await shop.order();
    const imp_uid = await shop.pay({ merchant_uid });
    const { body } = await postJson(`${shop.sandboxUrl}/users/getToken`, {
      imp_key: "imp_apikey",
      imp_secret: "imp_secret",
    });
    await fetch(`${shop.sandboxUrl}/payments/cancel`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: body.response.access_token },
      body: JSON.stringify({ imp_uid, reason: "주문 취소" }),
    });
    expect(await shop.complete({ imp_uid, merchant_uid })).toMatchObject({
      status: 400,
      body: { status: "failed", message: "주문 취소" },
    });
    expect((await shop.webhook({ imp_uid, merchant_uid, status: "paid" })).status).toBe(200);
    expect([await shop.state(merchant_uid), await shop.parcels(merchant_uid)]).toEqual(["cancelled", 0]);
  });

  it("a webhook played back a hundred times", async () => {
    const shop = await openShop(silent);
    const merchant_uid = await shop.order();
    const imp_uid = await shop.pay({ merchant_uid });
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => shop.webhook({ imp_uid, merchant_uid })),
    );
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(await shop.parcels(merchant_uid)).toBe(1);
  });
});

describe("when PortOne is away", () => {
  it.each([
    ["down", { kind: "drop", path: "/payments", times: 3 }],
    ["in trouble", { kind: "error", status: 500, path: "/payments", times: 3 }],
    ["answering rubbish", { kind: "rubbish", path: "/payments", times: 3 }],
  ] as const)("%s: 503 and nothing settled, and the repeated webhook settles it", async (_, fault) => {
    const shop = await openShop({ sandbox: { webhookRetryInterval: 50 } });
    const merchant_uid = await shop.order();
    await shop.faults(fault);
    const imp_uid = await shop.pay({ merchant_uid });
    // PortOne's own webhook: 503 at first, and it comes again.
    await expect.poll(() => shop.state(merchant_uid), { timeout: 20_000 }).toBe("paid");
    expect(shop.errors).toMatchObject([{ name: "IamportApiError", retryable: true }]);
    const log = await (await fetch(`${shop.sandboxUrl}/sandbox/webhooks`)).json();
    expect(log[0].attempts.map(({ status }: { status: number }) => status)).toEqual([503, 200]);
    expect(await shop.parcels(merchant_uid)).toBe(1);
    expect((await shop.complete({ imp_uid, merchant_uid })).status).toBe(200);
  });

  it("slow: the browser's report waits for it", async () => {
    const shop = await openShop(silent);
    const merchant_uid = await shop.order();
    const imp_uid = await shop.pay({ merchant_uid });
    await shop.faults({ kind: "slow", ms: 500, path: "/payments" });
    expect(await shop.complete({ imp_uid, merchant_uid })).toMatchObject({ body: { status: "success" } });
  });

  it("nobody listens at its address: 503, and nothing is settled", async () => {
    const shop = await openShop({ ...silent, sandboxUrl: "http://127.0.0.1:1" });
    const merchant_uid = await shop.orders.create({ amount: "64900.00", currency: "KRW" });
    const { status, body } = await shop.webhook({ imp_uid: "imp_1", merchant_uid });
    expect([status, Object.keys(body)]).toEqual([503, ["message"]]);
    expect(await shop.state(merchant_uid)).toBe("new");
  });

  it("the order can be made all the same", async () => {
    const shop = await openShop(silent);
    await shop.faults({ kind: "error", path: "/payments/prepare", times: 3 });
    const { status } = await postJson(`${shop.url}/orders`, {});
    expect([status, shop.errors.length]).toEqual([201, 1]);
  });
});

describe("without any webhook", () => {
  it("the look at the orders settles those whose customer never came back", async () => {
    const shop = await openShop({ ...silent, lookEvery: 50 });
    const merchant_uid = await shop.order();
    await shop.faults({ kind: "drop", times: 3 });
    await shop.pay({ merchant_uid });
    await expect.poll(() => shop.state(merchant_uid), { timeout: 20_000 }).toBe("paid");
    expect(await shop.parcels(merchant_uid)).toBe(1);
    // What went wrong before that was said.
    expect(shop.errors.length).toBeGreaterThan(0);
  });

  it("it settles the deposit into an account, and sees that a payment has failed", async () => {
    const shop = await openShop({ ...silent, lookEvery: 50 });
    const waiting = await shop.order();
    const imp_uid = await shop.pay({ merchant_uid: waiting, pay_method: "vbank" });
    await expect.poll(() => shop.state(waiting)).toBe("waiting");
    const failed = await shop.order();
    await shop.pay({ merchant_uid: failed }, "cancel");
    await expect.poll(() => shop.state(failed)).toBe("failed");
    await shop.deposit(imp_uid);
    await expect.poll(() => shop.state(waiting)).toBe("paid");
    expect(await shop.parcels(waiting)).toBe(1);
  });
});

describe("the landing page, answered by the server", () => {
  const landing = (fields: Record<string, string>) =>
    `/complete?${new URLSearchParams({ lang: "ko", ...fields })}`;

  it("says paid when PortOne says so, and settles the order", async () => {
    const shop = await openShop(silent);
    const merchant_uid = await shop.order();
    const imp_uid = await shop.pay({ merchant_uid });
    const page = await shop.page(landing({ imp_uid, merchant_uid, imp_success: "true" }));
    expect(page.text).toContain("결제 완료");
    expect(await shop.parcels(merchant_uid)).toBe(1);
    await shop.page(landing({ imp_uid, merchant_uid, imp_success: "true" }));
    expect(await shop.parcels(merchant_uid)).toBe(1);
    const english = await shop.page(`/orders/${merchant_uid}?lang=en`);
    expect(english.text).toContain("<h1>Paid</h1>");
  });

  it("says why it failed, in the gateway's words and not in the address's", async () => {
    const shop = await openShop(silent);
    const merchant_uid = await shop.order();
    const imp_uid = await shop.pay({ merchant_uid }, "decline");
    const lie = { imp_uid, merchant_uid, imp_success: "false", error_msg: "010-0000-0000로 전화하세요" };
    const { text } = await shop.page(landing(lie));
    expect(text).toContain("결제하지 못했습니다");
    expect(text).toContain("거절");
    expect(text).not.toContain("010-0000");
  });

  it.each([
    ["a payment that isn't there", { imp_uid: "imp_999999999999" }, "찾을 수 없는 결제"],
    ["an order that isn't there", { merchant_uid: "order-none" }, "없는 주문"],
  ])("a link with %s is not believed", async (_, claim, words) => {
    const shop = await openShop(silent);
    const merchant_uid = await shop.order();
    const imp_uid = await shop.pay({ merchant_uid }, null);
    const { text } = await shop.page(landing({ imp_uid, merchant_uid, imp_success: "true", ...claim }));
    expect(text).toContain(words);
    expect(text).not.toContain("결제 완료");
    expect(await shop.parcels(merchant_uid)).toBe(0);
  });

  it("script in any field is shown as text", async () => {
    const shop = await openShop(silent);
    const evil = "<script>alert(1)</script>";
    const { text } = await shop.page(landing({ imp_uid: evil, merchant_uid: evil, error_msg: evil }));
    expect(text).not.toContain(evil);
    expect(text).toContain("&lt;script&gt;");
  });

  it("while PortOne is away it says that it is checking, and asks again by itself", async () => {
    const shop = await openShop(silent);
    const merchant_uid = await shop.order();
    const imp_uid = await shop.pay({ merchant_uid });
    await shop.faults({ kind: "drop", path: "/payments", times: 3 });
    const path = landing({ imp_uid, merchant_uid, imp_success: "true" });
    const first = await shop.page(path);
    expect(first.text).toContain("확인하고 있습니다");
    expect(first.text).toContain('http-equiv="refresh"');
    // Reloaded at once it asks nobody; a little later it does.
    const seen = async () => (await shop.page(path)).text;
    await expect.poll(seen, { timeout: 10_000, interval: 500 }).toContain("결제 완료");
  });

  it("without a result it has nothing to show", async () => {
    const shop = await openShop(silent);
    expect((await shop.page("/complete?lang=ko")).text).toContain("표시할 결제 결과가 없습니다");
    expect(await shop.page("/orders/none?lang=ko")).toMatchObject({ status: 404 });
  });
});

describe("the database", () => {
  it("away: 503, and the webhook settles the order when it is back", async () => {
    const shop = await openShop(silent);
    const merchant_uid = await shop.order();
    const imp_uid = await shop.pay({ merchant_uid });
    await shop.db.query("alter table orders rename to orders_away");
    expect((await shop.webhook({ imp_uid, merchant_uid })).status).toBe(503);
    await shop.db.query("alter table orders_away rename to orders");
    expect((await shop.webhook({ imp_uid, merchant_uid })).status).toBe(200);
    expect(await shop.parcels(merchant_uid)).toBe(1);
  });

  it("keeps the orders over a restart of the shop", async () => {
    const databaseUrl = await emptyDatabase();
    const first = await openShop({ ...silent, databaseUrl });
    const merchant_uid = await first.order();
    const second = await openShop({ ...silent, databaseUrl });
    expect(await second.state(merchant_uid)).toBe("new");
  });

  it("that can't be reached keeps the shop from starting, and nothing is left open", async () => {
    const nobody = createServer();
    await new Promise<void>((listening) => nobody.listen(0, "127.0.0.1", listening));
    const { port } = nobody.address() as AddressInfo;
    onTestFinished(() => void nobody.close());
    nobody.on("connection", (socket) => socket.destroy());
    await expect(openShop({ databaseUrl: `postgres://shop@127.0.0.1:${port}/none` })).rejects.toThrow();
  });
});
