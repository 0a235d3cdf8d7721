import { expectTypeOf, it } from "vitest";
import { type Completion, completePayment } from "../../src/index.ts";
import type { Payment as SandboxPayment } from "../../src/sandbox/service/payments.ts";
import {
  type CancelRequest,
  createPaymentHandlers,
  type IamportClient,
  type Payment,
  type PaymentHandler,
  verifyPayment,
} from "../../src/server/index.ts";

declare const client: IamportClient;

it("a verdict tells what there is to be had", async () => {
  const verification = await verifyPayment(client, { merchant_uid: "order-1" }, async () => ({ amount: 1 }));
  if (verification.status === "forged") {
    expectTypeOf(verification.payment).toEqualTypeOf<Payment | undefined>();
    expectTypeOf(verification.reason).toEqualTypeOf<
      "unknown_order" | "unknown_payment" | "merchant_uid" | "amount" | "currency" | "test_payment"
    >();
  } else {
    expectTypeOf(verification.payment).toEqualTypeOf<Payment>();
    expectTypeOf(verification.status).toEqualTypeOf<"paid" | "ready" | "pending" | "failed" | "cancelled">();
  }
  // @ts-expect-error which order?
  verifyPayment(client, { imp_uid: "imp_1" }, async () => null);
  // @ts-expect-error an order has an amount
  verifyPayment(client, { merchant_uid: "order-1" }, async () => ({ currency: "KRW" }));
});

it("handlers are plain functions from Request to Response", () => {
  const handlers = createPaymentHandlers({
    client,
    findOrder: async () => ({ amount: "14.20", currency: "USD" }),
    onVerified: ({ status, payment }) => {
      // What isn't finished never comes here.
      expectTypeOf(status).toEqualTypeOf<"paid" | "ready" | "failed" | "cancelled">();
      expectTypeOf(payment.vbank_num).toEqualTypeOf<string | null>();
    },
    onForged: ({ imp_uid }) => expectTypeOf(imp_uid).toEqualTypeOf<string | null>(),
  });
  expectTypeOf(handlers.complete).toEqualTypeOf<PaymentHandler>();
  expectTypeOf(handlers.webhook).parameters.toEqualTypeOf<[Request]>();
});

it("cancelling takes what PortOne takes, and more for one's own gateway", () => {
  client.cancelPayment({ imp_uid: "imp_1", checksum: 64900, extra: { requester: "customer" } });
  // @ts-expect-error an amount is a number
  client.cancelPayment({ imp_uid: "imp_1", amount: "64900" } satisfies CancelRequest);
});

it("the sandbox's payments are PortOne's", () => {
  // Picked, because an interface has no index signature of its own.
  expectTypeOf<Pick<SandboxPayment, keyof SandboxPayment>>().toExtend<Payment>();
});

it("completePayment gives the server's words, and takes its own", async () => {
  const result = { imp_uid: null, merchant_uid: "order-1" };
  const completion = await completePayment(result, { url: "/complete" });
  expectTypeOf(completion).toEqualTypeOf<Completion>();
  expectTypeOf(completion.vbank_num).toEqualTypeOf<unknown>();
  // @ts-expect-error where to?
  completePayment(result, {});
});
