import { describe, expect, test, vi } from "vitest";
import { testSandbox } from "./ask.ts";
import { merchantServer, webhookReceiver } from "./merchant.ts";

const service = "https://service.iamport.kr";

function shop(options: Parameters<typeof testSandbox>[0] = {}) {
  const sandbox = testSandbox(options);
  const deposit = async (impUid = "", accept = "*/*") =>
    sandbox.fetch(
      new Request(`${service}/sandbox/deposit/${impUid}`, { method: "POST", headers: { accept } }),
    );
  return {
    ...sandbox,
    ...merchantServer(sandbox.fetch),
    deposit,
    home: async () => (await sandbox.get("/")).text(),
    issued: async (data: Record<string, unknown> = {}) => {
      const { impUid = "" } = await sandbox.open({ pay_method: "vbank", ...data });
      await sandbox.decide(impUid, "approve");
      return impUid;
    },
  };
}

describe("a deposit", () => {
  test("pays the account's payment, once", async () => {
    const { issued, deposit, payment } = shop();
    const impUid = await issued();
    const before = (await payment(impUid)).response;
    expect(before).toMatchObject({ status: "ready", paid_at: 0, receipt_url: null });
    const answer = await deposit(impUid);
    expect(answer.status).toBe(200);
    const { vbank_num, pg_tid } = before;
    const paid = { status: "paid", vbank_num, pg_tid, receipt_url: `${service}/receipt/${impUid}` };
    expect(await answer.json()).toMatchObject(paid);
    expect((await payment(impUid)).response).toMatchObject(paid);
    expect((await payment(impUid)).response.paid_at).toBeGreaterThan(0);
    expect((await deposit(impUid)).status).toBe(409);
  });

  test.each([null, "approve", "decline"])("finds no account when the payment is %o", async (decision) => {
    const { open, decide, deposit, payments } = shop();
    const { impUid = "" } = await open({});
    if (decision) await decide(impUid, decision);
    const { status } = payments.get(impUid) ?? {};
    const answer = await deposit(impUid);
    expect(answer.status).toBe(409);
    expect(await answer.json()).toEqual({ error: expect.any(String) });
    expect(payments.get(impUid)?.status).toBe(status);
  });

  test("to a payment that is none: 404", async () => {
    const { deposit } = shop();
    expect((await deposit("imp_0")).status).toBe(404);
  });
});

