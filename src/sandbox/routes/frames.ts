import type { Context, Hono } from "hono";
import { deviceOf } from "../../payment/gateways.ts";
import { faultNamed, isWindowFault } from "../faults.ts";
import type { Settings } from "../options.ts";
import { finalMessage, refusal, type SdkMessage } from "../sdk/answer.ts";
import { sdkMessageTo } from "../sdk/sdk-message.ts";
import type { Attempt, OpenRequest } from "../service/attempt.ts";
import { decide } from "../service/decide.ts";
import { openPayment } from "../service/open-payment.ts";
import type { State } from "../service/state.ts";
import { framePage, orderReceived, page, paymentWindow, plainMessage, waiting } from "../window/views.ts";
import { dropForGood } from "./faults.ts";
import { limitBody } from "./limit-body.ts";

/** The frames that the SDK makes, and the payments that begin in them. */
export function frameRoutes(app: Hono, state: State): void {
  const { settings, attempts, faults } = state;
  const frame = (overlay: boolean) => (c: Context) => {
    const { userCode = "", provider = "" } = c.req.param() as { userCode?: string; provider?: string };
    const isStandard = provider === "";
    const ofPage = faultNamed(c.req.query("fault"));
    const fault = faults.takeForFrame(c.req.path, isStandard) ?? (isStandard ? ofPage : undefined);
    const asUsual = { userCode, provider, overlay, fault: ofPage?.kind ?? "" };
    switch (fault?.kind) {
      case "frameError":
        return c.html(unavailable, (fault.status ?? 503) as 503);
      case "frameDrop":
        return dropForGood(c);
      case "frameSilent":
        return c.html("<!doctype html><title></title>");
      case "frameReload":
        return c.html(framePage({ ...asUsual, postsAtLoad: true }));
      default:
        return c.html(framePage(asUsual));
    }
  };
  for (const kind of ["payments", "certificates"]) {
    app.get(`/${kind}/ready/:userCode/:provider?/:pgId?`, frame(false));
  }
  // The v1 SDK's newer gateways need no frame; their window comes over the page.
  app.get("/v1/checkout/:userCode", frame(true));

  app.post("/payments/open", limitBody(256 * 1024), async (c) => {
    const request = openRequest(
      await c.req.json().catch(() => null),
      c.req.header("user-agent") ?? "",
      settings,
    );
    if (!request) return c.json({ error: "not an SDK's request" }, 400);
    const opened = openPayment(request, state, c.req.header("user-agent") ?? "");
    if (!("payment" in opened)) return c.json({ message: refusal(request, opened) });
    attempts.set(opened.payment.imp_uid, opened);
    opened.fault = faults.takeForWindow() ?? request.fault;
    return c.json({
      impUid: opened.payment.imp_uid,
      ...(await firstStep(opened, state, new URL(c.req.url).origin)),
      ...(opened.fault?.kind === "strayText" && { strayText: true }),
    });
  });
}

/** The page of a frame whose request is to fail. */
const unavailable = page(
  "503",
  "ko",
  plainMessage("서비스를 이용할 수 없습니다", "The sandbox was asked to fail this frame."),
);

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
    // The stray text has the SDK take the frame away before it hears this.
    const answer = attempt.fault?.kind === "strayText" ? undefined : finalMessage(attempt);
    return answer ? { message: answer } : {};
  }
  return { markup: paymentWindow(attempt).markup };
}

/** The body as a request, if it is one: it comes from a page, and a page can send anything. */
function openRequest(body: unknown, userAgent: string, settings: Settings): OpenRequest | null {
  if (typeof body !== "object" || body === null) return null;
  const { action, userCode, provider, sdk, overlay, device, shopOrigin, fault, data } = body as Record<
    string,
    unknown
  >;
  const ofPage = faultNamed(fault);
  if (action !== "payment" && action !== "certification") return null;
  if (typeof data !== "object" || data === null || Array.isArray(data)) return null;
  return {
    action,
    userCode: typeof userCode === "string" ? userCode : "",
    provider: (typeof provider === "string" && provider) || (settings.gateways[0]?.pg_provider ?? ""),
    sdk: typeof sdk === "string" ? (sdk.startsWith("1.3.") ? "v1" : sdk) : "1.2.0",
    overlay: overlay === true,
    device: device === "pc" || device === "mobile" ? device : deviceOf(userAgent),
    shopOrigin: typeof shopOrigin === "string" ? shopOrigin : "*",
    fault: ofPage && isWindowFault(ofPage) ? ofPage : undefined,
    data: data as Record<string, unknown>,
  };
}
