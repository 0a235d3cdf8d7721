import { isDay } from "./dates.ts";
import { type Finding, type Values, warn } from "./finding.ts";
import { isObject } from "./plain.ts";

/** What a value has to be, each by a function of its name. The words for it stand in `words.ts`. */
export type Shape = keyof typeof is;

const isIssuer = (value: unknown) => typeof value === "string" && /^(\d{3}|[A-Z]{3})$/.test(value);

const is = {
  anything: () => true,
  text: (value: unknown) => typeof value === "string",
  "filled text": (value: unknown) => typeof value === "string" && /\S/.test(value),
  flag: (value: unknown) => typeof value === "boolean",
  number: Number.isFinite,
  "whole number": (value: unknown) => Number.isInteger(value) && Number(value) >= 0,
  list: Array.isArray,
  object: isObject,
  day: (value: unknown) => typeof value === "string" && /^\d{8}$/.test(value) && isDay(value),
  "day, as text or number": (value: unknown) => /^\d{8}$/.test(`${value}`) && isDay(`${value}`),
  issuer: isIssuer,
  "issuer or all": (value: unknown) => value === "*" || isIssuer(value),
  "business number": (value: unknown) => typeof value === "string" && /^\d{10}$/.test(value),
  scheme: (value: unknown) => typeof value === "string" && /^[a-z][\w+.-]*(:\/\/.*)?$/i.test(value),
  "currency code": (value: unknown) => typeof value === "string" && /^[A-Z]{3}$/.test(value),
} as const satisfies Readonly<Record<string, (value: unknown) => boolean>>;

/** By parameter; what isn't here passes. */
export const shapes: Readonly<Record<string, Shape>> = {
  channelKey: "text",
  channelGroupId: "text",
  pg: "text",
  pay_method: "text",
  // Judged with what stops a payment.
  merchant_uid: "anything",
  amount: "anything",
  tax_free: "anything",
  vat_amount: "anything",
  vat: "anything",
  m_redirect_url: "anything",
  notice_url: "anything",
  confirm_url: "anything",
  // Judged by their own rules, or the shop's own.
  language: "text",
  vbank_due: "anything",
  custom_data: "anything",
  auth_mode: "anything",
  name: "text",
  currency: "currency code",
  buyer_name: "text",
  buyer_tel: "text",
  buyer_email: "text",
  buyer_addr: "text",
  buyer_postcode: "text",
  buyer_first_name: "text",
  buyer_last_name: "text",
  buyer_first_name_kana: "text",
  buyer_last_name_kana: "text",
  customer_uid: "filled text",
  customer_id: "filled text",
  company: "text",
  company_en: "text",
  country: "text",
  locale: "text",
  order_description: "text",
  promotion_id: "text",
  methodId: "text",
  methodType: "text",
  biz_num: "business number",
  app_scheme: "scheme",
  digital: "flag",
  escrow: "flag",
  popup: "flag",
  isPromotion: "flag",
  useCardPoint: "flag",
  useFreeInterestFromMall: "flag",
  appCard: "flag",
  use_test_method: "flag",
  kakaopayMobileAsPC: "flag",
  naverPopupMode: "flag",
  naverCultureBenefit: "flag",
  naverProductCode: "text",
  naverProductCount: "whole number",
  naverMerchantUserKey: "text",
  naverPurchaserName: "text",
  naverPurchaserBirthday: "day",
  naverActionType: "text",
  naverUseCfm: "day",
  naverProducts: "list",
  "naverProducts[]": "object",
  "naverProducts[].categoryType": "text",
  "naverProducts[].categoryId": "text",
  "naverProducts[].uid": "text",
  "naverProducts[].name": "text",
  "naverProducts[].count": "whole number",
  "naverProducts[].payReferrer": "text",
  "naverProducts[].sellerId": "text",
  // Naver's own samples have numbers.
  "naverProducts[].startDate": "day, as text or number",
  "naverProducts[].endDate": "day, as text or number",
  products: "list",
  "products[]": "object",
  "products[].id": "text",
  "products[].name": "text",
  "products[].code": "text",
  "products[].unitPrice": "number",
  "products[].quantity": "whole number",
  escrowProducts: "list",
  "escrowProducts[]": "object",
  "escrowProducts[].id": "text",
  "escrowProducts[].name": "text",
  "escrowProducts[].code": "text",
  "escrowProducts[].unitPrice": "number",
  "escrowProducts[].quantity": "whole number",
  display: "object",
  "display.card_quota": "list",
  "display.card_quota[]": "whole number",
  "display.only_installment": "flag",
  card: "object",
  "card.useInstallment": "flag",
  "card.direct": "object",
  "card.direct.code": "issuer",
  "card.direct.quota": "whole number",
  "card.direct.usePoint": "flag",
  "card.detail": "list",
  "card.detail[]": "object",
  "card.detail[].card_code": "issuer or all",
  "card.detail[].enabled": "flag",
  "card.detail[].max_month": "whole number",
  phone: "object",
  "phone.carrier": "text",
  prefill: "object",
  "prefill.phoneNumber": "text",
  period: "object",
  "period.from": "day",
  "period.to": "day",
  "period.text": "text",
  bypass: "object",
  alipay_plus: "anything",
  storeDetails: "object",
  cvs: "object",
};

/** What has to be in an object that is there at all. */
const wantedInside: Readonly<Record<string, readonly string[]>> = {
  "naverProducts[]": ["categoryType", "categoryId", "uid", "name", "count"],
  "card.direct": ["code"],
  "card.detail[]": ["card_code"],
  period: ["from", "to"],
};

/** What isn't what it has to be, however deep. */
export function findWrongShapes(given: Values): Finding[] {
  const found: Finding[] = [];

  function look(value: unknown, path: string) {
    const place = path.replace(/\[\d+\]/g, "[]");
    const shape = shapes[place];
    // Null is nothing, here as on top.
    if (value === null) return;
    if (shape && !is[shape](value)) found.push(warn(path, "shape", value, shape));
    if (!isObject(value)) return;
    for (const name of wantedInside[place] ?? []) {
      if ((value[name] ?? undefined) === undefined) found.push(warn(`${path}.${name}`, "wanted-part"));
    }
    for (const [name, field] of Object.entries(value)) {
      look(field, Array.isArray(value) ? `${path}[${name}]` : path ? `${path}.${name}` : name);
    }
  }

  look(given, "");
  return found;
}
