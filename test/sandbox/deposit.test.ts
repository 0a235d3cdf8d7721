import { describe, expect, test } from "vitest";
import { testSandbox } from "./ask.ts";
import { merchantServer } from "./merchant.ts";

const service = "https://service.iamport.kr";

function shop() {
  const sandbox = testSandbox();
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

  test("shows what a shop sends as the text it is", async () => {
    const { open, home } = shop();
    await open({ merchant_uid: "<b>1</b>", name: "<img src=x onerror=alert(1)>", currency: "<i>" });
    const page = await home();
    expect(page).toContain("&#60;b&#62;1");
    expect(page).not.toMatch(/<b>1|<img|<i>/);
  });
});
