// What the shop offers: PortOne's gateways, the methods that its guide names for each, and what has to be filled in.

/**
 * @typedef {object} Gateway
 * @property {import("iamport-request-pay").GatewayCode} code
 * @property {import("iamport-request-pay").PayMethod[]} methods the first is chosen until the customer chooses
 * @property {string[]} [demands] the parameters that it demands beside the order's own
 * @property {Partial<Record<string, string[]>>} [demandsWith] those it demands with a method, by method
 * @property {object} [sends] what is sent along with every payment
 */

/** @type {import("iamport-request-pay").PayMethod[]} */
const usual = ["card", "trans", "vbank", "phone"];

/**
 * By the kind of gateway, which the page names.
 *
 * @type {Record<"general" | "simple" | "mobile" | "overseas", Gateway[]>}
 */
export const gateways = {
  general: [
    {
      code: "kcp",
      methods: [
        ...usual,
        "samsung",
        "applepay",
        "kakaopay",
        "naverpay",
        "naverpay_bridge",
        "payco",
        "lpay",
        "cultureland",
        "smartculture",
        "happymoney",
        "booknlife",
        "point",
      ],
    },
    {
      code: "html5_inicis",
      methods: [
        ...usual,
        "samsung",
        "kpay",
        "kakaopay",
        "naverpay",
        "payco",
        "tosspay",
        "lpay",
        "ssgpay",
        "cultureland",
        "smartculture",
        "happymoney",
        "booknlife",
      ],
    },
    {
      code: "tosspayments",
      methods: [
        ...usual,
        "tosspay",
        "kakaopay",
        "naverpay",
        "samsung",
        "applepay",
        "payco",
        "lpay",
        "ssgpay",
        "cultureland",
        "smartculture",
        "booknlife",
      ],
    },
    { code: "nice", methods: usual },
    {
      code: "nice_v2",
      methods: [
        ...usual,
        "kakaopay",
        "naverpay_card",
        "naverpay_point",
        "samsungpay",
        "applepay",
        "payco",
        "lpay",
        "ssgpay",
        "ssgpay_bank",
        "skpay",
        "cultureland",
      ],
    },
    { code: "danal_tpay", methods: ["card", "trans", "vbank"], demandsWith: { vbank: ["biz_num"] } },
    { code: "smartro", methods: ["card", "trans", "vbank"] },
    { code: "smartro_v2", methods: [...usual, "kakaopay", "naverpay", "payco", "lpay", "pinpay"] },
    { code: "ksnet", methods: [...usual, "kakaopay", "naverpay", "payco", "lpay", "ssgpay"] },
    { code: "kicc", methods: usual },
    { code: "kpn", methods: ["card"] },
    { code: "jtnet", methods: usual },
    // The shop's contract says which: Payjoa refuses a payment that says otherwise.
    { code: "daou", methods: ["card", "trans", "vbank"], demands: ["digital"] },
    { code: "settle", methods: usual },
    { code: "settle_firm", methods: ["card"] },
    {
      code: "welcome",
      methods: [...usual, "kakaopay", "payco", "tosspay", "lpay", "culturegift"],
    },
    { code: "galaxia", methods: usual },
    { code: "bluewalnut", methods: usual },
    { code: "uplus", methods: [...usual, "cultureland", "smartculture", "booknlife"] },
    { code: "inicis", methods: usual },
    { code: "kcp_billing", methods: ["card"], demands: ["customer_uid"] },
    // Made for `IMP.certification`, and taken as a `pg` all the same.
    { code: "inicis_unified", methods: ["card"] },
    { code: "kcp_v2", methods: ["card"] },
  ],
  simple: [
    { code: "kakaopay", methods: ["card"] },
    {
      code: "naverpay",
      methods: ["card"],
      demands: ["name", "uid", "count", "categoryType", "categoryId"].map((key) => `naverProducts[0].${key}`),
      // Without it a PC leaves the page.
      sends: { naverPopupMode: true },
    },
    // Begins with a button of Naver's own: it is listed, and `validateParams` says why it can't be paid here.
    { code: "naverco", methods: usual },
    { code: "payco", methods: ["card"] },
    { code: "tosspay", methods: ["card"] },
    { code: "tosspay_v2", methods: ["tosspay", "tosspay_card", "tosspay_money"] },
    { code: "toss_brandpay", methods: ["toss_brandpay"], demands: ["customer_id"] },
    { code: "kcp_quick", methods: ["card"] },
    { code: "settle_acc", methods: ["trans"] },
    { code: "chai", methods: ["card"] },
    { code: "smilepay", methods: ["card"] },
    { code: "hyphen", methods: ["trans"] },
  ],
  mobile: [
    { code: "danal", methods: ["phone"] },
    { code: "mobilians", methods: ["phone", "card"] },
    {
      code: "mobilians_v2",
      methods: [
        "phone",
        "card",
        "vbank",
        "trans",
        "culturegift",
        "booknlife",
        "smartculture",
        "payco",
        "samsung",
      ],
    },
  ],
  overseas: [
    // Doesn't take KRW. What an order costs, and in which currency, is the server's to say: in won it is no more than
    // offered, and the page shows what `validateParams` says of it.
    { code: "paypal", methods: ["card"] },
    // Begins with a button of PayPal's own, like naverco.
    { code: "paypal_v2", methods: ["paypal"] },
    {
      code: "eximbay",
      methods: ["card", "unionpay", "alipay", "wechat", "tenpay", "econtext", "molpay", "paysbuy"],
    },
    { code: "paymentwall", methods: ["card"] },
    { code: "payletter_global", methods: ["card"] },
    { code: "alipay", methods: ["alipay"] },
    { code: "kicc_v2", methods: ["wechat", "alipay_plus", "linepay"] },
    // Its window has to be a popup on a PC. A phone has none.
    {
      code: "inicis_jp",
      methods: ["card", "cvs", "paypay", "amazonpay", "rakutenpay", "merpay", "aupay", "dbarai"],
      sends: { popup: true },
    },
  ],
};

/**
 * What a method demands, at every gateway.
 *
 * @type {Partial<Record<string, string[]>>}
 */
const demandsOfMethods = { phone: ["digital"], vbank: ["vbank_due"] };

/**
 * The row of a gateway.
 *
 * @param {string} code
 */
export function gatewayOf(code) {
  return Object.values(gateways)
    .flat()
    .find((gateway) => gateway.code === code);
}

/**
 * The parameters that have to be filled in for a payment by this method through this gateway.
 *
 * @param {string} code
 * @param {string} method
 */
export function demandsOf(code, method) {
  const { demands = [], demandsWith = {} } = gatewayOf(code) ?? {};
  return [...new Set([...demands, ...(demandsWith[method] ?? []), ...(demandsOfMethods[method] ?? [])])];
}
