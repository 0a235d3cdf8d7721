import { popupCutOff } from "../messages/page.ts";
import type { Look } from "./look.ts";
import { opensPopup } from "./opens-popup.ts";

/** A popup of another origin reads as closed at once. */
export function openerPolicy({ params, headers }: Look): string | undefined {
  const [value = ""] = (headers?.get("cross-origin-opener-policy") ?? "").split(";");
  const cutsOff = /^(same-origin|noopener-allow-popups)$/.test(value.trim());
  return cutsOff && opensPopup(params) ? popupCutOff(value.trim(), params.pg ?? "the gateway") : undefined;
}
