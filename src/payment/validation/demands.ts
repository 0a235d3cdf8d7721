import { inside } from "../../request/params/values.ts";
import type { Values } from "./finding.ts";
import { gatewayCode, isOfKind, type Kind } from "./kinds.ts";

/** A parameter without which a payment goes wrong. */
interface Demand {
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

/** What PortOne's guide asks for, although payments have gone through without it. */
export const advised: readonly Demand[] = [
  { for: "phone bill", wants: "digital" },
  { at: ["danal", "html5_inicis", "inicis", "settle_acc"], wants: "buyer_tel" },
  { at: ["galaxia"], wants: "customer_id" },
  { at: ["hyphen"], wants: "buyer_name" },
  { at: ["inicis_jp"], wants: "currency" },
  { at: ["kcp"], for: "phone bill", wants: "buyer_name" },
  { at: ["kcp"], for: "phone bill", wants: "bypass.shop_user_id" },
  { at: ["nice_v2", "smartro_v2"], for: "virtual account", wants: "vbank_due" },
  { at: ["paymentwall", "payletter_global"], wants: "buyer_email" },
  { at: ["tosspay_v2"], for: "billing key", wants: "customer_id" },
];

/** The demands of this payment that aren't met. */
export function findUnmet(demands: readonly Demand[], given: Values): readonly Demand[] {
  const code = gatewayCode(given) ?? "";
  return demands.filter(
    ({ at, for: kind, wants }) =>
      (!at || at.includes(code)) && (!kind || isOfKind[kind](given)) && inside(given, wants) === undefined,
  );
}

/** At these gateways, and where the gateway isn't known, a billing key is registered without an amount. */
const withoutAmount: readonly unknown[] = [undefined, "settle", "settle_acc", "settle_firm", "tosspay_v2"];

/** Whether a payment may come without an amount, or with 0: nothing is paid, something is registered. */
export function mayPayNothing(given: Values): boolean {
  // KCP's quick pay opens its window to register a card, change a PIN, and so on.
  const action = inside(given, "bypass.kcpQuick.actionType") ?? "Pay";
  const isAmountless = given.amount === 0 || withoutAmount.includes(gatewayCode(given));
  return action !== "Pay" || (isOfKind["billing key"](given) && isAmountless);
}
