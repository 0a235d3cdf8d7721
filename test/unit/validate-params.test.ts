import { afterEach, describe, expect, it, vi } from "vitest";
import { validateParams } from "../../src/index.ts";

const good = { pg: "kcp", amount: 64900, merchant_uid: "order-1" };
const problems = (params: object, device?: "pc" | "mobile") => validateParams({ ...good, ...params }, device);

const naverProduct = {
  categoryType: "PRODUCT",
  categoryId: "GENERAL",
  uid: "chair-1",
  name: "회전의자",
  count: 1,
};

afterEach(() => vi.useRealTimers());

describe("what can be paid with", () => {
  it.each([
    {},
    { pg: "kcp.T0000" },
    { pg: "brand_new_gateway" },
    { pg: "constructor" },
    { pg: "__proto__" },
    { pg: null, pay_method: null },
    { pg: undefined, amount: 14.25 },
    { pg: undefined, channelKey: "channel-key-1", amount: 14.25 },
    { pg: "brand_new_gateway", amount: 14.25 },
    { pg: "paypal", amount: 14.25 },
    { pg: "paypal", amount: 14.2, currency: "USD" },
    { pg: "eximbay", language: "jp", amount: 14.2 },
    { pg: "eximbay", currency: "KRW" },
    { pg: "inicis_jp", popup: true, currency: "JPY" },
    { amount: 14.2, currency: "USD" },
    { amount: 14.25, currency: "EUR" },
    { amount: 1.255, currency: "KWD" },
    { amount: 9_007_199_254_740_991 },
    { amount: 0, customer_uid: "card-1" },
    { tax_free: 900 },
    { pg: "nice", tax_free: 59000, vat_amount: 5900 },
    { pg: "nice", vat_amount: null },
    { pg: "paypal", amount: 0.3, tax_free: 0.1, vat_amount: 0.2 },
    { merchant_uid: "!".repeat(40) },
    { pg: "smartro_v2", merchant_uid: "order1" },
    { merchant_uid: null },
    { name: "가".repeat(40) },
    { name: "" },
    { name: "50% off" },
    { pg: "nice_v2", name: "it's half off" },
    { m_redirect_url: "https://shop.example/complete?a=1#b" },
    { m_redirect_url: "myapp://complete" },
    { m_redirect_url: "/complete" },
    { m_redirect_url: "complete.jsp" },
    { m_redirect_url: "?step=2" },
    { m_redirect_url: "" },
    { notice_url: "http://shop.example/webhook" },
    { notice_url: ["https://shop.example/webhook", "https://other.example/"] },
    { notice_url: "" },
    { customer_uid: null, confirm_url: null },
    { vbank_due: "2099-12-31" },
    { vbank_due: "20991231" },
    { vbank_due: "2099-12-31 23:59:59" },
    { vbank_due: "20991231235959" },
    { vbank_due: "209901021530" },
    { buyer_tel: undefined, digital: false },
    { buyer_name: "홍길동", buyer_tel: "010-4242-4242", buyer_addr: "신사동", buyer_postcode: "01181" },
    { buyer_email: null, buyer_addr: "" },
    { display: { card_quota: [] } },
    { display: { card_quota: [2, 3, 6], only_installment: true } },
    { card: { direct: { code: "366", quota: 3, usePoint: true } } },
    { card: { direct: { code: "VIS" } } },
    { card: { detail: [{ card_code: "366", enabled: true, max_month: 6 }] } },
    { card: { detail: [{ card_code: "*", enabled: false }], useInstallment: false } },
    { period: { from: "20260101", to: "20261231", text: "1년" } },
    { app_scheme: "myshop" },
    { app_scheme: "myshop://pay?step=2" },
    { naverUseCfm: "20991231" },
    { products: [{ id: "a", name: "의자", code: "c", unitPrice: 64900, quantity: 1 }] },
    { products: [{ id: "a", name: null }] },
    { bypass: { anything: [1] } },
    { language: "zh" },
    { pay_method: "brand_new", escrow: true, popup: false, useFreeInterestFromMall: true },
    { company: "온기가구", customer_uid: "card-1", customer_id: "gildong" },
    { biz_num: "1234567890", digital: true, tax_free: 900, vat_amount: 5900, custom_data: [null, 1, "a"] },
    { custom_data: "" },
    { custom_data: null },
    { pg: "naverpay", naverProducts: [naverProduct] },
    { pg: "naverpay", naverProducts: [{ ...naverProduct, startDate: 20270101, endDate: "20270102" }] },
    { pg: "naverpay", customer_uid: "c1", naverProductCode: "BOX", naverProductCount: 1 },
    { pg: "danal_tpay.9810030929", pay_method: "vbank", biz_num: "1234567890" },
    { pg: "danal_tpay", pay_method: "card" },
    { pg: "danal_tpay" },
    { pg: "danal", pay_method: "phone", digital: false, buyer_tel: "010-4242-4242" },
    { pg: "kcp_billing", customer_uid: "card-1", amount: 0 },
    { pg: "toss_brandpay", customer_id: "customer-1" },
    { pg: "html5_inicis.INIpayTest", buyer_tel: "010-4242-4242" },
    { pg: "paymentwall", buyer_email: "gildong@example.com" },
    // What PortOne's guide has in samples of its own.
    { pg: undefined, channelKey: "channel-key-1", amount: undefined, customer_uid: "card-1" },
    { pg: "tosspay_v2", amount: undefined, customer_uid: "card-1", customer_id: "gildong" },
    { pg: "settle_acc", amount: undefined, customer_uid: "account-1", buyer_tel: "010-4242-4242" },
    { pg: "kcp_quick", amount: undefined, bypass: { kcpQuick: { actionType: "PinChange" } } },
    { pg: "kcp_quick", amount: 0, bypass: { kcpQuick: { actionType: "Register" } } },
    { pg: "inicis_jp", popup: true, currency: "JPY", display: { card_quota: [0, 3, 5] } },
    { brand_new_parameter: [1, { a: null }], width: 380, lsn_title: "의자" },
  ])("%j", (params) => {
    expect(problems(params)).toEqual([]);
  });

  it("KCP's quick pay wants an amount to pay", () => {
    const bypass = { kcpQuick: { actionType: "Pay" } };
    expect(problems({ pg: "kcp_quick", amount: undefined, bypass })).toMatchObject([
      { path: "amount", severity: "error" },
    ]);
  });

  it("Inicis Japan has to be a popup on a PC only", () => {
    expect(problems({ pg: "inicis_jp", currency: "JPY", popup: false }, "mobile")).toEqual([]);
  });

  it.each([null, undefined, 5, "x"])("parameters that are %j lack an amount", (params) => {
    expect(validateParams(params as never)).toMatchObject([{ path: "amount", severity: "error" }]);
  });
});

