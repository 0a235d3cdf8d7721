import { afterEach, describe, expect, test, vi } from "vitest";
import { type SandboxOptions, settingsFrom } from "../../src/sandbox/options.ts";
import { testSandbox } from "./ask.ts";
import { merchantServer } from "./merchant.ts";

function shop(options: SandboxOptions = {}) {
  const sandbox = testSandbox(options);
  return { ...sandbox, ...merchantServer(sandbox.fetch) };
}

afterEach(() => void vi.useRealTimers());

describe("the token", () => {
  test("is valid for half an hour, and the same one until then", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-01-01T00:00:00Z") });
    const { getToken, call } = shop();
    const first = await getToken();
    expect(first).toMatchObject({ status: 200, code: 0, message: null });
    const { access_token, now, expired_at } = first.response;
    expect(now).toBe(Date.parse("2026-01-01T00:00:00Z") / 1000);
    expect(expired_at - now).toBe(1800);

    vi.setSystemTime((now + 1700) * 1000);
    expect((await getToken()).response).toEqual({ access_token, now: now + 1700, expired_at });

    vi.setSystemTime((expired_at - 30) * 1000);
    expect((await getToken()).response).toMatchObject({ access_token, expired_at: expired_at + 300 });

    vi.setSystemTime((expired_at + 299) * 1000);
    const unknown = () => call("GET", "/payments/imp_0", undefined, { authorization: access_token });
    expect((await unknown()).status).toBe(404);
    vi.setSystemTime((expired_at + 300) * 1000);
    expect(await unknown()).toMatchObject({ status: 401, code: -1, response: null });
    expect((await getToken()).response.access_token).not.toBe(access_token);
  });

  test("is given for a form as well as for JSON, and for the keys of the options alone", async () => {
    const { getToken } = shop({ impKey: "key&1", impSecret: "s=1" });
    const right = { imp_key: "key&1", imp_secret: "s=1" };
    expect((await getToken(right)).code).toBe(0);
    expect((await getToken(right, { form: true })).code).toBe(0);
    for (const wrong of [{ ...right, imp_key: "key" }, { ...right, imp_secret: "s" }, { imp_key: "key&1" }]) {
      expect(await getToken(wrong)).toMatchObject({ status: 401, code: -1, response: null });
    }
  });

  test.each(["", "Bearer ", "bearer   "])("is taken after %o", async (prefix) => {
    const { getToken, call } = shop();
    const { access_token } = (await getToken()).response;
    const answer = await call("GET", "/payments/imp_0", undefined, { authorization: prefix + access_token });
    expect(answer.status).toBe(404);
  });

  test.each([null, "", "Bearer", "wrong", "Basic abc"])(
    "is missing or wrong (%o): 401 for every call",
    async (authorization) => {
      const { call, getToken } = shop();
      await getToken();
      for (const [method, path] of [
        ["GET", "/payments/imp_0"],
        ["GET", "/payments/find/order-1"],
        ["GET", "/payments/find/order-1/paid"],
        ["GET", "/payments/prepare/order-1"],
        ["POST", "/payments/prepare"],
        ["PUT", "/payments/prepare"],
        ["POST", "/payments/cancel"],
      ] as const) {
        const answer = await call(method, path, undefined, { authorization });
        expect(answer).toEqual({ status: 401, code: -1, message: expect.any(String), response: null });
      }
    },
  );
});

describe("a payment by its imp_uid", () => {
  test("is the record that the browser's answer came from", async () => {
    const { open, decide, payment } = shop();
    const { impUid } = await open({});
    await decide(impUid, "approve");
    const { response } = await payment(impUid);
    expect(response).toMatchObject({
      imp_uid: impUid,
      merchant_uid: "order-1",
      status: "paid",
      amount: 64900,
    });
    expect(response.receipt_url).toBe(`https://service.iamport.kr/receipt/${impUid}`);
  });

  test("is left out when it came through a test channel and nobody asked for those", async () => {
    const warn = vi.fn();
    const { open, payment } = shop({ warn });
    const { impUid } = await open({});
    for (const query of ["", "?include_sandbox=false", "?include_sandbox="]) {
      expect(await payment(impUid, query)).toMatchObject({ status: 404, response: null });
      // The developer reads on the terminal what PortOne leaves them to guess.
      expect(warn).toHaveBeenLastCalledWith(expect.stringContaining("include_sandbox=true"));
    }
    warn.mockClear();
    expect((await payment(impUid)).response.sandbox).toBe(true);
    expect((await payment("imp_0", "")).status).toBe(404);
    expect(warn).not.toHaveBeenCalled();
  });

  test("counts as live when its channel does, by gateway and, where given, by ID", async () => {
    const live = { pg_provider: "kcp", pg_id: "LIVE", type: "payment", sandbox: false } as const;
    const trial = { pg_provider: "kcp", pg_id: "T0000", type: "payment" } as const;
    const { open, payment } = shop({ gateways: [live, trial] });
    const sandboxOf = async (pg?: string) =>
      (await payment((await open(pg ? { pg } : {})).impUid)).response.sandbox;
    expect(await sandboxOf()).toBe(false);
    expect(await sandboxOf("kcp")).toBe(false);
    expect(await sandboxOf("kcp.LIVE")).toBe(false);
    expect(await sandboxOf("kcp.T0000")).toBe(true);
    expect(await sandboxOf("kcp.OTHER")).toBe(true);
    expect(await sandboxOf("nice")).toBe(true);
    const { impUid } = await open({ pg: "kcp.LIVE" });
    expect((await payment(impUid, "")).status).toBe(200);
  });

  test("tells the browser nothing of which channel is live", async () => {
    const { get } = shop({ gateways: [{ pg_provider: "kcp", pg_id: "L", type: "payment", sandbox: false }] });
    const answer = await (await get("/users/pg/imp00000000")).json();
    expect(answer.data).toEqual([{ pg_provider: "kcp", pg_id: "L", type: "payment" }]);
  });

  test("is not found when there is none, nor is an identity verification", async () => {
    const { open, payment } = shop();
    const { impUid } = await open({ pg: "danal" }, { action: "certification" });
    for (const imp_uid of ["imp_000000000000", "fail2", "%2F", impUid]) {
      expect(await payment(imp_uid)).toMatchObject({ status: 404, response: null });
    }
  });

  test("does not stand in the way of the pages whose addresses look alike", async () => {
    const { get } = shop();
    expect(await (await get("/payments/fail?error_msg=no")).text()).toContain("결제가 완료되지 않았습니다");
    expect((await get("/payments/ready/imp00000000/kcp")).status).toBe(200);
  });
});

