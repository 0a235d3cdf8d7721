import { spentClick } from "../messages/page.ts";
import type { Look } from "./look.ts";
import { opensPopup } from "./opens-popup.ts";

/** A popup needs a click, and a click lasts for seconds. */
export function spentActivation({ moment, params }: Look): string | undefined {
  const isSpent = navigator.userActivation?.isActive === false;
  return moment === "paying" && isSpent && opensPopup(params)
    ? spentClick(params.pg ?? "the gateway")
    : undefined;
}
