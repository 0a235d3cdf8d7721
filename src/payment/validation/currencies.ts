import type { Values } from "./finding.ts";
import { gatewayCode } from "./kinds.ts";

/** The gateways whose currency is certain when a payment names none. At any other it isn't judged. */
export const gatewaysOf: Readonly<Record<string, readonly string[]>> = {
  KRW: (
    "bluewalnut chai danal danal_tpay daou galaxia html5_inicis inicis jtnet kakaopay kcp kcp_billing kcp_quick kicc " +
    "kicc_v2 ksnet mobilians mobilians_v2 naverpay nice nice_v2 payco settle settle_acc settle_firm smartro smartro_v2 " +
    "smilepay toss_brandpay tosspay tosspay_v2 tosspayments uplus welcome"
  ).split(" "),
  USD: ["eximbay", "paypal"],
  JPY: ["inicis_jp"],
};

/** Digits after the decimal point. A currency that isn't here is not judged. */
const digits: Readonly<Partial<Record<string, number>>> = { KRW: 0, JPY: 0, USD: 2, EUR: 2 };

/** The currency, as far as it is stated or certain. */
export function currencyOf(given: Values): string {
  const code = gatewayCode(given) ?? "";
  const certain = Object.keys(gatewaysOf).find((currency) => gatewaysOf[currency]?.includes(code));
  return `${given.currency ?? certain}`;
}

/** Whether the amount has more digits after the decimal point than its currency, as far as that is certain. */
export function isTooFine(amount: number, currency: string): boolean {
  return Number(amount.toFixed(digits[currency] ?? 20)) !== amount;
}
