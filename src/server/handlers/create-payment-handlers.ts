import { isImpUid, isMerchantUid } from "../client/identifiers.ts";
import { lookUpOrder, lookUpReported } from "../verification/look-up-order.ts";
import { paidPaymentsOf } from "../verification/paid-payments.ts";
import { readOrder } from "../verification/read-order.ts";
import type { Verification } from "../verification/verify-payment.ts";
import { answer, detailsOf, verdictOf } from "./answer.ts";
import { createHandOn, type PaymentsHandedOn, type Report } from "./hand-on.ts";
import { readBody } from "./read-body.ts";
import { shareLookUps } from "./share-look-ups.ts";

/** What the handlers need of the shop. */
export interface PaymentHandlersOptions extends PaymentsHandedOn {
  /**
   * Whether who asks is the order's customer: `true`, and nothing else, is proof, such as a session or a signed cookie
   * that names the order. Only then `complete` answers the account to pay into, the gateway's words and why something
   * is forged; anybody who counts order numbers up hears the verdict alone. The request's body has been read. If it
   * throws, `onError` hears of it and the answer holds no details.
   * @default nobody is the customer: the verdict alone
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
  const { client, findOrder, authorize } = options;
  const handOn = createHandOn(options);
  const lookUp = shareLookUps(client);
  const paidPayments = paidPaymentsOf(client);

  /** Looks up what was reported, hands it on, and says what the order has come to. */
  async function verify(report: Report): Promise<Verification> {
    const { imp_uid, merchant_uid, source } = report;
    const order = await readOrder(findOrder, merchant_uid);
    if (!order) {
      const unknown = { status: "forged", reason: "unknown_order" } as const;
      await handOn.verdict(unknown, report);
      return unknown;
    }
    const customerWaits = source === "complete";
    const { state, verdicts } =
      imp_uid === null
        ? await lookUpOrder(lookUp, paidPayments, order)
        : await lookUpReported(lookUp, paidPayments, order, { imp_uid, customerWaits });
    await handOn.all(verdicts, report);
    return state;
  }

  /** A customer who can't be told from a stranger now is told what a stranger is. */
  async function isCustomer(request: Request, report: Report): Promise<boolean> {
    try {
      return (await authorize?.(request, report.merchant_uid)) === true;
    } catch (error) {
      await handOn.error(error, report);
      return false;
    }
  }

  function handler(
    source: "complete" | "webhook",
    answerTo: (verification: Verification, request: Request, report: Report) => Promise<Response> | Response,
  ): PaymentHandler {
    return async (request) => {
      const since = performance.now();
      const body = await readBody(request);
      if ("refusal" in body) {
        if (body.mistake)
          await handOn.error(body.mistake, { imp_uid: null, merchant_uid: null, source, since });
        return body.refusal;
      }
      const { merchant_uid } = body.fields;
      // A form has no null: there, a payment without an ID comes as an empty text.
      const imp_uid = body.fields.imp_uid === "" ? null : (body.fields.imp_uid ?? null);
      // Anybody can send such a thing, so the operator isn't rung up for it.
      const refuse = (name: "imp_uid" | "merchant_uid") =>
        answer(400, { message: `${name} is missing, or none of PortOne's` });
      if (!isMerchantUid(merchant_uid)) return refuse("merchant_uid");
      // The browser need not know its payment; a webhook always does.
      if (imp_uid === null ? source === "webhook" : !isImpUid(imp_uid)) return refuse("imp_uid");
      const report: Report = {
        imp_uid: isImpUid(imp_uid) ? imp_uid : null,
        merchant_uid,
        source,
        since,
      };
      try {
        return await answerTo(await verify(report), request, report);
      } catch (error) {
        await handOn.error(error, report);
        const message = "The payment could not be verified now. Please try again.";
        return answer(503, { message }, { "retry-after": "60" });
      }
    };
  }

  return {
    complete: handler("complete", async (verification, request, report) => {
      const { status } = verification;
      const http = status === "paid" || status === "ready" || status === "pending" ? 200 : 400;
      const details = (await isCustomer(request, report)) ? detailsOf(verification) : {};
      return answer(http, { ...verdictOf(verification), ...details });
    }),
    // Whoever sends it may be anybody. PortOne itself looks at the HTTP status alone.
    webhook: handler("webhook", (verification) =>
      verification.status === "forged"
        ? answer(400, verdictOf(verification))
        : answer(200, { message: "Received." }),
    ),
  };
}
