import { spentClick } from "../messages/page.ts";
import type { Look } from "./look.ts";
import { opensPopup, popupOwner } from "./opens-popup.ts";

/** A popup needs a click, and a click lasts for seconds. */
export function spentActivation(look: Look): string | undefined {
  const isSpent = navigator.userActivation?.isActive === false;
  if (look.moment !== "paying" || !isSpent || !opensPopup(look)) return undefined;
  return spentClick(look.isCertification ? "requestCertification" : "requestPay", popupOwner(look));
}
