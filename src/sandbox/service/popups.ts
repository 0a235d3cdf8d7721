import type { Device } from "../../payment/gateways.ts";

/**
 * The gateways for which the SDK opens an empty popup inside `request_pay`. The service has the SDK send
 * that popup to the gateway's page, so both have to agree on when there is one, and on its name: the names
 * are those of PortOne's SDK. The SDK scripts of the sandbox get this very table.
 */
export interface Popup {
  /** The gateway's code; `"certification"` for the identity verification of all of them. */
  provider: string;
  name: string;
  size: string;
  /** The parameter that decides, and the value it must have (`"!false"`: any but `false`). */
  when?: readonly [parameter: "popup" | "naverPopupMode", value: true | "!false"];
  /** Whether a phone gets it too; `"asked"`: with `popup: true`. */
  onPhone?: "always" | "asked";
  /** The first SDK that opens it. */
  since: "1.1.5" | "1.2.0";
  /** What the SDK tells the frame when the customer closes it. */
  closing: "check.closing" | "proxy.closed";
  /** The message with which the SDK sends the popup on; without one it is `proxy.post`. */
  action?: "payco.modal" | "naverpay.modal" | "paypal.modal" | "eximbay.modal";
}

const closing = "check.closing";

export const popups: readonly Popup[] = [
  {
    provider: "payco",
    name: "IMP_PAYCO",
    size: "520,720",
    onPhone: "asked",
    since: "1.1.5",
    closing,
    action: "payco.modal",
  },
  { provider: "shinhan", name: "X_PAY_POP", size: "520,720", since: "1.1.5", closing: "proxy.closed" },
  {
    provider: "naverpay",
    name: "IMP_NAVERPAY",
    size: "620,760",
    when: ["naverPopupMode", true],
    since: "1.1.5",
    closing,
    action: "naverpay.modal",
  },
  {
    provider: "eximbay",
    name: "payment2",
    size: "520,720",
    when: ["popup", "!false"],
    onPhone: "always",
    since: "1.1.5",
    closing: "proxy.closed",
    action: "eximbay.modal",
  },
  {
    provider: "settle_firm",
    name: "IMP_SETTLE_FIRM",
    size: "480,770",
    when: ["popup", true],
    since: "1.1.5",
    closing,
  },
  { provider: "settle", name: "STPG_WALLET", size: "720,720", since: "1.2.0", closing },
  { provider: "smartro", name: "payWindow", size: "620,720", since: "1.2.0", closing },
  { provider: "tosspay", name: "tosspayPopup", size: "460,720", since: "1.2.0", closing },
  { provider: "kcp_quick", name: "kcpQuick", size: "480,720", since: "1.2.0", closing },
  { provider: "daou", name: "daou", size: "480,720", since: "1.2.0", closing },
  {
    provider: "chai",
    name: "chaiIamportModal",
    size: "540,740",
    when: ["popup", true],
    since: "1.2.0",
    closing,
  },
  {
    provider: "paypal",
    name: "IMP_PAYPAL_MODAL",
    size: "480,720",
    when: ["popup", true],
    onPhone: "always",
    since: "1.2.0",
    closing,
    action: "paypal.modal",
  },
  {
    // On a PC whatever `popup` says.
    provider: "certification",
    name: "IMP_CERTIFICATION",
    size: "480,720",
    onPhone: "asked",
    since: "1.1.5",
    closing,
  },
];

interface PopupParams {
  popup?: boolean | undefined;
  naverPopupMode?: boolean | undefined;
}

/** The popup that the SDK has opened for this payment, if it has. */
export function popupOf(
  provider: string,
  params: PopupParams,
  device: Device,
  sdk: string,
): Popup | undefined {
  const popup = popups.find((row) => row.provider === provider);
  if (!popup || (sdk !== "v1" && popup.since > sdk)) return undefined;
  if (device === "mobile" && (!popup.onPhone || (popup.onPhone === "asked" && params.popup !== true)))
    return undefined;
  if (!popup.when) return popup;
  const [parameter, value] = popup.when;
  const opened = value === true ? params[parameter] === true : params[parameter] !== false;
  return opened ? popup : undefined;
}
