import { expect, it, vi } from "vitest";
import { createIamportClient, IamportApiError, type IamportClient } from "../../src/server/index.ts";

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
