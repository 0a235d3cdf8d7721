import { expectTypeOf, it } from "vitest";
import { type Completion, completePayment } from "../../src/index.ts";
import type { Payment as SandboxPayment } from "../../src/sandbox/service/payments.ts";
import {
  type CancelRequest,
  createPaymentHandlers,
  type ErrorContext,
  type IamportClient,
  type LogEntry,
  lookAfterOrders,
  type Order,
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
  } else if (verification.status === "notStarted") {
    expectTypeOf(verification.payment).toEqualTypeOf<undefined>();
  } else {
    expectTypeOf(verification.payment).toEqualTypeOf<Payment>();
    expectTypeOf(verification.status).toEqualTypeOf<"paid" | "ready" | "pending" | "failed" | "cancelled">();
  }
  // @ts-expect-error which order?
  verifyPayment(client, { imp_uid: "imp_1" }, async () => null);
  // At once, as SQLite answers, and with amounts as databases and their libraries have them.
  const decimal = { toString: () => "14.20" };
  for (const amount of [1, "14.20", 1n, decimal]) {
    verifyPayment(client, { merchant_uid: "order-1" }, () => ({ amount, paidBy: null }));
  }
  expectTypeOf<undefined>().not.toExtend<Order["amount"]>();
  // @ts-expect-error an order has an amount
  verifyPayment(client, { merchant_uid: "order-1" }, async () => ({ currency: "KRW" }));
});

it("handlers are plain functions from Request to Response", () => {
  const handlers = createPaymentHandlers({
    client,
    findOrder: async () => ({ amount: "14.20", currency: "USD" }),
    authorize: (request, merchant_uid) => request.headers.get("cookie") === merchant_uid,
    onError: (error, context) => {
      expectTypeOf(error).toEqualTypeOf<unknown>();
      expectTypeOf(context).toEqualTypeOf<ErrorContext>();
    },
    log: (entry) => expectTypeOf(entry).toEqualTypeOf<LogEntry>(),
    onVerified: ({ status, payment, duplicate }) => {
      expectTypeOf(duplicate).toEqualTypeOf<true | undefined>();
      // What isn't finished never comes here.
      expectTypeOf(status).toEqualTypeOf<"paid" | "ready" | "failed" | "cancelled">();
      // PortOne promises seven fields, and no more.
      expectTypeOf(payment.vbank_num).toEqualTypeOf<string | null | undefined>();
      expectTypeOf(payment.cancel_amount).toEqualTypeOf<number>();
    },
    onForged: ({ imp_uid, detail }) => {
      expectTypeOf(imp_uid).toEqualTypeOf<string | null>();
      expectTypeOf(detail).toEqualTypeOf<string>();
    },
  });
  expectTypeOf(handlers.complete).toEqualTypeOf<PaymentHandler>();
  expectTypeOf(handlers.webhook).parameters.toEqualTypeOf<[Request]>();
});

it("cancelling takes what PortOne takes, and more for one's own gateway", () => {
  client.cancelPayment({ imp_uid: "imp_1", checksum: 64900, extra: { requester: "customer" } });
  client.cancelPayment({ imp_uid: "imp_1", retain_promotion: true });
  // @ts-expect-error a missing field of the shop's would be a cancellation of everything
  client.cancelPayment({ imp_uid: "imp_1", amount: undefined });
  // @ts-expect-error an amount is a number
  client.cancelPayment({ imp_uid: "imp_1", amount: "64900" } satisfies CancelRequest);
});

it("PortOne's list is an array, and is read page by page", async () => {
  const list = client.listPayments({ status: "paid", from: new Date(), to: 1_700_000_000 });
  expectTypeOf(await list).toEqualTypeOf<Payment[]>();
  for await (const payment of list) expectTypeOf(payment).toEqualTypeOf<Payment>();
  expectTypeOf(await client.findPayments("order-1")).toEqualTypeOf<Payment[]>();
});

it("the look after orders takes what the handlers take, and the shop's doubts", () => {
  const look = lookAfterOrders({
    client,
    findOrder: () => null,
    onVerified: ({ duplicate }) => expectTypeOf(duplicate).toEqualTypeOf<true | undefined>(),
    findDoubtful: async (limit) => {
      expectTypeOf(limit).toEqualTypeOf<number>();
      return [{ merchant_uid: "order-1", since: new Date() }];
    },
    onLooked: ({ lookAgainAt }) => expectTypeOf(lookAgainAt).toEqualTypeOf<Date>(),
    claimList: async () => undefined,
  });
  expectTypeOf(look.stop()).toEqualTypeOf<Promise<void>>();
  // @ts-expect-error whose doubts?
  lookAfterOrders({ client, findOrder: () => null, onVerified: () => undefined });
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
