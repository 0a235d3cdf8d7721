import { isImpUid, isMerchantUid } from "../client/identifiers.ts";
import type { PaymentsHandedOn } from "./hand-on.ts";
import { readBody } from "./read-body.ts";
import {
  type FindOrder,
  type ForgedPayment,
  type ForgedReason,
  type Verification,
  type VerifiedPayment,
  verifyPayment,
} from "../verification/verify-payment.ts";

/** What the handlers need of the shop. */
export interface PaymentHandlersOptions extends PaymentsHandedOn {
  /**
   * Whether who asks is the order's customer: `true`, and nothing else, is proof, such as a session or a signed cookie
   * that names the order. Only then `complete` answers the account to pay into, the gateway's words and why something
   * is forged; anybody who counts order numbers up hears the verdict alone. The request's body has been read. If it
   * throws, `onError` hears of it and the answer holds no details.
   * @defaultValue nobody is the customer: the verdict alone
   */
  authorize?: ((request: Request, merchant_uid: string) => boolean | Promise<boolean>) | undefined;
}

/** Takes a request and gives its answer; never rejects. */
export type PaymentHandler = (request: Request) => Promise<Response>;

/** The two addresses of a shop's server that hear of payments. */
export interface PaymentHandlers {
  /** For the browser's report, as `completePayment` sends it: `POST` with `imp_uid` and `merchant_uid`. */
  complete: PaymentHandler;
  /** For PortOne's webhook. Its content is believed as little as the browser's. */
  webhook: PaymentHandler;
}

/**
 * Request handlers for the two who report a payment, the browser and PortOne's webhook. Both only say that there
 * is something to look up: each payment is verified as by {@link verifyPayment}, and then handed to `onVerified`. When
 * the one that was reported is not paid, or not the only one that is, `onVerified` hears of the order's other payments
 * as well, and `complete` answers what the order as a whole has come to.
 *
 * They are plain functions from `Request` to `Response`, for Hono, Next.js, Bun, Deno and Workers;
 * {@link toNodeHandler} makes them Express's.
 *
 * | verification | `complete` | `webhook` |
 * | --- | --- | --- |
 * | `paid` | 200 `{ status: "success" }` | 200 |
 * | `ready` | 200 `{ status: "vbankIssued" }`, with `authorize` also `vbank_num`, `vbank_name`, `vbank_holder`, `vbank_date` | 200 |
 * | `pending` | 200 `{ status: "pending" }` | 200 |
 * | `notStarted` | 400 `{ status: "notStarted" }`: nobody has tried to pay | – |
 * | `failed`, `cancelled` | 400 `{ status: "failed" }`, with `authorize` in the gateway's words | 200 |
 * | `forged` | 400 `{ status: "forgery" }`, with `authorize` also `reason` | 400 |
 * | something threw | 503 | 503: the webhook comes again |
 *
 * Each with a `message`, and `cache-control: no-store`. 400 for a body that is none, 405, 413 over 64 KiB, 415 for
 * neither JSON nor a form.
 *
 * @example
 * ```ts
 * const { complete, webhook } = createPaymentHandlers({
 *   client,
 *   findOrder: (merchant_uid) => db.orders.find(merchant_uid),
 *   authorize: (request, merchant_uid) => sessionOf(request)?.orders.includes(merchant_uid) === true,
 *   onVerified: (payment) => db.payments.settle(payment),
 * });
 * app.post("/payments/complete", (context) => complete(context.req.raw)); // Hono
 * app.post("/payments/webhook", (context) => webhook(context.req.raw));
 * ```
 * @see https://portone.gitbook.io/docs-en/result/webhook
 */
export function createPaymentHandlers(options: PaymentHandlersOptions): PaymentHandlers {
  const { client, findOrder, onVerified, onForged, onError = console.error } = options;

  async function verified(imp_uid: string | null, merchant_uid: string): Promise<Verification> {
    const verification = await verifyPayment(client, { imp_uid, merchant_uid }, findOrder);
    const { status } = verification;
    if (status === "forged") await onForged?.({ ...verification, imp_uid, merchant_uid });
    else if (status !== "pending") await onVerified({ ...verification, status });
    return verification;
  }

  function handler(needsImpUid: boolean, statusOf: (verification: Verification) => number): PaymentHandler {
    return async (request) => {
      const body = await readBody(request);
      if ("refusal" in body) return body.refusal;
      const { merchant_uid } = body.fields;
      // A form has no null: there, a payment without an ID comes as an empty text.
      const imp_uid = body.fields.imp_uid === "" ? null : (body.fields.imp_uid ?? null);
      if (!isMerchantUid(merchant_uid)) return malformed("merchant_uid");
      if (imp_uid !== null ? !isImpUid(imp_uid) : needsImpUid) return malformed("imp_uid");
      try {
        const verification = await verified(imp_uid as string | null, merchant_uid);
        return Response.json(answerOf(verification), { status: statusOf(verification) });
      } catch (error) {
        await tell(onError, error);
        const message = "The payment could not be verified now. Please try again.";
        return Response.json({ message }, { status: 503, headers: { "retry-after": "60" } });
      }
    };
  }

  return {
    complete: handler(false, ({ status }) =>
      status === "paid" || status === "ready" || status === "pending" ? 200 : 400,
    ),
    webhook: handler(true, ({ status }) => (status === "forged" ? 400 : 200)),
  };
}

function malformed(name: string): Response {
  return Response.json({ message: `${name} is missing, or none of PortOne's` }, { status: 400 });
}

/** An `onError` that fails itself doesn't keep the answer from going out. */
async function tell(onError: (error: unknown) => unknown, error: unknown): Promise<void> {
  try {
    await onError(error);
  } catch (another) {
    console.error(error, another);
  }
}

const whyForged: Readonly<Record<ForgedReason, string>> = {
  unknown_order: "There is no such order.",
  unknown_payment: "PortOne knows no such payment.",
  merchant_uid: "This payment is another order's.",
  amount: "The amount is not the order's.",
  currency: "The currency is not the order's.",
  test_payment: "This is a test payment; no money moved.",
};

function answerOf(verification: Verification): { status: string; message: string; [more: string]: unknown } {
  if (verification.status === "forged") {
    const { reason } = verification;
    return { status: "forgery", reason, message: whyForged[reason] };
  }
  const { status, payment } = verification;
  switch (status) {
    case "paid":
      return { status: "success", message: "The payment is complete." };
    case "ready": {
      const { vbank_num, vbank_name, vbank_holder, vbank_date } = payment;
      const message = "A virtual account was issued. The order is paid once the deposit has arrived.";
      return { status: "vbankIssued", message, vbank_num, vbank_name, vbank_holder, vbank_date };
    }
    case "pending":
      return { status: "pending", message: "The payment is not finished yet." };
    case "cancelled":
      return { status: "failed", message: payment.cancel_reason || "The payment was cancelled." };
    case "failed":
      return { status: "failed", message: payment.fail_reason || "The payment failed." };
  }
}
