import { expectTypeOf, it } from "vitest";
import { type DemandedWith, type PaymentParams, requestPay } from "../../src/index.ts";

const naverProducts = [
  { categoryType: "PRODUCT", categoryId: "GENERAL", uid: "chair", name: "회전의자", count: 1 },
];

it("what PortOne always refuses doesn't compile", () => {
  // @ts-expect-error digital is missing
  requestPay({ amount: 64900, pg: "danal", pay_method: "phone" });
  // @ts-expect-error biz_num is missing
  requestPay({ amount: 64900, pg: "danal_tpay", pay_method: "vbank" });
  // @ts-expect-error the same, with a merchant ID
  requestPay({ amount: 64900, pg: "danal_tpay.9810030929", pay_method: "vbank" });
  // @ts-expect-error customer_uid is missing
  requestPay({ amount: 0, pg: "kcp_billing" });
  // @ts-expect-error customer_id is missing
  requestPay({ amount: 64900, pg: "toss_brandpay" });
  // @ts-expect-error naverProducts is missing
  requestPay({ amount: 64900, pg: "naverpay.np_test" });
  // @ts-expect-error an amount is a number
  requestPay({ amount: "64900", pg: "kcp" });
  // @ts-expect-error a count is a number
  requestPay({ amount: 64900, pg: "naverpay", naverProducts: [{ ...naverProducts[0], count: "1" }] });
  // @ts-expect-error digital is a boolean
  requestPay({ amount: 64900, pay_method: "phone", digital: "false" });
  // @ts-expect-error two of them
  requestPay({ amount: 64900, pg: "toss_brandpay", pay_method: "phone", customer_id: "c" });
});

it("what PortOne takes does", () => {
  requestPay({ amount: 64900, pg: "danal", pay_method: "phone", digital: false });
  requestPay({ amount: 64900, pg: "danal_tpay", pay_method: "vbank", biz_num: "1234567890" });
  requestPay({ amount: 64900, pg: "danal_tpay", pay_method: "card" });
  requestPay({ amount: 0, pg: "kcp_billing.A52Q7", customer_uid: "card-1" });
  requestPay({ amount: 64900, pg: "toss_brandpay", customer_id: "c" });
  requestPay({ amount: 64900, pg: "naverpay", naverProducts });
  requestPay({ amount: 64900, pg: "kcp.T0000", pay_method: "vbank", vbank_due: "2026-12-31" });
  requestPay({ amount: 64900, pg: "brand_new", pay_method: "brand_new", currency: "VND", language: "vi" });
  requestPay({ amount: 64900, display: { card_quota: [2, 3] }, card: { direct: { code: "366" } } });
  requestPay({ amount: 64900, notice_url: ["https://a.example", "https://b.example"] });
});

it("parameters of which the compiler doesn't know the gateway demand nothing", () => {
  const params: PaymentParams = { amount: 64900, pg: "naverpay" };
  requestPay(params);
  const form: { pg: string; pay_method: string } = { pg: "kcp", pay_method: "phone" };
  requestPay({ amount: 64900, ...form });
  expectTypeOf<DemandedWith<PaymentParams>>().toEqualTypeOf<unknown>();
});

it("a function of the shop's own can pass the demands on", () => {
  function pay<const Params extends PaymentParams>(params: Params & DemandedWith<Params>) {
    return requestPay<Params>(params);
  }
  pay({ amount: 64900, pg: "naverpay", naverProducts });
  // @ts-expect-error naverProducts is missing
  pay({ amount: 64900, pg: "naverpay" });
});
