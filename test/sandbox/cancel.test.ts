import { describe, expect, test } from "vitest";
import { createSandbox, type Seed } from "../../src/sandbox/index.ts";
import type { SandboxOptions } from "../../src/sandbox/options.ts";
import { subtract, sum } from "../../src/sandbox/service/money.ts";
import { testSandbox } from "./ask.ts";
import { merchantServer } from "./merchant.ts";

function shop(options: SandboxOptions = {}) {
  const sandbox = testSandbox(options);
  return {
    ...sandbox,
    ...merchantServer(sandbox.fetch),
    paid: async (data: Record<string, unknown> = {}) => {
      const { impUid = "" } = await sandbox.open(data);
      await sandbox.decide(impUid, "approve");
      return impUid;
    },
  };
}

/** A sandbox that knows payments from the start. */
function seeded(seed: Seed) {
  const sandbox = createSandbox({ seed });
  const home = async () => (await sandbox.fetch(new Request("https://service.iamport.kr/"))).text();
  return { ...merchantServer(sandbox.fetch), home };
}

describe("all of a payment", () => {
  test.each([{}, { amount: 0 }, { amount: 64900 }, { amount: null }])(
    "is cancelled by %o",
    async (fields) => {
      const { paid, cancel, payment } = shop();
      const imp_uid = await paid();
      const answer = await cancel({ imp_uid, reason: "단순 변심", ...fields });
      expect(answer).toMatchObject({ status: 200, code: 0, message: null });
      const { response } = answer;
      expect(response).toMatchObject({
        status: "cancelled",
        cancel_amount: 64900,
        cancel_reason: "단순 변심",
        amount: 64900,
      });
      expect(response.cancelled_at).toBeGreaterThan(0);
      expect(response.cancel_history).toEqual([
        {
          pg_tid: expect.any(String),
          amount: 64900,
          cancelled_at: response.cancelled_at,
          reason: "단순 변심",
          cancellation_id: expect.any(String),
          receipt_url: expect.stringContaining(`/receipt/${imp_uid}#`),
        },
      ]);
      expect((await payment(imp_uid)).response).toEqual(response);
    },
  );

  test("is cancelled once", async () => {
    const { paid, cancel, payment } = shop();
    const imp_uid = await paid();
    await cancel({ imp_uid });
    const again = await cancel({ imp_uid, amount: 100 });
    // Clients compare the words, and some bring what they take to be left.
    const refused = { status: 200, code: 1, response: null, message: "이미 전액취소된 주문입니다." };
    expect(again).toMatchObject(refused);
    expect(await cancel({ imp_uid, amount: 100, checksum: 100 })).toMatchObject(refused);
    expect((await payment(imp_uid)).response.cancel_history).toHaveLength(1);
  });

  test("is cancelled by a form, too", async () => {
    const { paid, cancel } = shop();
    const { response } = await cancel(
      { imp_uid: await paid(), amount: "64900", checksum: "64900" },
      { form: true },
    );
    expect(response.status).toBe("cancelled");
  });

  test("is cancelled by its order: the payment that went through, not the ones that failed", async () => {
    const { open, decide, paid, cancel } = shop();
    await decide((await open({})).impUid, "decline");
    const late = await open({});
    const imp_uid = await paid();
    await decide(late.impUid, "decline");
    expect((await cancel({ merchant_uid: "order-1" })).response).toMatchObject({
      imp_uid,
      status: "cancelled",
    });
  });

  test("is that of the imp_uid, where an order is named as well", async () => {
    const { paid, cancel, payment } = shop();
    const [one, other] = [await paid(), await paid({ merchant_uid: "order-2" })];
    await cancel({ imp_uid: one, merchant_uid: "order-2" });
    expect((await payment(one)).response.status).toBe("cancelled");
    expect((await payment(other)).response.status).toBe("paid");
  });
});

describe("a part of a payment", () => {
  test("leaves it paid, until nothing is left", async () => {
    const { paid, cancel } = shop();
    const imp_uid = await paid();
    const first = await cancel({ imp_uid, amount: 900, checksum: 64900 });
    expect(first.response).toMatchObject({
      status: "paid",
      cancel_amount: 900,
      cancelled_at: 0,
      cancel_reason: null,
    });
    const rest = await cancel({ imp_uid, checksum: 64000, reason: "나머지" });
    expect(rest.response).toMatchObject({
      status: "cancelled",
      cancel_amount: 64900,
      cancel_reason: "나머지",
    });
    expect(rest.response.cancel_history.map(({ amount }) => amount)).toEqual([900, 64000]);
    expect(rest.response.cancel_receipt_urls).toHaveLength(2);
  });

  test("of dollars is exact to the cent", async () => {
    const { paid, cancel } = shop();
    const imp_uid = await paid({ currency: "USD", amount: 0.3 });
    await cancel({ imp_uid, amount: 0.1 });
    const second = await cancel({ imp_uid, amount: 0.2, checksum: 0.2 });
    expect(second.response).toMatchObject({ status: "cancelled", cancel_amount: 0.3 });
  });

  test("cannot be more than what is left", async () => {
    const { paid, cancel, payment } = shop();
    const imp_uid = await paid();
    await cancel({ imp_uid, amount: 64000 });
    const before = (await payment(imp_uid)).response;
    const answer = await cancel({ imp_uid, amount: 901 });
    expect(answer).toMatchObject({ status: 200, code: 1, response: null });
    expect(answer.message).toContain("900원");
    expect((await payment(imp_uid)).response).toEqual(before);
  });
});

