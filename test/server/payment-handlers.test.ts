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
    authorize: (request) => request.headers.get("cookie") === "session=customer",
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

/** A report by somebody who has proof that the order is theirs. */
function customer(body: unknown): Request {
  return json(body, { headers: { "content-type": "application/json", cookie: "session=customer" } });
}

function form(fields: Record<string, string>): Request {
  return new Request(address, { method: "POST", body: new URLSearchParams(fields) });
}

async function read(response: Response): Promise<[number, Record<string, unknown>]> {
  expect(response.headers.get("content-type")).toContain("application/json");
  expect(response.headers.get("cache-control")).toBe("no-store");
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

  it("of a payment that PortOne calls cancelled, though the shop keeps most of it", async () => {
    const shop = shopWith();
    const imp_uid = await shop.pay();
    await shop.client().cancelPayment({ imp_uid, amount: 4900 });
    const { complete } = createPaymentHandlers({
      client: shop.client({
        fetch: async (url, init) => {
          const answer = await shop.fetch(url, init);
          const text = await answer.text();
          return new Response(text.replace('"status":"paid"', '"status":"cancelled"'), answer);
        },
      }),
      findOrder: () => ({ amount: 64900 }),
      onVerified: shop.onVerified,
    });
    const [status, body] = await read(await complete(json({ imp_uid, merchant_uid })));
    expect([status, body.status]).toEqual([200, "success"]);
    expect(shop.onVerified).toHaveBeenCalledExactlyOnceWith({
      status: "paid",
      payment: expect.objectContaining({ imp_uid, status: "cancelled", cancel_amount: 4900 }),
    });
  });

  it("of an issued account", async () => {
    const shop = shopWith();
    const imp_uid = await shop.pay({ pay_method: "vbank" });
    const stranger = await read(await shop.complete(json({ imp_uid, merchant_uid })));
    expect(stranger).toEqual([200, { status: "vbankIssued", message: expect.any(String) }]);
    const [status, body] = await read(await shop.complete(customer({ imp_uid, merchant_uid })));
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

  it("of a refused one: the gateway's words for the customer", async () => {
    const shop = shopWith();
    const imp_uid = await shop.pay({}, "decline");
    const [status, body] = await read(await shop.complete(customer({ imp_uid, merchant_uid })));
    expect(status).toBe(400);
    expect(body).toMatchObject({ status: "failed", message: expect.stringContaining("거절") });
    expect((await shop.webhook(json({ imp_uid, merchant_uid }))).status).toBe(200);
    expect(shop.onVerified).toHaveBeenCalledWith(expect.objectContaining({ status: "failed" }));
  });

  it("of a cancelled one", async () => {
    const shop = shopWith();
    const imp_uid = await shop.pay();
    await shop.client().cancelPayment({ imp_uid, reason: "품절" });
    expect(await read(await shop.complete(customer({ imp_uid, merchant_uid })))).toEqual([
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

describe("what was made up settles nothing, and the answer says why to the customer alone", () => {
  it.each([
    ["an order that doesn't exist", "unknown_order", { merchant_uid: "none" }],
    ["a payment that doesn't exist", "unknown_payment", { imp_uid: "imp_999999999999" }],
    ["another customer's payment", "merchant_uid", { merchant_uid: "dear" }],
  ])("%s", async (_, reason, claim) => {
    const shop = shopWith({}, { dear: { amount: 64900 } });
    const imp_uid = await shop.pay();
    const claimed = { imp_uid, merchant_uid, status: "paid", ...claim };
    const words = new Set<unknown>();
    for (const handler of [shop.complete, shop.webhook]) {
      const [status, body] = await read(await handler(json(claimed)));
      expect(status).toBe(400);
      expect(body).toEqual({ status: "forgery", message: expect.any(String) });
      words.add(body.message);
    }
    // The same whether there is such an order or not: else orders could be counted up.
    expect([...words]).toEqual(["This is no payment of this order."]);
    const [, known] = await read(await shop.complete(customer(claimed)));
    expect(known).toMatchObject({ status: "forgery", reason });
    expect(shop.onVerified).not.toHaveBeenCalled();
    expect(shop.onForged).toHaveBeenCalledTimes(3);
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
    expect([status, body.status]).toEqual([400, "forgery"]);
    expect(shop.onForged).toHaveBeenCalledWith(expect.objectContaining({ reason: "amount" }));
    expect(shop.onVerified).not.toHaveBeenCalled();
  });
});

describe("what is no report", () => {
  it.each([
    ...["", "null", "[]", '"imp_1"', "{", `${"[".repeat(30_000)}${"]".repeat(30_000)}`],
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
    `{"imp_uid":"imp_1","merchant_uid":"${"a".repeat(256)}"}`,
  ])(
    "%.60s, which names no payment, is answered 400 without asking anybody, and rings nobody up",
    async (body) => {
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
    },
  );

  it("an order number of 44 characters, as in PortOne's own guide, is none such: it is looked up, and settled", async () => {
    const long = "payment-39ecfa97-1f2b-4f5c-9d3e-0b6a6c1d8e7f";
    const shop = shopWith({}, { [long]: { amount: 64900 } });
    const imp_uid = await shop.pay({ merchant_uid: long }, "approve", "v1");
    for (const report of [
      { imp_uid, merchant_uid: long },
      { imp_uid: null, merchant_uid: long },
    ]) {
      expect((await shop.complete(json(report))).status).toBe(200);
    }
    expect((await shop.webhook(json({ imp_uid, merchant_uid: long }))).status).toBe(200);
    expect(shop.onVerified).toHaveBeenCalledTimes(3);
    expect(shop.onError).not.toHaveBeenCalled();
    const client = shop.client();
    expect(await client.findPayment(long)).toMatchObject({ imp_uid });
    expect(await client.cancelPayment({ merchant_uid: long })).toMatchObject({
      imp_uid,
      status: "cancelled",
    });
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
    const headers = { "content-type": "application/json", "content-length": "100" };
    const announcedShort = json(padded(64 * 1024 + 1), { headers });
    expect((await shop.complete(announcedShort)).status).toBe(413);
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
    expect(answer.headers.get("cache-control")).toBe("no-store");
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
    expect(shop.onError).toHaveBeenCalledWith(
      expect.objectContaining({
        name: "IamportApiError",
        path: `/payments/${imp_uid}?include_sandbox=true`,
      }),
      { imp_uid, merchant_uid, source: "webhook" },
    );
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
    expect(shop.onError).toHaveBeenCalledWith(secret, { imp_uid, merchant_uid, source: "webhook" });
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

describe("strangers", () => {
  const orders = { "order-2": { amount: 64900 }, "order-3": { amount: 64900 } };
  const customersOnly = ["vbank_num", "vbank_name", "vbank_holder", "vbank_date", "reason"];

  it.each([
    ["nobody is asked for proof", { authorize: undefined }],
    ["the shop says no", { authorize: () => false }],
    ["the shop says something that isn't yes", { authorize: (() => "yes") as unknown as () => boolean }],
    ["the shop says no, later", { authorize: async () => false }],
  ])("who count order numbers up hear the verdict alone: %s", async (_, options) => {
    const shop = shopWith(options, orders);
    const cancelled = await shop.pay();
    await shop.client().cancelPayment({ imp_uid: cancelled, reason: "손님이 무례함" });
    const account = await shop.pay({ merchant_uid: "order-2", pay_method: "vbank" });
    const declined = await shop.pay({ merchant_uid: "order-3" }, "decline");
    for (const report of [
      { imp_uid: cancelled, merchant_uid },
      { imp_uid: account, merchant_uid: "order-2" },
      { imp_uid: declined, merchant_uid: "order-3" },
      { imp_uid: null, merchant_uid: "order-2" },
      { imp_uid: account, merchant_uid },
    ]) {
      const [, body] = await read(await shop.complete(customer(report)));
      for (const name of customersOnly) expect(body).not.toHaveProperty(name);
      expect(JSON.stringify(body)).not.toMatch(/무례|거절|\d{6}/);
    }
  });

  it("hear nothing at all from the webhook's address", async () => {
    const shop = shopWith({ authorize: () => true }, orders);
    const answers = new Set<string>();
    for (const [order, decision, pay_method] of [
      [merchant_uid, "approve", "card"],
      ["order-2", "decline", "card"],
      ["order-3", "approve", "vbank"],
    ] as const) {
      const imp_uid = await shop.pay({ merchant_uid: order, pay_method }, decision);
      const [status, body] = await read(await shop.webhook(customer({ imp_uid, merchant_uid: order })));
      expect(status).toBe(200);
      answers.add(JSON.stringify(body));
    }
    expect([...answers]).toEqual(['{"message":"Received."}']);
  });

  it("are what everybody is while the shop can't tell, and the order is settled all the same", async () => {
    const away = new Error("sessions are away");
    const shop = shopWith({ authorize: () => Promise.reject(away) });
    const imp_uid = await shop.pay({ pay_method: "vbank" });
    const [status, body] = await read(await shop.complete(customer({ imp_uid, merchant_uid })));
    expect([status, Object.keys(body)]).toEqual([200, ["status", "message"]]);
    expect(shop.onVerified).toHaveBeenCalledOnce();
    expect(shop.onError).toHaveBeenCalledWith(away, { imp_uid, merchant_uid, source: "complete" });
  });

  it("authorize is asked with the customer's request and the order", async () => {
    const authorize = vi.fn(() => true);
    const shop = shopWith({ authorize });
    const imp_uid = await shop.pay();
    const request = customer({ imp_uid, merchant_uid });
    await shop.complete(request);
    expect(authorize).toHaveBeenCalledWith(request, merchant_uid);
  });
});

describe("an order with several payments", () => {
  const twoWindows = async (shop: ReturnType<typeof shopWith>) => {
    const windows = [await shop.pay({}, null), await shop.pay({}, null)] as const;
    for (const window of windows) await shop.decide(window);
    return windows;
  };
  const heard = (shop: ReturnType<typeof shopWith>) =>
    shop.onVerified.mock.calls.map(([{ status, payment, duplicate }]) => [
      payment.imp_uid,
      status,
      duplicate ?? false,
    ]);

  it("that were both paid: the shop is told which one is too many, the customer that the order is paid", async () => {
    const shop = shopWith();
    const windows = await twoWindows(shop);
    for (const imp_uid of windows) {
      expect(await read(await shop.complete(json({ imp_uid, merchant_uid })))).toMatchObject([
        200,
        { status: "success" },
      ]);
    }
    const last = new Map(heard(shop).map(([imp_uid, , duplicate]) => [imp_uid, duplicate]));
    expect([...last.keys()].sort()).toEqual([...windows].sort());
    expect([...last.values()].filter(Boolean)).toHaveLength(1);
  });

  it("the shop's own books decide which one is the order's, in every process", async () => {
    const shop = shopWith();
    const [first, second] = await twoWindows(shop);
    for (const [paidBy, other] of [
      [first, second],
      [second, first],
    ] as const) {
      const process = shopWith({ client: shop.client(), findOrder: () => ({ amount: 64900, paidBy }) });
      await process.webhook(json({ imp_uid: other, merchant_uid }));
      expect(heard(process)).toEqual([
        [other, "paid", true],
        [paidBy, "paid", false],
      ]);
    }
  });

  it("one that was given back is no duplicate's original any more", async () => {
    const shop = shopWith();
    const [first, second] = await twoWindows(shop);
    await shop.webhook(json({ imp_uid: first, merchant_uid }));
    await shop.client().cancelPayment({ imp_uid: first });
    shop.onVerified.mockClear();
    await shop.webhook(json({ imp_uid: second, merchant_uid }));
    expect(heard(shop).at(-1)).toEqual([second, "paid", false]);
    expect(heard(shop)).toContainEqual([first, "cancelled", false]);
  });

  it("an account that was paid into after a card: both are known, one of them as a duplicate", async () => {
    const shop = shopWith();
    const card = await shop.pay({}, null);
    const account = await shop.pay({ pay_method: "vbank" });
    await shop.decide(card);
    await shop.webhook(json({ imp_uid: card, merchant_uid }));
    await shop.deposit(account);
    await shop.webhook(json({ imp_uid: account, merchant_uid }));
    expect(heard(shop).filter(([, , duplicate]) => duplicate)).toHaveLength(1);
    expect(new Set(heard(shop).map(([imp_uid]) => imp_uid))).toEqual(new Set([card, account]));
  });

  it("a failed attempt in one window, when another has paid: the customer hears that it is paid", async () => {
    const shop = shopWith();
    const [failed, paid] = [await shop.pay({}, null), await shop.pay({}, null)];
    await shop.decide(paid);
    await shop.decide(failed, "decline");
    expect(await read(await shop.complete(json({ imp_uid: failed, merchant_uid })))).toMatchObject([
      200,
      { status: "success" },
    ]);
    // The shop's last word is what the order has come to.
    expect(heard(shop)).toEqual([
      [failed, "failed", false],
      [paid, "paid", false],
    ]);
  });

  it("a failed attempt beside an account that waits for its deposit: the account", async () => {
    const shop = shopWith();
    await shop.pay({ pay_method: "vbank" });
    const failed = await shop.pay({}, "decline");
    expect(await read(await shop.complete(customer({ imp_uid: failed, merchant_uid })))).toMatchObject([
      200,
      { status: "vbankIssued", vbank_num: expect.stringMatching(/\d/) },
    ]);
  });

  it("PortOne is asked once for one payment that is paid: the common case costs no more", async () => {
    const shop = shopWith();
    const imp_uid = await shop.pay();
    await shop.complete(json({ imp_uid, merchant_uid }));
    await shop.webhook(json({ imp_uid, merchant_uid }));
    expect(shop.asked).toEqual([
      "POST /users/getToken",
      `GET /payments/${imp_uid}?include_sandbox=true`,
      `GET /payments/${imp_uid}?include_sandbox=true`,
    ]);
  });

  it("one that the shop throws at keeps no other back", async () => {
    const known: string[] = [];
    const shop = shopWith({
      onVerified: ({ status, payment }) => {
        if (status === "failed") throw new Error("database");
        known.push(payment.imp_uid);
      },
    });
    const [failed, paid] = [await shop.pay({}, null), await shop.pay({}, null)];
    await shop.decide(paid);
    await shop.decide(failed, "decline");
    expect((await shop.complete(json({ imp_uid: failed, merchant_uid }))).status).toBe(503);
    expect(known).toEqual([paid]);
  });
});

it("an order that nobody tried to pay: said as such, and nobody is accused", async () => {
  const shop = shopWith();
  expect(await read(await shop.complete(json({ imp_uid: null, merchant_uid })))).toEqual([
    400,
    { status: "notStarted", message: "Nobody has tried to pay this order yet." },
  ]);
  expect(shop.onForged).not.toHaveBeenCalled();
  expect(shop.onVerified).not.toHaveBeenCalled();
});

it("a payment that was given back in part reaches the shop with what is left of it", async () => {
  const shop = shopWith();
  const imp_uid = await shop.pay();
  await shop.client().cancelPayment({ imp_uid, amount: 64899 });
  await shop.webhook(json({ imp_uid, merchant_uid }));
  expect(shop.onVerified).toHaveBeenCalledWith({
    status: "paid",
    payment: expect.objectContaining({ amount: 64900, cancel_amount: 64899 }),
  });
});

it("something in between that says 404 makes no payment forged: the webhook comes again", async () => {
  const foreign = JSON.stringify({ message: "Cannot GET /payments", statusCode: 404 });
  const shop = portone();
  const client = shop.client({
    retries: 0,
    fetch: async (url, init) =>
      url.includes("/payments/") ? new Response(foreign, { status: 404 }) : shop.fetch(url, init),
  });
  const handlers = shopWith({ client });
  const answer = await handlers.webhook(json({ imp_uid: "imp_1", merchant_uid }));
  expect(answer.status).toBe(503);
  expect(handlers.onForged).not.toHaveBeenCalled();
  expect(handlers.onError.mock.calls[0]?.[0]).toMatchObject({ status: 404, retryable: true });
});

describe("simultaneous reports of one payment", () => {
  it("share one look-up", async () => {
    const shop = shopWith();
    const imp_uid = await shop.pay();
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => shop.webhook(json({ imp_uid, merchant_uid }))),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(shop.asked.filter((asked) => asked.includes(imp_uid))).toHaveLength(1);
    expect(shop.onVerified).toHaveBeenCalledTimes(100);
  });

  it("that come while it is under way share the next one, since the first may be older than their news", async () => {
    const shop = portone();
    const imp_uid = await shop.pay({ pay_method: "vbank" });
    let answer = () => {};
    let asked = 0;
    const client = shop.client({
      fetch: async (url, init) => {
        const response = await shop.fetch(url, init);
        // PortOne's answer from before the deposit is long on its way.
        if (url.includes(imp_uid) && asked++ === 0) await new Promise<void>((resolve) => (answer = resolve));
        return response;
      },
    });
    const handlers = shopWith({ client });
    const first = handlers.webhook(json({ imp_uid, merchant_uid, status: "ready" }));
    await vi.waitFor(() => expect(asked).toBe(1));
    await shop.deposit(imp_uid);
    const others = Array.from({ length: 20 }, () =>
      handlers.webhook(json({ imp_uid, merchant_uid, status: "paid" })),
    );
    await new Promise((resolve) => setTimeout(resolve, 20));
    answer();
    await Promise.all([first, ...others]);
    expect(asked).toBe(2);
    expect(handlers.onVerified.mock.calls.map(([{ status }]) => status)).toEqual([
      "ready",
      ...Array(20).fill("paid"),
    ]);
  });
});

it("jQuery's form that says it is JSON, as PortOne's own guide sends it, is read", async () => {
  const shop = shopWith();
  const imp_uid = await shop.pay();
  const body = new URLSearchParams({ imp_uid, merchant_uid }).toString();
  expect(await read(await shop.complete(json(body)))).toMatchObject([200, { status: "success" }]);
  expect((await shop.complete(json("imp_uid=imp_1"))).status).toBe(400);
});

it("a body that something else has read is said to be that, and the developer is told what to do", async () => {
  const shop = shopWith();
  const request = json({ imp_uid: "imp_1", merchant_uid });
  await request.text();
  expect(await read(await shop.webhook(request))).toEqual([400, { message: "The body was already read." }]);
  expect(shop.onError).toHaveBeenCalledWith(
    expect.objectContaining({ message: expect.stringContaining("hand on the request as it came") }),
    { imp_uid: null, merchant_uid: null, source: "webhook" },
  );
});

describe("the operator's log", () => {
  it("has one entry for each verdict, with order, payment, reason and duration", async () => {
    const log = vi.fn();
    const shop = shopWith({ log });
    const imp_uid = await shop.pay();
    await shop.complete(json({ imp_uid, merchant_uid }));
    await shop.webhook(json({ imp_uid, merchant_uid: "none" }));
    await shop.complete(json({ imp_uid: null, merchant_uid }));
    expect(log.mock.calls).toEqual([
      [
        {
          source: "complete",
          merchant_uid,
          imp_uid,
          verdict: "paid",
          amount: 64900,
          cancel_amount: 0,
          currency: "KRW",
          duration: expect.any(Number),
        },
      ],
      [
        {
          source: "webhook",
          merchant_uid: "none",
          imp_uid,
          verdict: "forged",
          reason: "unknown_order",
          detail: expect.stringContaining("findOrder"),
          duration: expect.any(Number),
        },
      ],
      [expect.objectContaining({ verdict: "paid", imp_uid })],
    ]);
  });

  it("has an entry for what could not be found out", async () => {
    const log = vi.fn();
    const shop = shopWith({ log, findOrder: () => Promise.reject(new Error("database")) });
    await shop.complete(json({ imp_uid: "imp_1", merchant_uid }));
    expect(log.mock.calls).toMatchObject([[{ verdict: "error", merchant_uid, imp_uid: "imp_1" }]]);
  });

  it("can't be written into by strangers, nor turned around", async () => {
    const log = vi.fn();
    const shop = shopWith({ log, onForged: undefined });
    const warned = vi.spyOn(console, "warn").mockImplementation(() => undefined);
    await shop.webhook(json({ imp_uid: "imp_1", merchant_uid: "1\u202e2\u2028paid\u200b" }));
    for (const line of [JSON.stringify(log.mock.calls), String(warned.mock.calls[0])]) {
      expect(line).toContain("202e");
      expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    }
  });

  it("that can't be written loses no payment", async () => {
    const told = vi.spyOn(console, "error").mockImplementation(() => undefined);
    const shop = shopWith({ log: () => Promise.reject(new Error("disk full")) });
    const imp_uid = await shop.pay();
    expect((await shop.complete(json({ imp_uid, merchant_uid }))).status).toBe(200);
    expect(shop.onVerified).toHaveBeenCalledOnce();
    expect(String(told.mock.calls[0])).toContain("disk full");
  });
});

it("a test payment on a client without includeSandbox: the developer is told the commonest cause, the customer not", async () => {
  const shop = portone();
  const imp_uid = await shop.pay();
  const live = shopWith({ client: shop.client({ includeSandbox: false }) });
  const [, body] = await read(await live.complete(customer({ imp_uid, merchant_uid })));
  expect(body).toEqual({ status: "forgery", reason: "unknown_payment", message: expect.any(String) });
  expect(JSON.stringify(body)).not.toMatch(/sandbox|test/i);
  expect(live.onForged.mock.calls[0]?.[0].detail).toContain("includeSandbox: true");
  // Nobody listens: it goes to the console.
  const warned = vi.spyOn(console, "warn").mockImplementation(() => undefined);
  const silent = shopWith({ client: shop.client({ includeSandbox: false }), onForged: undefined });
  await silent.complete(json({ imp_uid, merchant_uid }));
  expect(String(warned.mock.calls[0])).toContain("includeSandbox: true");
});
