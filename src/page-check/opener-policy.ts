import { cutsPopupsOff } from "../cuts-popups-off.ts";
import { popupCutOff } from "../messages/page.ts";
import type { Look } from "./look.ts";
import { opensPopup } from "./opens-popup.ts";

/** A popup of another origin reads as closed at once. */
export function openerPolicy({ params, headers }: Look): string | undefined {
  if (!headers || !cutsPopupsOff(headers) || !opensPopup(params)) return undefined;
  const [policy = ""] = (headers.get("cross-origin-opener-policy") ?? "").split(";");
  return popupCutOff(policy.trim(), params.pg ?? "the gateway");
}