test("what is left of a payment that PortOne calls cancelled, with a part given back, can be cancelled", async () => {
  const payments = [
    { imp_uid: "imp_1", merchant_uid: "o", amount: 1000, status: "cancelled", cancel_amount: 300 },
  ] as const;
  const { payment, cancel, ...sandbox } = seeded({ payments });
  expect((await payment("imp_1")).response).toMatchObject({ status: "cancelled", cancel_amount: 300 });
  expect(await sandbox.home()).toContain("Partly cancelled");
  expect((await cancel({ imp_uid: "imp_1", amount: 701 })).message).toContain("700원");
  const part = await cancel({ imp_uid: "imp_1", amount: 100, checksum: 700 });
  expect(part.response).toMatchObject({ status: "cancelled", cancel_amount: 400 });
  const rest = await cancel({ imp_uid: "imp_1", reason: "나머지" });
  expect(rest.response).toMatchObject({ status: "cancelled", cancel_amount: 1000, cancel_reason: "나머지" });
  expect((await cancel({ imp_uid: "imp_1" })).message).toBe("이미 전액취소된 주문입니다.");
  expect(await sandbox.home()).not.toContain("Partly cancelled");
});

describe("refused, with nothing changed", () => {
  test.each([
    [{ checksum: 64000 }, 200, "checksum"],
    [{ checksum: 0 }, 200, "checksum"],
    [{ amount: 100, checksum: 100 }, 200, "checksum"],
    [{ tax_free: 64901 }, 200, "tax_free"],
    [{ amount: -1 }, 400, "amount"],
    [{ amount: "all" }, 400, "amount"],
    [{ amount: "" }, 400, "amount"],
    [{ checksum: "x" }, 400, "checksum"],
    [{ tax_free: {} }, 400, "tax_free"],
  ])("%o", async (fields, status, named) => {
    const { paid, cancel, payment } = shop();
    const imp_uid = await paid();
    const answer = await cancel({ imp_uid, ...fields });
    expect(answer).toMatchObject({ status, code: 1, response: null });
    expect(answer.message).toContain(named);
    expect((await payment(imp_uid)).response).toMatchObject({ status: "paid", cancel_amount: 0 });
  });

  test.each([{}, { imp_uid: "" }, { imp_uid: "imp_0" }, { merchant_uid: "order-9" }])(
    "%o names no payment",
    async (fields) => {
      const { paid, cancel } = shop();
      await paid();
      expect(await cancel(fields)).toMatchObject({ status: 200, code: 1, response: null });
    },
  );

  test.each([
    [null, {}],
    ["decline", {}],
    ["approve", { pay_method: "vbank" }],
  ])("a payment that is not paid (%o, %o)", async (decision, data) => {
    const { open, decide, cancel, payment } = shop();
    const { impUid } = await open(data);
    if (decision) await decide(impUid, decision);
    const before = (await payment(impUid)).response;
    expect(await cancel({ imp_uid: impUid })).toMatchObject({ status: 200, code: 1, response: null });
    expect((await payment(impUid)).response).toEqual(before);
  });
});

test("a deposit goes back only to an account that is named", async () => {
  const { paid, post, cancel } = shop();
  const imp_uid = await paid({ pay_method: "vbank" });
  await post(`/sandbox/deposit/${imp_uid}`, {});
  const account = { refund_holder: "홍길동", refund_bank: "88", refund_account: "110123456789" };
  for (const missing of Object.keys(account)) {
    const refused = await cancel({ imp_uid, ...account, [missing]: "" });
    expect(refused).toMatchObject({ status: 200, code: 1 });
    expect(refused.message).toContain("refund_account");
  }
  expect((await cancel({ imp_uid, ...account })).response.status).toBe("cancelled");
});

test("the receipt shows what was paid and given back, as the text it is", async () => {
  const { paid, cancel, payment, get, open } = shop();
  const imp_uid = await paid({ name: "<b>키보드</b>" });
  const { response } = await cancel({ imp_uid, amount: 900, reason: "<img src=x>" });
  const page = await (await get(response.receipt_url ?? "")).text();
  for (const text of ["매출전표", "64,900원", "900원", "&#60;b&#62;키보드", "&#60;img"]) {
    expect(page).toContain(text);
  }
  expect(page).not.toMatch(/<b>|<img/);
  expect(page).toContain(`id="${response.cancel_history[0]?.cancellation_id}"`);

  const { impUid } = await open({ merchant_uid: "order-2" });
  expect((await payment(impUid)).response.receipt_url).toBeNull();
  expect((await get(`/receipt/${impUid}`)).status).toBe(404);
  expect((await get("/receipt/imp_0")).status).toBe(404);
});

test.each([
  [0.3, 0.1, 0.2],
  [14.2, 14.2, 0],
  [1e21, 1, 1e21],
  [1.5e-7, 0.5e-7, 1e-7],
  [64900, 0.01, 64899.99],
])("%d - %d is %d, and the sum is what it was", (from, part, rest) => {
  expect(subtract(from, part)).toBe(rest);
  expect(sum(rest, part)).toBe(from);
});
