import { collect } from "../../request/params/collect.ts";
import { isObject } from "../../request/params/plain.ts";
import { isDay } from "./dates.ts";
import type { Finding, Values } from "./finding.ts";

const isText = (value: unknown) => typeof value === "string";
const matches = (form: RegExp) => (value: unknown) => typeof value === "string" && form.test(value);
const isIssuer = matches(/^(\d{3}|[A-Z]{3})$/);

/** The checks of what a value has to be. Each is named by the words that a message has for it. */
const is = {
  "a text": isText,
  "a text that isn't empty": matches(/\S/),
  "true or false": (value: unknown) => typeof value === "boolean",
  "a whole number": (value: unknown) => Number.isInteger(value) && Number(value) >= 0,
  "a list": Array.isArray,
  "an object": isObject,
  "a day that exists, as the text YYYYMMDD": (value: unknown) =>
    matches(/^\d{8}$/)(value) && isDay(`${value}`),
  "a day that exists, as YYYYMMDD": (value: unknown) => /^\d{8}$/.test(`${value}`) && isDay(`${value}`),
  "the issuer's 3 digits, as a text": isIssuer,
  'the issuer\'s 3 digits, as a text, or "*"': (value: unknown) => value === "*" || isIssuer(value),
  "a text of 10 digits": matches(/^\d{10}$/),
  "a scheme, as in myshop or myshop://pay": matches(/^[a-z][\w+.-]*(:\/\/.*)?$/i),
  "3 capitals, as in KRW": matches(/^[A-Z]{3}$/),
  anything: () => true,
} as const satisfies Readonly<Record<string, (value: unknown) => boolean>>;

type Shape = keyof typeof is;

/** The parameters, by what they have to be. What isn't here passes. */
const shapes: Readonly<Record<Shape, string>> = {
  "a text":
    "channelKey channelGroupId pay_method name language buyer_name buyer_tel buyer_email buyer_addr buyer_postcode " +
    "buyer_first_name buyer_last_name buyer_first_name_kana buyer_last_name_kana company company_en country locale " +
    "order_description promotion_id methodId methodType naverProductCode naverMerchantUserKey naverPurchaserName " +
    "naverActionType naverProducts[].categoryType naverProducts[].categoryId naverProducts[].uid naverProducts[].name " +
    "naverProducts[].payReferrer naverProducts[].sellerId products[].id products[].name products[].code phone.carrier " +
    "prefill.phoneNumber period.text",
  "a text that isn't empty": "customer_uid customer_id",
  "true or false":
    "digital escrow popup isPromotion useCardPoint useFreeInterestFromMall appCard use_test_method kakaopayMobileAsPC " +
    "naverPopupMode naverCultureBenefit display.only_installment card.useInstallment card.direct.usePoint " +
    "card.detail[].enabled",
  "a whole number":
    "naverProductCount naverProducts[].count products[].quantity display.card_quota[] card.direct.quota " +
    "card.detail[].max_month",
  "a list": "naverProducts products escrowProducts display.card_quota card.detail",
  "an object":
    "naverProducts[] products[] display card card.direct card.detail[] phone prefill period bypass storeDetails cvs " +
    "alipay_plus",
  "a day that exists, as the text YYYYMMDD": "naverUseCfm naverPurchaserBirthday period.from period.to",
  // Naver's own samples have numbers.
  "a day that exists, as YYYYMMDD": "naverProducts[].startDate naverProducts[].endDate",
  "the issuer's 3 digits, as a text": "card.direct.code",
  'the issuer\'s 3 digits, as a text, or "*"': "card.detail[].card_code",
  "a text of 10 digits": "biz_num",
  "a scheme, as in myshop or myshop://pay": "app_scheme",
  "3 capitals, as in KRW": "currency",
  // These have rules of their own, or are the shop's own data.
  anything:
    "amount merchant_uid pg tax_free vat_amount vat m_redirect_url notice_url confirm_url vbank_due custom_data auth_mode",
};

/** Fields that an object has to have, if it is given at all. */
const wantedInside: Readonly<Record<string, readonly string[]>> = {
  "naverProducts[]": ["categoryType", "categoryId", "uid", "name", "count"],
  "card.direct": ["code"],
  "card.detail[]": ["card_code"],
  period: ["from", "to"],
};

/** Finds values that aren't what they have to be, at any depth. */
export function findWrongShapes(given: Values): Finding[] {
  const { found, say } = collect<Finding["code"]>("warning");
  const shapeOf = new Map(
    Object.keys(is).flatMap((shape) =>
      shapes[shape as Shape].split(" ").map((path) => [path, shape as Shape]),
    ),
  );

  function look(value: unknown, path: string) {
    // `null` counts as absent, here as at the top level.
    if (value === undefined || value === null) return;
    const place = path.replace(/\[\d+\]/g, "[]").replace(/^escrowP/, "p");
    const shape = shapeOf.get(place);
    if (shape && !is[shape](value)) say({ path, code: "shape", value, wanted: shape });
    if (!isObject(value)) return;
    for (const name of wantedInside[place] ?? []) {
      const isThere = value[name] !== undefined && value[name] !== null;
      if (!isThere) say({ path: `${path}.${name}`, code: "part missing" });
    }
    for (const [name, field] of Object.entries(value)) {
      look(field, Array.isArray(value) ? `${path}[${name}]` : path ? `${path}.${name}` : name);
    }
  }

  look(given, "");
  return found;
}

/** The names of all parameters. */
export function parameterNames(): string[] {
  return Object.values(shapes)
    .flatMap((paths) => paths.split(" "))
    .filter((path) => /^\w+$/.test(path));
}
