import { collect } from "../../request/params/collect.ts";
import { codeOf } from "../gateways.ts";
import { gatewaysOf } from "./currencies.ts";
import type { Finding, Values } from "./finding.ts";
import { parameterNames } from "./shapes.ts";

/** The gateways besides those whose currency is certain. */
const furtherGateways =
  "alipay hyphen inicis_unified kcp_v2 kpn naverco payletter_global paymentwall paypal_v2".split(" ");

/** Methods that are often used, and methods whose names are near one of those. */
const methods = (
  "card trans vbank phone applepay samsung samsungpay kakaopay naverpay payco tosspay paypal paypay kpay lpay skpay " +
  "linepay aupay ssgpay point cvs cultureland culturegift smartculture happymoney booknlife alipay unionpay wechat"
).split(" ");

/** What another guide calls it (PortOne's V2, an older one, a gateway's own), and what PortOne's V1 calls it. */
type OtherNames = Readonly<Partial<Record<string, string>>>;

const otherGateways: OtherNames = {
  kakao: "kakaopay",
  naver: "naverpay",
  toss: "tosspay or tosspayments",
  nicepay: "nice",
};

const otherMethods: OtherNames = {
  virtual_account: "vbank",
  transfer: "trans",
  mobile: "phone",
  easy_pay: "card",
  "credit-card": "card",
  credit: "card",
  bank: "trans or vbank",
};

const otherParameters: OtherNames = {
  storeid: "loadIamport's merchant",
  paymentid: "merchant_uid",
  ordername: "name",
  totalamount: "amount",
  redirect_url: "m_redirect_url",
  redirecturl: "m_redirect_url",
  noticeurls: "notice_url",
  customer: "buyer_name",
  buyer_phone: "buyer_tel",
  buyer_address: "buyer_addr",
  card_quota: "display.card_quota",
};

/** Codes, methods and names that are nearly one of PortOne's. What isn't near any may be new. */
export function findMisspelt(given: Values): Finding[] {
  const { pg, pay_method } = given;
  const { found, say } = collect<Finding["code"]>("warning");
  const code = "did you mean";
  const gateway = codeOf(pg);
  const rightGateway = guess(
    gateway,
    [...Object.values(gatewaysOf).flat(), ...furtherGateways],
    otherGateways,
  );
  if (rightGateway) say({ path: "pg", code, value: gateway, wanted: rightGateway });
  const method = typeof pay_method === "string" ? pay_method : "";
  const rightMethod = guess(method, methods, otherMethods);
  if (rightMethod) say({ path: "pay_method", code, value: method, wanted: rightMethod });
  for (const name of Object.keys(given)) {
    const wanted = guess(name, parameterNames(), otherParameters);
    // A short name of the shop's own may well be near one of PortOne's that is given too.
    if (wanted && (name.length > 7 || !(wanted in given))) say({ path: name, code, value: name, wanted });
  }
  return found;
}

/** What an unknown name must mean: what another guide uses it for, else a known name that is near. */
function guess(name: string, known: readonly string[], others: OtherNames): string | undefined {
  if (known.includes(name)) return undefined;
  const lower = name.toLowerCase();
  // Not `in`, which would find "constructor" and the like as well.
  const isOther = Object.keys(others).includes(lower);
  return isOther ? others[lower] : known.find((right) => isNear(lower, right.toLowerCase()));
}

/** Whether a slip or two lie between them; in short names one, in the shortest none. */
function isNear(name: string, right: string): boolean {
  const slips = name.length < 4 ? 0 : name.length < 8 ? 1 : 2;
  return Math.abs(name.length - right.length) <= slips && isWithin(slips, name, right);
}

/** A slip: a letter left out, added, taken for another, or swapped with the next. */
function isWithin(slips: number, from: string, to: string): boolean {
  if (slips < 0 || !from || !to) return from.length + to.length <= slips;
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
