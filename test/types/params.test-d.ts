import { expectTypeOf, it } from "vitest";
import {
  type DemandedWith,
  type IMP,
  type ImpResponse,
  type PaymentParams,
  requestPay,
  resultDelivery,
  validateParams,
} from "../../src/index.ts";

const naverProducts = [
  { categoryType: "PRODUCT", categoryId: "GENERAL", uid: "chair", name: "회전의자", count: 1 },
];

it("what PortOne always refuses doesn't compile", () => {
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
  // @ts-expect-error an amount is missing
  requestPay({ pg: "kcp" });
  // @ts-expect-error an amount is missing: a card is registered without one elsewhere
  requestPay({ pg: "kcp", customer_uid: "card-1" });
});

it("what PortOne takes does", () => {
  requestPay({ amount: 64900, pg: "danal", pay_method: "phone" });
  requestPay({
    amount: 64900,
    pg: "naverpay",
    customer_uid: "c1",
    naverProductCode: "BOX",
    naverProductCount: 1,
  });
  requestPay({ pg: "tosspay_v2", customer_uid: "card-1", customer_id: "c" });
  requestPay({ channelKey: "channel-key-1", customer_uid: "card-1" });
  requestPay({ channelKey: "channel-key-1", bypass: { kcpQuick: { actionType: "PinChange" } } });
  requestPay({ amount: 64900, pg: "kcp", brand_new: [1], buyer_email: null, vbank_due: null });
  requestPay({ amount: 64900, card: { useInstallment: false, direct: { code: "367", usePoint: true } } });
  requestPay({
    amount: 64900,
    display: { only_installment: true },
    period: { from: "a", to: "b", text: "c" },
  });
  requestPay({ amount: 64900, products: [{ id: "a" }, {}] });
  resultDelivery({ amount: 64900, pg: "kcp", brand_new: 1 }, "pc");
  validateParams({ pg: "kcp", brand_new: 1 });
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

it("what shops have compiles: interfaces of their own, wrappers, callbacks", () => {
  interface Bypass {
    acceptmethod: string;
  }
  interface Order {
    pg: string;
    pay_method: "card" | "vbank";
    merchant_uid: string;
    amount: number;
    buyer_email: string | null;
    custom_data?: unknown;
    bypass: Bypass;
  }
  requestPay({} as Order);
  validateParams({} as Order);
  resultDelivery({} as Order);
  const byKcp = (params: Omit<PaymentParams, "pg">) => requestPay({ ...params, pg: "kcp" });
  byKcp({ amount: 64900, merchant_uid: "order1" });

  interface OwnResponse {
    success: boolean;
    imp_uid: string;
    status: "paid" | "failed";
  }
  const imp = {} as IMP;
  imp.request_pay({} as Order, (response: OwnResponse) => response.imp_uid);
  imp.request_pay({} as Order, (response) => {
    expectTypeOf(response).toEqualTypeOf<ImpResponse>();
    expectTypeOf(response.paid_amount).toEqualTypeOf<number | undefined>();
    expectTypeOf(response.brand_new).toEqualTypeOf<unknown>();
  });
  imp.loadModule?.("toss-brandpay", { userCode: "imp00000000" }, { customer_id: "c" });
  expectTypeOf(imp.slots?.CORE_SERVER).toEqualTypeOf<string | undefined>();
});
