import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test, vi } from "vitest";
import { createSandbox } from "../../src/sandbox/index.ts";
import { readSeed } from "../../src/sandbox/service/seed.ts";
import { testSandbox } from "./ask.ts";
import { merchantServer, webhookReceiver } from "./merchant.ts";

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

function shop(options: Parameters<typeof testSandbox>[0] = {}) {
  const sandbox = testSandbox(options);
  closers.push(() => sandbox.state.clock.stop());
  const advance = async (ms: unknown) => {
    const body = JSON.stringify({ ms });
    const headers = { "content-type": "application/json" };
    const asked = new Request("https://service.iamport.kr/sandbox/time", { method: "POST", headers, body });
    return sandbox.fetch(asked);
  };
  return { ...sandbox, ...merchantServer(sandbox.fetch), advance };
}

const card = { card_number: "4092-0230-1234-1234", expiry: "2099-12" };
const aDay = 86_400_000;

describe("a clock that can be moved", () => {
  test("scheduled payments fall due by it, in their order, each at its time, and webhooks tell of them", async () => {
    const { url, bodies, close } = await webhookReceiver();
    closers.push(close);
    const { call, getToken, advance, payments } = shop({ webhookUrl: url });
    const now = Math.floor(Date.now() / 1000);
    const schedules = [2, 1].map((days) => ({
      merchant_uid: `month-${days}`,
      schedule_at: now + days * 86_400,
      amount: 1000,
      name: "구독",
    }));
    await call("POST", "/subscribe/payments/schedule", { customer_uid: "kim", ...card, schedules });
    await advance(aDay - 60_000);
    expect(payments.ofOrder("month-1")).toEqual([]);
    expect((await advance(2 * aDay)).status).toBe(200);
    expect(payments.ofOrder("month-1")).toMatchObject([{ status: "paid", paid_at: now + 86_400 }]);
    expect(payments.ofOrder("month-2")).toMatchObject([{ status: "paid", channel: "api" }]);
    await vi.waitFor(() =>
      expect(bodies().map(({ merchant_uid }) => merchant_uid)).toEqual(["month-1", "month-2"]),
    );
    const authorization = (await getToken()).response.access_token;
    const plan = await call("GET", "/subscribe/payments/schedule/month-1", undefined, { authorization });
    expect(plan.response).toMatchObject({ schedule_status: "executed", payment_status: "paid" });
  });

  test("the webhook of what falls due is waited for, and so is each time that it is repeated", async () => {
    const { url, bodies, close } = await webhookReceiver(500, 502, 200, 503);
    closers.push(close);
    const { call, open, decide, advance } = shop({ webhookUrl: url });
    const schedule_at = Math.floor(Date.now() / 1000) + 60;
    const schedules = [{ merchant_uid: "month", schedule_at, amount: 1000, name: "구독" }];
    await call("POST", "/subscribe/payments/schedule", { customer_uid: "kim", ...card, schedules });
    await advance(aDay);
    expect(bodies().map(({ merchant_uid }) => merchant_uid)).toEqual(["month", "month", "month"]);
    await decide((await open({ pg: "kicc_v2", pay_method: "wechat" })).impUid, "approve");
    await advance(aDay);
    expect(bodies().slice(3)).toMatchObject([
      { merchant_uid: "order-1", status: "paid" },
      { merchant_uid: "order-1", status: "paid" },
    ]);
  });

  test("a schedule whose billing key is gone fails, and a webhook says so", async () => {
    const { url, bodies, close } = await webhookReceiver();
    closers.push(close);
    const { call, advance } = shop({ webhookUrl: url });
    const schedule = {
      merchant_uid: "m",
      schedule_at: Math.floor(Date.now() / 1000) + 60,
      amount: 1,
      name: "n",
    };
    await call("POST", "/subscribe/payments/schedule", {
      customer_uid: "kim",
      ...card,
      schedules: [schedule],
    });
    await call("DELETE", "/subscribe/customers/kim");
    await advance(aDay);
    await vi.waitFor(() => expect(bodies()).toMatchObject([{ merchant_uid: "m", status: "failed" }]));
  });

  test("an account's deposit is refused after the due date, and when a person lets it expire", async () => {
    const { open, decide, advance, post } = shop();
    const issued = async () => {
      const { impUid = "" } = await open({ pay_method: "vbank" });
      await decide(impUid, "approve");
      return impUid;
    };
    const late = await issued();
    await advance(8 * aDay);
    expect(await post(`/sandbox/deposit/${late}`, {})).toEqual({
      error: expect.stringContaining("due date"),
    });
    const expired = await issued();
    await post(`/sandbox/expire/${expired}`, {});
    expect((await post(`/sandbox/deposit/${expired}`, {})).error).toContain("due date");
    expect(await post(`/sandbox/deposit/${await issued()}`, {})).toMatchObject({
      status: "paid",
      deposit_history: [{ amount: 64900 }],
    });
  });

  test("a token ends with it, and a webhook answered with 5xx is repeated a minute later by it", async () => {
    const { url, received, close } = await webhookReceiver(500, 503);
    closers.push(close);
    const { open, decide, advance, payment, state } = shop({ webhookUrl: url });
    const { impUid = "" } = await open({});
    await decide(impUid, "approve");
    // Not received alone: the sandbox has to have its answer, too.
    await vi.waitFor(() => expect(state.webhooks.deliveries[0]?.attempts).toHaveLength(1));
    expect((await payment(impUid)).status).toBe(200);
    await advance(60_000);
    expect(received).toHaveLength(2);
    await advance(aDay);
    expect(received).toHaveLength(3);
    expect((await payment(impUid)).status).toBe(401);
  });

  test.each([-1, "soon", null, 1e300])("it doesn't move by %o", async (ms) => {
    const { advance, get } = shop();
    expect((await advance(ms)).status).toBe(400);
    expect((await (await get("/sandbox/time")).json()).offset).toBe(0);
    await expect(createSandbox().advance(Number.NaN)).rejects.toThrow(RangeError);
  });
});

