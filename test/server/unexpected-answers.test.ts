import { describe, expect, it, vi } from "vitest";
import {
  createIamportClient,
  createPaymentHandlers,
  IamportApiError,
  type IamportClient,
  verifyPayment,
} from "../../src/server/index.ts";

// However long the pauses are, what is done after them is the same.
vi.mock("../../src/server/pause-unless.ts", () => ({ pauseUnless: async () => undefined }));

/** What PortOne has of somebody else, and gives whatever is asked for. */
const another = { imp_uid: "imp_2", merchant_uid: "order-2", customer_uid: "card-2" };
const charge = { customer_uid: "card-1", merchant_uid: "order-1", amount: 9900, name: "Chair" };

/** A client whose PortOne answers every call with that. */
function answering(response: unknown, atToken: unknown = { access_token: "t", now: 0, expired_at: 1800 }) {
  return createIamportClient({
    impKey: "key",
    impSecret: "secret",
    retries: 0,
    fetch: async (url) => {
      if (url.includes("/payments/findAll/order-1") && response === another) {
        return Response.json({ code: -1, message: "none", response: null }, { status: 404 });
      }
      const isToken = url.endsWith("/users/getToken");
      return Response.json({ code: 0, message: null, response: isToken ? atToken : response });
    },
  });
}

type Ask = (client: IamportClient) => Promise<unknown>;

it.each<[string, Ask]>([
  ["/payments/imp_1", (client) => client.getPayment("imp_1")],
  ["/payments/find/order-1/paid", (client) => client.findPayment("order-1", "paid")],
  ["/payments/cancel", (client) => client.cancelPayment({ imp_uid: "imp_1" })],
  ["/payments/cancel", (client) => client.cancelPayment({ merchant_uid: "order-1", checksum: 5 })],
  ["/payments/status/all?sorting=-started&page=1&limit=100", (client) => client.listPayments()],
  ["/payments/prepare", (client) => client.preparePayment({ merchant_uid: "order-1", amount: 5 })],
  ["/payments/prepare/order-1", (client) => client.getPrepared("order-1")],
  ["/certifications/imp_1", (client) => client.getCertification("imp_1")],
  ["/subscribe/customers/card-1", (client) => client.getCustomer("card-1")],
  [
    "/subscribe/payments/schedule/customers/card-1?from=1000&to=2000&page=1&limit=100",
    (client) => client.getSchedules({ customer_uid: "card-1", from: 1000, to: 2000 }),
  ],
  [
    "/subscribe/payments/schedule",
    (client) =>
      client.scheduleCharges({ customer_uid: "card-1", schedules: [{ ...charge, schedule_at: 2e9 }] }),
  ],
  ["/subscribe/payments/unschedule", (client) => client.unscheduleCharges({ customer_uid: "card-1" })],
])("another's answer of %s is an error that names it, and nobody knows what was done", async (path, ask) => {
  const error = await ask(answering(another)).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(IamportApiError);
  expect(error).toMatchObject({ status: 200, code: null, retryable: false, path, mayHaveArrived: true });
  expect(String(error)).toContain("PortOne's answer is no");
});

it("another's payment in place of a charge's: it may be made, and the same call may be repeated", async () => {
  const charging = answering(another).chargeBillingKey(charge);
  const path = "/subscribe/payments/again";
  await expect(charging).rejects.toMatchObject({ status: 200, path, retryable: true, mayHaveArrived: true });
});

it("another's payment among an order's is an error that names the list", async () => {
  const list = { list: [another], total: 1, next: 0 };
  const path = "/payments/findAll/order-1";
  const finding = answering(list).findPayments("order-1");
  await expect(finding).rejects.toMatchObject({ status: 200, path, retryable: false, mayHaveArrived: true });
});

it("no token in the token's answer: it names that path, and the call itself was never sent", async () => {
  const cancelling = answering(another, {}).cancelPayment({ imp_uid: "imp_1" });
  const path = "/users/getToken";
  await expect(cancelling).rejects.toMatchObject({ path, retryable: true, mayHaveArrived: false });
});

it("a call that the library itself refuses is about no path", async () => {
  const refused = answering(another).getPayment("no such/id");
  await expect(refused).rejects.toMatchObject({ path: null, mayHaveArrived: false });
});

describe("a 404 where the token should be, with a code of its own", () => {
  const asked: string[] = [];
  const client = createIamportClient({
    impKey: "key",
    impSecret: "secret",
    baseUrl: "https://gateway.example/wrong",
    retries: 0,
    fetch: async (url) => {
      asked.push(new URL(url).pathname);
      return Response.json({ code: 404, message: "No such route" }, { status: 404 });
    },
  });
  const order = async () => ({ amount: 64900 });
  const later = { ...charge, schedule_at: 2e9 };
  const error = { status: 404, retryable: true, path: "/users/getToken", mayHaveArrived: false };

  it.each<[string, () => Promise<unknown>]>([
    ["a payment that isn't there", () => client.getPayment("imp_1")],
    ["an order without payments", () => client.findPayments("order-1")],
    ["a forgery", () => verifyPayment(client, { imp_uid: "imp_1", merchant_uid: "order-1" }, order)],
    ["a customer who hasn't begun", () => verifyPayment(client, { merchant_uid: "order-1" }, order)],
    ["a customer of no billing key", () => client.deleteCustomer("card-1")],
    [
      "a charge that was never scheduled",
      () => client.scheduleCharges({ customer_uid: "card-1", schedules: [later] }),
    ],
  ])("is not %s", async (_, ask) => {
    asked.length = 0;
    await expect(ask()).rejects.toMatchObject(error);
    await expect(ask()).rejects.toThrow("Is baseUrl right?");
    expect(new Set(asked)).toEqual(new Set(["/wrong/users/getToken"]));
  });

  it("is an error for the shop, and PortOne is to tell it again", async () => {
    const errors: unknown[] = [];
    const forged: unknown[] = [];
    const { webhook } = createPaymentHandlers({
      client,
      findOrder: order,
      onVerified: () => undefined,
      onForged: (report) => void forged.push(report),
      onError: (error) => void errors.push(error),
    });
    const answer = await webhook(
      new Request("https://shop.example/webhook", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ imp_uid: "imp_1", merchant_uid: "order-1", status: "paid" }),
      }),
    );
    expect(answer.status).toBe(503);
    expect(forged).toEqual([]);
    expect(errors).toMatchObject([error]);
  });
});
