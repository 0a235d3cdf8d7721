import type { Hono } from "hono";
import { deposit } from "../service/settle.ts";
import type { State } from "../service/state.ts";
import { page, plainMessage, receipt } from "../window/views.ts";

/** What happens outside browser and REST API: a deposit, the webhooks' log, receipts. */
export function merchantRoutes(app: Hono, { payments, attempts, webhooks }: State): void {
  app.post("/sandbox/deposit/:impUid", async (c) => {
    const payment = payments.get(c.req.param("impUid"));
    const attempt = attempts.get(c.req.param("impUid"));
    const deposited = payment !== undefined && deposit(payment, new URL(c.req.url).origin);
    if (deposited && attempt) await webhooks.send(attempt);
    // The button on the front page. See Other, so that a reload does not pay again.
    if (c.req.header("accept")?.includes("text/html")) return c.redirect("/", 303);
    if (!payment) return c.json({ error: "no such payment" }, 404);
    return deposited
      ? c.json(payment)
      : c.json({ error: "this payment has no account that waits for its deposit" }, 409);
  });

  app.get("/sandbox/webhooks", (c) => c.json(webhooks.log));

  app.get("/receipt/:impUid", (c) => {
    const payment = payments.get(c.req.param("impUid"));
    const attempt = attempts.get(c.req.param("impUid"));
    if (!payment?.receipt_url || !attempt) {
      return c.html(page("404", "ko", plainMessage("매출전표를 찾을 수 없습니다", "No such receipt.")), 404);
    }
    return c.html(page("매출전표", attempt.language, receipt(attempt)));
  });
}