describe("a payment by its order", () => {
  test("is the newest, also of those that began in the same second", async () => {
    const { open, decide, find } = shop();
    const first = await open({});
    await decide(first.impUid, "decline");
    const second = await open({});
    expect((await find("order-1")).response.imp_uid).toBe(second.impUid);
    expect((await find("order-1", "/")).response.imp_uid).toBe(second.impUid);
    expect((await find("order-1", "?sorting=started")).response.imp_uid).toBe(first.impUid);
    expect((await find("order-1", "/failed")).response.imp_uid).toBe(first.impUid);
    expect(await find("order-1", "/paid")).toMatchObject({ status: 404, response: null });
    expect(await find("order-2")).toMatchObject({ status: 404, response: null });
  });

  test("is sorted by when it was paid or last changed, when that is asked for", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: 1_700_000_000_000 });
    const { open, decide, find } = shop();
    const [first, second, third] = [await open({}), await open({}), await open({})];
    const later = () => vi.setSystemTime(Date.now() + 5000);
    later();
    await decide(third.impUid, "decline");
    later();
    await decide(second.impUid, "approve");
    later();
    await decide(first.impUid, "decline");
    const found = async (sorting: string) => (await find("order-1", `?sorting=${sorting}`)).response.imp_uid;
    expect(await found("-started")).toBe(third.impUid);
    expect(await found("-paid")).toBe(second.impUid);
    expect(await found("paid")).toBe(first.impUid);
    expect(await found("-updated")).toBe(first.impUid);
    expect(await found("updated")).toBe(third.impUid);
  });

  test.each(["/expired", "?sorting=amount", "?sorting=--paid", "?sorting="])(
    "cannot be looked for by %s: 400",
    async (rest) => {
      const { find } = shop();
      expect(await find("order-1", rest)).toMatchObject({ status: 400, code: 1, response: null });
    },
  );

  test.each(["a/b?c#d", "50%", "100%25", "주문 1", "a+b&c=d", "../x"])(
    "is found by the order number %o",
    async (merchant_uid) => {
      const { open, find, prepare, call } = shop();
      await prepare({ merchant_uid, amount: 64900 });
      const { impUid } = await open({ merchant_uid });
      expect((await find(merchant_uid)).response).toMatchObject({ imp_uid: impUid, merchant_uid });
      expect((await find(merchant_uid, "/ready")).response.imp_uid).toBe(impUid);
      const prepared = await call("GET", `/payments/prepare/${encodeURIComponent(merchant_uid)}`);
      expect(prepared.response).toMatchObject({ merchant_uid });
    },
  );
});

