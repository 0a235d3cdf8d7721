import { deviceOf } from "../device.ts";
import type { Look } from "./look.ts";

const always = /^(eximbay|shinhan|settle|settle_firm|smartro|tosspay|kcp_quick|daou|inicis_jp|paypal_v2)$/;

/** Whether what is asked for opens a popup: then the click and the page's opener policy matter. */
export function opensPopup({ params, isCertification }: Pick<Look, "params" | "isCertification">): boolean {
  const { pg = "", popup, naverPopupMode } = params;
  // On a PC it does, whatever `popup` says.
  if (isCertification) return isOnPc() || popup === true;
  const [code = ""] = pg.split(".");
  if (code === "naverpay") return naverPopupMode === true;
  // On a phone PAYCO uses a frame.
  return popup ?? (code === "payco" ? isOnPc() : always.test(code));
}

function isOnPc(): boolean {
  return deviceOf(navigator.userAgent) === "pc";
}

/** Whose popup it is, for a message. */
export function popupOwner({ params, isCertification }: Pick<Look, "params" | "isCertification">): string {
  return isCertification ? "identity verification" : (params.pg ?? "the gateway");
}
