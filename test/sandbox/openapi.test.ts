import { beforeEach, describe, expect, type RunnerTask, test } from "vitest";
import { authenticate } from "../../src/sandbox/routes/authenticate.ts";
import { operations as routes } from "../../src/sandbox/routes/operations.ts";
import { testSandbox } from "./ask.ts";
import { operations, problemsOf } from "./description.ts";
import { type Answer, merchantServer } from "./merchant.ts";

/** As PortOne's description names them, which doesn't mark what may be left out. */
const served = Object.keys(routes).map((name) => name.replace("?}", "}"));
const servedNames = [...Object.keys(authenticate), ...served];
const notServed = Object.keys(operations).filter((name) => !servedNames.includes(name));

/** The operations that have been seen to answer with what was asked for. */
const succeeded = new Set<string>();

let at: ReturnType<typeof shop>;
beforeEach(() => {
  at = shop();
});

function shop(outcome?: "decline") {
  const sandbox = testSandbox({ outcome: outcome ?? "manual" });
  const merchant = merchantServer(sandbox.fetch);

  /** Calls an operation by its name; `{…}` of its path are filled in, and the answer is held against the description. */
  async function ask<Body = Record<string, unknown>>(
    operation: string,
    given: { path?: Record<string, string>; query?: string; fields?: object; token?: null } = {},
  ): Promise<Answer<Body>> {
    const [method = "", path = ""] = operation.split(" ");
    const filled = path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(given.path?.[name] ?? "x"));
    const asking = given.token === null ? { authorization: null } : {};
    const answer = await merchant.call<Body>(method, filled + (given.query ?? ""), given.fields, asking);
    const { status, ...body } = answer;
    expect(problemsOf(operation, status, body), operation).toEqual([]);
    if (answer.code === 0) succeeded.add(operation);
    return answer;
  }

  async function pay(data: Record<string, unknown> = {}): Promise<string> {
    const { impUid = "" } = await sandbox.open({ ...data });
    await sandbox.decide(impUid, "approve");
    return impUid;
  }

  return { ...sandbox, ...merchant, ask, pay };
}

const now = () => Math.floor(Date.now() / 1000);
const card = { card_number: "4092-0230-1234-1234", expiry: "2099-12", birth: "500203", pwd_2digit: "19" };
const order = { merchant_uid: "order-1", amount: 1000, name: "키보드", buyer_name: "홍길동" };

describe("the operations of PortOne's description", () => {
  test("are served, but for those that the sandbox has nothing to answer", () => {
    expect(servedNames.filter((name) => !(name in operations))).toEqual([]);
    expect(notServed).toEqual([
      "DELETE /kcpquick/members/{member_id}",
      "POST /kcpquick/members/{member_id}/fido/release",
      "GET /naver/reviews",
    ]);
    expect(Object.keys(operations)).toHaveLength(80);
  });

  test.each(notServed)("%s is not served: 501, by its name", async (operation) => {
    const [method = "", path = ""] = operation.split(" ");
    const filled = path.replace(/\{\w+\}/g, "x");
    const answer = await at.call(method, filled);
    expect(answer).toMatchObject({ status: 501, response: null });
    expect(answer.message).toContain(`${method} ${filled}`);
  });

  test.each(served)("%s wants a token", async (operation) => {
    const path = { merchant_uid: "x", imp_uid: "x", customer_uid: "x", payment_status: "paid" };
    const answer = await at.ask(operation, { path, token: null });
    expect(answer).toMatchObject({ status: 401, code: -1 });
  });

  test.each(served.filter((name) => /^(POST|PUT)/.test(name)))(
    "%s says what is wrong with a call that brings nothing",
    async (operation) => {
      const answer = await at.ask(operation, { fields: {} });
      expect(answer.code).not.toBe(0);
    },
  );
});

