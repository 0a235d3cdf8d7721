import type { Hono } from "hono";
import type { State } from "../service/state.ts";
import { page, plainMessage, receipt, shopOf } from "../window/views.ts";

/** Where `receipt_url` leads. */
export function receiptPages(app: Hono, { settings, payments, attempts }: State): void {
  app.get("/receipt/:impUid", (c) => {
    const payment = payments.get(c.req.param("impUid"));
    if (!payment?.receipt_url) {
      return c.html(page("404", "ko", plainMessage("매출전표를 찾을 수 없습니다", "No such receipt.")), 404);
    }
    // What was paid by the REST API had no window.
    const attempt = attempts.get(payment.imp_uid);
    const language = attempt?.language ?? "ko";
    const shop = attempt ? shopOf(attempt) : settings.userCode;
    return c.html(
      page("매출전표", language, receipt(payment, language, shop, attempt?.request.device ?? "pc")),
    );
  });
}
