import { describe, expect, it, vi } from "vitest";
import { type Order, type Payment, verifyPayment } from "../../src/server/index.ts";
import { portone } from "./portone.ts";

const merchant_uid = "order-1";
const chair: Order = { amount: 64900 };
const findOrder = (order: Order | null) => async () => order;

describe("a payment that is the order's", () => {
  it("is paid", async () => {
    const shop = portone();
    const imp_uid = await shop.pay();
    const verification = await verifyPayment(shop.client(), { imp_uid, merchant_uid }, findOrder(chair));
    expect(verification).toMatchObject({ status: "paid", payment: { imp_uid, amount: 64900 } });
  });

  it("is ready once its virtual account was issued, and paid once the deposit is there", async () => {
    const shop = portone();
    const client = shop.client();
    const imp_uid = await shop.pay({ pay_method: "vbank" });
    const look = () => verifyPayment(client, { imp_uid, merchant_uid }, findOrder(chair));
    expect(await look()).toMatchObject({ status: "ready", payment: { vbank_num: expect.any(String) } });
    await shop.deposit(imp_uid);
    expect(await look()).toMatchObject({ status: "paid" });
  });

  it("is pending while it was opened and not finished", async () => {
    const shop = portone();
    const imp_uid = await shop.pay({}, null);
    const request = { imp_uid, merchant_uid };
    expect(await verifyPayment(shop.client(), request, findOrder(chair))).toMatchObject({
      status: "pending",
    });
  });

  it.each(["decline", "cancel"])("has failed after %s", async (decision) => {
    const shop = portone();
    const imp_uid = await shop.pay({}, decision);
    const request = { imp_uid, merchant_uid };
    expect(await verifyPayment(shop.client(), request, findOrder(chair))).toMatchObject({
      status: "failed",
      payment: { fail_reason: expect.any(String) },
    });
  });

  it("stays paid when part of it was given back, and is cancelled when all of it was", async () => {
    const shop = portone();
    const client = shop.client();
    const imp_uid = await shop.pay();
    const look = () => verifyPayment(client, { imp_uid, merchant_uid }, findOrder(chair));
    await client.cancelPayment({ imp_uid, amount: 4900, checksum: 64900, reason: "한 개 빠짐" });
    expect(await look()).toMatchObject({ status: "paid", payment: { cancel_amount: 4900 } });
    await client.cancelPayment({ imp_uid, checksum: 60000, reason: "주문 취소" });
    expect(await look()).toMatchObject({ status: "cancelled", payment: { cancel_amount: 64900 } });
  });
});

