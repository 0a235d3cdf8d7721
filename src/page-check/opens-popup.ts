import { deviceOf } from "../device.ts";
import type { Look } from "./look.ts";

const always = /^(eximbay|shinhan|settle|settle_firm|smartro|tosspay|kcp_quick|daou|inicis_jp|paypal_v2)$/;

/** Whether the gateway is one that opens a popup: then the click and the page's opener policy matter. */
export function opensPopup({ pg = "", popup, naverPopupMode }: Look["params"]): boolean {
  const [code = ""] = pg.split(".");
  if (code === "naverpay") return naverPopupMode === true;
  // On a phone PAYCO has a frame.
  return popup ?? (code === "payco" ? deviceOf(navigator.userAgent) === "pc" : always.test(code));
}
