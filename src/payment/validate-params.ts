import type { ParamIssue } from "../errors.ts";
import type { Device } from "./gateways.ts";
import type { PaymentParams } from "./params.ts";

/** The parameters it is for, what they have to be, and whether a value is. */
type Rule = readonly [names: RegExp, wanted: string, test: (value: never, params: PaymentParams) => unknown];

const isText = (value: unknown) => typeof value === "string";

/** What PortOne always refuses, and what would do harm. */
const errors: readonly Rule[] = [
  [
    /^amount$/,
    "a number, and 0 only with customer_uid",
    (value: number, { customer_uid }) =>
      Number.isFinite(value) && (value > 0 || (value === 0 && customer_uid)),
  ],
  [
    /^amount$/,
    "no fraction in this currency",
    (value: number, { currency }) => !(value % 1 && /^(KRW|JPY)$/.test(`${currency}`)),
  ],
  [
    /^(tax_free|vat_amount)$/,
    "a number from 0 to amount",
    (value: number, { amount }) =>
      value === null || (typeof value === "number" && value >= 0 && value <= amount),
  ],
  [
    /^merchant_uid$/,
    "1 to 40 ASCII characters",
    (value: string) => isText(value) && /^[ -~]{1,40}$/.test(value),
  ],
  [
    /^pg$/,
    "a gateway that answers (for paypal_v2 call IMP.loadUI, for naverco IMP.request_pay)",
    (value: string) => isText(value) && !/^(paypal_v2|naverco)(\.|$)/.test(value),
  ],
  [
    /^m_redirect_url$/,
    "an absolute URL",
    // Any scheme may be an app's; these run what they carry, or lead nowhere.
    (value: string) =>
      isText(value) && /^(?!javascript|data|vbscript|blob|file|about)[a-z][\w+.-]*:./i.test(value),
  ],
  [
    /^(notice|confirm)_url$/,
    "an absolute http(s) URL",
    (value: unknown) => [value].flat().every((url) => /^https?:\/\/[^/\s]/i.test(`${url}`)),
  ],
];

/** What looks wrong, and may be right for some gateway. */
const warnings: readonly Rule[] = [
  [/^name$/, "1 to 40 characters", (value: string) => isText(value) && /^.{1,40}$/su.test(value)],
  [
    /^(vbank_due|naverUseCfm)$/,
    "a date to come, as YYYYMMDD",
    (value: string) => isText(value) && isDateToCome(value),
  ],
  [
    /^(buyer_(name|tel|email|addr|postcode)|customer_u?id|pay_method|currency|language|channelKey|biz_num|app_scheme|company)$/,
    "a string",
    isText,
  ],
  [
    /^(escrow|digital|popup|naverPopupMode)$/,
    "true or false",
    (value: unknown) => typeof value === "boolean",
  ],
];

/**
 * Looks through a payment's parameters before the window opens. {@link requestPay} does it by itself; call
 * it for a form that shows a problem beside its field.
 *
 * @param _device - `"pc"` or `"mobile"`, for what a gateway demands on one of them; this one when left out
 * @returns everything that is wrong or looks wrong; empty when all is well
 * @example
 * ```ts
 * validateParams({ pg: "kcp", amount: 64900.5, currency: "KRW" });
 * // [{ path: "amount", message: "amount: wanted no fraction in this currency, got 64900.5", severity: "error" }]
 * ```
 * @see https://portone.gitbook.io/docs-en/sdk/javascript-sdk
 */
export function validateParams(params: PaymentParams, _device?: Device): ParamIssue[] {
  const issues: ParamIssue[] = [];
  const given = { amount: undefined, ...Object(params) };
  const apply = (rules: readonly Rule[], severity: ParamIssue["severity"]) => {
    for (const [names, wanted, test] of rules) {
      for (const path of Object.keys(given)) {
        const value = given[path];
        // A parameter that is left out is right, but for the amount.
        if (names.test(path) && (value !== undefined || path === "amount") && !test(value as never, given)) {
          issues.push({ path, message: `${path}: wanted ${wanted}, got ${show(value)}`, severity });
        }
      }
    }
  };
  apply(errors, "error");
  apply(warnings, "warning");
  try {
    JSON.stringify(params);
  } catch (error) {
    issues.push({ path: "", message: `Not JSON: ${error}`, severity: "error" });
  }
  return issues;
}

/** One of the four formats, a day that exists, and not past in Korea, where it is nine hours later. */
function isDateToCome(value: string): boolean {
  const [date, time = "23:59:59"] = value
    .replace(/^(\d{4})-?(\d\d)-?(\d\d) ?/, "$1-$2-$3 ")
    .replace(/ (\d\d):?(\d\d):?(\d\d)$/, " $1:$2:$3")
    .trim()
    .split(" ");
  const end = Date.parse(`${date}T${time}+09:00`);
  // 30 February is taken for a day in March.
  return end >= Date.now() && new Date(end + 324e5).toISOString().startsWith(`${date}T${time}`);
}

function show(value: unknown): string {
  return Object(value) === value ? typeof value : isText(value) ? `"${value}"` : String(value);
}
