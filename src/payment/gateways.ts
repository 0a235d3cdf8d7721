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

/**
 * Where the answer of a payment arrives.
 *
 * - `"callback"`: the page stays, and the promise of `requestPay` settles with the answer.
 * - `"redirect"`: the page is left, and the answer comes to `m_redirect_url` as a query.
 * - `"none"`: the browser is not told; only the webhook is.
 */
export type ResultDelivery = "callback" | "redirect" | "none";

/** What decides where an answer comes: the parameters of a payment, as far as a rule looks at them. */
export interface DeliveryParams {
  pg?: string | undefined;
  popup?: boolean | undefined;
  naverPopupMode?: boolean | undefined;
}

type Rule = ResultDelivery | ((params: DeliveryParams) => ResultDelivery);

/** One row per gateway that differs from "PC: callback, mobile: redirect". */
interface Gateway {
  pc?: Rule;
  mobile?: Rule;
}

const popupOnly: Rule = ({ popup }) => (popup ? "callback" : "redirect");
const unlessRefused: Rule = ({ popup }) => (popup === false ? "redirect" : "callback");

const gateways: Partial<Record<string, Gateway>> = {
  danal: { mobile: "callback" },
  danal_tpay: { mobile: "callback" },
  payco: { mobile: "callback" },
  toss_brandpay: { mobile: "callback" },
  eximbay: { pc: unlessRefused, mobile: unlessRefused },
  paypal: { pc: popupOnly, mobile: popupOnly },
  paypal_v2: { mobile: "callback" },
  naverpay: { pc: ({ naverPopupMode }) => (naverPopupMode ? "callback" : "redirect") },
  naverco: { pc: "none", mobile: "none" },
};

/**
 * Where the answer of a payment through this gateway is expected. Where PortOne's guide and the React
 * Native SDK's table differ, the guide's word stands: both channels are armed in any case.
 *
 * @internal
 */
export function deliveryOf(params: DeliveryParams, device: Device): ResultDelivery {
  const code = String(params.pg ?? "").split(".", 1)[0] ?? "";
  const rule = gateways[code]?.[device] || (device === "pc" ? "callback" : "redirect");
  return typeof rule === "function" ? rule(params) : rule;
}
