import { readJson } from "../http/incoming.ts";
import { jsonReply, pageReply } from "../http/reply.ts";
import type { Answerer, Routes } from "../http/routes.ts";
import { closesSilently, finalMessage, landingOf } from "../sdk/answer.ts";
import type { Attempt } from "../service/attempt.ts";
import { decide } from "../service/decide.ts";
import { isFinished } from "../service/payments.ts";
import { isDecision } from "../service/settle.ts";
import type { State } from "../service/state.ts";
import { gatewayName } from "../window/gateway-names.ts";
import { finishedPayment, page, paymentWindow, plainMessage } from "../window/views.ts";
import { isRecord } from "./rest-body.ts";

/** The gateway's page, in a popup or in the tab, and what is decided there or in a frame's window. */
export function gatewayRoutes(state: State): Routes {
  const { settings, attempts } = state;

  const gatewayPage: Answerer = (_, part) => {
    const attempt = attempts.get(part("impUid"));
    if (!attempt) return unknown;
    const { payment, language } = attempt;
    const decidedBefore = settings.outcome !== "manual";
    const view =
      isFinished(payment) || attempt.approvesLater
        ? finishedPayment(attempt, decidedBefore ? deliveryFor(attempt) : undefined)
        : paymentWindow(attempt);
    return pageReply(page(gatewayName(payment.pg_provider, language), language, view));
  };

  return {
    // The SDK comes by GET or, for some gateways, by POST. No HTTP redirects: a test that routes requests by
    // their address does not see where a redirect leads.
    "GET /gateway/{impUid}": gatewayPage,
    "POST /gateway/{impUid}": gatewayPage,

    "POST /gateway/{impUid}/answer": async (incoming, part) => {
      const attempt = attempts.get(part("impUid"));
      const asked = await readJson(incoming, 1024);
      const decision = isRecord(asked) ? asked.decision : undefined;
      if (!attempt) return jsonReply({ error: "no such payment" }, 404);
      if (decision === "close") {
        // At naverco the order is paid elsewhere, and there is only the window to close; a message that answers
        // nobody does that.
        if (attempt.delivery === "none") await decide(state, attempt, "approve", incoming.url.origin);
        return jsonReply({ message: { data: {} } });
      }
      if (!isDecision(decision)) return jsonReply({ error: "no such decision" }, 400);
      await decide(state, attempt, decision, incoming.url.origin);
      const markup =
        attempt.display !== "page" && closesSilently(attempt) ? "" : finishedPayment(attempt).markup;
      return jsonReply({ ...deliveryFor(attempt), markup });
    },

    // The customer has closed the popup. Who had paid before that has paid.
    "POST /gateway/{impUid}/closed": async ({ url }, part) => {
      const attempt = attempts.get(part("impUid"));
      if (!attempt) return jsonReply({ error: "no such payment" }, 404);
      await decide(state, attempt, "cancel", url.origin);
      return jsonReply({ message: finalMessage(attempt) });
    },

    // Where the SDK sends a phone whose payment was refused when there is neither callback nor landing URL.
    "GET /payments/fail": ({ url }) => {
      const view = plainMessage("결제가 완료되지 않았습니다", url.searchParams.get("error_msg") ?? "");
      return pageReply(page("결제 실패", "ko", view));
    },
  };
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

const unknown = pageReply(
  page(
    "404",
    "ko",
    plainMessage(
      "결제 정보를 찾을 수 없습니다",
      "No such payment. The sandbox forgets all payments when it stops.",
    ),
  ),
  404,
);
