import type { Hono, MiddlewareHandler } from "hono";
import { cancelPayment } from "../service/cancel-payment.ts";
import type { State } from "../service/state.ts";
import { refuse, succeed, unreadable } from "./envelope.ts";
import { amountOf, readFields, textOf } from "./rest-body.ts";

/** Gives money back. What cannot be cancelled is refused with an HTTP 200. */
export function cancelRoutes(
  app: Hono,
  { payments, attempts, webhooks }: State,
  guarded: MiddlewareHandler,
): void {
  app.post("/payments/cancel", guarded, async (c) => {
    const fields = await readFields(c);
    if (!fields) return unreadable(c);
    const sums = {
      amount: amountOf(fields.amount),
      checksum: amountOf(fields.checksum),
      tax_free: amountOf(fields.tax_free),
    };
    const wrong = Object.entries(sums).find(([, sum]) => Number.isNaN(sum));
    if (wrong) return refuse(c, 400, `금액이 올바르지 않습니다. (${wrong[0]})`);

    const imp_uid = textOf(fields.imp_uid);
    const merchant_uid = textOf(fields.merchant_uid);
    if (!imp_uid && !merchant_uid) return refuse(c, 200, "imp_uid 또는 merchant_uid가 필요합니다.");
    const ofOrder = payments.ofOrder(merchant_uid ?? "");
    const payment = imp_uid
      ? payments.get(imp_uid)
      : // An order can have failed payments beside the one that went through.
        (ofOrder.find(({ paid_at }) => paid_at > 0) ?? ofOrder[0]);
    if (!payment) return refuse(c, 200, "취소할 결제를 찾을 수 없습니다.");

    const cancellation = cancelPayment(payment, {
      ...sums,
      reason: textOf(fields.reason),
      refund_holder: textOf(fields.refund_holder),
      refund_bank: textOf(fields.refund_bank),
      refund_account: textOf(fields.refund_account),
    });
    if (typeof cancellation === "string") return refuse(c, 200, cancellation);
    const attempt = attempts.get(payment.imp_uid);
    const wanted = fields.enable_webhook === true || fields.enable_webhook === "true";
    if (wanted && attempt) await webhooks.send(attempt, cancellation.cancellation_id);
    return succeed(c, payment);
  });
}
