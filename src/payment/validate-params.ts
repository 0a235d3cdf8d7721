import type { ParamIssue } from "../errors.ts";
import type { Device } from "./gateways.ts";
import type { PaymentParams } from "./params.ts";

/**
 * The parameters it is for, what they have to be, and whether a value is: by itself among the other
 * parameters, or by its type, a space and its text.
 */
type Rule = readonly [
  names: string,
  wanted: string,
  right: { test(text: string): boolean } | ((value: never, params: PaymentParams) => unknown),
];

const rules: readonly Rule[] = [
  // Errors: what PortOne always refuses, and what would do harm.
  [
    "amount",
    "a number, whole in KRW and JPY",
    (value: number, { currency, customer_uid }) =>
      Number.isFinite(value) &&
      (value > 0 || (value === 0 && customer_uid)) &&
      !(value % 1 && /^string (KRW|JPY)$/.test(typed(currency))),
  ],
  [
    "tax_free",
    "up to amount",
    (value: number, { amount }) => Number.isFinite(value) && value >= 0 && value <= amount,
  ],
  ["merchant_uid", "1 to 40 ASCII characters", /^string [ -~]{1,40}$/],
  [
    "pg",
    "another (paypal_v2: IMP.loadUI, naverco: IMP.request_pay)",
    /^string (?!(paypal_v2|naverco)(\.|$))/,
  ],
  // Any scheme may be an app's; these run what they carry, or lead nowhere.
  [
    "m_redirect_url",
    "an absolute URL",
    /^string (?!javascript|data|vbscript|blob|file|about)[a-z][\w+.-]*:./i,
  ],
  [
    "notice_url confirm_url",
    "an absolute http(s) URL",
    (value: unknown) => [value].flat().every((url) => /^string https?:\/\/[^/\s]/i.test(typed(url))),
  ],
  // Warnings, from the seventh on: what looks wrong, and may be right for some gateway.
  ["name", "1 to 40 characters", /^string .{1,40}$/su],
  ["vbank_due", "a future YYYYMMDD", { test: isDateToCome }],
  [
    "pay_method currency language buyer_name buyer_tel buyer_email buyer_addr buyer_postcode",
    "string",
    /^string/,
  ],
  ["escrow digital", "boolean", /^boolean/],
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
 * // [{ path: "amount", message: "amount: wanted a number, whole in KRW and JPY, got number 64900.5", severity: "error" }]
 * ```
 * @see https://portone.gitbook.io/docs-en/sdk/javascript-sdk
 */
export function validateParams(params: PaymentParams, _device?: Device): ParamIssue[] {
  const issues: ParamIssue[] = [];
  const given = Object(params) as PaymentParams;
  rules.forEach(([names, wanted, right], index) => {
    for (const path of names.split(" ")) {
      const value = given[path];
      const text = typed(value);
      // Left out is right, but for the amount.
      const isRight = index && value === undefined;
      if (!(isRight || ("test" in right ? right.test(text) : right(value as never, given)))) {
        issues.push({
          path,
          message: `${path}: wanted ${wanted}, got ${text}`,
          severity: index < 6 ? "error" : "warning",
        });
      }
    }
  });
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
