import type { GatewayCode } from "./codes.ts";
import type { PaymentParams } from "./params.ts";

/** Parameters whose amount may be left out: {@link DemandedWith} says when. */
export interface RequestParams extends Omit<PaymentParams, "amount"> {
  /** As {@link PaymentParams.amount}. */
  amount?: number | null | undefined;
}

/** A `pg` with that code, with or without a merchant ID. */
type At<Code extends GatewayCode> = Record<"pg", Code | `${Code}.${string}`>;

/** A parameter that has to be there, and who demands it: the compiler's message names both. */
type Demanded<Name extends keyof PaymentParams, _By extends string> = {
  [Demanded in Name]-?: NonNullable<PaymentParams[Demanded]>;
};

/** Demands the parameter if `Params` matches `Such`. */
type DemandedIf<Params, Such, Name extends keyof PaymentParams, By extends string> = Params extends Such
  ? Demanded<Name, By>
  : unknown;

/** Demands the parameter unless `Params` matches `Such`. */
type DemandedUnless<Params, Such, Name extends keyof PaymentParams, By extends string> = Params extends Such
  ? unknown
  : Demanded<Name, By>;

/** What is registered without an amount: cards at Toss Pay and Hecto, and whatever KCP's quick pay opens its window for. */
type WithoutAmount =
  | { customer_uid: string; pg?: undefined }
  | ({ customer_uid: string } & At<"tosspay_v2" | "settle" | "settle_acc" | "settle_firm">)
  | { bypass: { kcpQuick: { actionType: string } } };

/** Naver Pay's recurring payments need no goods. */
type NaverProductsIn<Params> = Params extends { customer_uid: string }
  ? unknown
  : DemandedIf<Params, At<"naverpay">, "naverProducts", "naverpay">;

/**
 * What else these parameters demand, because PortOne refuses the payment without it: `naverpay` demands
 * `naverProducts`, `kcp_billing` demands `customer_uid`, … Parameters whose gateway the compiler doesn't know demand
 * nothing but an amount.
 *
 * @example
 * ```ts
 * function payAndThank<const Params extends PaymentParams>(params: Params & DemandedWith<Params>) {
 *   return requestPay<Params>(params).then(thank);
 * }
 * ```
 */
export type DemandedWith<Params> = DemandedUnless<
  Params,
  { amount: number } | WithoutAmount,
  "amount",
  "every gateway"
> &
  DemandedIf<Params, At<"danal_tpay"> & Record<"pay_method", "vbank">, "biz_num", "danal_tpay"> &
  DemandedIf<Params, At<"kcp_billing">, "customer_uid", "kcp_billing"> &
  NaverProductsIn<Params> &
  DemandedIf<Params, At<"toss_brandpay">, "customer_id", "toss_brandpay">;