describe("confirm_url", () => {
  async function confirming(status: number, answer: string, headers: Record<string, string> = {}) {
    const asked: string[] = [];
    const server = createServer(async (incoming, outgoing) => {
      let body = "";
      for await (const chunk of incoming) body += chunk;
      asked.push(`${incoming.method} ${body}`);
      outgoing.writeHead(status, headers).end(answer);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    closers.push(() => server.close());
    return { asked, confirm_url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/confirm` };
  }

  test("is asked once before an approval, and a 200 lets it through", async () => {
    const { asked, confirm_url } = await confirming(200, "");
    const { open, decide, payments } = shop();
    const { impUid = "" } = await open({ confirm_url });
    await Promise.all([decide(impUid, "approve"), decide(impUid, "approve")]);
    expect(payments.get(impUid)?.status).toBe("paid");
    expect(asked).toEqual([
      `POST ${JSON.stringify({ imp_uid: impUid, merchant_uid: "order-1", amount: 64900 })}`,
    ]);
  });

  test("anything else stops it, with the shop's reason", async () => {
    const { confirm_url } = await confirming(409, JSON.stringify({ reason: "품절되었습니다" }));
    const { open, decide, payments } = shop();
    const { impUid = "" } = await open({ confirm_url });
    const answer = await decide(impUid, "approve");
    expect(payments.get(impUid)).toMatchObject({
      status: "failed",
      fail_reason: "품절되었습니다",
      paid_at: 0,
    });
    expect(answer.message?.data).toMatchObject({ success: false, error_msg: "품절되었습니다" });
  });

  test.each([
    [201, JSON.stringify({ reason: "" }), "HTTP 201"],
    [204, "", "HTTP 204"],
    [302, "", "HTTP 302"],
    [404, "<h1>Not Found</h1>", "HTTP 404"],
    [500, JSON.stringify({ reason: { code: 1 } }), "HTTP 500"],
    [503, JSON.stringify("no"), "HTTP 503"],
  ])("%d with %j stops it too, and the reason says so", async (status, answer, reason) => {
    const { asked, confirm_url } = await confirming(status, answer, { location: "/elsewhere" });
    const { open, decide, payments } = shop();
    const { impUid = "" } = await open({ confirm_url });
    await decide(impUid, "approve");
    expect(payments.get(impUid)).toMatchObject({
      status: "failed",
      fail_reason: expect.stringContaining(reason),
    });
    expect(asked).toHaveLength(1);
  });

  test("it has ten seconds: no answer stops the payment, and so does an address where nobody is", async () => {
    const server = createServer(() => undefined);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    closers.push(() => {
      server.close();
      server.closeAllConnections();
    });
    const { open, decide, payments, state } = shop();
    const unanswered = async (confirm_url: string) => {
      const { impUid = "" } = await open({ confirm_url });
      await decide(impUid, "approve");
      return payments.get(impUid);
    };
    const limit = vi.spyOn(AbortSignal, "timeout").mockImplementation(() => AbortSignal.abort());
    closers.push(() => limit.mockRestore());
    const silent = await unanswered(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    expect(silent).toMatchObject({ status: "failed", fail_reason: expect.stringContaining("10초") });
    expect(limit.mock.calls).toEqual([[10_000]]);
    limit.mockRestore();
    for (const nowhere of ["http://127.0.0.1:1/confirm", "shop.example/confirm"]) {
      expect(await unanswered(nowhere)).toMatchObject({ status: "failed", paid_at: 0 });
      const asked = { event: "confirm", url: nowhere, error: expect.any(String) };
      expect(state.log.all()).toContainEqual(expect.objectContaining(asked));
    }
  });

  test.each([
    ["vbank", { pay_method: "vbank" }, {}],
    ["an outcome of the options", {}, { outcome: "approve" }],
    ["wechat, approved later", { pg: "kicc_v2", pay_method: "wechat" }, {}],
  ] as const)("it is asked before every approval: %s", async (_, data, options) => {
    const { asked, confirm_url } = await confirming(400, "");
    const { open, decide, payments, state } = shop(options);
    const { impUid = "" } = await open({ ...data, confirm_url });
    await decide(impUid, "approve");
    await state.clock.advance(aDay);
    expect(payments.get(impUid)).toMatchObject({ status: "failed", vbank_num: null, paid_at: 0 });
    expect(asked).toHaveLength(1);
  });

  test("it isn't asked about a payment that is declined", async () => {
    const { asked, confirm_url } = await confirming(200, "");
    const { open, decide } = shop();
    await decide((await open({ confirm_url })).impUid, "decline");
    expect(asked).toEqual([]);
  });
});

describe("for whoever tests with it", () => {
  test("payments and orders of a file are there from the start", async () => {
    const seed = {
      payments: [{ imp_uid: "imp_1", merchant_uid: "o", amount: 5 }],
      orders: [{ merchant_uid: "p", amount: 7 }],
    };
    const sandbox = createSandbox({ seed });
    const { payment, call } = merchantServer(sandbox.fetch);
    expect((await payment("imp_1")).response).toMatchObject({ status: "paid", amount: 5 });
    expect((await call("GET", "/payments/prepare/p")).response).toMatchObject({ amount: 7 });
  });

  test("an account of a file takes its deposit for a week, unless the file says otherwise", async () => {
    const account = {
      merchant_uid: "o",
      amount: 5,
      status: "ready",
      pay_method: "vbank",
      vbank_num: "1",
    } as const;
    const payments = [
      { ...account, imp_uid: "imp_1" },
      { ...account, imp_uid: "imp_2", vbank_date: 1 },
    ];
    const sandbox = createSandbox({ seed: { payments } });
    closers.push(() => sandbox.close());
    const deposit = async (imp_uid: string) => {
      const address = `https://service.iamport.kr/sandbox/deposit/${imp_uid}`;
      return (await sandbox.fetch(new Request(address, { method: "POST" }))).json();
    };
    expect(await deposit("imp_2")).toEqual({ error: expect.stringContaining("due date") });
    await sandbox.advance(6 * aDay);
    expect(await deposit("imp_1")).toMatchObject({ status: "paid", deposit_history: [{ amount: 5 }] });
  });

  test("a payment of a file has no receipt, and its cancellation has none either", async () => {
    const seed = { payments: [{ imp_uid: "imp_1", merchant_uid: "o", amount: 5 }] };
    const { cancel } = merchantServer(createSandbox({ seed }).fetch);
    expect((await cancel({ imp_uid: "imp_1" })).response).toMatchObject({
      status: "cancelled",
      cancel_history: [{ amount: 5, receipt_url: null }],
      cancel_receipt_urls: [],
    });
  });

  test.each([
    [{ payments: [{ imp_uid: "imp_1", merchant_uid: "o" }] }, "payments[0].amount"],
    [{ payments: [{ imp_uid: "i", merchant_uid: "o", amount: 1, paid: true }] }, "payments[0].paid"],
    [{ payments: [{ imp_uid: "i", merchant_uid: "o", amount: 1, status: "done" }] }, "payments[0].status"],
    [[{ merchant_uid: "o", amount: 1 }], "payments[0].imp_uid"],
    [["o", "p"].map((merchant_uid) => ({ imp_uid: "i", merchant_uid, amount: 1 })), "payments[1].imp_uid"],
    [{ order: [] }, "order"],
    ["x", "wanted"],
  ])("a file that can't be read says where: %j", (file, problem) => {
    expect(readSeed(file)).toEqual(expect.stringContaining(problem));
  });

  test("a cancellation in the console sends its webhook, and everything stands in the log", async () => {
    const { url, bodies, close } = await webhookReceiver(404);
    closers.push(close);
    const warnings: string[] = [];
    const { open, decide, post, get } = shop({ webhookUrl: url, warn: (message) => warnings.push(message) });
    const { impUid = "" } = await open({});
    await decide(impUid, "approve");
    await vi.waitFor(() => expect(warnings).toHaveLength(1));
    expect(warnings[0]).toContain("404");
    await post(`/sandbox/cancel/${impUid}`, {});
    await vi.waitFor(() => expect(bodies()).toMatchObject([{ status: "paid" }, { status: "cancelled" }]));
    await vi.waitFor(async () => {
      const log = (await (await get("/sandbox/log")).json()) as { event: string }[];
      const payments = ["payment", "payment", "payment"]; // Opened, paid, cancelled.
      expect(log.map(({ event }) => event).sort()).toEqual([...payments, "webhook", "webhook"]);
    });
  });

  test("what a page asked for stands in the log: windows that opened, that didn't, and who was identified", async () => {
    const { open, decide, get } = shop();
    const verify = { action: "certification" } as const;
    const { impUid: imp_uid } = await open({});
    await decide(imp_uid, "approve");
    await open({ language: "en" });
    await open({ merchant_uid: { id: 1 }, amount: "many" });
    const { impUid: young } = await open({ merchant_uid: "who-1", min_age: 99 }, verify);
    await decide(young, "approve");
    const { impUid: known } = await open({ merchant_uid: "who-2" }, verify);
    await decide(known, "approve");
    const { impUid: other } = await open({ merchant_uid: "who-3" }, { ...verify, userCode: "imp99999999" });
    expect(other).toBeUndefined();
    const log = (await (await get("/sandbox/log")).json()) as { at: string }[];
    const payment = { event: "payment", imp_uid, merchant_uid: "order-1", cancel_amount: 0 };
    const someone = (imp_uid: string | undefined, merchant_uid: string, status: string) => ({
      ...{ event: "certification", imp_uid, merchant_uid, status },
    });
    const refused = (merchant_uid: string | null, error_code: string, named: string) => ({
      ...{ event: "refused", merchant_uid, error_code, error_msg: expect.stringContaining(named) },
    });
    expect(log.map(({ at, ...event }) => event)).toEqual([
      { ...payment, status: "ready" },
      { ...payment, status: "paid" },
      refused("order-1", "F1002", "이미 결제"),
      refused(null, "F400", "amount"),
      someone(young, "who-1", "opened"),
      someone(young, "who-1", "failed"),
      someone(known, "who-2", "opened"),
      someone(known, "who-2", "certified"),
      refused("who-3", "F400", "식별코드"),
    ]);
  });
});
