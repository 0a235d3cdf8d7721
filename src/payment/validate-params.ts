import type { ParamIssue } from "../errors.ts";
import type { Device } from "./gateways.ts";
import type { PaymentParams } from "./params.ts";

/** The parameters it is for, what they have to be, and how that looks: the type, a space, the value. */
type Rule = readonly [names: RegExp, wanted: string, value: RegExp, severity?: "warning"];

/** An error is what PortOne always refuses, and what would do harm; a warning may be right for some gateway. */
const rules: readonly Rule[] = [
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
  [/^(notice|confirm)_url$/, "an absolute http(s) URL", /^string https?:\/\/[^/\s]/i],
  [/^name$/, "1 to 40 characters", /^string .{1,40}$/su, "warning"],
  [
    /^(buyer_(name|tel|email|addr|postcode)|customer_u?id|pay_method|currency|language|channelKey|biz_num|app_scheme|company)$/,
    "a string",
    /^string/,
    "warning",
  ],
  [/^(escrow|digital|popup|naverPopupMode)$/, "true or false", /^boolean/, "warning"],
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
  const given = Object(params) as PaymentParams;
  const { amount, currency, customer_uid } = given;
  const check = (
    path: string,
    wanted: string,
    right: unknown,
    severity: ParamIssue["severity"] = "error",
  ) => {
    if (!right)
      issues.push({ path, message: `${path}: wanted ${wanted}, got ${typed(given[path])}`, severity });
  };
  check(
    "amount",
    "a number, whole in KRW and JPY, 0 only with customer_uid",
    Number.isFinite(amount) &&
      (amount > 0 || (amount === 0 && customer_uid)) &&
      !(amount % 1 && /^(KRW|JPY)$/.test(`${currency}`)),
  );
  for (const [path, value] of Object.entries(given)) {
    // Left out.
    if (value === undefined) continue;
    for (const [names, wanted, right, severity] of rules) {
      const values = path === "notice_url" ? [value].flat() : [value];
      check(path, wanted, !names.test(path) || values.every((value) => right.test(typed(value))), severity);
    }
    if (/^(tax_free|vat_amount)$/.test(path)) {
      const part = value as number;
      check(
        path,
        "a number from 0 to amount",
        value === null || (Number.isFinite(part) && part >= 0 && part <= amount),
      );
    }
    if (/^(vbank_due|naverUseCfm)$/.test(path)) {
      check(path, "a date to come, as YYYYMMDD", isDateToCome(typed(value)), "warning");
    }
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
