import { afterEach, describe, expect, it, vi } from "vitest";
import { validateParams } from "../../src/index.ts";

const naverProduct = {
  categoryType: "PRODUCT",
  categoryId: "GENERAL",
  uid: "chair-1",
  name: "회전의자",
  count: 1,
};

/** Paid with at kcp, and complete for each gateway that demands something. */
const complete: Record<string, object> = {
  "": { pg: "kcp" },
  naverpay: { pg: "naverpay", naverProducts: [naverProduct] },
  danal_tpay: { pg: "danal_tpay.9810030929", pay_method: "vbank", biz_num: "1234567890" },
  kcp_billing: { pg: "kcp_billing", customer_uid: "card-1", amount: 0 },
  toss_brandpay: { pg: "toss_brandpay", customer_id: "customer-1" },
  phone: { pg: "danal", pay_method: "phone", digital: false, buyer_tel: "010-4242-4242" },
  inicis: { pg: "html5_inicis.INIpayTest", buyer_tel: "010-4242-4242" },
  paymentwall: { pg: "paymentwall", buyer_email: "gildong@example.com" },
  inicis_jp: { pg: "inicis_jp", popup: true, currency: "JPY" },
  paypal: { pg: "paypal", currency: "USD", amount: 14.2 },
  eximbay: { pg: "eximbay", language: "jp", amount: 14.2 },
};

const issues = (params: object, device?: "pc" | "mobile") =>
  validateParams({ merchant_uid: "order-1", amount: 64900, ...params } as never, device);

/** Each as `error path: message`. */
const said = (params: object, device?: "pc" | "mobile") =>
  issues(params, device).map(({ path, message, severity }) => {
    expect(message.startsWith(`${path}: `)).toBe(true);
    return `${severity} ${message}`;
  });

afterEach(() => {
  vi.useRealTimers();
});

describe("what each gateway demands", () => {
  it.each(Object.entries(complete))("complete for %s: nothing to say", (_, params) => {
    expect(said(params)).toEqual([]);
  });

  it.each([
    ["phone", "digital", "error digital: wanted by phone, got undefined"],
    ["danal_tpay", "biz_num", "error biz_num: wanted by danal_tpay.9810030929, got undefined"],
    ["kcp_billing", "customer_uid", "error customer_uid: wanted by kcp_billing, got undefined"],
    ["toss_brandpay", "customer_id", "error customer_id: wanted by toss_brandpay, got undefined"],
    ["naverpay", "naverProducts", "error naverProducts: wanted by naverpay, got undefined"],
    ["phone", "buyer_tel", "warning buyer_tel: wanted by danal, got undefined"],
    ["inicis", "buyer_tel", "warning buyer_tel: wanted by html5_inicis.INIpayTest, got undefined"],
    ["paymentwall", "buyer_email", "warning buyer_email: wanted by paymentwall, got undefined"],
  ])("%s without %s", (gateway, name, message) => {
    const { [name]: _, ...rest } = { amount: 64900, ...complete[gateway] } as Record<string, unknown>;
    expect(said({ ...rest, amount: 64900 })).toEqual([message]);
  });

  it("danal_tpay wants a business number for a virtual account only", () => {
    expect(said({ pg: "danal_tpay", pay_method: "card" })).toEqual([]);
    expect(said({ pg: "danal_tpay" })).toEqual([]);
  });

  it("inicis_jp has to be a popup on a PC, and needn't on a phone", () => {
    const params = { pg: "inicis_jp", currency: "JPY", popup: false };
    expect(said(params, "pc")).toEqual(["warning popup: wanted true, got boolean false"]);
    expect(said(params, "mobile")).toEqual([]);
    expect(said({ ...params, pg: "payco" }, "pc")).toEqual([]);
  });

  it("an unknown gateway demands nothing, and names of Object's own are no gateways", () => {
    for (const pg of ["brand_new", "constructor", "__proto__", "toString"]) expect(said({ pg })).toEqual([]);
  });
});

