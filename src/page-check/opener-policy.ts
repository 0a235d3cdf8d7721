import { cutsPopupsOff } from "../cuts-popups-off.ts";
import { popupCutOff } from "../messages/page.ts";
import type { Look } from "./look.ts";
import { opensPopup, popupOwner } from "./opens-popup.ts";

/** Finds an opener policy that makes a popup of another origin read as closed at once. */
export function openerPolicy(look: Look): string | undefined {
  const { headers } = look;
  if (!headers || !cutsPopupsOff(headers) || !opensPopup(look)) return undefined;
  const [policy = ""] = (headers.get("cross-origin-opener-policy") ?? "").split(";");
  return popupCutOff(policy.trim(), popupOwner(look));
}