describe("days, in Korea", () => {
  it.each(["vbank_due", "naverUseCfm"])("%s is past when the day is over there", (name) => {
    vi.useFakeTimers({ now: new Date("2026-11-23T14:59:59Z") });
    expect(problems({ [name]: "20261123" })).toEqual([]);
    vi.setSystemTime(new Date("2026-11-23T15:00:00Z"));
    expect(problems({ [name]: "20261123" })).toMatchObject([{ path: name, severity: "warning" }]);
  });
});

describe("what JSON can't carry", () => {
  const said = (params: object) => problems(params).map(({ severity, message }) => `${severity} ${message}`);

  it("stops the payment: a BigInt, a circle", () => {
    const circle: Record<string, unknown> = {};
    circle.self = { circle };
    expect(said({ custom_data: { stock: [1n], circle } })).toEqual([
      "error custom_data.stock[0]: the bigint 1 came, which JSON can't carry, and the window wouldn't open.",
      "error custom_data.circle.self.circle: an object came, which JSON can't carry, and the window wouldn't open.",
    ]);
  });

  it("stops the payment: what throws when it is read, wherever it is", () => {
    const throwing = {
      get price() {
        throw new Error("sold out");
      },
    };
    const proxy = new Proxy(
      {},
      {
        ownKeys() {
          throw new Error("revoked");
        },
      },
    );
    expect(said({ name: proxy, custom_data: throwing })).toEqual([
      "error name: a getter or a proxy came that throws \"revoked\", which JSON can't carry, and the window wouldn't open.",
      "error custom_data.price: a getter or a proxy came that throws \"sold out\", which JSON can't carry, and the window wouldn't open.",
    ]);
    expect(validateParams(proxy)).toMatchObject([
      { path: "", message: expect.stringMatching(/^the parameters: a getter or a proxy came/) },
      { path: "amount" },
    ]);
    const withGetter = Object.defineProperty({ ...good }, "buyer_tel", {
      enumerable: true,
      get() {
        throw 1;
      },
    });
    expect(validateParams(withGetter)).toMatchObject([{ path: "buyer_tel", severity: "error" }]);
  });

  it("is lost on the way: a function, a symbol, undefined in a list", () => {
    expect(said({ callback: () => 1, custom_data: { list: [Symbol("s"), undefined] } })).toEqual([
      "warning callback: a function came, which JSON can't carry, and is lost on the way.",
      "warning custom_data.list[0]: the symbol Symbol(s) came, which JSON can't carry, and is lost on the way.",
      "warning custom_data.list[1]: nothing came, which JSON can't carry, and is lost on the way.",
    ]);
  });

  it("isn't the same object in two places, a date, or a field that is undefined", () => {
    const shared = { a: 1 };
    const custom_data = { one: shared, two: [shared], day: new Date(0), none: undefined };
    expect(problems({ custom_data })).toEqual([]);
  });
});

it("everything that is wrong is said at once", () => {
  const paths = problems(
    { amount: "1원", merchant_uid: "", m_redirect_url: "http://", pay_method: "crad" },
    "mobile",
  ).map(({ path }) => path);
  expect(paths.sort()).toEqual(["amount", "m_redirect_url", "merchant_uid", "pay_method"]);
});

it("looking at them doesn't write to them", () => {
  const params = Object.freeze({ ...good, amount: "64900" as never, m_redirect_url: "/done", name: "" });
  validateParams(params);
  expect(params).toEqual({ ...good, amount: "64900", m_redirect_url: "/done", name: "" });
});