describe("a payment that isn't the order's", () => {
  it("settles nothing when there is no such order, and PortOne isn't asked", async () => {
    const shop = portone();
    const imp_uid = await shop.pay();
    expect(await verifyPayment(shop.client(), { imp_uid, merchant_uid }, findOrder(null))).toEqual({
      status: "forged",
      reason: "unknown_order",
    });
    expect(shop.asked).toEqual([]);
  });

  it("settles nothing when PortOne doesn't know it", async () => {
    const shop = portone();
    const request = { imp_uid: "imp_000000000000", merchant_uid };
    expect(await verifyPayment(shop.client(), request, findOrder(chair))).toEqual({
      status: "forged",
      reason: "unknown_payment",
    });
  });

  it.each(["../users/pg", "imp_1?include_sandbox=true", "imp_1#", "imp%2F1", "", "ㅎ", "a".repeat(51)])(
    "is not asked for with %j in the address",
    async (imp_uid) => {
      const shop = portone();
      const request = { imp_uid, merchant_uid };
      expect(await verifyPayment(shop.client(), request, findOrder(chair))).toEqual({
        status: "forged",
        reason: "unknown_payment",
      });
      expect(shop.asked.filter((asked) => asked.includes("imp"))).toEqual([]);
    },
  );

  it.each([".", "..", "a\nb", "\ud800", "x".repeat(256), ""])(
    "is not looked for by the order %j either",
    async (merchant_uid) => {
      const shop = portone();
      const find = vi.fn(findOrder(chair));
      expect(await verifyPayment(shop.client(), { merchant_uid }, find)).toEqual({
        status: "forged",
        reason: "unknown_order",
      });
      expect(find).not.toHaveBeenCalled();
      expect(shop.asked).toEqual([]);
    },
  );

  it("settles nothing when it paid for another order: a cheap one, claimed for a dear one", async () => {
    const shop = portone();
    const imp_uid = await shop.pay({ merchant_uid: "cheap", amount: 100 });
    const request = { imp_uid, merchant_uid: "dear" };
    const prices: Record<string, Order> = { cheap: { amount: 100 }, dear: chair };
    const verification = await verifyPayment(shop.client(), request, async (id) => prices[id] ?? null);
    expect(verification).toMatchObject({ status: "forged", reason: "merchant_uid", payment: { imp_uid } });
  });

  it("settles nothing when the amount was changed in the browser", async () => {
    const shop = portone();
    const imp_uid = await shop.pay({ amount: 100 });
    const request = { imp_uid, merchant_uid };
    expect(await verifyPayment(shop.client(), request, findOrder(chair))).toMatchObject({
      status: "forged",
      reason: "amount",
    });
  });

  it("settles nothing when it is in another currency, or the order's isn't said and it's not KRW", async () => {
    const shop = portone();
    const imp_uid = await shop.pay({ currency: "JPY" });
    const look = (order: Order) => verifyPayment(shop.client(), { imp_uid, merchant_uid }, findOrder(order));
    expect(await look(chair)).toMatchObject({ status: "forged", reason: "currency" });
    expect(await look({ ...chair, currency: "USD" })).toMatchObject({ reason: "currency" });
    expect(await look({ ...chair, currency: "JPY" })).toMatchObject({ status: "paid" });
  });

  it("settles nothing when it went through a test channel of a live shop", async () => {
    const shop = portone();
    const imp_uid = await shop.pay();
    const live = shop.client({ includeSandbox: false });
    const request = { imp_uid, merchant_uid };
    // Left out by the API …
    expect(await verifyPayment(live, request, findOrder(chair))).toEqual({
      status: "forged",
      reason: "unknown_payment",
    });
    // … and where the API answers all the same.
    expect(await verifyPayment(live, { merchant_uid }, findOrder(chair))).toMatchObject({
      status: "forged",
      reason: "test_payment",
    });
  });

  it("a live shop's own payment is paid", async () => {
    const gateways = [{ pg_provider: "kcp", pg_id: "LIVE1", type: "payment" as const, sandbox: false }];
    const shop = portone({ gateways });
    const imp_uid = await shop.pay();
    const request = { imp_uid, merchant_uid };
    const live = shop.client({ includeSandbox: false });
    expect(await verifyPayment(live, request, findOrder(chair))).toMatchObject({ status: "paid" });
  });
});

