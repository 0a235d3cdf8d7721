import type { Context, Hono } from "hono";
import { closesSilently, finalMessage, landingOf } from "../sdk/answer.ts";
import type { Attempt } from "../service/attempt.ts";
import { decide } from "../service/decide.ts";
import { isFinished } from "../service/payments.ts";
import { type Decision, isDecision } from "../service/settle.ts";
import type { State } from "../service/state.ts";
import { gatewayName } from "../window/gateway-names.ts";
import { finishedPayment, page, paymentWindow, plainMessage } from "../window/views.ts";
import { limitBody } from "./limit-body.ts";

/** The gateway's page, in a popup or in the tab, and what is decided there or in a frame's window. */
export function gatewayRoutes(app: Hono, state: State): void {
  const { settings, attempts } = state;
  const decideOn = (c: Context, attempt: Attempt, decision: Decision) =>
    decide(state, attempt, decision, new URL(c.req.url).origin);

  // The SDK comes by GET or, for some gateways, by POST. No HTTP redirects: a test that routes requests by
  // their address does not see where a redirect leads.
  app.on(["GET", "POST"], "/gateway/:impUid", (c) => {
    const attempt = attempts.get(c.req.param("impUid"));
    if (!attempt) return unknown(c);
    const { payment, language } = attempt;
    const decidedBefore = settings.outcome !== "manual";
    const view =
      isFinished(payment) || attempt.approvesLater
        ? finishedPayment(attempt, decidedBefore ? deliveryFor(attempt) : undefined)
        : paymentWindow(attempt);
    return c.html(page(gatewayName(payment.pg_provider, language), language, view));
  });

  app.post("/gateway/:impUid/answer", limitBody(1024), async (c) => {
    const attempt = attempts.get(c.req.param("impUid"));
    const { decision, birthday } = await c.req.json().catch(() => ({}));
    if (!attempt) return c.json({ error: "no such payment" }, 404);
    // What the customer has written into an identity verification's window.
    if (typeof birthday === "string" && isDate(birthday)) attempt.birthday = birthday;
    if (decision === "close") {
      // At naverco the order is paid elsewhere, and there is only the window to close; a message that answers
      // nobody does that.
      if (attempt.delivery === "none") await decideOn(c, attempt, "approve");
      return c.json({ message: { data: {} } });
    }
    if (!isDecision(decision)) return c.json({ error: "no such decision" }, 400);
    await decideOn(c, attempt, decision);
    const markup =
      attempt.display !== "page" && closesSilently(attempt) ? "" : finishedPayment(attempt).markup;
    return c.json({ ...deliveryFor(attempt), markup });
  });

  // The customer has closed the popup. Who had paid before that has paid.
  app.post("/gateway/:impUid/closed", async (c) => {
    const attempt = attempts.get(c.req.param("impUid"));
    if (!attempt) return c.json({ error: "no such payment" }, 404);
    await decideOn(c, attempt, "cancel");
    return c.json({ message: finalMessage(attempt) });
  });

  // Where the SDK sends a phone whose payment was refused when there is neither callback nor landing URL.
  app.get("/payments/fail", (c) =>
    c.html(
      page("결제 실패", "ko", plainMessage("결제가 완료되지 않았습니다", c.req.query("error_msg") ?? "")),
    ),
  );
}

/** What the window does at its end; `closes`: nothing but vanish. */
function deliveryFor(attempt: Attempt): { location?: string; message?: object; closes?: true } {
  if (attempt.display === "page") {
    const location = landingOf(attempt);
    return location ? { location } : {};
  }
  if (closesSilently(attempt)) return { closes: true };
  const message = finalMessage(attempt);
  return message ? { message } : {};
}

function isDate(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));
}

function unknown(c: Context) {
  const view = plainMessage(
    "결제 정보를 찾을 수 없습니다",
    "No such payment. The sandbox forgets all payments when it stops.",
  );
  return c.html(page("404", "ko", view), 404);
}
