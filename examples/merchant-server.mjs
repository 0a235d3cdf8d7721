// The server half of the small examples: it makes the orders, and says what became of them. A whole one, with a
// database and webhooks, is in examples/checkout.
import { Hono } from "hono";
import { createMerchantUid } from "iamport-request-pay";
import { createIamportClient, createPaymentHandlers } from "iamport-request-pay/server";

/** @param {string} sandboxUrl - in PortOne's place; with PortOne itself, `baseUrl` and `includeSandbox` are left out */
export function createMerchantServer(sandboxUrl) {
  const client = createIamportClient({
    impKey: "imp_apikey",
    impSecret: "imp_secret",
    baseUrl: sandboxUrl,
    includeSandbox: true,
  });
  /** @type {Map<string, { amount: number }>} */
  const orders = new Map();
  const { complete } = createPaymentHandlers({
    client,
    findOrder: async (merchant_uid) => orders.get(merchant_uid) ?? null,
    onVerified: async () => {}, // Here a shop settles the order, once.
    onError: (error) => console.error(error),
  });
  const app = new Hono();
  app.post("/orders", (context) => {
    const order = { merchant_uid: createMerchantUid("order"), name: "노르웨이 회전의자", amount: 64900 };
    orders.set(order.merchant_uid, order);
    return context.json(order);
  });
  app.post("/payments/complete", (context) => complete(context.req.raw));
  return app;
}
