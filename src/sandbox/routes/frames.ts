import type { Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { deviceOf } from "../../payment/gateways.ts";
import type { Settings } from "../options.ts";
import { finalMessage, refusal, type SdkMessage } from "../sdk/answer.ts";
import { sdkMessageTo } from "../sdk/sdk-message.ts";
import type { Attempt, OpenRequest } from "../service/attempt.ts";
import { decide } from "../service/decide.ts";
import { openPayment } from "../service/open-payment.ts";
import type { State } from "../service/state.ts";
import { framePage, orderReceived, paymentWindow, waiting } from "../window/views.ts";

/** The frames that the SDK makes, and the payments that begin in them. */
export function frameRoutes(app: Hono, state: State): void {
  const { settings, attempts } = state;
  const frame = (overlay: boolean) => (c: Context) =>
    c.html(framePage(c.req.param("userCode") ?? "", c.req.param("provider") ?? "", overlay));
  for (const kind of ["payments", "certificates"]) {
    app.get(`/${kind}/ready/:userCode/:provider?/:pgId?`, frame(false));
  }
  // The v1 SDK's newer gateways need no frame; their window comes over the page.
  app.get("/v1/checkout/:userCode", frame(true));

  app.post("/payments/open", bodyLimit({ maxSize: 256 * 1024 }), async (c) => {
    const request = openRequest(
      await c.req.json().catch(() => null),
      c.req.header("user-agent") ?? "",
      settings,
    );
    if (!request) return c.json({ error: "not an SDK's request" }, 400);
    const opened = openPayment(request, state, c.req.header("user-agent") ?? "");
    if (!("payment" in opened)) return c.json({ message: refusal(request, opened) });
    attempts.set(opened.payment.imp_uid, opened);
    return c.json({
      impUid: opened.payment.imp_uid,
      ...(await firstStep(opened, state, new URL(c.req.url).origin)),
    });
  });
}

/** What the frame does with a payment that has just been opened: show markup, send a message, or both. */
async function firstStep(
  attempt: Attempt,
  state: State,
  origin: string,
): Promise<{ message?: SdkMessage; markup?: string }> {
  const { settings } = state;
  const { payment, display, delivery } = attempt;
  if (settings.outcome !== "manual") await decide(state, attempt, settings.outcome, origin);
  const message = sdkMessageTo(`${origin}/gateway/${payment.imp_uid}`, attempt);
  if (message) return { message, markup: waiting(attempt).markup };
  const byItself = settings.outcome !== "manual";
  // At naverco the browser hears nothing: a message that answers nobody closes the dialog.
  if (delivery === "none")
    return byItself ? { message: { data: {} } } : { markup: orderReceived(attempt).markup };
  if (byItself && display === "frame") {
    const answer = finalMessage(attempt);
    return answer ? { message: answer } : {};
  }
  return { markup: paymentWindow(attempt).markup };
}

/** The body as a request, if it is one: it comes from a page, and a page can send anything. */
function openRequest(body: unknown, userAgent: string, settings: Settings): OpenRequest | null {
  if (typeof body !== "object" || body === null) return null;
  const { action, userCode, provider, sdk, overlay, device, shopOrigin, data } = body as Record<
    string,
    unknown
  >;
  if (action !== "payment" && action !== "certification") return null;
  if (typeof data !== "object" || data === null || Array.isArray(data)) return null;
  return {
    action,
    userCode: typeof userCode === "string" ? userCode : "",
    provider: (typeof provider === "string" && provider) || (settings.gateways[0]?.pg_provider ?? ""),
    sdk: typeof sdk === "string" ? sdk : "1.2.0",
    overlay: overlay === true,
    device: device === "pc" || device === "mobile" ? device : deviceOf(userAgent),
    shopOrigin: typeof shopOrigin === "string" ? shopOrigin : "*",
    data: data as Record<string, unknown>,
  };
}
