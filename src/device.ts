/** The kind of device a payment is made on, as the SDK sees it. */
export type Device = "pc" | "mobile";

/**
 * Phone or PC, by the rule that PortOne's SDK has for `navigator.userAgent`.
 *
 * @internal
 */
export function deviceOf(userAgent: string): Device {
  return /\biP(hone|[ao]d)/.test(userAgent) || /android|mobile/i.test(userAgent) ? "mobile" : "pc";
}
