import { deviceOf } from "../device.ts";
import type { Look } from "./look.ts";

/** On a PC, whatever `popup` says. */
const onPc = /^(daou|inicis_jp|kcp_quick|payco|settle|shinhan|smartro|tosspay)$/;

/** Whether what is asked for opens a popup: then the click and the page's opener policy matter. */
export function opensPopup({ params, isCertification }: Pick<Look, "params" | "isCertification">): boolean {
  const { pg = "", popup, naverPopupMode } = params;
  const [code = ""] = pg.split(".");
  if (isCertification || onPc.test(code)) return isOnPc() || popup === true;
  if (code === "naverpay") return naverPopupMode === true;
  if (code === "eximbay") return popup !== false;
  // PayPal's own button opens one by itself.
  return code === "paypal_v2" || popup === true;
}

function isOnPc(): boolean {
  return deviceOf(navigator.userAgent) === "pc";
}

/** Whose popup it is, for a message. */
export function popupOwner({ params, isCertification }: Pick<Look, "params" | "isCertification">): string {
  return isCertification ? "identity verification" : (params.pg ?? "the gateway");
}