describe("looked for by order alone", () => {
  it("a paid payment counts, whatever was opened after it", async () => {
    const shop = portone();
    const opened = await shop.pay({}, null);
    const paid = await shop.pay();
    expect(opened).not.toBe(paid);
    const verification = await verifyPayment(shop.client(), { merchant_uid }, findOrder(chair));
    expect(verification).toMatchObject({ status: "paid", payment: { imp_uid: paid } });
  });

  it("else the newest counts", async () => {
    const shop = portone();
    await shop.pay({}, "decline");
    const newest = await shop.pay({}, null);
    const verification = await verifyPayment(
      shop.client(),
      { imp_uid: null, merchant_uid },
      findOrder(chair),
    );
    expect(verification).toMatchObject({ status: "pending", payment: { imp_uid: newest } });
  });

  it("an order that nobody tried to pay has no payment, and nobody is accused", async () => {
    const shop = portone();
    expect(await verifyPayment(shop.client(), { merchant_uid }, findOrder(chair))).toEqual({
      status: "notStarted",
    });
  });

  it("a declined card doesn't hide the account that still takes the deposit", async () => {
    const shop = portone();
    const account = await shop.pay({ pay_method: "vbank" });
    await shop.pay({}, "decline");
    const look = () => verifyPayment(shop.client(), { merchant_uid }, findOrder(chair));
    expect(await look()).toMatchObject({ status: "ready", payment: { imp_uid: account } });
    await shop.deposit(account);
    expect(await look()).toMatchObject({ status: "paid", payment: { imp_uid: account } });
  });

  it("a later window with another amount doesn't hide the payment or the account", async () => {
    const shop = portone();
    const account = await shop.pay({ pay_method: "vbank" });
    const [paid, wrong] = [await shop.pay({}, null), await shop.pay({ amount: 1 }, null)];
    await shop.decide(wrong);
    const look = () => verifyPayment(shop.client(), { merchant_uid }, findOrder(chair));
    expect(await look()).toMatchObject({ status: "ready", payment: { imp_uid: account } });
    await shop.decide(paid);
    expect(await look()).toMatchObject({ status: "paid", payment: { imp_uid: paid } });
  });

  it("of two payments the one of the shop's books is the order's, and else the earlier one", async () => {
    const shop = portone();
    const [first, second] = [await shop.pay({}, null), await shop.pay({}, null)];
    for (const window of [first, second]) await shop.decide(window);
    const look = (order: Order) => verifyPayment(shop.client(), { merchant_uid }, findOrder(order));
    expect(await look({ ...chair, paidBy: second })).toMatchObject({ payment: { imp_uid: second } });
    const both = [first, second].sort();
    // Paid within the same second: the same one, whoever asks.
    expect(both).toContain((await look(chair)).payment?.imp_uid);
    expect((await look(chair)).payment?.imp_uid).toBe(
      (await look({ ...chair, paidBy: null })).payment?.imp_uid,
    );
    await shop.client().cancelPayment({ imp_uid: second });
    expect(await look({ ...chair, paidBy: second })).toMatchObject({
      status: "paid",
      payment: { imp_uid: first },
    });
  });

  it("finds an order with an odd name", async () => {
    const shop = portone();
    const odd = "주문 1/2?#%&";
    await shop.pay({ merchant_uid: odd });
    expect(await verifyPayment(shop.client(), { merchant_uid: odd }, findOrder(chair))).toMatchObject({
      status: "paid",
      payment: { merchant_uid: odd },
    });
  });
});

