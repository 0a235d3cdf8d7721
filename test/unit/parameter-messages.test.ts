import { describe, expect, it } from "vitest";
import { validateParams } from "../../src/index.ts";

/** Parameters beside those of a plain order, and what is said of them. */
type Case = [params: object, ...said: string[]];

const naverProduct = {
  categoryType: "PRODUCT",
  categoryId: "GENERAL",
  uid: "chair-1",
  name: "회전의자",
  count: 1,
};

/** Each as `error path: message`. */
function saidOf(params: object, device: "pc" | "mobile" = "pc"): string[] {
  const order = { pg: "kcp", amount: 64900, merchant_uid: "order1", ...params };
  return validateParams(order, device).map(({ path, message, severity }) => {
    expect(message.startsWith(`${path}: `)).toBe(true);
    return `${severity} ${message}`;
  });
}

describe("what stops a payment", () => {
  describe("amounts and their parts", () => {
    it.each<Case>([
      [{ amount: undefined }, "error amount: PortOne wants a number without separators, and nothing came."],
      [{ amount: null }, "error amount: PortOne wants a number without separators, and nothing came."],
      [{ amount: "" }, 'error amount: PortOne wants a number without separators, and the text "" came.'],
      [
        { amount: "64,900" },
        'error amount: PortOne wants a number without separators, and the text "64,900" came.',
      ],
      [
        { amount: "64900원" },
        'error amount: PortOne wants a number without separators, and the text "64900원" came.',
      ],
      [
        { amount: Number.NaN },
        "error amount: PortOne wants a number without separators, and the number NaN came.",
      ],
      [
        { amount: Number.POSITIVE_INFINITY },
        "error amount: PortOne wants a number without separators, and the number Infinity came.",
      ],
      [{ amount: true }, "error amount: PortOne wants a number without separators, and true came."],
      [{ amount: [64900] }, "error amount: PortOne wants a number without separators, and a list came."],
      [
        { amount: -1 },
        "error amount: PortOne wants a number above 0, and the number -1 came; 0 registers a billing key, with customer_uid.",
      ],
      [{ amount: "-1" }, 'error amount: PortOne wants a number without separators, and the text "-1" came.'],
      [
        { amount: 0 },
        "error amount: PortOne wants a number above 0, and the number 0 came; 0 registers a billing key, with customer_uid.",
      ],
      [{ amount: 64900.5 }, "error amount: KRW has no fraction, and 64900.5 came; round it."],
      [
        { amount: "64900.5" },
        "error amount: KRW has no fraction, and 64900.5 came; round it.",
        'warning amount: PortOne wants a number, and the text "64900.5" came; it is sent as a number.',
      ],
      [
        { amount: 64900.5, currency: "JPY" },
        "error amount: JPY has no fraction, and 64900.5 came; round it.",
      ],
      [
        { amount: 14.205, currency: "USD" },
        "error amount: USD has two digits behind the point, and 14.205 came; round it.",
      ],
      [
        { amount: 14.205, currency: "EUR" },
        "error amount: EUR has two digits behind the point, and 14.205 came; round it.",
      ],
      [
        { amount: 0.30000000000000004, currency: "USD" },
        "error amount: USD has two digits behind the point, and 0.30000000000000004 came; round it.",
      ],
      [
        { pg: "paypal", amount: 14.205 },
        "error amount: USD has two digits behind the point, and 14.205 came; round it.",
      ],
      [
        { pg: "eximbay.1849705C64", amount: 14.205 },
        "error amount: USD has two digits behind the point, and 14.205 came; round it.",
      ],
      [
        { tax_free: -1 },
        "error tax_free: PortOne wants a part of amount, a number of 0 or more, and the number -1 came.",
      ],
      [
        { tax_free: Number.NaN },
        "error tax_free: PortOne wants a part of amount, a number of 0 or more, and the number NaN came.",
      ],
      [
        { tax_free: 64901 },
        "error tax_free: PortOne wants a part of amount, a number of 0 or more, and the number 64901 came.",
      ],
      [
        { tax_free: "some" },
        'error tax_free: PortOne wants a part of amount, a number of 0 or more, and the text "some" came.',
      ],
      [
        { vat_amount: 64901 },
        "error vat_amount: PortOne wants a part of amount, a number of 0 or more, and the number 64901 came.",
      ],
      [
        { vat_amount: true },
        "error vat_amount: PortOne wants a part of amount, a number of 0 or more, and true came.",
      ],
    ])("%j", (params, ...said) => expect(saidOf(params)).toEqual(said));
  });

  describe("no order's ID", () => {
    it.each<Case>([
      [
        { merchant_uid: "" },
        'error merchant_uid: PortOne wants the ID of your order, a text, and the text "" came.',
      ],
      [
        { merchant_uid: {} },
        "error merchant_uid: PortOne wants the ID of your order, a text, and an object came.",
      ],
      [
        { merchant_uid: Number.NaN },
        "error merchant_uid: PortOne wants the ID of your order, a text, and the number NaN came.",
      ],
      [
        { merchant_uid: true },
        "error merchant_uid: PortOne wants the ID of your order, a text, and true came.",
      ],
    ])("%j", (params, ...said) => expect(saidOf(params)).toEqual(said));
  });

  describe("a gateway that is no text", () => {
    it.each<Case>([
      [
        { pg: ["kcp"] },
        'error pg: PortOne wants a gateway\'s code, a text as in "kcp" or "kcp.T0000", and a list came.',
      ],
      [
        { pg: { value: "kcp", label: "신용카드" } },
        'error pg: PortOne wants a gateway\'s code, a text as in "kcp" or "kcp.T0000", and an object came.',
      ],
      [
        { pg: 7 },
        'error pg: PortOne wants a gateway\'s code, a text as in "kcp" or "kcp.T0000", and the number 7 came.',
      ],
    ])("%j", (params, ...said) => expect(saidOf(params)).toEqual(said));
  });

  describe("a gateway whose answer never comes to a promise", () => {
    it.each<Case>([
      [
        { pg: "paypal_v2" },
        "error pg: paypal_v2 never answers requestPay; PayPal's own button takes the payment, by loadPaymentUI.",
      ],
      [
        { pg: "paypal_v2.MID" },
        "error pg: paypal_v2 never answers requestPay; PayPal's own button takes the payment, by loadPaymentUI.",
      ],
      [
        { pg: "naverco" },
        "error pg: naverco never answers requestPay; Naver's own button takes the order, by openNaverOrder.",
      ],
    ])("%j", (params, ...said) => expect(saidOf(params)).toEqual(said));
  });

  describe("addresses that lead nowhere", () => {
    it.each<Case>([
      [
        { m_redirect_url: "javascript:alert(1)" },
        "error m_redirect_url: a phone wants a page's or an app's address to come back to, and the text \"javascript:alert(1)\" came.",
      ],
      [
        { m_redirect_url: " java\nscript:alert(1)" },
        "error m_redirect_url: a phone wants a page's or an app's address to come back to, and the text \" java\nscript:alert(1)\" came.",
      ],
      [
        { m_redirect_url: "data:text/html,x" },
        "error m_redirect_url: a phone wants a page's or an app's address to come back to, and the text \"data:text/html,x\" came.",
      ],
      [
        { m_redirect_url: "blob:https://shop.example/x" },
        "error m_redirect_url: a phone wants a page's or an app's address to come back to, and the text \"blob:https://shop.example/x\" came.",
      ],
      [
        { notice_url: "/webhook" },
        'error notice_url: PortOne\'s server wants an http(s) address to call, and the text "/webhook" came.',
      ],
      [
        { notice_url: ["https://a.example", "b"] },
        'error notice_url[1]: PortOne\'s server wants an http(s) address to call, and the text "b" came.',
      ],
      [
        { notice_url: 7 },
        "error notice_url: PortOne's server wants an http(s) address to call, and the number 7 came.",
      ],
      [
        { confirm_url: "myapp://x" },
        'error confirm_url: PortOne\'s server wants an http(s) address to call, and the text "myapp://x" came.',
      ],
    ])("%j", (params, ...said) => expect(saidOf(params)).toEqual(said));
  });

  describe("what a gateway always demands", () => {
    it.each<Case>([
      [
        { pg: "danal_tpay.9810030929", pay_method: "vbank" },
        'error biz_num: danal_tpay.9810030929 wants it with pay_method "vbank", and nothing came.',
      ],
      [{ pg: "kcp_billing" }, "error customer_uid: kcp_billing wants it, and nothing came."],
      [{ pg: "toss_brandpay" }, "error customer_id: toss_brandpay wants it, and nothing came."],
      [{ pg: "naverpay" }, "error naverProducts: naverpay wants it without customer_uid, and nothing came."],
    ])("%j", (params, ...said) => expect(saidOf(params)).toEqual(said));
  });

  it.each<Case>([
    [
      { m_redirect_url: "http://" },
      "error m_redirect_url: a phone wants a page's or an app's address to come back to, and the text \"http://\" came.",
    ],
    [
      { m_redirect_url: 5 },
      "error m_redirect_url: a phone wants a page's or an app's address to come back to, and the number 5 came.",
    ],
  ])("a landing page that a phone can't come back to: %j", (params, ...said) => {
    expect(saidOf(params, "mobile")).toEqual(said);
  });
});

