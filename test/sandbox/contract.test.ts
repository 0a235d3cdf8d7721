import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { testSandbox } from "./ask.ts";
import { envelope, payment, prepared, token } from "./definitions.ts";
import { type Answer, merchantServer } from "./merchant.ts";

const ajv = new Ajv({ strict: true, allErrors: true, allowUnionTypes: true });
const is = {
  token: ajv.compile(envelope(token)),
  payment: ajv.compile(envelope(payment)),
  prepared: ajv.compile(envelope(prepared)),
};

/** The answer as PortOne describes it, and its `code` as expected. */
function conforms(kind: keyof typeof is, { status: _, ...body }: Answer<unknown>, code = 0): void {
  is[kind](body);
  expect(is[kind].errors ?? []).toEqual([]);
  expect(body.code).toBe(code);
}

function shop() {
  const sandbox = testSandbox();
  return { ...sandbox, ...merchantServer(sandbox.fetch) };
}

type Shop = ReturnType<typeof shop>;

/** Brings a payment into a state, and gives its `imp_uid`. */
const states: Record<string, (shop: Shop, data: object) => Promise<string>> = {
  "opened and not finished": async ({ open }, data) => (await open({ ...data })).impUid ?? "",
  declined: (shop, data) => decided(shop, data, "decline"),
  "given up": (shop, data) => decided(shop, data, "cancel"),
  paid: (shop, data) => decided(shop, data, "approve"),
  "an issued account": (shop, data) => decided(shop, data, "vbank"),
  "a deposit": async (shop, data) => {
    const imp_uid = await decided(shop, data, "vbank");
    await shop.post(`/sandbox/deposit/${imp_uid}`, {});
    return imp_uid;
  },
  "partly cancelled": async (shop, data) => {
    const imp_uid = await decided(shop, data, "approve");
    conforms("payment", await shop.cancel({ imp_uid, amount: 1.5 }));
    return imp_uid;
  },
  cancelled: async (shop, data) => {
    const imp_uid = await decided(shop, data, "approve");
    conforms("payment", await shop.cancel({ imp_uid, reason: "품절" }));
    return imp_uid;
  },
};

async function decided({ open, decide }: Shop, data: object, decision: string): Promise<string> {
  const { impUid = "" } = await open({ ...data });
  await decide(impUid, decision);
  return impUid;
}

const long = "😀가".repeat(200);
const orders: Record<string, object> = {
  "a plain order": {},
  "in dollars": { currency: "USD", amount: 14.2, pg: "paypal" },
  "a bank transfer": { pay_method: "trans", escrow: true },
  "a billing key, paid at once": { customer_uid: "customer-1" },
  "a billing key, without an amount": { customer_uid: "customer-1", amount: 0 },
  "an order whose every text is too long": Object.fromEntries(
    [
      ...["pg", "pay_method", "name", "currency", "customer_uid", "vbank_due", "language"],
      ...["buyer_name", "buyer_email", "buyer_tel", "buyer_addr", "buyer_postcode", "custom_data"],
    ].map((name) => [name, long]),
  ),
};

describe.each(Object.entries(orders))("%s", (_order, data) => {
  // Nothing can be cancelled of a payment of 0: its refusal is looked at below.
  const reachable = Object.entries(states).filter(
    ([state]) => Reflect.get(data, "amount") !== 0 || !state.includes("cancelled"),
  );
  test.each(reachable)("%s: looked up by imp_uid and by order", async (_state, reach) => {
    const at = shop();
    const imp_uid = await reach(at, data);
    const found = await at.payment(imp_uid);
    conforms("payment", found);
    conforms("payment", await at.find("order-1"));
    conforms("payment", await at.find("order-1", `/${found.response.status}`));
  });
});

test("a record has every field that PortOne describes", async () => {
  const at = shop();
  const { response } = await at.payment(await decided(at, {}, "approve"));
  const described = Object.keys(payment.properties);
  expect(Object.keys(response).sort()).toEqual(described.sort());
});

test("tokens and prepared amounts", async () => {
  const { getToken, prepare, call } = shop();
  conforms("token", await getToken());
  const order = { merchant_uid: "order-1", amount: 14.2, currency: "USD" };
  conforms("prepared", await prepare(order));
  conforms("prepared", await call("PUT", "/payments/prepare", { ...order, currency: null }));
  conforms("prepared", await call("GET", "/payments/prepare/order-1"));
});

test("refusals bring a code, a message and nothing else", async () => {
  const at = shop();
  const { getToken, call, prepare, payment: get, find, cancel } = at;
  conforms("token", await getToken({}), -1);
  conforms("payment", await call("GET", "/payments/imp_0", undefined, { authorization: null }), -1);
  conforms("payment", await get("imp_0"), -1);
  conforms("payment", await find("order-9"), -1);
  conforms("payment", await find("order-9", "/none"), 1);
  conforms("payment", await cancel({ imp_uid: "imp_0" }), 1);
  conforms("payment", await cancel({}), 1);
  const imp_uid = await decided(at, { amount: 0, customer_uid: "customer-1" }, "approve");
  conforms("payment", await cancel({ imp_uid }), 1);
  await prepare({ merchant_uid: "order-1", amount: 1 });
  conforms("prepared", await prepare({ merchant_uid: "order-1", amount: 1 }), 1);
  conforms("prepared", await call("PUT", "/payments/prepare", { merchant_uid: "order-2", amount: 1 }), 1);
  conforms("prepared", await call("GET", "/payments/prepare/order-2"), 1);
});

test("a payment with a field of its own invention would be noticed", async () => {
  const at = shop();
  const { status: _, ...body } = await at.payment(await decided(at, {}, "approve"));
  expect(is.payment(body)).toBe(true);
  expect(is.payment({ ...body, response: { ...body.response, paid_amount: 1 } })).toBe(false);
});
