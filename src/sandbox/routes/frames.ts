import { deviceOf } from "../../payment/gateways.ts";
import { faultNamed, isWindowFault } from "../faults.ts";
import { pathOf, readJson } from "../http/incoming.ts";
import { jsonReply, pageReply } from "../http/reply.ts";
import type { Answerer, Routes } from "../http/routes.ts";
import type { Settings } from "../options.ts";
import { finalMessage, refusal, type SdkMessage } from "../sdk/answer.ts";
import { sdkMessageTo } from "../sdk/sdk-message.ts";
import type { Attempt, OpenRequest } from "../service/attempt.ts";
import { decide } from "../service/decide.ts";
import { openPayment } from "../service/open-payment.ts";
import type { State } from "../service/state.ts";
import { framePage, orderReceived, page, paymentWindow, plainMessage, waiting } from "../window/views.ts";
import { dropForGood } from "./faults.ts";

/** The frames that the SDK makes, and the payments that begin in them. */
export function frameRoutes(state: State): Routes {
  const { settings, attempts, faults } = state;
  const frame =
    (overlay: boolean): Answerer =>
    (incoming, part) => {
      const [userCode, provider] = [part("userCode"), part("provider")];
      const isStandard = provider === "";
      const ofPage = faultNamed(incoming.url.searchParams.get("fault") ?? undefined);
      const fault = faults.takeForFrame(pathOf(incoming), isStandard) ?? (isStandard ? ofPage : undefined);
      const asUsual = { userCode, provider, overlay, fault: ofPage?.kind ?? "" };
      switch (fault?.kind) {
        case "frameError":
          return pageReply(unavailable, fault.status ?? 503);
        case "frameDrop":
          return dropForGood(incoming);
        case "frameSilent":
          return pageReply("<!doctype html><title></title>");
        case "frameReload":
          return pageReply(framePage({ ...asUsual, postsAtLoad: true }));
        default:
          return pageReply(framePage(asUsual));
      }
    };

  return {
    ...framesOf("payments", frame(false)),
    ...framesOf("certificates", frame(false)),
    // The v1 SDK's newer gateways need no frame; their window comes over the page.
    "GET /v1/checkout/{userCode}": frame(true),

    "POST /payments/open": async (incoming) => {
      const userAgent = incoming.header("user-agent") ?? "";
      const request = openRequest(await readJson(incoming, 256 * 1024), userAgent, settings);
      if (!request) return jsonReply({ error: "not an SDK's request" }, 400);
      const opened = openPayment(request, state, userAgent);
      if (!("payment" in opened)) return jsonReply({ message: refusal(request, opened) });
      attempts.set(opened.payment.imp_uid, opened);
      opened.fault = faults.takeForWindow() ?? request.fault;
      return jsonReply({
        impUid: opened.payment.imp_uid,
        ...(await firstStep(opened, state, incoming.url.origin)),
        ...(opened.fault?.kind === "strayText" && { strayText: true }),
      });
    },
  };
}

/** The default gateway's frame, a gateway's, and that of one of the merchant's IDs there. */
function framesOf(kind: "payments" | "certificates", frame: Answerer): Routes {
  const path = `GET /${kind}/ready/{userCode}`;
  return { [path]: frame, [`${path}/{provider}`]: frame, [`${path}/{provider}/{pgId}`]: frame };
}

/** What a frame holds in place of the payment's page, when the service is out of order. */
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
