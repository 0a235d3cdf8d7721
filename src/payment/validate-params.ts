import type { ParamIssue } from "../errors.ts";
import { type Device, gatewayOf, thisDevice } from "./gateways.ts";
import type { PaymentParams } from "./params.ts";

/** How a value is judged: by its type, a space and its text, or by itself among the other parameters. */
type Right =
  | { test(text: string): boolean }
  | ((value: never, params: PaymentParams, device: Device) => unknown);

/** The parameters it is for, what they have to be, and whether a value is. `#` stands for an item of an array. */
type Rule = readonly [names: RegExp, wanted: string, right: Right];

const rules: readonly Rule[] = [
  // Errors: what PortOne always refuses, and what would do harm.
  [
    /^amount$/,
    "a number above 0 (KRW, JPY: whole; USD, EUR: cents)",
    (value: number, params) => {
      // The currency where it is certain: stated, or the one that the gateway takes without.
      const { currency = gatewayOf(params).currency ?? (params.pg && "KRW"), customer_uid } = params;
      const digits = { KRW: 0, JPY: 0, USD: 2, EUR: 2 }[`${currency}`] ?? 99;
      return (
        Number.isFinite(value) &&
        (value > 0 || (value === 0 && customer_uid)) &&
        +value.toFixed(digits) === value
      );
    },
  ],
  [
    /^(tax_free|vat_amount)$/,
    "a part of amount",
    (value: number | null, { amount, tax_free, vat_amount }) =>
      value === null ||
      (value >= 0 && Number.isFinite(value) && (tax_free ?? 0) + (vat_amount ?? 0) - amount < 0.001),
  ],
  [/^merchant_uid$/, "1 to 40 ASCII characters", /^string [ -~]{1,40}$/],
  [
    /^pg$/,
    "another (paypal_v2: IMP.loadUI, naverco: IMP.request_pay)",
    /^string (?!(paypal_v2|naverco)(\.|$))/,
  ],
  // Any scheme may be an app's; these run what they carry, or lead nowhere.
  [
    /^m_redirect_url$/,
    "an absolute URL",
    /^string (?!javascript|data|vbscript|blob|file|about)[a-z][\w+.-]*:./i,
  ],
  [/^(notice|confirm)_url#?$/, "an absolute http(s) URL", /^(string https?:\/\/[^/\s]|object$)/i],
  // Warnings, from the seventh on: what looks wrong, and may be right for some gateway.
  [/^name$/, "1 to 40 characters", /^string .{1,40}$/su],
  [/^vbank_due$/, "YYYYMMDD, not past", { test: isDateToCome }],
  [/^naverUseCfm$/, "YYYYMMDD, not past", { test: (text) => text.length === 15 && isDateToCome(text) }],
  [/^period\.(from|to)$/, "YYYYMMDD", /^string \d{8}$/],
  [/^biz_num$/, "10 digits", /^string \d{10}$/],
  [/^card\.(direct\.|detail#\.card_)code$/, "3 digits", /^string \d{3}$/],
  [/^app_scheme$/, "scheme[://path]", /^string [a-z][\w+.-]*(:\/\/.*)?$/i],
  [
    /^language$/,
    "ko, en or zh",
    (value: string, params) => /^(ko|en|zh)$/.test(value) || gatewayOf(params).language === value,
  ],
  [
    /^currency$/,
    "3 capitals, not KRW at paypal",
    (value: string, params) => /^[A-Z]{3}$/.test(value) && gatewayOf(params).refuses !== value,
  ],
  [/^popup$/, "true", (value, params, device) => value || device !== "pc" || !gatewayOf(params).popupOnPc],
  [/^customer_u?id$/, "a string", /^string \S/],
  [
    /^(display\.card_quota#|card\..*(quota|max_month)|.*roducts#\.(count|quantity))$/,
    "an integer",
    /^number \d+$/,
  ],
  [/^(display\.card_quota|card\.detail|naverProducts|products)$/, "an array", Array.isArray],
  [/^(display|card|period|bypass|.*roducts#)$/, "an object", /^object$/],
  [
    /^(pay_method|buyer_.*|company|channelKey|.*roducts#\.(category.*|u?id|name|code|pay.*|.*Date|seller.*))$/,
    "a string",
    /^string/,
  ],
  [
    /^(escrow|digital|popup|naverPopupMode|useFreeInterestFromMall|card\.detail#\.enabled)$/,
    "a boolean",
    /^boolean/,
  ],
];

/** What has to be in an object that is there at all. */
const required: Partial<Record<string, string>> = {
  "naverProducts#": "categoryType categoryId uid name count",
  "card.direct": "code",
  "card.detail#": "card_code",
  period: "from to",
};

/**
 * Looks through a payment's parameters before the window opens. {@link requestPay} does it by itself; call
 * it for a form that shows a problem beside its field.
 *
 * @param params - as {@link requestPay} gets them; what isn't known passes
 * @param device - `"pc"` or `"mobile"`, for what a gateway demands on one of them; this one when left out
 * @returns everything that is wrong or looks wrong; empty when all is well
 * @example
 * ```ts
 * validateParams({ pg: "kcp", amount: 64900.5 });
 * // [{ path: "amount", severity: "error",
 * //    message: "amount: wanted a number above 0 (KRW, JPY: whole; USD, EUR: cents), got number 64900.5" }]
 * ```
 * @see https://portone.gitbook.io/docs-en/sdk/javascript-sdk
 */
export function validateParams(
  params: PaymentParams,
  device: Device = thisDevice(Object(params)),
): ParamIssue[] {
  const issues: ParamIssue[] = [];
  const given = Object(params) as PaymentParams;
  const { pg, pay_method } = given;
  const add = (isError: unknown, path: string, wanted: string, value?: unknown) =>
    issues.push({
      path,
      message: `${path}: wanted ${wanted}, got ${typed(value)}`,
      severity: isError ? "error" : "warning",
    });
  const want = (
    isError: boolean,
    name: string | false | undefined,
    by = "PortOne",
    among = given,
    before = "",
  ) => name && among[name] === undefined && add(isError, before + name, `by ${by}`);

  const { demands, withMethod = pay_method, wants } = gatewayOf(given);
  if (given.amount === undefined) add(true, "amount", "a number");
  want(true, pay_method === "phone" && "digital", "phone");
  want(true, pay_method === withMethod && demands, pg);
  want(false, wants, pg);

  /** Each value by itself, and whether JSON can carry it: else it is lost, or keeps the window from opening. */
  const look = (value: unknown, path: string, above: readonly unknown[]) => {
    const name = path.replace(/\[\d+]/g, "#");
    rules.forEach(([names, wanted, right], index) => {
      if (!names.test(name)) return;
      const isRight = "test" in right ? right.test(typed(value)) : right(value as never, given, device);
      if (!isRight) add(index < 6, path, wanted, value);
    });
    const isLost = /^(undefined|function|symbol)/.test(typeof value);
    if (isLost || typeof value === "bigint" || above.includes(value)) add(!isLost, path, "JSON", value);
    else if (Object(value) === value && !(value as Date).toJSON) {
      const fields = value as Readonly<Record<string, unknown>>;
      for (const key of required[name]?.split(" ") ?? [])
        want(false, key, pg, fields as PaymentParams, `${path}.`);
      for (const [key, item] of Object.entries(fields)) {
        const isItem = Array.isArray(value);
        // A field that is undefined is left out, an item would become null.
        if (isItem || item !== undefined) {
          look(item, path + (isItem ? `[${key}]` : `${path && "."}${key}`), [...above, value]);
        }
      }
    }
  };
  look(given, "", []);
  return issues;
}

/** One of the four formats, a day that exists, and not past in Korea, where it is nine hours later. */
function isDateToCome(text: string): boolean {
  // Text, which `Date` takes for numbers.
  const [, year, , month, day, , hour = 23, minute = 59, second = 59] =
    (/^string (\d{4})(-?)(\d\d)\2(\d\d)( ?(\d\d):?(\d\d):?(\d\d))?$/.exec(text) ?? []) as unknown as [
      never,
      number,
      never,
      number,
      number,
      never,
      number?,
      number?,
      number?,
    ];
  return (
    // 30 February is taken for a day in March.
    new Date(year, month - 1, day).getDate() === +day &&
    Date.UTC(year, month - 1, day, hour - 9, minute, second) >= Date.now()
  );
}

function typed(value: unknown): string {
  return value === undefined || Object(value) === value ? typeof value : `${typeof value} ${String(value)}`;
}
