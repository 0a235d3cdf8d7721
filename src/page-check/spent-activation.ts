import { spentClick } from "../messages/page.ts";
import type { Look } from "./look.ts";
import { opensPopup, popupOwner } from "./opens-popup.ts";

/** Finds a popup that would open without a click, or so long after one that the click no longer counts. */
export function spentActivation(look: Look): string | undefined {
  const isSpent = navigator.userActivation?.isActive === false;
  if (look.moment !== "paying" || !isSpent || !opensPopup(look)) return undefined;
  return spentClick(look.isCertification ? "requestCertification" : "requestPay", popupOwner(look));
}
