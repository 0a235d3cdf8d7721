import type { Device } from "../payment/gateways.ts";

/** Phone or PC, by the rule that PortOne's SDK has for `navigator.userAgent`. */
export function deviceOf(userAgent: string): Device {
  return /\b(iPhone|iP[ao]d)/.test(userAgent) || /Android/i.test(userAgent) || /Mobile/i.test(userAgent)
    ? "mobile"
    : "pc";
}
