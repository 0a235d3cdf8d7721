import { afterEach, describe, expect, it, vi } from "vitest";
import { createPaymentHandlers, type Order, type PaymentHandlersOptions } from "../../src/server/index.ts";
import { portone } from "./portone.ts";

const merchant_uid = "order-1";

afterEach(() => {
  vi.restoreAllMocks();
});

function shopWith(options: Partial<PaymentHandlersOptions> = {}, orders: Record<string, Order> = {}) {
  const shop = portone();
  const known: Record<string, Order> = { [merchant_uid]: { amount: 64900 }, ...orders };
  const onVerified = vi.fn();
  const onForged = vi.fn();
  const onError = vi.fn();
  const handlers = createPaymentHandlers({
    client: shop.client({ retries: 0 }),
    findOrder: async (id) => known[id] ?? null,
    onVerified,
    onForged,
    onError,
    ...options,
  });
  return { ...shop, ...handlers, onVerified, onForged, onError };
}

const address = "https://shop.example/payments";

function json(body: unknown, init: RequestInit = {}): Request {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const headers = { "content-type": "application/json" };
  return new Request(address, { method: "POST", headers, body: text, ...init });
}

function form(fields: Record<string, string>): Request {
  return new Request(address, { method: "POST", body: new URLSearchParams(fields) });
}

async function read(response: Response): Promise<[number, Record<string, unknown>]> {
  expect(response.headers.get("content-type")).toContain("application/json");
  const body = await response.json();
  expect(body.message).toEqual(expect.any(String));
  return [response.status, body];
}

describe("what the browser and PortOne's webhook hear", () => {
  it("of a paid order", async () => {
    const shop = shopWith();
    const imp_uid = await shop.pay();
    expect(await read(await shop.complete(json({ imp_uid, merchant_uid })))).toEqual([
      200,
      { status: "success", message: expect.any(String) },
    ]);
    expect((await shop.webhook(json({ imp_uid, merchant_uid, status: "paid" }))).status).toBe(200);
    expect(shop.onVerified).toHaveBeenCalledTimes(2);
    expect(shop.onVerified).toHaveBeenCalledWith({
      status: "paid",
      payment: expect.objectContaining({ imp_uid }),
    });
  });

  it("of an issued account", async () => {
    const shop = shopWith();
    const imp_uid = await shop.pay({ pay_method: "vbank" });
    const [status, body] = await read(await shop.complete(json({ imp_uid, merchant_uid })));
    expect(status).toBe(200);
    expect(body).toEqual({
      status: "vbankIssued",
      message: expect.any(String),
      vbank_num: expect.stringMatching(/^\d+$/),
      vbank_name: expect.any(String),
      vbank_holder: expect.any(String),
      vbank_date: expect.any(Number),
    });
    expect((await shop.webhook(form({ imp_uid, merchant_uid, status: "ready" }))).status).toBe(200);
    expect(shop.onVerified).toHaveBeenCalledWith(expect.objectContaining({ status: "ready" }));
  });

  it("of a payment that isn't finished, of which nothing follows", async () => {
    const shop = shopWith();
    const imp_uid = await shop.pay({}, null);
    expect(await read(await shop.complete(json({ imp_uid, merchant_uid })))).toMatchObject([
      200,
      { status: "pending" },
    ]);
    expect((await shop.webhook(json({ imp_uid, merchant_uid }))).status).toBe(200);
    expect(shop.onVerified).not.toHaveBeenCalled();
  });

  it("of a refused one: the gateway's words", async () => {
    const shop = shopWith();
    const imp_uid = await shop.pay({}, "decline");
    const [status, body] = await read(await shop.complete(json({ imp_uid, merchant_uid })));
    expect(status).toBe(400);
    expect(body).toMatchObject({ status: "failed", message: expect.stringContaining("거절") });
    expect((await shop.webhook(json({ imp_uid, merchant_uid }))).status).toBe(200);
    expect(shop.onVerified).toHaveBeenCalledWith(expect.objectContaining({ status: "failed" }));
  });

  it("of a cancelled one", async () => {
    const shop = shopWith();
    const imp_uid = await shop.pay();
    await shop.client().cancelPayment({ imp_uid, reason: "품절" });
    expect(await read(await shop.complete(json({ imp_uid, merchant_uid })))).toEqual([
      400,
      { status: "failed", message: "품절" },
    ]);
    expect((await shop.webhook(json({ imp_uid, merchant_uid, status: "paid" }))).status).toBe(200);
    expect(shop.onVerified).toHaveBeenCalledWith(expect.objectContaining({ status: "cancelled" }));
    expect(shop.onVerified).not.toHaveBeenCalledWith(expect.objectContaining({ status: "paid" }));
  });

  it("of a failure that names no payment: it is looked for by order", async () => {
    const shop = shopWith();
    await shop.pay();
    for (const request of [json({ imp_uid: null, merchant_uid }), form({ imp_uid: "", merchant_uid })]) {
      expect(await read(await shop.complete(request))).toMatchObject([200, { status: "success" }]);
    }
  });
});