describe("the front page", () => {
  test("has no payments at first", async () => {
    const { home } = shop();
    expect(await home()).toContain("아직 결제가 없습니다");
  });

  test("lists the payments, the newest first, with their states", async () => {
    const { open, decide, issued, cancel, deposit, home } = shop();
    const settled = async (order: string, decision: string, data = {}) => {
      const { impUid = "" } = await open({ merchant_uid: order, ...data });
      await decide(impUid, decision);
      return impUid;
    };
    await open({ merchant_uid: "order-opened" });
    await settled("order-declined", "decline");
    await settled("order-paid", "approve", { currency: "USD", amount: 14.2 });
    await cancel({ imp_uid: await settled("order-partly", "approve"), amount: 900 });
    await cancel({ imp_uid: await settled("order-cancelled", "approve") });
    const waiting = await issued({ merchant_uid: "order-waiting" });
    await deposit(await issued({ merchant_uid: "order-deposited" }));

    const entries = (await home()).split("<li>\n").slice(1);
    const states = [
      ["order-deposited", "64,900원", "결제 완료", "Paid"],
      ["order-waiting", "64,900원", "입금 대기", "Awaiting deposit"],
      ["order-cancelled", "64,900원", "결제 취소", "Cancelled"],
      ["order-partly", "취소 900원", "부분 취소", "Partly cancelled"],
      ["order-paid", "$14.20", "결제 완료", "Paid"],
      ["order-declined", "64,900원", "결제 실패", "Failed"],
      ["order-opened", "64,900원", "결제 대기", "Opened"],
    ];
    expect(entries).toHaveLength(states.length);
    for (const [at, texts] of states.entries()) {
      for (const text of texts) expect(entries[at]).toContain(text);
    }
    expect(entries.filter((entry) => entry.includes('action="/sandbox/deposit/'))).toHaveLength(1);
    expect(entries[1]).toContain(`action="/sandbox/deposit/${waiting}"`);
  });

  test("its button pays, and shows the page again without scripts; pressed twice, too", async () => {
    const { issued, deposit, home } = shop();
    const impUid = await issued();
    for (const _ of ["first", "second"]) {
      const answer = await deposit(impUid, "text/html,application/xhtml+xml;q=0.9");
      expect(answer.status).toBe(303);
      expect(answer.headers.get("location")).toBe("/");
    }
    const page = await home();
    expect(page).toContain("결제 완료");
    expect(page).not.toContain("/sandbox/deposit/");
  });

  /** Presses a button of the page, as a browser does that runs no scripts. */
  async function press({ fetch, home }: ReturnType<typeof shop>, action: string, fields = {}) {
    expect(await home()).toContain(`action="${action}"`);
    const headers = { accept: "text/html", "content-type": "application/x-www-form-urlencoded" };
    const body = String(new URLSearchParams(fields));
    const answer = await fetch(new Request(service + action, { method: "POST", headers, body }));
    expect(answer.status).toBe(303);
    return home();
  }

  test("cancels what was paid, has an account expire, and moves the clock", async () => {
    const at = shop();
    const { impUid: paid = "" } = await at.open({ merchant_uid: "order-paid" });
    await at.decide(paid, "approve");
    expect(await press(at, `/sandbox/cancel/${paid}`)).toContain("Cancelled");
    expect(at.payments.get(paid)).toMatchObject({ status: "cancelled", cancel_amount: 64900 });

    const account = await at.issued({ merchant_uid: "order-waiting" });
    const other = await at.issued({ merchant_uid: "order-other" });
    expect(await press(at, `/sandbox/expire/${account}`)).toContain("Deposit overdue");
    expect((await at.deposit(account)).status).toBe(409);

    expect(await at.home()).toContain(`action="/sandbox/deposit/${other}"`);
    const { seconds } = at.state.clock;
    const before = seconds();
    const later = await press(at, "/sandbox/time", { ms: 2_592_000_000 });
    expect(seconds() - before).toBeGreaterThanOrEqual(2_592_000);
    // The accounts have fallen due: nothing can be done about them any more.
    expect(later).not.toContain("/sandbox/deposit/");
    at.state.clock.stop();
  });

  test("shows the webhooks that were sent, and what the shop answered", async () => {
    const { url, close } = await webhookReceiver(404);
    const at = shop({ webhookUrl: `${url}/hook` });
    expect(await at.home()).toContain("아직 보낸 웹훅이 없습니다");
    const { impUid = "" } = await at.open({});
    await at.decide(impUid, "approve");
    await vi.waitFor(() => expect(at.state.webhooks.deliveries[0]?.attempts).toHaveLength(1));
    await at.post(`/sandbox/cancel/${impUid}`, {});
    await vi.waitFor(() => expect(at.state.webhooks.deliveries[1]?.attempts).toHaveLength(1));
    await close();
    const shown = (await at.home()).split('<ol class="payments webhooks">')[1] ?? "";
    const [, cancelled, paid] = shown.split("<li>");
    for (const text of [`${url}/hook`, impUid, "order-1"]) {
      expect(paid).toContain(text);
      expect(cancelled).toContain(text);
    }
    expect(paid).toMatch(/>paid<[\s\S]*class="state over">404</);
    expect(cancelled).toMatch(/>cancelled<[\s\S]*class="state done">200</);
  });

  test("shows what a shop sends as the text it is", async () => {
    const { open, home } = shop();
    await open({ merchant_uid: "<b>1</b>", name: "<img src=x onerror=alert(1)>", currency: "<i>" });
    const page = await home();
    expect(page).toContain("&#60;b&#62;1");
    expect(page).not.toMatch(/<b>1|<img|<i>/);
  });
});