describe("amounts are compared as exact decimals", () => {
  /** What PortOne would say of a payment, word by word. */
  const answering = (payment: Partial<Record<keyof Payment, unknown>>) =>
    portone().client({
      fetch: async (url) =>
        Response.json({
          code: 0,
          message: null,
          response: url.endsWith("/users/getToken")
            ? { access_token: "t", now: 1, expired_at: 1801 }
            : {
                imp_uid: "imp_1",
                merchant_uid,
                status: "paid",
                currency: "KRW",
                cancel_amount: 0,
                ...payment,
              },
        }),
    });
  const verdict = async (paid: unknown, ordered: unknown) => {
    const order = { amount: ordered as number };
    const request = { imp_uid: "imp_1", merchant_uid };
    const verification = await verifyPayment(answering({ amount: paid }), request, findOrder(order));
    return verification.status === "forged" ? verification.reason : verification.status;
  };

  it.each([
    [14.2, "14.20"],
    [14.2, 14.2],
    [1000, "1e3"],
    [1000, 1e3],
    ["64900", 64900],
    [64900, "64900.00"],
    [0.3, "0.3"],
    [0.1 + 0.2, 0.1 + 0.2],
    [1e-7, "0.0000001"],
    [1e21, "1000000000000000000000"],
  ])("%j pays for %j", async (paid, ordered) => {
    expect(await verdict(paid, ordered)).toBe("paid");
  });

  it.each([
    [0.3, 0.1 + 0.2],
    [14.2, "14.21"],
    [64900, "64900.000000000000000001"],
    [Number.NaN, 64900],
    ["Infinity", 64900],
    ["64,900", 64900],
    [null, 64900],
    ["1e999999999", 1000],
    [-64900, 64900],
  ])("%j does not pay for %j", async (paid, ordered) => {
    expect(await verdict(paid, ordered)).toBe("amount");
  });

  /** As Decimal.js and Prisma have it: a text of its own, and a value that is one as well. */
  const decimal = (text: string) => ({ toString: () => text, valueOf: () => text, d: [1], e: 0, s: 1 });

  it.each([
    ["a bigint", 64900, 64900n],
    ["a bigint beyond what numbers hold", "90071992547409930", 90071992547409930n],
    ["a decimal object", 14.2, decimal("14.20")],
    ["a decimal object in scientific notation", 1e21, decimal("1e+21")],
    ["an object whose value is a number", 64900, { valueOf: () => 64900 }],
    ["a Number object", 64900, Object(64900)],
  ])("%s of the shop's is read exactly", async (_, paid, ordered) => {
    expect(await verdict(paid, ordered)).toBe("paid");
    expect(await verdict(paid, decimal("90071992547409931"))).toBe("amount");
  });

  it.each([
    "64,900",
    " 64900",
    "0xfd84",
    "",
    null,
    undefined,
    [64900],
    {},
    new Date(0),
    Number.POSITIVE_INFINITY,
    Number.NaN,
    "Infinity",
    "1e999999999",
    true,
  ])(
    "an order whose amount is %j is the shop's mistake, said as such, and no customer's forgery",
    async (ordered) => {
      const thrown = await verdict(64900, ordered).catch((error) => error);
      expect(thrown).toBeInstanceOf(TypeError);
      expect(thrown.message).toMatch(/findOrder gave the order "order-1" an amount that is .*called amount/);
    },
  );

  it("an order with a field of another name is told what it is missing", async () => {
    const total = (async () => ({ total: 64900 })) as unknown as () => Promise<Order>;
    const verification = verifyPayment(answering({}), { imp_uid: "imp_1", merchant_uid }, total);
    await expect(verification).rejects.toThrow("an amount that is undefined; it has to be called amount");
  });

  it.each(["", "원", "won", 410])("a currency that is %j is the shop's mistake, too", async (currency) => {
    const order = { amount: 64900, currency: currency as string };
    const verification = verifyPayment(answering({}), { imp_uid: "imp_1", merchant_uid }, () => order);
    if (currency === "won") await expect(verification).resolves.toMatchObject({ reason: "amount" });
    else await expect(verification).rejects.toThrow("a currency that is");
  });

  it("an order that is answered at once, without a promise, is one", async () => {
    const request = { imp_uid: "imp_1", merchant_uid };
    const client = answering({ amount: 64900 });
    expect(await verifyPayment(client, request, () => chair)).toMatchObject({ status: "paid" });
    expect(await verifyPayment(client, request, () => null)).toMatchObject({ reason: "unknown_order" });
  });

  it("dollars and cents", async () => {
    const shop = portone();
    const imp_uid = await shop.pay({ pg: "paypal", amount: 14.2, currency: "USD" });
    const order = { amount: "14.20", currency: "usd" };
    const request = { imp_uid, merchant_uid };
    expect(await verifyPayment(shop.client(), request, findOrder(order))).toMatchObject({ status: "paid" });
  });

  it("a payment all of which was given back is not paid, whatever its status says", async () => {
    const client = answering({ amount: 1000, cancel_amount: 1000 });
    const request = { imp_uid: "imp_1", merchant_uid };
    const order = findOrder({ amount: 1000 });
    expect(await verifyPayment(client, request, order)).toMatchObject({ status: "cancelled" });
  });

  it.each<[string, unknown, unknown, string]>([
    ["30 of 100", 100, 30, "paid"],
    ["a cent of 14.20", 14.2, 0.01, "paid"],
    ["all but a cent of 14.20", "14.20", "14.19", "paid"],
    ["all", 100, 100, "cancelled"],
    ["all, in other words", "14.20", 14.2, "cancelled"],
    ["nothing: an account that was closed unpaid", 100, 0, "cancelled"],
    ["more than all", 100, 101, "cancelled"],
    ["nobody knows how much", 100, null, "cancelled"],
    ["what is no number", 100, "30원", "cancelled"],
  ])(
    "a payment that PortOne calls cancelled, of which was given back %s",
    async (_, amount, cancel_amount, status) => {
      const client = answering({ amount, cancel_amount, status: "cancelled" });
      const request = { imp_uid: "imp_1", merchant_uid };
      const order = findOrder({ amount: amount as number });
      expect(await verifyPayment(client, request, order)).toMatchObject({ status });
    },
  );

  it("a status that is none of PortOne's is not paid", async () => {
    const client = answering({ amount: 1000, status: "approved" });
    const request = { imp_uid: "imp_1", merchant_uid };
    const order = findOrder({ amount: 1000 });
    expect(await verifyPayment(client, request, order)).toMatchObject({ status: "pending" });
  });

  it.each(["unknown", "null", "undefined", "0", "000", "", "-", null])(
    "an account whose number is %j is none: there is nothing to pay into",
    async (vbank_num) => {
      const client = answering({ amount: 1000, status: "ready", vbank_num });
      const request = { imp_uid: "imp_1", merchant_uid };
      const order = findOrder({ amount: 1000 });
      expect(await verifyPayment(client, request, order)).toMatchObject({ status: "pending" });
    },
  );

  it("a payment that isn't the one asked for is an error", async () => {
    const client = answering({ imp_uid: "imp_2", amount: 1000 });
    const request = { imp_uid: "imp_1", merchant_uid };
    await expect(verifyPayment(client, request, findOrder({ amount: 1000 }))).rejects.toMatchObject({
      name: "IamportApiError",
      retryable: false,
    });
  });
});

