import { type Device, deviceOf } from "../device.ts";

export { type Device, deviceOf } from "../device.ts";

/**
 * What the SDK takes this browser for; a server is a PC. The v1 SDK's own channels also recognise an iPad that
 * presents itself as a Macintosh.
 *
 * @internal
 */
export function thisDevice({ channelKey }: { channelKey?: unknown }): Device {
  if (typeof navigator === "undefined") return "pc";
  const { userAgent, maxTouchPoints } = navigator;
  return channelKey && maxTouchPoints > 1 && /Macintosh/.test(userAgent) ? "mobile" : deviceOf(userAgent);
}

/**
 * Where the answer of a payment arrives.
 *
 * - `"callback"`: the page stays, and the promise of `requestPay` settles with the answer.
 * - `"redirect"`: the page is left, and the answer comes to `m_redirect_url` as a query.
 * - `"none"`: the browser is not told; only the webhook is.
 */
export type ResultDelivery = "callback" | "redirect" | "none";

/** The parameters of a payment that decide where its answer comes. */
export interface DeliveryParams {
  pg?: string | null | undefined;
  pay_method?: string | null | undefined;
  popup?: boolean | null | undefined;
  naverPopupMode?: boolean | null | undefined;
  customer_uid?: string | null | undefined;
}

type Rule = ResultDelivery | ((params: DeliveryParams) => ResultDelivery);

/** Where a gateway's answer comes. */
interface Gateway {
  /** On a PC, unless it is "callback". */
  pc?: Rule;
  /** On a phone, unless it is "redirect". */
  mobile?: Rule;
}

const popupOnly: Rule = ({ popup }) => (popup ? "callback" : "redirect");
const unlessRefused: Rule = ({ popup }) => (popup === false ? "redirect" : "callback");

/**
 * One row for each gateway that differs from "PC: callback, mobile: redirect". What each gateway demands of the
 * parameters is in `validation/demands.ts`.
 */
const gateways: Partial<Record<string, Gateway>> = {
  danal: { mobile: "callback" },
  danal_tpay: { mobile: "callback" },
  eximbay: { pc: unlessRefused, mobile: unlessRefused },
  naverco: { pc: "none", mobile: "none" },
  naverpay: { pc: ({ naverPopupMode }) => (naverPopupMode ? "callback" : "redirect") },
  payco: { mobile: "callback" },
  paypal: { pc: popupOnly, mobile: popupOnly },
  paypal_v2: { mobile: "callback" },
  toss_brandpay: { mobile: "callback" },
};

/**
 * The gateway's code: `pg` up to the dot; empty where there is none.
 *
 * @internal
 */
export function codeOf(pg: unknown): string {
  return typeof pg === "string" ? pg.replace(/\..*/s, "") : "";
}

/**
 * Where the answer of a payment through this gateway is expected. Where PortOne's guide and the React Native SDK's
 * table differ, the guide counts; `requestPay` is ready for both in any case.
 *
 * @internal
 */
export function deliveryOf(params: DeliveryParams, device: Device): ResultDelivery {
  const rule = gateways[codeOf(params.pg)]?.[device] || (device === "pc" ? "callback" : "redirect");
  return typeof rule === "function" ? rule(params) : rule;
}

/**
 * The gateways of which PortOne's guide says "redirect" on a phone, and the React Native SDK's table "callback".
 * Nothing in a page depends on it, and no page carries it.
 */
const disputed: Partial<Record<string, (params: DeliveryParams) => boolean>> = {
  bluewalnut: () => true,
  html5_inicis: ({ customer_uid }) => !!customer_uid,
  mobilians: ({ pay_method }) => pay_method === "phone",
  settle_acc: () => true,
  smilepay: () => true,
};

/**
 * Whether the sources differ on where this payment's answer comes.
 *
 * @internal
 */
export function isDisputed(params: DeliveryParams, device: Device): boolean {
  return device === "mobile" && !!disputed[codeOf(params.pg)]?.(params);
}