describe("what was made up settles nothing, and the answer says why", () => {
  it.each([
    ["an order that doesn't exist", "unknown_order", { merchant_uid: "none" }],
    ["a payment that doesn't exist", "unknown_payment", { imp_uid: "imp_999999999999" }],
    ["another customer's payment", "merchant_uid", { merchant_uid: "dear" }],
  ])("%s", async (_, reason, claim) => {
    const shop = shopWith({}, { dear: { amount: 64900 } });
    const imp_uid = await shop.pay();
    const claimed = { imp_uid, merchant_uid, status: "paid", ...claim };
    for (const handler of [shop.complete, shop.webhook]) {
      const [status, body] = await read(await handler(json(claimed)));
      expect(status).toBe(400);
      expect(body).toEqual({ status: "forgery", reason, message: expect.any(String) });
    }
    expect(shop.onVerified).not.toHaveBeenCalled();
    expect(shop.onForged).toHaveBeenCalledTimes(2);
    expect(shop.onForged).toHaveBeenCalledWith(
      expect.objectContaining({
        status: "forged",
        reason,
        imp_uid: claimed.imp_uid,
        merchant_uid: claimed.merchant_uid,
      }),
    );
  });

  it("a smaller amount", async () => {
    const shop = shopWith();
    const imp_uid = await shop.pay({ amount: 1 });
    const [status, body] = await read(await shop.complete(json({ imp_uid, merchant_uid })));
    expect([status, body.status, body.reason]).toEqual([400, "forgery", "amount"]);
    expect(shop.onVerified).not.toHaveBeenCalled();
  });
});

describe("what is no report", () => {
  it.each([
    "",
    "null",
    "[]",
    '"imp_1"',
    "{",
    "{}",
    '{"imp_uid":"imp_1"}',
    '{"imp_uid":{"$ne":1},"merchant_uid":"order-1"}',
    '{"imp_uid":["imp_1"],"merchant_uid":"order-1"}',
    '{"imp_uid":"../prepare","merchant_uid":"order-1"}',
    '{"imp_uid":"imp_1?a","merchant_uid":"order-1"}',
    '{"imp_uid":"imp_1#","merchant_uid":"order-1"}',
    '{"imp_uid":"imp%2F1","merchant_uid":"order-1"}',
    '{"imp_uid":"imp_1","merchant_uid":".."}',
    '{"imp_uid":"imp_1","merchant_uid":"\\ud800"}',
    '{"imp_uid":"imp_1","merchant_uid":7}',
    `{"imp_uid":"${"a".repeat(51)}","merchant_uid":"order-1"}`,
    `{"imp_uid":"imp_1","merchant_uid":"${"a".repeat(41)}"}`,
    `${"[".repeat(30_000)}${"]".repeat(30_000)}`,
  ])("%.60s is answered 400 without asking anybody", async (body) => {
    const findOrder = vi.fn();
    const shop = shopWith({ findOrder });
    for (const handler of [shop.complete, shop.webhook]) {
      const [status, answer] = await read(await handler(json(body)));
      expect(status).toBe(400);
      expect(answer).not.toHaveProperty("status");
    }
    expect(findOrder).not.toHaveBeenCalled();
    expect(shop.asked).toEqual([]);
    expect(shop.onError).not.toHaveBeenCalled();
  });

  it("a webhook names its payment", async () => {
    const shop = shopWith();
    expect((await shop.webhook(json({ merchant_uid }))).status).toBe(400);
    expect((await shop.webhook(json({ imp_uid: null, merchant_uid }))).status).toBe(400);
  });

  it("over 64 KiB is answered 413, and not read to its end", async () => {
    const shop = shopWith();
    const exactly = JSON.stringify({ imp_uid: "imp_1", merchant_uid, padding: "" });
    const padded = (bytes: number) =>
      JSON.stringify({ imp_uid: "imp_1", merchant_uid, padding: "x".repeat(bytes - exactly.length) });
    expect((await shop.complete(json(padded(64 * 1024)))).status).not.toBe(413);
    expect((await shop.complete(json(padded(64 * 1024 + 1)))).status).toBe(413);
    let pulled = 0;
    const endless = new ReadableStream({
      pull: (controller) => {
        pulled += 16 * 1024;
        controller.enqueue(new Uint8Array(16 * 1024));
      },
    });
    const request = new Request(address, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: endless,
      duplex: "half",
    } as RequestInit);
    expect((await shop.complete(request)).status).toBe(413);
    expect(pulled).toBeLessThan(256 * 1024);
  });

  it("a body that breaks off is answered 400", async () => {
    const broken = new ReadableStream({ pull: (controller) => controller.error(new Error("gone")) });
    const headers = { "content-type": "application/json" };
    const request = new Request(address, {
      method: "POST",
      headers,
      body: broken,
      duplex: "half",
    } as RequestInit);
    expect((await shopWith().complete(request)).status).toBe(400);
  });

  it.each(["GET", "PUT", "DELETE", "OPTIONS"])("%s is answered 405", async (method) => {
    const answer = await shopWith().webhook(new Request(address, { method }));
    expect(answer.status).toBe(405);
    expect(answer.headers.get("allow")).toBe("POST");
  });

  it.each(["text/plain", "multipart/form-data; boundary=x", "application/jsonp", ""])(
    "the content type %j is answered 415",
    async (type) => {
      const request = json({ imp_uid: "imp_1", merchant_uid });
      if (type) request.headers.set("content-type", type);
      else request.headers.delete("content-type");
      expect((await shopWith().complete(request)).status).toBe(415);
    },
  );

  it("a charset is no other content type", async () => {
    const shop = shopWith();
    const imp_uid = await shop.pay();
    const headers = { "content-type": "Application/JSON; charset=UTF-8" };
    expect((await shop.complete(json({ imp_uid, merchant_uid }, { headers }))).status).toBe(200);
  });
});

