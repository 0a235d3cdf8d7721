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

/** What decides where an answer comes: the parameters of a payment, as far as a rule looks at them. */
export interface DeliveryParams {
  pg?: string | undefined;
  pay_method?: string | undefined;
  popup?: boolean | undefined;
  naverPopupMode?: boolean | undefined;
  customer_uid?: string | undefined;
}

type Rule = ResultDelivery | ((params: DeliveryParams) => ResultDelivery);

/** What is particular about a gateway: where its answer comes, and what it demands. */
interface Gateway {
  /** On a PC, unless it is "callback". */
  pc?: Rule;
  /** On a phone, unless it is "redirect". */
  mobile?: Rule;
  /** The currency of a payment that names none, unless it is KRW. */
  currency?: string;
  /** A language that its window knows beside ko, en and zh. */
  language?: string;
  /** A currency that it doesn't take. */
  refuses?: string;
  /** Whether its window has to be a popup on a PC. */
  popupOnPc?: boolean;
  /** The parameter without which PortOne refuses the payment, … */
  demands?: string;
  /** … if it is only with this method. */
  withMethod?: string;
  /** The parameter without which its window may fail. */
  wants?: string;
}

const popupOnly: Rule = ({ popup }) => (popup ? "callback" : "redirect");
const unlessRefused: Rule = ({ popup }) => (popup === false ? "redirect" : "callback");

/** One row per gateway that differs from "PC: callback, mobile: redirect", or demands something. */
const gateways: Partial<Record<string, Gateway>> = {
  danal: { mobile: "callback", wants: "buyer_tel" },
  danal_tpay: { mobile: "callback", demands: "biz_num", withMethod: "vbank" },
  eximbay: { pc: unlessRefused, mobile: unlessRefused, currency: "USD", language: "jp" },
  html5_inicis: { wants: "buyer_tel" },
  inicis: { wants: "buyer_tel" },
  inicis_jp: { popupOnPc: true },
  kcp_billing: { demands: "customer_uid" },
  naverco: { pc: "none", mobile: "none" },
  naverpay: {
    pc: ({ naverPopupMode }) => (naverPopupMode ? "callback" : "redirect"),
    demands: "naverProducts",
  },
  payco: { mobile: "callback" },
  paymentwall: { wants: "buyer_email" },
  paypal: { pc: popupOnly, mobile: popupOnly, currency: "USD", refuses: "KRW" },
  paypal_v2: { mobile: "callback" },
  toss_brandpay: { mobile: "callback", demands: "customer_id" },
};

/**
 * The row of the gateway that `pg` names, with or without a merchant ID after the dot.
 *
 * @internal
 */
export function gatewayOf(params: Pick<DeliveryParams, "pg">): Gateway {
  return gateways[codeOf(params)] ?? {};
}

function codeOf({ pg }: Pick<DeliveryParams, "pg">): string {
  return `${pg}`.replace(/\..*/, "");
}

/**
 * Where the answer of a payment through this gateway is expected. Where PortOne's guide and the React
 * Native SDK's table differ, the guide's word stands: both channels are armed in any case.
 *
 * @internal
 */
export function deliveryOf(params: DeliveryParams, device: Device): ResultDelivery {
  const rule = gatewayOf(params)[device] || (device === "pc" ? "callback" : "redirect");
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
  return device === "mobile" && !!disputed[codeOf(params)]?.(params);
}
