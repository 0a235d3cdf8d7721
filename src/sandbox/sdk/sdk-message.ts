import type { Attempt } from "../service/attempt.ts";
import type { SdkMessage } from "./answer.ts";

/**
 * The message that has the SDK bring its popup, or the whole tab, to the gateway's page; `null` when the
 * window stays in the frame. A cross-origin frame may not do this itself.
 */
export function sdkMessageTo(page: string, { payment, request, display, popup }: Attempt): SdkMessage | null {
  const impUid = payment.imp_uid;
  if (display === "frame") return null;
  const proxyPost: SdkMessage = {
    action: "proxy.post",
    data: {
      // Not the gateway's own code: for some of them the SDK would load that gateway's script instead.
      pgProvider: "sandbox",
      formId: "sandboxForm",
      method: "get",
      action: page,
      target: popup?.name ?? "_top",
      charset: "UTF-8",
      param: {},
      impUid,
    },
  };
  const action = popup ? popup.action : request.action === "payment" && leaving.get(payment.pg_provider);
  switch (action) {
    case "payco.modal":
      return { action, data: { orderUrl: page, impUid } };
    case "naverpay.modal":
      return { action, data: { payUrl: page, popupMode: popup !== undefined, impUid } };
    case "paypal.modal":
      return { action, data: { redirectUrl: page, impUid } };
    case "eximbay.modal":
      return { action, data: { action: page, formData: {}, impUid } };
    case "inicis.mobile":
      return { action, data: { action: page, formData: {} } };
    default:
      return proxyPost;
  }
}

/** The gateways whose way out of the shop's page is a message of their own. */
const leaving = new Map<string, "inicis.mobile" | "naverpay.modal" | "paypal.modal">([
  ["html5_inicis", "inicis.mobile"],
  ["naverpay", "naverpay.modal"],
  ["paypal", "paypal.modal"],
]);
