import type { Values } from "./finding.ts";
import { gatewayCode } from "./kinds.ts";

/** Digits behind the point. A currency that isn't here is not judged. */
const digits: Readonly<Partial<Record<string, number>>> = { KRW: 0, JPY: 0, USD: 2, EUR: 2 };

/** The currency of a payment that names none, where it is certain. A gateway that isn't here is not judged. */
const ofGateways: Readonly<Record<string, readonly string[]>> = {
  USD: ["eximbay", "paypal"],
  JPY: ["inicis_jp"],
  KRW: [
    "bluewalnut",
    "chai",
    "danal",
    "danal_tpay",
    "daou",
    "galaxia",
    "html5_inicis",
    "inicis",
    "jtnet",
    "kakaopay",
    "kcp",
    "kcp_billing",
    "kcp_quick",
    "kicc",
    "ksnet",
    "mobilians",
    "mobilians_v2",
    "naverpay",
    "nice",
    "nice_v2",
    "payco",
    "settle",
    "settle_acc",
    "settle_firm",
    "smartro",
    "smartro_v2",
    "smilepay",
    "syrup",
    "toss_brandpay",
    "tosspay",
    "tosspay_v2",
    "tosspayments",
    "uplus",
    "welcome",
  ],
};

/** The currency as far as it is stated or certain. */
export function currencyOf(given: Values): string | undefined {
  if (given.currency !== undefined) return `${given.currency}`;
  const code = gatewayCode(given) ?? "";
  return Object.keys(ofGateways).find((currency) => ofGateways[currency]?.includes(code));
}

/** How many digits the payment's currency has behind the point, as far as that is certain. */
export function digitsOf(given: Values): number | undefined {
  return digits[currencyOf(given) ?? ""];
}