describe("amounts, by the currency that is stated or certain", () => {
  const wanted = "a number above 0 (KRW, JPY: whole; USD, EUR: cents)";

  it.each([
    { amount: 64900.5 },
    { amount: 64900.5, currency: "JPY" },
    { amount: 14.205, currency: "USD" },
    { amount: 14.205, currency: "EUR" },
    { amount: 0.1 + 0.2, currency: "USD" },
    { pg: "paypal", amount: 14.205 },
    { pg: "eximbay.1849705C64", amount: 14.205 },
  ])("%j stops the payment", (params) => {
    expect(said({ pg: "kcp", ...params })).toEqual([
      `error amount: wanted ${wanted}, got number ${params.amount}`,
    ]);
  });

  it.each([
    { amount: 14.2, currency: "USD" },
    { amount: 14.25, currency: "EUR" },
    { amount: 1.255, currency: "KWD" },
    { pg: "paypal", amount: 14.25 },
    // The default gateway, and that of a channel, may have another currency.
    { pg: undefined, amount: 14.25 },
    { pg: undefined, channelKey: "channel-key-1", amount: 14.25 },
    { amount: 0, customer_uid: "card-1" },
    { amount: 9_007_199_254_740_991 },
  ])("%j passes", (params) => {
    expect(said({ pg: "kcp", ...params })).toEqual([]);
  });

  it.each([
    { tax_free: -1 },
    { tax_free: Number.NaN },
    { tax_free: "900" },
    { tax_free: 64901 },
    { vat_amount: 64901 },
    { vat_amount: "5900" },
    { vat_amount: Number.POSITIVE_INFINITY },
  ])("%j is no part of 64900", (params) => {
    const [name = ""] = Object.keys(params);
    const [value] = Object.values(params);
    expect(said({ pg: "kcp", ...params })).toEqual([
      `error ${name}: wanted a part of amount, got ${typeof value} ${value}`,
    ]);
  });

  it("tax-free part and VAT may make up the amount, and no more", () => {
    expect(said({ pg: "nice", tax_free: 59000, vat_amount: 5900 })).toEqual([]);
    expect(said({ pg: "nice", vat_amount: null })).toEqual([]);
    expect(said({ pg: "paypal", amount: 0.3, tax_free: 0.1, vat_amount: 0.2 })).toEqual([]);
    expect(issues({ pg: "nice", tax_free: 60000, vat_amount: 5900 }).map(({ path }) => path)).toEqual([
      "tax_free",
      "vat_amount",
    ]);
  });

  it("PayPal takes no won", () => {
    expect(said({ pg: "paypal", currency: "KRW" })).toEqual([
      "warning currency: wanted 3 capitals, not KRW at paypal, got string KRW",
    ]);
    expect(said({ pg: "eximbay", currency: "KRW" })).toEqual([]);
  });
});

