import type { Values } from "./finding.ts";
import { gatewayCode, isOfKind, type Kind } from "./kinds.ts";

/** A parameter without which a payment goes wrong. */
export interface Demand {
  /** At these gateways; at all of them, if none is named. */
  at?: readonly string[];
  /** In payments of this kind; in all of them, if none is named. */
  for?: Kind;
  /** The parameter, or a path into it. */
  wants: string;
}

/** What PortOne refuses the payment without. */
export const demanded: readonly Demand[] = [
  { at: ["danal_tpay"], for: "virtual account", wants: "biz_num" },
  { at: ["kcp_billing"], wants: "customer_uid" },
  { at: ["naverpay"], for: "one-off", wants: "naverProducts" },
  { at: ["toss_brandpay"], wants: "customer_id" },
];

/** What PortOne's guide asks for, and what shops have paid without. */
export const advised: readonly Demand[] = [
  { at: ["danal", "html5_inicis", "inicis", "settle_acc"], wants: "buyer_tel" },
  { at: ["galaxia"], wants: "customer_id" },
  { at: ["kcp"], for: "phone bill", wants: "buyer_name" },
  { at: ["kcp"], for: "phone bill", wants: "bypass.shop_user_id" },
  { at: ["nice_v2", "smartro_v2"], for: "virtual account", wants: "vbank_due" },
  { at: ["paymentwall", "payletter_global"], wants: "buyer_email" },
  { at: ["hyphen"], wants: "buyer_name" },
  { at: ["tosspay_v2"], for: "billing key", wants: "customer_id" },
  { for: "phone bill", wants: "digital" },
];

/** Where an amount may be left out: the window registers something. Of a gateway that isn't known, nobody knows. */
const withoutAmount = ["settle", "settle_acc", "settle_firm", "tosspay_v2"];

/** Whether the demand is one of this payment's. */
export function concerns({ at, for: kind }: Demand, given: Values): boolean {
  return (!at || at.includes(gatewayCode(given) ?? "")) && (!kind || isOfKind[kind](given));
}

/** Whether a payment may come without an amount. */
export function mayLackAmount(given: Values): boolean {
  const code = gatewayCode(given);
  return (
    isOfKind["quick pay action"](given) ||
    (isOfKind["billing key"](given) && (code === undefined || withoutAmount.includes(code)))
  );
}
