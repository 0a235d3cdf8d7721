import type { GatewayCode, PayMethod } from "../codes.ts";
import { type Finding, type Values, warn } from "./finding.ts";
import { shapes } from "./shapes.ts";

const gateways: readonly GatewayCode[] = [
  "alipay",
  "bluewalnut",
  "chai",
  "danal",
  "danal_tpay",
  "daou",
  "eximbay",
  "galaxia",
  "html5_inicis",
  "hyphen",
  "inicis",
  "inicis_jp",
  "inicis_unified",
  "jtnet",
  "kakaopay",
  "kcp",
  "kcp_billing",
  "kcp_quick",
  "kcp_v2",
  "kicc",
  "kicc_v2",
  "kpn",
  "ksnet",
  "mobilians",
  "mobilians_v2",
  "naverco",
  "naverpay",
  "nice",
  "nice_v2",
  "payco",
  "payletter_global",
  "paymentwall",
  "paypal",
  "paypal_v2",
  "settle",
  "settle_acc",
  "settle_firm",
  "smartro",
  "smartro_v2",
  "smilepay",
  "toss_brandpay",
  "tosspay",
  "tosspay_v2",
  "tosspayments",
  "uplus",
  "welcome",
];

const methods: readonly PayMethod[] = [
  "card",
  "trans",
  "vbank",
  "phone",
  "applepay",
  "samsung",
  "samsungpay",
  "kakaopay",
  "naverpay",
  "naverpay_card",
  "naverpay_point",
  "payco",
  "tosspay",
  "tosspay_card",
  "tosspay_money",
  "kpay",
  "lpay",
  "ssgpay",
  "skpay",
  "pinpay",
  "point",
  "cultureland",
  "smartculture",
  "culturegift",
  "happymoney",
  "booknlife",
  "alipay",
  "unionpay",
  "wechat",
  "paypal",
  "cvs",
  "paypay",
];

/** What is written in place of a code or a name: by other gateways' and older guides, and by PortOne's V2. */
const meant: Readonly<Record<"pg" | "pay_method" | "name", Readonly<Record<string, string>>>> = {
  pg: {
    kakao: "kakaopay",
    naver: "naverpay",
    toss: "tosspay or tosspayments",
    nicepay: "nice",
    kginicis: "html5_inicis",
    inicis_html5: "html5_inicis",
    tosspayment: "tosspayments",
  },
  pay_method: {
    virtual_account: "vbank",
    transfer: "trans",
    mobile: "phone",
    easy_pay: "card",
    bank: "trans",
    credit: "card",
  },
  name: {
    storeId: "the first argument of loadIamport",
    paymentId: "merchant_uid",
    orderName: "name",
    totalAmount: "amount",
    taxFreeAmount: "tax_free",
    redirectUrl: "m_redirect_url",
    redirect_url: "m_redirect_url",
    noticeUrls: "notice_url",
    customer: "buyer_name, buyer_tel and so on",
    buyer_phone: "buyer_tel",
    buyer_address: "buyer_addr",
    buyer_zipcode: "buyer_postcode",
    card_quota: "display.card_quota",
    cardQuota: "display.card_quota",
    virtualAccount: "vbank_due",
    isEscrow: "escrow",
  },
};

const parameters = Object.keys(shapes).filter((path) => !/[.[]/.test(path));

/** Codes, methods and names that are nearly one of PortOne's. What isn't near any may be new. */
export function findMisspelt(given: Values): Finding[] {
  const found: Finding[] = [];
  const { pg, pay_method } = given;
  if (typeof pg === "string") {
    const [code = "", merchantId] = pg.split(/\.(.*)/s);
    const right = guess(code, gateways, meant.pg);
    if (right) found.push(warn("pg", "did-you-mean", pg, merchantId ? `${right}.${merchantId}` : right));
  }
  if (typeof pay_method === "string") {
    const right = guess(pay_method, methods, meant.pay_method);
    if (right) found.push(warn("pay_method", "did-you-mean", pay_method, right));
  }
  for (const name of Object.keys(given)) {
    const right = guess(name, parameters, meant.name);
    // A short name of the shop's own is easily near one of PortOne's, which is there as well.
    const isItsOwn =
      right && name.length < 8 && isNear(name.toLowerCase(), right.toLowerCase()) && right in given;
    if (right && !isItsOwn) found.push(warn(name, "name", undefined, right));
  }
  return found;
}

/** What must be meant by a name that isn't among them, if it is near one. */
function guess(
  name: string,
  known: readonly string[],
  meant: Readonly<Record<string, string>>,
): string | undefined {
  if (known.includes(name)) return undefined;
  const lower = name.toLowerCase();
  const wrong = Object.keys(meant).find((other) => other.toLowerCase() === lower);
  if (wrong) return meant[wrong];
  return known.find(
    (right) => spelledAlike(right) === spelledAlike(name) || isNear(lower, right.toLowerCase()),
  );
}

/** `channel_key` and `channelKey` are one name. */
function spelledAlike(name: string): string {
  return name.replace(/[_-]/g, "").toLowerCase();
}

/** Whether a slip or two lie between them; in short names one, in the shortest none. */
function isNear(name: string, right: string): boolean {
  const slips = name.length < 4 ? 0 : name.length < 8 ? 1 : 2;
  return Math.abs(name.length - right.length) <= slips && isWithin(slips, name, right);
}

/** A slip: a letter left out, added, taken for another, or swapped with the next. */
function isWithin(slips: number, from: string, to: string): boolean {
  if (slips < 0) return false;
  if (!from || !to) return from.length + to.length <= slips;
  const [restFrom, restTo] = [from.slice(1), to.slice(1)];
  if (from[0] === to[0]) return isWithin(slips, restFrom, restTo);
  const isSwapped = from[0] === to[1] && from[1] === to[0];
  return (
    isWithin(slips - 1, restFrom, to) ||
    isWithin(slips - 1, from, restTo) ||
    isWithin(slips - 1, restFrom, restTo) ||
    (isSwapped && isWithin(slips - 1, from.slice(2), to.slice(2)))
  );
}