describe("every answer is as PortOne describes it", () => {
  test("tokens and prepared amounts", async () => {
    await at.ask("POST /users/getToken", { fields: { imp_key: "imp_apikey", imp_secret: "imp_secret" } });
    const path = { merchant_uid: "order-1" };
    await at.ask("POST /payments/prepare", { fields: order });
    await at.ask("PUT /payments/prepare", { fields: { ...order, amount: 5 } });
    expect((await at.ask("GET /payments/prepare/{merchant_uid}", { path })).response).toMatchObject({
      amount: 5,
    });
  });

  test("payments: one, all of an order, by status, several at once, what is left", async () => {
    const imp_uid = await at.pay();
    const path = { imp_uid, merchant_uid: "order-1", payment_status: "paid" };
    await at.ask("GET /payments/{imp_uid}", { path, query: "?include_sandbox=true" });
    await at.ask("GET /payments/find/{merchant_uid}/{payment_status}", { path });
    await at.ask("GET /payments/findAll/{merchant_uid}/{payment_status}", { path });
    await at.ask("GET /payments/status/{payment_status}", { path });
    await at.ask("GET /payments", { query: `?imp_uid[]=${imp_uid}` });
    const some = await at.ask("GET /payments", { query: `?imp_uid[]=${imp_uid}&imp_uid[]=imp_0` });
    expect(some.status).toBe(207);
    expect((await at.ask("GET /payments", { query: "?imp_uid[]=imp_0" })).status).toBe(404);
    expect((await at.ask("GET /payments")).status).toBe(400);
    const asPhpWrites = `?imp_uid%5B0%5D=${imp_uid}&merchant_uid[0]=order-1`;
    expect((await at.ask("GET /payments", { query: asPhpWrites })).response).toMatchObject([{ imp_uid }]);
    const many = (count: number) => `?${`imp_uid[]=${imp_uid}&`.repeat(count)}`;
    expect((await at.ask("GET /payments", { query: many(100) })).status).toBe(200);
    expect((await at.ask("GET /payments", { query: many(101) })).status).toBe(400);
    const balance = await at.ask("GET /payments/{imp_uid}/balance", { path });
    expect(balance.response).toMatchObject({ amount: 64900, primary: { supply: 59000, vat: 5900 } });
    await at.ask("POST /payments/cancel", { fields: { imp_uid, amount: 900 } });
    const nobodys = await at.ask("POST /payments/cancel", { fields: { imp_uid: "imp_0" } });
    expect(nobodys).toMatchObject({ status: 200, code: 1, message: "취소할 결제건이 존재하지 않습니다." });
  });

  test("payments by card, kept as a billing key and charged again", async () => {
    const path = { customer_uid: "kim" };
    const once = await at.ask("POST /subscribe/payments/onetime", { fields: { ...order, ...card } });
    expect(once.response).toMatchObject({ status: "paid", channel: "api", customer_uid: null });
    const kept = { ...order, ...card, merchant_uid: "order-2", customer_uid: "kim" };
    expect((await at.ask("POST /subscribe/payments/onetime", { fields: kept })).response).toMatchObject({
      customer_uid: "kim",
    });
    const again = { ...order, merchant_uid: "order-3", customer_uid: "kim" };
    expect((await at.ask("POST /subscribe/payments/again", { fields: again })).response).toMatchObject({
      status: "paid",
      merchant_uid: "order-3",
      customer_uid_usage: "payment",
    });
    await at.ask("GET /subscribe/customers/{customer_uid}", { path });
    const list = await at.ask("GET /subscribe/customers/{customer_uid}/payments", { path });
    expect(list.response).toMatchObject({ total: 2 });
    await at.ask("GET /subscribe/customers", { query: "?customer_uid[]=kim" });
    await at.ask("GET /subscribe/customers", { query: "?customer_uid[0]=kim" });
    expect(
      (await at.ask("GET /subscribe/customers", { query: "?customer_uid[]=kim&customer_uid[]=x" })).status,
    ).toBe(207);
    await at.ask("DELETE /subscribe/customers/{customer_uid}", { path });
    const unknown = { status: 404, message: "등록된 고객정보가 없습니다." };
    expect(await at.ask("GET /subscribe/customers/{customer_uid}", { path })).toMatchObject(unknown);
    expect(
      await at.ask("POST /subscribe/payments/again", { fields: { ...again, merchant_uid: "o-4" } }),
    ).toMatchObject({
      status: 200,
      code: 1,
      message: "등록되지 않은 구매자입니다.",
    });
    await at.ask("POST /subscribe/customers/{customer_uid}", { path, fields: card });
  });

  test.each(["html5_inicis.INIBillTst", "nice.MID1", "nobody"])(
    "by a pg that isn't the merchant's (%s) it goes through the default channel, as at PortOne",
    async (pg) => {
      const standard = { pg_provider: "kcp", pg_id: "T0000" };
      const once = await at.ask("POST /subscribe/payments/onetime", { fields: { ...order, ...card, pg } });
      expect(once.response).toMatchObject(standard);
      const path = { customer_uid: "kim" };
      const kept = await at.ask("POST /subscribe/customers/{customer_uid}", {
        path,
        fields: { ...card, pg },
      });
      expect(kept.response).toMatchObject(standard);
    },
  );

  test("by a channel_key that isn't the merchant's it is refused", async () => {
    const fields = { ...order, ...card, pg: "kcp", channel_key: "channel-key-nobody" };
    const refused = await at.ask("POST /subscribe/payments/onetime", { fields });
    expect(refused).toMatchObject({ status: 400, message: expect.stringContaining("channel-key-nobody") });
    expect(at.payments.all()).toEqual([]);
  });

  test.each([{ expiry: "2019-03" }, { expiry: "12-2099" }, { card_number: "1234" }])(
    "a card that can't be charged: %o",
    async (wrong) => {
      const refused = {
        status: 200,
        code: -1,
        message: expect.stringMatching(/^카드정보 인증에 실패하였습니다\./),
      };
      const fields = { ...order, ...card, ...wrong };
      expect(await at.ask("POST /subscribe/payments/onetime", { fields })).toMatchObject(refused);
      const path = { customer_uid: "kim" };
      expect(await at.ask("POST /subscribe/customers/{customer_uid}", { path, fields })).toMatchObject(
        refused,
      );
      expect(at.payments.all()).toEqual([]);
    },
  );

  test("a declined charge is a payment that failed, with a code of 0", async () => {
    at = shop("decline");
    const answer = await at.ask("POST /subscribe/payments/onetime", { fields: { ...order, ...card } });
    expect(answer.response).toMatchObject({
      status: "failed",
      fail_reason: expect.stringContaining("승인거절"),
    });
  });

  test("schedules", async () => {
    const path = { merchant_uid: "order-1", customer_uid: "kim" };
    const schedule_at = now() + 3600;
    const fields = { customer_uid: "kim", schedules: [{ ...order, schedule_at }] };
    expect(await at.ask("POST /subscribe/payments/schedule", { fields })).toMatchObject({
      code: 1,
      message: "등록된 고객정보가 없습니다.",
    });
    await at.ask("POST /subscribe/payments/schedule", { fields: { ...fields, ...card } });
    await at.ask("GET /subscribe/payments/schedule/{merchant_uid}", { path });
    await at.ask("PUT /subscribe/payments/schedule/{merchant_uid}", {
      path,
      fields: { schedule_at: schedule_at + 1 },
    });
    const from = `from=${now()}&to=${now() + 86400}`;
    const range = `?schedule_${from.replace("&", "&schedule_")}`;
    expect((await at.ask("GET /subscribe/payments/schedule", { query: range })).response).toHaveLength(1);
    const ofCustomer = "GET /subscribe/payments/schedule/customers/{customer_uid}";
    expect((await at.ask(ofCustomer, { path, query: `?${from}` })).response).toHaveLength(1);
    const same = "GET /subscribe/customers/{customer_uid}/schedules";
    expect((await at.ask(same, { path, query: `?${from}&schedule-status=revoked` })).response).toEqual([]);
    expect((await at.ask(same, { path })).status).toBe(400);
    const revoked = await at.ask("POST /subscribe/payments/unschedule", { fields: { customer_uid: "kim" } });
    expect(revoked.response).toMatchObject([{ schedule_status: "revoked" }]);
    expect(
      await at.ask("POST /subscribe/payments/unschedule", { fields: { customer_uid: "kim" } }),
    ).toMatchObject({
      code: 1,
      message: "취소할 예약결제 기록이 존재하지 않습니다.",
    });
    await at.ask("POST /subscribe/payments/schedule/{merchant_uid}/reschedule", {
      path,
      fields: { schedule_at },
    });
    await at.ask("POST /subscribe/payments/unschedule", {
      fields: { customer_uid: "kim", merchant_uid: ["order-1"] },
    });
    const retried = await at.ask("POST /subscribe/payments/schedule/{merchant_uid}/retry", { path });
    expect(retried.response).toMatchObject({ status: "paid", customer_uid_usage: "payment.scheduled" });
  });

  test("accounts and barcodes", async () => {
    const due = now() + 3600;
    const fields = { ...order, vbank_code: "004", vbank_due: due, vbank_holder: "가게" };
    const issued = await at.ask<{ imp_uid: string }>("POST /vbanks", { fields });
    expect(issued.response).toMatchObject({ status: "ready", vbank_name: "KB국민은행", vbank_date: due });
    const path = { imp_uid: issued.response.imp_uid };
    const changed = await at.ask("PUT /vbanks/{imp_uid}", {
      path,
      fields: { amount: 5, vbank_due: due + 60 },
    });
    expect(changed.response).toMatchObject({ amount: 5, vbank_date: due + 60 });
    expect((await at.ask("DELETE /vbanks/{imp_uid}", { path })).response).toMatchObject({ status: "failed" });
    expect((await at.ask("DELETE /vbanks/{imp_uid}", { path })).status).toBe(400);

    const barcode = await at.ask<{ imp_uid: string }>("POST /cvs", {
      fields: { ...order, barcode: "8801234" },
    });
    expect(barcode.response).toMatchObject({ pay_method: "cvs", vbank_num: "8801234" });
    await at.ask("DELETE /cvs/{imp_uid}", { path: { imp_uid: barcode.response.imp_uid } });
  });

  test("identity verifications", async () => {
    const person = {
      name: "김철수",
      phone: "01012345678",
      birth: "900101",
      gender_digit: "1",
      carrier: "SKT",
    };
    const asked = await at.ask<{ imp_uid: string }>("POST /certifications/otp/request", { fields: person });
    const path = { imp_uid: asked.response.imp_uid };
    const confirm = "POST /certifications/otp/confirm/{imp_uid}";
    expect(await at.ask(confirm, { path, fields: { otp: "000000" } })).toMatchObject({
      status: 200,
      code: -1,
    });
    expect((await at.ask(confirm, { path, fields: { otp: "123456" } })).response).toMatchObject({
      certified: true,
      name: "김철수",
      birthday: "1990-01-01",
      gender: "male",
    });
    expect((await at.ask(confirm, { path, fields: { otp: "123456" } })).status).toBe(400);
    await at.ask("GET /certifications/{imp_uid}", { path });
    await at.ask("DELETE /certifications/{imp_uid}", { path });
    const none = { status: 404, message: "인증결과가 존재하지 않습니다." };
    expect(await at.ask("GET /certifications/{imp_uid}", { path })).toMatchObject(none);

    const { impUid = "" } = await at.open({ pg: "danal", name: "이영희" }, { action: "certification" });
    await at.decide(impUid, "approve");
    const inWindow = await at.ask("GET /certifications/{imp_uid}", { path: { imp_uid: impUid } });
    expect(inWindow.response).toMatchObject({ certified: true, name: "이영희" });
  });

  test.each([
    ["90-01-01", "1", "1990-01-01", "male", false],
    ["05.12.31", "4", "2005-12-31", "female", false],
    ["990101", "6", "1999-01-01", "female", true],
  ])(
    "a person is identified by a date and a number with whatever stands between the digits: %s",
    async (birth, gender_digit, birthday, gender, foreigner) => {
      const person = { name: "김철수", phone: "010-1234.5678", birth, gender_digit, carrier: "SKT" };
      const asked = await at.ask<{ imp_uid: string }>("POST /certifications/otp/request", { fields: person });
      const path = { imp_uid: asked.response.imp_uid };
      const { response } = await at.ask("GET /certifications/{imp_uid}", { path });
      expect(response).toMatchObject({ birthday, gender, foreigner, phone: "01012345678" });
    },
  );

  test("cash receipts", async () => {
    const path = { imp_uid: await at.pay({ pay_method: "trans" }), merchant_uid: "cash-1" };
    const fields = { identifier: "01012345678" };
    await at.ask("POST /receipts/{imp_uid}", { path, fields });
    expect((await at.payment(path.imp_uid)).response.cash_receipt_issued).toBe(true);
    expect((await at.ask("POST /receipts/{imp_uid}", { path, fields })).status).toBe(400);
    await at.ask("GET /receipts/{imp_uid}", { path });
    await at.ask("DELETE /receipts/{imp_uid}", { path });
    const external = { ...fields, name: "현금", amount: 1100 };
    await at.ask("POST /receipts/external/{merchant_uid}", { path, fields: external });
    expect((await at.ask("GET /receipts/external/{merchant_uid}", { path })).response).toMatchObject({
      vat: 100,
    });
    await at.ask("DELETE /receipts/external/{merchant_uid}", { path });
  });

  test("parcels of escrow payments", async () => {
    const path = { imp_uid: await at.pay({ escrow: true }) };
    const logis = { company: "LOGEN", invoice: "1728384", sent_at: 1700000000 };
    const fields = { logis, sender: { name: "가게" }, receiver: { name: "홍길동" } };
    expect((await at.ask("GET /escrows/logis/{imp_uid}", { path })).status).toBe(409);
    await at.ask("POST /escrows/logis/{imp_uid}", { path, fields });
    expect((await at.ask("POST /escrows/logis/{imp_uid}", { path, fields })).status).toBe(409);
    await at.ask("PUT /escrows/logis/{imp_uid}", {
      path,
      fields: { ...fields, logis: { ...logis, invoice: "2" } },
    });
    expect((await at.ask("GET /escrows/logis/{imp_uid}", { path })).response).toMatchObject({ invoice: "2" });
  });

  test("codes, channels, shops", async () => {
    await at.ask("GET /cards");
    await at.ask("GET /cards/{card_standard_code}", { path: { card_standard_code: "366" } });
    expect(
      (await at.ask("GET /cards/{card_standard_code}", { path: { card_standard_code: "0" } })).status,
    ).toBe(404);
    await at.ask("GET /banks");
    await at.ask("GET /banks/{bank_standard_code}", { path: { bank_standard_code: "088" } });
    await at.ask("GET /users/pg");
    await at.ask("GET /tiers/{tier_code}", { path: { tier_code: "aaa" } });
    expect((await at.ask("GET /tiers/{tier_code}", { path: { tier_code: "zzz" } })).status).toBe(404);
  });

  test("the gateways' own", async () => {
    const member = { benepia_user: "kim", benepia_password: "1234" };
    await at.ask("POST /benepia/point", { fields: member });
    await at.ask("POST /benepia/payment", { fields: { ...order, ...member } });
    const path = {
      imp_uid: await at.pay({ merchant_uid: "order-2" }),
      merchant_uid: "quick-1",
      customer_uid: "kim",
    };
    await at.ask("POST /payco/orders/status/{imp_uid}", { path, fields: { status: "DELIVERY_START" } });
    const delivery = {
      imp_uid: path.imp_uid,
      merchant_uid: "order-2",
      type: "physical",
      status: "delivered",
    };
    await at.ask("POST /paymentwall/delivery", { fields: delivery });
    await at.ask("POST /partners/receipts/{imp_uid}", { path, fields: { data: [{ company_name: "가게" }] } });

    const quick = { btid: "b", cust_ip: "127.0.0.1", code_verifier: "c" };
    expect((await at.ask("PUT /kcpquick/prepare/{merchant_uid}", { path, fields: quick })).status).toBe(404);
    await at.ask("POST /kcpquick/prepare/{merchant_uid}", { path, fields: quick });
    expect((await at.ask("POST /kcpquick/prepare/{merchant_uid}", { path, fields: quick })).status).toBe(409);
    await at.ask("PUT /kcpquick/prepare/{merchant_uid}", { path, fields: quick });
    await at.ask("POST /kcpquick/payment/money", {
      fields: { ...order, merchant_uid: "q-2", member_id: "m" },
    });
    await at.ask("POST /subscribe/customers/{customer_uid}", { path, fields: card });
    const autopay = { ...order, merchant_uid: "q-3", customer_uid: "kim" };
    await at.ask("POST /kcpquick/payment/autopay", { fields: autopay });
    await at.ask("DELETE /kcpquick/autopay/{customer_uid}", { path });
    expect((await at.ask("DELETE /kcpquick/autopay/{customer_uid}", { path })).status).toBe(404);
  });

  test("Naver Pay: orders with their parcels and returns, and points", async () => {
    const { impUid: imp_uid = "" } = await at.open({ pg: "naverco" });
    await at.decide(imp_uid, "close");
    const path = { imp_uid };
    const all = "GET /payments/{imp_uid}/naver/product-orders";
    const { response } = await at.ask<{ product_order_id: string }[]>(all, { path });
    const product_order_id = response[0]?.product_order_id ?? "";
    await at.ask("GET /naver/product-orders/{product_order_id}", { path: { product_order_id } });
    const fields = {
      delivery_method: "DELIVERY",
      dispatched_at: now(),
      memo: "메모",
      product_order_id: [product_order_id],
    };
    const steps = served.filter((name) => /^POST .*\/naver\/(?!point|confirm)/.test(name));
    expect(steps).toHaveLength(11);
    for (const step of steps) await at.ask(step, { path, fields });
    expect(
      (await at.ask(steps[0] ?? "", { path: { imp_uid: await at.pay({ merchant_uid: "order-3" }) }, fields }))
        .status,
    ).toBe(404);

    const paid = { imp_uid: await at.pay({ pg: "naverpay", merchant_uid: "order-2" }) };
    await at.ask("POST /payments/{imp_uid}/naver/point", { path: paid });
    await at.ask("POST /payments/{imp_uid}/naver/confirm", { path: paid });
    const cash = await at.ask("GET /payments/{imp_uid}/naver/cash-amount", { path: paid });
    expect(cash.response).toMatchObject({ amount_total: 64900, amount_vat: 5900 });
  });
});

test("every operation that is served has answered one of the tests above with what was asked for", ({
  task,
  skip,
}) => {
  skip(!haveAllRun(task.file.tasks), "-t has left some of them out");
  expect(served.filter((name) => !succeeded.has(name))).toEqual([]);
});

function haveAllRun(tasks: readonly RunnerTask[]): boolean {
  return tasks.every((task) => (task.type === "suite" ? haveAllRun(task.tasks) : task.mode === "run"));
}