describe("an amount that was prepared", () => {
  test.each([false, true])("can be read and changed, but not registered again (form: %s)", async (form) => {
    const { prepare, call } = shop();
    const order = { merchant_uid: "order-1", amount: 64900, currency: "KRW" };
    expect(await prepare(order, { form })).toMatchObject({ status: 200, code: 0, response: order });
    const again = await prepare({ ...order, amount: 1 }, { form });
    expect(again).toMatchObject({ status: 200, code: 1, response: null });
    expect(again.message).toContain("이미 등록된");
    expect((await call("GET", "/payments/prepare/order-1")).response).toEqual(order);

    const changed = { merchant_uid: "order-1", amount: 14.2 };
    const answer = await call("PUT", "/payments/prepare", changed, { form });
    expect(answer.response).toEqual({ ...changed, currency: null });
    expect((await call("GET", "/payments/prepare/order-1")).response).toEqual(answer.response);
  });

  test("is unknown until it was registered: 404", async () => {
    const { call } = shop();
    const order = { merchant_uid: "order-1", amount: 1 };
    expect(await call("PUT", "/payments/prepare", order)).toMatchObject({ status: 404, response: null });
    expect(await call("GET", "/payments/prepare/order-1")).toMatchObject({ status: 404, response: null });
  });

  test.each([-1, "-1", "many", "", " 1", "1e3", "0x10", "Infinity", null, undefined, true, [], {}])(
    "cannot be %o",
    async (amount) => {
      const { prepare, call } = shop();
      expect(await prepare({ merchant_uid: "order-1", amount })).toMatchObject({ status: 400, code: 1 });
      expect((await call("GET", "/payments/prepare/order-1")).status).toBe(404);
    },
  );

  test.each(["", "가".repeat(14), undefined, {}])("needs an order number, not %o", async (merchant_uid) => {
    const { prepare } = shop();
    expect(await prepare({ merchant_uid, amount: 1 })).toMatchObject({ status: 400, code: 1 });
  });

  test("keeps the payment window shut for any other, until it is changed", async () => {
    const { prepare, call, open, payments } = shop();
    await prepare({ merchant_uid: "order-1", amount: 64900 });
    const refused = await open({ amount: 100 });
    expect(refused.impUid).toBeUndefined();
    expect(refused.message?.data).toMatchObject({ success: false, error_code: "F400" });
    expect(refused.message?.data.error_msg).toContain("사전 등록된 결제금액");
    expect(payments.all()).toEqual([]);
    expect((await open({ amount: 64900 })).markup).toContain("64,900원");
    await call("PUT", "/payments/prepare", { merchant_uid: "order-1", amount: 100 });
    expect((await open({ amount: "100" })).impUid).toBeDefined();
    expect((await open({ merchant_uid: "order-2", amount: 5 })).impUid).toBeDefined();
  });

  test("has a currency only if one was given", async () => {
    const { prepare, open } = shop();
    await prepare({ merchant_uid: "order-1", amount: 10, currency: "USD" });
    const { message } = await open({ amount: 10, language: "en" });
    expect(message?.data.error_msg).toContain("(currency)");
    expect((await open({ amount: 10, currency: "usd" })).impUid).toBeDefined();
    expect((await open({ amount: 10, pg: "paypal" }, { provider: "paypal" })).impUid).toBeDefined();
    await prepare({ merchant_uid: "order-2", amount: 10 });
    expect((await open({ merchant_uid: "order-2", amount: 10, currency: "JPY" })).impUid).toBeDefined();
  });
});

describe("a body that cannot be read", () => {
  const post = async (body: string, type?: string) => {
    const { fetch, getToken } = shop();
    const authorization = (await getToken()).response.access_token;
    const headers = { authorization, "content-type": type ?? "application/json" };
    const address = "https://api.iamport.kr/payments/cancel";
    const response = await fetch(new Request(address, { method: "POST", headers, body }));
    return { status: response.status, ...(await response.json()) };
  };

  test.each(["", "{", "[]", "null", '"x"'])("JSON: %o", async (body) => {
    expect(await post(body)).toMatchObject({ status: 400, code: 1, response: null });
  });

  test("another Content-Type: 400; too long: 413", async () => {
    expect(await post("imp_uid=imp_1", "text/plain")).toMatchObject({ status: 400, code: 1 });
    expect(await post(`"${"x".repeat(70_000)}"`)).toMatchObject({ status: 413, code: 1, response: null });
  });
});

test.each([
  ["DELETE", "/payments/imp_1"],
  ["POST", "/subscribe/payments/foreign"],
  ["GET", "/promotions/any"],
])(
  "what is not served says so by its name, and is no 404 that looks like PortOne's: %s %s",
  async (method, path) => {
    const { call } = shop();
    expect(await call(method, path)).toEqual({
      status: 501,
      code: 1,
      message: expect.stringContaining(`${method} ${path}`),
      response: null,
    });
  },
);

test("what is not served stands in the log, an address of nobody's doesn't", async () => {
  const { fetch, get, state } = shop();
  await fetch(new Request("https://api.iamport.kr/subscribe/payments/foreign", { method: "POST" }));
  await get("/wp-login.php");
  const called = { event: "call", method: "POST", path: "/subscribe/payments/foreign", status: 501, code: 1 };
  expect(state.log.all()).toMatchObject([called]);
});

test("an address of nobody's is a 404 without PortOne's numeric code", async () => {
  const { get } = shop();
  const answer = await get("/wp-login.php");
  expect(answer.status).toBe(404);
  expect(await answer.json()).toEqual({ error: expect.stringContaining("/wp-login.php") });
});

test.each(["localhost:3000/webhook", "ftp://shop.example/", "/webhook"])(
  "a webhookUrl that cannot be sent to (%s) is refused at once",
  (webhookUrl) => {
    expect(() => settingsFrom({ webhookUrl })).toThrow("webhookUrl");
  },
);
