import type { ParamIssue } from "../errors.ts";
import type { Device } from "./gateways.ts";
import type { PaymentParams } from "./params.ts";

/**
 * The parameters it is for, what they have to be, and whether a value is: by its type, a space and itself, or
 * among the other parameters.
 */
type Rule = readonly [
  names: RegExp,
  wanted: string,
  right: RegExp | ((value: never, params: PaymentParams, text: string) => unknown),
];

const webAddress = /^string https?:\/\/[^/\s]/i;

const rules: readonly Rule[] = [
  // Errors: what PortOne always refuses, and what would do harm.
  [
    /^amount$/,
    "a number, whole in KRW and JPY, 0 only with customer_uid",
    (value: number, { currency, customer_uid }) =>
      Number.isFinite(value) &&
      (value > 0 || (value === 0 && customer_uid)) &&
      !(value % 1 && /^(KRW|JPY)$/.test(typed(currency).slice(7))),
  ],
  [
    /^(tax_free|vat_amount)$/,
    "a number from 0 to amount",
    (value: number, { amount }) =>
      value === null || (Number.isFinite(value) && value >= 0 && value <= amount),
  ],
  [/^merchant_uid$/, "1 to 40 ASCII characters", /^string [ -~]{1,40}$/],
  [
    /^pg$/,
    "another: for paypal_v2 call IMP.loadUI, for naverco IMP.request_pay",
    /^string (?!(paypal_v2|naverco)(\.|$))/,
  ],
  // Any scheme may be an app's; these run what they carry, or lead nowhere.
  [
    /^m_redirect_url$/,
    "an absolute URL",
    /^string (?!javascript|data|vbscript|blob|file|about)[a-z][\w+.-]*:./i,
  ],
  [/^confirm_url$/, "an absolute http(s) URL", webAddress],
  [
    /^notice_url$/,
    "an absolute http(s) URL",
    (value: unknown) => [value].flat().every((url) => webAddress.test(typed(url))),
  ],
  // Warnings, from the eighth on: what looks wrong, and may be right for some gateway.
  [/^name$/, "1 to 40 characters", /^string .{1,40}$/su],
  [/^(vbank_due|naverUseCfm)$/, "a date to come, as YYYYMMDD", (_: never, __, text) => isDateToCome(text)],
  [
    /^(buyer_(name|tel|email|addr|postcode)|customer_u?id|pay_method|currency|language|channelKey|biz_num|app_scheme|company)$/,
    "a string",
    /^string/,
  ],
  [/^(escrow|digital|popup|naverPopupMode)$/, "true or false", /^boolean/],
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
 * // [{ path: "amount", message: "amount: wanted a number, whole in KRW and JPY, …", severity: "error" }]
 * ```
 * @see https://portone.gitbook.io/docs-en/sdk/javascript-sdk
 */
export function validateParams(params: PaymentParams, _device?: Device): ParamIssue[] {
  const issues: ParamIssue[] = [];
  const given = { amount: undefined, ...Object(params) };
  for (const [path, value] of Object.entries(given)) {
    rules.forEach(([names, wanted, right], index) => {
      const text = typed(value);
      if (
        names.test(path) &&
        // Left out is right, but for the amount.
        (value !== undefined || !index) &&
        !("test" in right ? right.test(text) : right(value as never, given, text))
      ) {
        issues.push({
          path,
          message: `${path}: wanted ${wanted}, got ${text}`,
          severity: index < 7 ? "error" : "warning",
        });
      }
    });
  }
  try {
    JSON.stringify(params);
  } catch (error) {
    issues.push({ path: "", message: `Not JSON: ${error}`, severity: "error" });
  }
  return issues;
}

/** One of the four formats, a day that exists, and not past in Korea, where it is nine hours later. */
function isDateToCome(value: string): boolean {
  if (!/^string \d{4}(-?)\d\d\1\d\d( ?(\d\d:?){3})?$/.test(value)) return false;
  const numbers = value.replace(/\D/g, "").match(/^\d{4}|\d\d/g) ?? [];
  const [year = 0, month = 0, day = 0, hour = 23, minute = 59, second = 59] = numbers.map(Number);
  return (
    // 30 February is taken for a day in March.
    new Date(year, month - 1, day).getDate() === day &&
    Date.UTC(year, month - 1, day, hour - 9, minute, second) >= Date.now()
  );
}

function typed(value: unknown): string {
  return value === undefined || Object(value) === value ? typeof value : `${typeof value} ${String(value)}`;
}