describe("what only looks wrong", () => {
  it.each([
    [{ currency: "won" }, "currency: wanted 3 capitals, not KRW at paypal, got string won"],
    [{ language: "jp" }, "language: wanted ko, en or zh, got string jp"],
    [{ language: "fr" }, "language: wanted ko, en or zh, got string fr"],
    [{ biz_num: "123-45-67890" }, "biz_num: wanted 10 digits, got string 123-45-67890"],
    [{ biz_num: 1234567890 }, "biz_num: wanted 10 digits, got number 1234567890"],
    [{ naverUseCfm: "20200101" }, "naverUseCfm: wanted YYYYMMDD, not past, got string 20200101"],
    [{ naverUseCfm: "2099-12-31" }, "naverUseCfm: wanted YYYYMMDD, not past, got string 2099-12-31"],
    [{ naverUseCfm: 20991231 }, "naverUseCfm: wanted YYYYMMDD, not past, got number 20991231"],
    [{ app_scheme: "my app" }, "app_scheme: wanted scheme[://path], got string my app"],
    [{ app_scheme: "://x" }, "app_scheme: wanted scheme[://path], got string ://x"],
    [{ customer_uid: "" }, "customer_uid: wanted a string, got string "],
    [{ customer_uid: 7 }, "customer_uid: wanted a string, got number 7"],
    [{ customer_id: " " }, "customer_id: wanted a string, got string  "],
    [{ display: { card_quota: 3 } }, "display.card_quota: wanted an array, got number 3"],
    [{ display: { card_quota: [2, "3"] } }, "display.card_quota[1]: wanted an integer, got string 3"],
    [{ display: { card_quota: [2.5] } }, "display.card_quota[0]: wanted an integer, got number 2.5"],
    [{ display: "all" }, "display: wanted an object, got string all"],
    [{ card: { direct: { code: 366 } } }, "card.direct.code: wanted 3 digits, got number 366"],
    [{ card: { direct: { code: "36" } } }, "card.direct.code: wanted 3 digits, got string 36"],
    [{ card: { direct: {} } }, "card.direct.code: wanted by kcp, got undefined"],
    [{ card: { direct: { code: "366", quota: "3" } } }, "card.direct.quota: wanted an integer, got string 3"],
    [
      { card: { detail: [{ card_code: "366" }, { card_code: 1 }] } },
      "card.detail[1].card_code: wanted 3 digits, got number 1",
    ],
    [{ card: { detail: [{}] } }, "card.detail[0].card_code: wanted by kcp, got undefined"],
    [
      { card: { detail: [{ card_code: "366", enabled: 1 }] } },
      "card.detail[0].enabled: wanted a boolean, got number 1",
    ],
    [
      { card: { detail: [{ card_code: "366", max_month: "6" }] } },
      "card.detail[0].max_month: wanted an integer, got string 6",
    ],
    [{ card: { detail: {} } }, "card.detail: wanted an array, got object"],
    [{ period: { from: "20260101" } }, "period.to: wanted by kcp, got undefined"],
    [
      { period: { from: "2026-01-01", to: "20261231" } },
      "period.from: wanted YYYYMMDD, got string 2026-01-01",
    ],
    [{ bypass: null }, "bypass: wanted an object, got object null"],
    [{ products: {} }, "products: wanted an array, got object"],
    [{ products: [{ id: 1 }] }, "products[0].id: wanted a string, got number 1"],
    [{ products: [{ quantity: "2" }] }, "products[0].quantity: wanted an integer, got string 2"],
    [{ escrow: "true" }, "escrow: wanted a boolean, got string true"],
    [{ naverPopupMode: 1 }, "naverPopupMode: wanted a boolean, got number 1"],
    [{ useFreeInterestFromMall: "N" }, "useFreeInterestFromMall: wanted a boolean, got string N"],
    [{ popup: "true" }, "popup: wanted a boolean, got string true"],
    [{ company: 5 }, "company: wanted a string, got number 5"],
    [{ channelKey: 5 }, "channelKey: wanted a string, got number 5"],
    [{ buyer_name: ["홍길동"] }, "buyer_name: wanted a string, got object"],
    [{ buyer_tel: 1042424242 }, "buyer_tel: wanted a string, got number 1042424242"],
    [{ buyer_email: null }, "buyer_email: wanted a string, got object null"],
    [{ buyer_addr: {} }, "buyer_addr: wanted a string, got object"],
    [{ buyer_postcode: 1181 }, "buyer_postcode: wanted a string, got number 1181"],
    [{ pay_method: 1 }, "pay_method: wanted a string, got number 1"],
    [{ digital: 0 }, "digital: wanted a boolean, got number 0"],
    [{ name: "가".repeat(41) }, `name: wanted 1 to 40 characters, got string ${"가".repeat(41)}`],
    [{ name: "" }, "name: wanted 1 to 40 characters, got string "],
    [{ vbank_due: "2020-01-01" }, "vbank_due: wanted YYYYMMDD, not past, got string 2020-01-01"],
    [{ vbank_due: "2099-02-30" }, "vbank_due: wanted YYYYMMDD, not past, got string 2099-02-30"],
    [{ vbank_due: 20991231 }, "vbank_due: wanted YYYYMMDD, not past, got number 20991231"],
  ])("%j", (params, message) => {
    expect(said({ pg: "kcp", ...params })).toEqual([`warning ${message}`]);
  });

  it.each([
    [{ ...naverProduct, count: "2" }, "naverProducts[1].count: wanted an integer, got string 2"],
    [{ ...naverProduct, count: undefined }, "naverProducts[1].count: wanted by naverpay, got undefined"],
    [{ ...naverProduct, uid: 7 }, "naverProducts[1].uid: wanted a string, got number 7"],
    [
      { ...naverProduct, categoryType: null },
      "naverProducts[1].categoryType: wanted a string, got object null",
    ],
    [{ ...naverProduct, sellerId: 5 }, "naverProducts[1].sellerId: wanted a string, got number 5"],
    [
      { ...naverProduct, startDate: 20260101 },
      "naverProducts[1].startDate: wanted a string, got number 20260101",
    ],
    [{ ...naverProduct, payReferrer: {} }, "naverProducts[1].payReferrer: wanted a string, got object"],
    ["chair", "naverProducts[1]: wanted an object, got string chair"],
  ])("Naver Pay's product %j", (product, message) => {
    const naverProducts = [naverProduct, product];
    expect(said({ pg: "naverpay", naverProducts })).toEqual([`warning ${message}`]);
  });

  it.each([
    { display: { card_quota: [] } },
    { display: { card_quota: [2, 3, 6] } },
    { card: { direct: { code: "366", quota: 3 } } },
    { card: { detail: [{ card_code: "366", enabled: true, max_month: 6 }] } },
    { period: { from: "20260101", to: "20261231" } },
    { app_scheme: "myshop" },
    { app_scheme: "myshop://pay?step=2" },
    { naverUseCfm: "20991231" },
    { products: [{ id: "a", name: "의자", code: "c", unitPrice: 64900, quantity: 1 }] },
    { bypass: { anything: [1] } },
    { language: "zh" },
    { buyer_name: "홍길동", buyer_tel: "010-4242-4242", buyer_addr: "신사동", buyer_postcode: "01181" },
    {
      pay_method: "brand_new",
      escrow: true,
      popup: false,
      naverPopupMode: true,
      useFreeInterestFromMall: true,
    },
    { company: "온기가구", channelKey: "channel-key-1", customer_uid: "card-1", customer_id: "gildong" },
    { biz_num: "1234567890", digital: true, tax_free: 900, vat_amount: 5900, custom_data: [null, 1, "a"] },
    { notice_url: "https://shop.example/w", confirm_url: "https://shop.example/c", name: "회전의자" },
    { unknown_parameter: { deep: [{ er: true }] } },
  ])("%j is right", (params) => {
    expect(said({ pg: "kcp", ...params })).toEqual([]);
  });

  it("Naver Pay's day of use may be today, in Korea", () => {
    vi.useFakeTimers({ now: new Date("2026-11-23T14:59:00Z") });
    expect(said({ pg: "kcp", naverUseCfm: "20261123" })).toEqual([]);
    vi.setSystemTime(new Date("2026-11-23T15:00:00Z"));
    expect(issues({ pg: "kcp", naverUseCfm: "20261123" })).toMatchObject([{ path: "naverUseCfm" }]);
  });
});

describe("what JSON can't carry", () => {
  it("keeps the window from opening: a BigInt, a circle", () => {
    expect(said({ pg: "kcp", custom_data: { stock: [1n] } })).toEqual([
      "error custom_data.stock[0]: wanted JSON, got bigint 1",
    ]);
    const circle: Record<string, unknown> = {};
    circle.self = { circle };
    expect(said({ pg: "kcp", custom_data: circle })).toEqual([
      "error custom_data.self.circle: wanted JSON, got object",
    ]);
  });

  it("is lost on the way: a function, a symbol, undefined in an array", () => {
    expect(said({ pg: "kcp", custom_data: { call: () => 1, list: [undefined, Symbol("s")] } })).toEqual([
      "warning custom_data.call: wanted JSON, got function",
      "warning custom_data.list[0]: wanted JSON, got undefined",
      "warning custom_data.list[1]: wanted JSON, got symbol Symbol(s)",
    ]);
  });

  it("the same object in two places is no circle, a date is a text, and a field that is undefined is left out", () => {
    const shared = { a: 1 };
    const custom_data = { one: shared, two: [shared], day: new Date(0), none: undefined };
    expect(said({ pg: "kcp", custom_data })).toEqual([]);
  });
});