describe("what can't be found out now is answered 503, so that the webhook comes again", () => {
  it.each([
    { kind: "drop" },
    { kind: "error", status: 500 },
    { kind: "rubbish" },
    { kind: "error", status: 403 },
  ] as const)("PortOne: %j", async (fault) => {
    const shop = shopWith();
    const imp_uid = await shop.pay();
    await shop.faults({ ...fault, path: "/payments" });
    const [status, body] = await read(await shop.webhook(json({ imp_uid, merchant_uid })));
    expect(status).toBe(503);
    expect(Object.keys(body)).toEqual(["message"]);
    expect(shop.onVerified).not.toHaveBeenCalled();
    expect(shop.onError).toHaveBeenCalledWith(expect.objectContaining({ name: "IamportApiError" }));
    // PortOne is back, and its webhook comes again.
    expect((await shop.webhook(json({ imp_uid, merchant_uid }))).status).toBe(200);
    expect(shop.onVerified).toHaveBeenCalledTimes(1);
  });

  it.each(["findOrder", "onVerified", "onForged"] as const)("%s throws", async (name) => {
    const secret = new Error("password=hunter2");
    const shop = shopWith({
      [name]: () => {
        throw secret;
      },
    });
    const imp_uid = await shop.pay({ amount: name === "onForged" ? 1 : 64900 });
    const answer = await shop.webhook(json({ imp_uid, merchant_uid }));
    expect(answer.status).toBe(503);
    expect(await answer.text()).not.toContain("hunter2");
    expect(shop.onError).toHaveBeenCalledWith(secret);
  });

  it("onError itself throws: the answer goes out all the same, and both errors are told", async () => {
    const told = vi.spyOn(console, "error").mockImplementation(() => undefined);
    const shop = shopWith({
      findOrder: () => Promise.reject(new Error("first")),
      onError: () => Promise.reject(new Error("second")),
    });
    expect((await shop.complete(json({ imp_uid: "imp_1", merchant_uid }))).status).toBe(503);
    expect(told.mock.calls.flat().map(String)).toEqual(["Error: first", "Error: second"]);
  });

  it("nobody listens to errors: they go to the console", async () => {
    const told = vi.spyOn(console, "error").mockImplementation(() => undefined);
    const shop = shopWith({ findOrder: () => Promise.reject(new Error("database")), onError: undefined });
    expect((await shop.complete(json({ imp_uid: "imp_1", merchant_uid }))).status).toBe(503);
    expect(told).toHaveBeenCalled();
  });
});

it("onVerified is done before the answer goes out", async () => {
  const order: string[] = [];
  let settle = () => {};
  const shop = shopWith({
    onVerified: () =>
      new Promise<void>((resolve) => {
        order.push("asked");
        settle = () => {
          order.push("settled");
          resolve();
        };
      }),
  });
  const imp_uid = await shop.pay();
  const answer = shop.complete(json({ imp_uid, merchant_uid })).then(() => order.push("answered"));
  await vi.waitFor(() => expect(order).toEqual(["asked"]));
  settle();
  await answer;
  expect(order).toEqual(["asked", "settled", "answered"]);
});