describe("what can't be found out", () => {
  it.each([
    ["PortOne is down", { kind: "drop", times: 9 }],
    ["PortOne answers 500", { kind: "error", status: 500, times: 9 }],
    ["PortOne answers rubbish", { kind: "rubbish", times: 9 }],
  ] as const)("is thrown when %s, and no verdict is given", async (_, fault) => {
    const shop = portone();
    const imp_uid = await shop.pay();
    await shop.faults(fault);
    const verification = verifyPayment(
      shop.client({ retries: 0 }),
      { imp_uid, merchant_uid },
      async () => chair,
    );
    await expect(verification).rejects.toMatchObject({ name: "IamportApiError", retryable: true });
  });

  it("is thrown when the shop's database is away", async () => {
    const shop = portone();
    const away = new Error("database");
    const find = () => Promise.reject(away);
    await expect(verifyPayment(shop.client(), { merchant_uid }, find)).rejects.toBe(away);
  });
});

it("a thousand verifications, fifty at a time: one token request in all, one payment request each", async () => {
  const shop = portone();
  const client = shop.client();
  const payments = await Promise.all(
    Array.from({ length: 1000 }, async (_, number) => {
      const merchant_uid = `order-${number}`;
      return { merchant_uid, imp_uid: await shop.pay({ merchant_uid }) };
    }),
  );
  const rest = payments.values();
  await Promise.all(
    Array.from({ length: 50 }, async () => {
      for (const payment of rest) {
        expect(await verifyPayment(client, payment, findOrder(chair))).toMatchObject({ status: "paid" });
      }
    }),
  );
  expect(shop.asked.filter((asked) => asked === "POST /users/getToken")).toHaveLength(1);
  expect(shop.asked).toHaveLength(1001);
}, 30_000);