describe("what only looks wrong", () => {
  describe("what is read as it is meant", () => {
    it.each<Case>([
      [
        { amount: "15000" },
        'warning amount: PortOne wants a number, and the text "15000" came; it is sent as a number.',
      ],
      [
        { amount: " 15000.00\n" },
        'warning amount: PortOne wants a number, and the text " 15000.00\n" came; it is sent as a number.',
      ],
      [
        { tax_free: "900" },
        'warning tax_free: PortOne wants a number, and the text "900" came; it is sent as a number.',
      ],
      [
        { vat_amount: "5900" },
        'warning vat_amount: PortOne wants a number, and the text "5900" came; it is sent as a number.',
      ],
      [
        { merchant_uid: 1764020000000 },
        "warning merchant_uid: PortOne wants a text, and the number 1764020000000 came; it is sent as a text.",
      ],
    ])("%j", (params, ...said) => expect(saidOf(params)).toEqual(said));
  });

  describe("orders' IDs", () => {
    it.each<Case>([
      [
        { merchant_uid: "  " },
        "warning merchant_uid: the text of blanks that came tells no order from another.",
      ],
      [
        { merchant_uid: "order-undefined" },
        'warning merchant_uid: the text "order-undefined" came: a value was missing where it was put together.',
      ],
      [
        { merchant_uid: "order_NaN" },
        'warning merchant_uid: the text "order_NaN" came: a value was missing where it was put together.',
      ],
      [
        { merchant_uid: "주문1" },
        'warning merchant_uid: letters and digits suit every gateway, and the text "주문1" came.',
      ],
      [
        { merchant_uid: "payment-0f8fad5b-d9cb-469f-a165-70867728950e" },
        "warning merchant_uid: PortOne takes 40 characters, and 44 came.",
      ],
      [
        { pg: "smartro_v2", merchant_uid: "order-1" },
        'warning merchant_uid: smartro_v2 takes letters and digits only, and the text "order-1" came.',
      ],
      [
        { pg: "smartro.x", merchant_uid: "order-1" },
        'warning merchant_uid: smartro takes letters and digits only, and the text "order-1" came.',
      ],
      [
        { pg: "payletter_global", merchant_uid: "order-1", buyer_email: "a@b.example" },
        'warning merchant_uid: payletter_global takes letters and digits only, and the text "order-1" came.',
      ],
    ])("%j", (params, ...said) => expect(saidOf(params)).toEqual(said));
  });

  describe("gateways and methods", () => {
    it.each<Case>([
      [
        { pg: "kakaopay.{TC0ONETIME}" },
        'warning pg: the text "kakaopay.{TC0ONETIME}" came, with the braces of a sample or a template; "kakaopay.TC0ONETIME" is meant.',
      ],
      [
        { pg: "kcp.undefined" },
        'warning pg: the text "kcp.undefined" came: a value was missing where it was put together.',
      ],
      [
        { pg: "undefined" },
        'warning pg: the text "undefined" came: a value was missing where it was put together.',
      ],
      [{ pg: "KCP.T0000" }, "warning pg: PortOne's guide has no KCP; did you mean kcp?"],
      [
        { pg: "channel-key-0f8f" },
        'warning pg: the text "channel-key-0f8f" came, which belongs into channelKey, with the v1 SDK.',
      ],
      [{ pg: "kakao" }, "warning pg: PortOne's guide has no kakao; did you mean kakaopay?"],
      [{ pg: "html5_inics" }, "warning pg: PortOne's guide has no html5_inics; did you mean html5_inicis?"],
      [
        { pg: "syrup" },
        'warning pg: the text "syrup" came, which PortOne has given up, and the default gateway is taken.',
      ],
      [
        { pg: "inicis_unified" },
        'warning pg: the text "inicis_unified" came, which takes no payment, but identifies a customer, by requestCertification.',
      ],
      [
        { pg: "kcp_v2" },
        'warning pg: the text "kcp_v2" came, which takes no payment, but identifies a customer, by requestCertification.',
      ],
      [{ pay_method: "CARD" }, "warning pay_method: PortOne's guide has no CARD; did you mean card?"],
      [{ pay_method: "crad" }, "warning pay_method: PortOne's guide has no crad; did you mean card?"],
      [
        { pay_method: "VIRTUAL_ACCOUNT" },
        "warning pay_method: PortOne's guide has no VIRTUAL_ACCOUNT; did you mean vbank?",
      ],
      [
        { pay_method: "credit-card" },
        "warning pay_method: PortOne's guide has no credit-card; did you mean card?",
      ],
      [
        { pay_method: "bank" },
        "warning pay_method: PortOne's guide has no bank; did you mean trans or vbank?",
      ],
      // What one guide calls a gateway, a method or a parameter, stands for nothing in place of another.
      [{ pay_method: "customer" }],
      [{ pay_method: "kakao" }],
      [{ pg: "storeid" }],
      [{ pg: "mobile" }],
      [
        { pg: "paypal", currency: "KRW" },
        'warning currency: paypal wants another currency, and the text "KRW" came; it is passed on as it is.',
      ],
      [
        { pg: "inicis_jp", currency: "KRW", popup: true },
        'warning currency: inicis_jp wants JPY, and the text "KRW" came; it is passed on as it is.',
      ],
      [{ pg: "inicis_jp", popup: true }, "warning currency: inicis_jp wants it, and nothing came."],
      [
        { pg: "inicis_jp", currency: "JPY", popup: false },
        "warning popup: inicis_jp wants true, on a PC, and false came; it is passed on as it is.",
      ],
    ])("%j", (params, ...said) => expect(saidOf(params)).toEqual(said));
  });

  describe("misspelt parameters, and V2's", () => {
    it.each<Case>([
      [
        { buyer_postalcode: "01181" },
        "warning buyer_postalcode: PortOne's guide has no buyer_postalcode; did you mean buyer_postcode?",
      ],
      [
        { card_quota: [2, 3] },
        "warning card_quota: PortOne's guide has no card_quota; did you mean display.card_quota?",
      ],
      [
        { channel_key: "channel-key-1" },
        "warning channel_key: PortOne's guide has no channel_key; did you mean channelKey?",
      ],
      [
        { redirect_url: "/done" },
        "warning redirect_url: PortOne's guide has no redirect_url; did you mean m_redirect_url?",
      ],
      [
        { storeId: "store-1" },
        "warning storeId: PortOne's guide has no storeId; did you mean loadIamport's merchant?",
      ],
      [{ orderName: "회전의자" }, "warning orderName: PortOne's guide has no orderName; did you mean name?"],
      [
        { storeid: "store-1" },
        "warning storeid: PortOne's guide has no storeid; did you mean loadIamport's merchant?",
      ],
      [{ mobile: "010-1234-5678", bank: "국민", credit: 3, kakao: "@shop", transfer: true }],
      [
        { merchant_ui: "x" },
        "warning merchant_ui: PortOne's guide has no merchant_ui; did you mean merchant_uid?",
      ],
      [
        { buyerName: "홍길동" },
        "warning buyerName: PortOne's guide has no buyerName; did you mean buyer_name?",
      ],
    ])("%j", (params, ...said) => expect(saidOf(params)).toEqual(said));
  });

  describe("products' names", () => {
    it.each<Case>([
      [
        { name: "가가가가가가가가가가가가가가가가가가가가가가가가가가가가가가가가가가가가가가가가가" },
        "warning name: PortOne takes 40 characters, and 41 came.",
      ],
      [
        { pg: "nice_v2", name: "50% off" },
        'warning name: nice_v2 wants a name without % & $ [ ], and the text "50% off" came; it is passed on as it is.',
      ],
      [
        { pg: "html5_inicis", buyer_tel: "1", name: "it's a chair" },
        'warning name: html5_inicis wants a name without \' " \\ < >, and the text "it\'s a chair" came; it is passed on as it is.',
      ],
      [
        { pg: "inicis", buyer_tel: "1", name: "chair 🪑" },
        'warning name: inicis wants a name without emoji, and the text "chair 🪑" came; it is passed on as it is.',
      ],
      [
        { pg: "daou", name: "chair 🪑" },
        'warning name: daou wants a name without emoji, and the text "chair 🪑" came; it is passed on as it is.',
      ],
    ])("%j", (params, ...said) => expect(saidOf(params)).toEqual(said));
  });

  describe("landing pages", () => {
    it.each<Case>([
      [
        { m_redirect_url: "www.shop.example/done" },
        'warning m_redirect_url: the text "www.shop.example/done" came, which without https:// before it is a page of this site: https://shop.example/www.shop.example/done.',
      ],
      [
        { m_redirect_url: "localhost:8080/done" },
        'warning m_redirect_url: the text "localhost:8080/done" came, which without https:// before it is an app\'s scheme.',
      ],
      [
        { m_redirect_url: "http://" },
        'warning m_redirect_url: the text "http://" came, which is no address; a PC does without, a phone would be refused.',
      ],
      [
        { m_redirect_url: "https://shop.example/done?success=1" },
        'warning m_redirect_url: the text "https://shop.example/done?success=1" came, whose own "success" can\'t be told from PortOne\'s answer.',
      ],
      [
        { m_redirect_url: "https://shop.example/done?a=1?b=2" },
        'warning m_redirect_url: the text "https://shop.example/done?a=1?b=2" came, with a second "?" in place of "&".',
      ],
      [
        { m_redirect_url: "{URL}" },
        'warning m_redirect_url: the text "{URL}" came, with the braces of a sample or a template; "URL" is meant.',
      ],
      [
        { m_redirect_url: "undefined" },
        'warning m_redirect_url: the text "undefined" came: a value was missing where it was put together.',
      ],
    ])("%j", (params, ...said) => expect(saidOf(params)).toEqual(said));
  });

  describe("dates", () => {
    it.each<Case>([
      [
        { vbank_due: "2099-13-01" },
        'warning vbank_due: PortOne wants a time that exists, as YYYY-MM-DD, YYYYMMDD, YYYY-MM-DD HH:mm:ss or YYYYMMDDHHmmss, and the text "2099-13-01" came; it is passed on as it is.',
      ],
      [
        { vbank_due: "2099-00-01" },
        'warning vbank_due: PortOne wants a time that exists, as YYYY-MM-DD, YYYYMMDD, YYYY-MM-DD HH:mm:ss or YYYYMMDDHHmmss, and the text "2099-00-01" came; it is passed on as it is.',
      ],
      [
        { vbank_due: "2099-02-30" },
        'warning vbank_due: PortOne wants a time that exists, as YYYY-MM-DD, YYYYMMDD, YYYY-MM-DD HH:mm:ss or YYYYMMDDHHmmss, and the text "2099-02-30" came; it is passed on as it is.',
      ],
      [
        { vbank_due: "2099-12-31 99:00:00" },
        'warning vbank_due: PortOne wants a time that exists, as YYYY-MM-DD, YYYYMMDD, YYYY-MM-DD HH:mm:ss or YYYYMMDDHHmmss, and the text "2099-12-31 99:00:00" came; it is passed on as it is.',
      ],
      [
        { vbank_due: "2099-12-31T00:00" },
        'warning vbank_due: PortOne wants a time that exists, as YYYY-MM-DD, YYYYMMDD, YYYY-MM-DD HH:mm:ss or YYYYMMDDHHmmss, and the text "2099-12-31T00:00" came; it is passed on as it is.',
      ],
      [
        { vbank_due: "YYYYMMDD" },
        'warning vbank_due: PortOne wants a time that exists, as YYYY-MM-DD, YYYYMMDD, YYYY-MM-DD HH:mm:ss or YYYYMMDDHHmmss, and the text "YYYYMMDD" came; it is passed on as it is.',
      ],
      [
        { vbank_due: 20991231 },
        "warning vbank_due: PortOne wants a time that exists, as YYYY-MM-DD, YYYYMMDD, YYYY-MM-DD HH:mm:ss or YYYYMMDDHHmmss, and the number 20991231 came; it is passed on as it is.",
      ],
      [
        { vbank_due: "2020-01-01" },
        'warning vbank_due: the text "2020-01-01" came, which is past, in Korea.',
      ],
      [
        { naverUseCfm: "20200101" },
        'warning naverUseCfm: the text "20200101" came, which is past, in Korea.',
      ],
      [
        { naverUseCfm: "2099-12-31" },
        'warning naverUseCfm: PortOne wants a day that exists, as the text YYYYMMDD, and the text "2099-12-31" came; it is passed on as it is.',
      ],
      [
        { naverUseCfm: 20991231 },
        "warning naverUseCfm: PortOne wants a day that exists, as the text YYYYMMDD, and the number 20991231 came; it is passed on as it is.",
      ],
      [
        { naverUseCfm: "20991301" },
        'warning naverUseCfm: PortOne wants a day that exists, as the text YYYYMMDD, and the text "20991301" came; it is passed on as it is.',
      ],
      [{ period: { from: "20260101" } }, "warning period.to: it belongs to what is there, and nothing came."],
      [
        { period: { from: "2026-01-01", to: "20261231" } },
        'warning period.from: PortOne wants a day that exists, as the text YYYYMMDD, and the text "2026-01-01" came; it is passed on as it is.',
      ],
      [
        { period: { from: "20261231", to: "20260101" } },
        "warning period: it ends on 20260101, before it begins on 20261231.",
      ],
      [
        { period: { from: "20261301", to: "20261401" } },
        'warning period.from: PortOne wants a day that exists, as the text YYYYMMDD, and the text "20261301" came; it is passed on as it is.',
        'warning period.to: PortOne wants a day that exists, as the text YYYYMMDD, and the text "20261401" came; it is passed on as it is.',
      ],
      [
        { naverPurchaserBirthday: "19990230" },
        'warning naverPurchaserBirthday: PortOne wants a day that exists, as the text YYYYMMDD, and the text "19990230" came; it is passed on as it is.',
      ],
    ])("%j", (params, ...said) => expect(saidOf(params)).toEqual(said));
  });

  describe("what gateways ask for by kind of payment", () => {
    it.each<Case>([
      [
        { pg: "danal", pay_method: "phone", buyer_tel: "1" },
        'warning digital: PortOne wants it with pay_method "phone", and nothing came.',
      ],
      [
        { pg: "danal", pay_method: "phone", digital: true },
        "warning buyer_tel: danal wants it, and nothing came.",
      ],
      [
        { pg: "html5_inicis.INIpayTest" },
        "warning buyer_tel: html5_inicis.INIpayTest wants it, and nothing came.",
      ],
      [{ pg: "inicis" }, "warning buyer_tel: inicis wants it, and nothing came."],
      [{ pg: "settle_acc" }, "warning buyer_tel: settle_acc wants it, and nothing came."],
      [{ pg: "galaxia" }, "warning customer_id: galaxia wants it, and nothing came."],
      [{ pg: "hyphen" }, "warning buyer_name: hyphen wants it, and nothing came."],
      [
        { pg: "kcp", pay_method: "phone", digital: true },
        'warning buyer_name: kcp wants it with pay_method "phone", and nothing came.',
        'warning bypass.shop_user_id: kcp wants it with pay_method "phone", and nothing came.',
      ],
      [
        { pg: "nice_v2", pay_method: "vbank" },
        'warning vbank_due: nice_v2 wants it with pay_method "vbank", and nothing came.',
      ],
      [
        { pg: "smartro_v2", pay_method: "vbank" },
        'warning vbank_due: smartro_v2 wants it with pay_method "vbank", and nothing came.',
      ],
      [{ pg: "paymentwall" }, "warning buyer_email: paymentwall wants it, and nothing came."],
      [{ pg: "payletter_global" }, "warning buyer_email: payletter_global wants it, and nothing came."],
      [
        { pg: "tosspay_v2", customer_uid: "card-1" },
        "warning customer_id: tosspay_v2 wants it with customer_uid, and nothing came.",
      ],
    ])("%j", (params, ...said) => expect(saidOf(params)).toEqual(said));
  });

  describe("values of another type", () => {
    it.each<Case>([
      [
        { currency: "won" },
        'warning currency: PortOne wants 3 capitals, as in KRW, and the text "won" came; it is passed on as it is.',
      ],
      [
        { language: "jp" },
        'warning language: PortOne wants ko, en, zh, and the text "jp" came; it is passed on as it is.',
      ],
      [
        { language: "fr" },
        'warning language: PortOne wants ko, en, zh, and the text "fr" came; it is passed on as it is.',
      ],
      [
        { biz_num: "123-45-67890" },
        'warning biz_num: PortOne wants a text of 10 digits, and the text "123-45-67890" came; it is passed on as it is.',
      ],
      [
        { biz_num: 1234567890 },
        "warning biz_num: PortOne wants a text of 10 digits, and the number 1234567890 came; it is passed on as it is.",
      ],
      [
        { app_scheme: "my app" },
        'warning app_scheme: PortOne wants a scheme, as in myshop or myshop://pay, and the text "my app" came; it is passed on as it is.',
      ],
      [
        { app_scheme: "://x" },
        'warning app_scheme: PortOne wants a scheme, as in myshop or myshop://pay, and the text "://x" came; it is passed on as it is.',
      ],
      [
        { customer_uid: 7 },
        "warning customer_uid: PortOne wants a text that isn't empty, and the number 7 came; it is passed on as it is.",
      ],
      [
        { customer_id: " " },
        'warning customer_id: PortOne wants a text that isn\'t empty, and the text " " came; it is passed on as it is.',
      ],
      [
        { display: { card_quota: 3 } },
        "warning display.card_quota: PortOne wants a list, and the number 3 came; it is passed on as it is.",
      ],
      [
        { display: { card_quota: [2, "3"] } },
        'warning display.card_quota[1]: PortOne wants a whole number, and the text "3" came; it is passed on as it is.',
      ],
      [
        { display: { card_quota: [2.5] } },
        "warning display.card_quota[0]: PortOne wants a whole number, and the number 2.5 came; it is passed on as it is.",
      ],
      [
        { display: "all" },
        'warning display: PortOne wants an object, and the text "all" came; it is passed on as it is.',
      ],
      [
        { card: { direct: { code: 366 } } },
        "warning card.direct.code: PortOne wants the issuer's 3 digits, as a text, and the number 366 came; it is passed on as it is.",
      ],
      [
        { card: { direct: { code: "36" } } },
        'warning card.direct.code: PortOne wants the issuer\'s 3 digits, as a text, and the text "36" came; it is passed on as it is.',
      ],
      [{ card: { direct: {} } }, "warning card.direct.code: it belongs to what is there, and nothing came."],
      [
        { card: { direct: { code: "366", quota: "3" } } },
        'warning card.direct.quota: PortOne wants a whole number, and the text "3" came; it is passed on as it is.',
      ],
      [
        { card: { detail: [{ card_code: "366" }, { card_code: 1 }] } },
        'warning card.detail[1].card_code: PortOne wants the issuer\'s 3 digits, as a text, or "*", and the number 1 came; it is passed on as it is.',
      ],
      [
        { card: { detail: [{}] } },
        "warning card.detail[0].card_code: it belongs to what is there, and nothing came.",
      ],
      [
        { card: { detail: [{ card_code: "366", enabled: 1 }] } },
        "warning card.detail[0].enabled: PortOne wants true or false, and the number 1 came; it is passed on as it is.",
      ],
      [
        { card: { detail: [{ card_code: "366", max_month: "6" }] } },
        'warning card.detail[0].max_month: PortOne wants a whole number, and the text "6" came; it is passed on as it is.',
      ],
      [
        { card: { detail: {} } },
        "warning card.detail: PortOne wants a list, and an object came; it is passed on as it is.",
      ],
      [
        { bypass: "{}" },
        'warning bypass: PortOne wants an object, and the text "{}" came; it is passed on as it is.',
      ],
      [
        { products: {} },
        "warning products: PortOne wants a list, and an object came; it is passed on as it is.",
      ],
      [
        { products: [{ id: 1 }] },
        "warning products[0].id: PortOne wants a text, and the number 1 came; it is passed on as it is.",
      ],
      [
        { products: [{ quantity: "2" }] },
        'warning products[0].quantity: PortOne wants a whole number, and the text "2" came; it is passed on as it is.',
      ],
      [
        { escrowProducts: [{ id: 1 }] },
        "warning escrowProducts[0].id: PortOne wants a text, and the number 1 came; it is passed on as it is.",
      ],
      [
        { escrow: "true" },
        'warning escrow: PortOne wants true or false, and the text "true" came; it is passed on as it is.',
      ],
      [
        { digital: "false" },
        'warning digital: PortOne wants true or false, and the text "false" came; it is passed on as it is.',
      ],
      [
        { naverPopupMode: 1 },
        "warning naverPopupMode: PortOne wants true or false, and the number 1 came; it is passed on as it is.",
      ],
      [
        { popup: "true" },
        'warning popup: PortOne wants true or false, and the text "true" came; it is passed on as it is.',
      ],
      [
        { company: 5 },
        "warning company: PortOne wants a text, and the number 5 came; it is passed on as it is.",
      ],
      [
        { buyer_name: ["홍길동"] },
        "warning buyer_name: PortOne wants a text, and a list came; it is passed on as it is.",
      ],
      [
        { buyer_tel: 1042424242 },
        "warning buyer_tel: PortOne wants a text, and the number 1042424242 came; it is passed on as it is.",
      ],
      [
        { buyer_addr: {} },
        "warning buyer_addr: PortOne wants a text, and an object came; it is passed on as it is.",
      ],
      [
        { buyer_name: "undefined" },
        'warning buyer_name: the text "undefined" came: a value was missing where it was put together.',
      ],
      [
        { customer_uid: "card-{id}" },
        'warning customer_uid: the text "card-{id}" came, with the braces of a sample or a template; "card-id" is meant.',
      ],
      [
        { pg: "naverpay", naverProducts: [naverProduct, { ...naverProduct, count: "2" }] },
        'warning naverProducts[1].count: PortOne wants a whole number, and the text "2" came; it is passed on as it is.',
      ],
      [
        { pg: "naverpay", naverProducts: [naverProduct, { ...naverProduct, count: undefined }] },
        "warning naverProducts[1].count: it belongs to what is there, and nothing came.",
      ],
      [
        { pg: "naverpay", naverProducts: [naverProduct, { ...naverProduct, uid: 7 }] },
        "warning naverProducts[1].uid: PortOne wants a text, and the number 7 came; it is passed on as it is.",
      ],
      [
        { pg: "naverpay", naverProducts: ["chair"] },
        'warning naverProducts[0]: PortOne wants an object, and the text "chair" came; it is passed on as it is.',
      ],
      [
        { pg: "naverpay", naverProducts: [{ ...naverProduct, startDate: 20270230 }] },
        "warning naverProducts[0].startDate: PortOne wants a day that exists, as YYYYMMDD, and the number 20270230 came; it is passed on as it is.",
      ],
    ])("%j", (params, ...said) => expect(saidOf(params)).toEqual(said));
  });
});
