import type { ParamIssue } from "../../errors.ts";
import type { Finding } from "./finding.ts";
import type { Kind } from "./kinds.ts";

/** The words for each finding. In braces stands what differs: `{came}`, `{wanted}`, `{by}`, `{value}`. */
const words = {
  // What stops a payment.
  json: "{came}, which JSON can't carry; the window wouldn't open",
  unreadable: "a getter or a proxy throws: {value}",
  number: "PortOne wants a number without separators, and {came}",
  "above 0": "PortOne wants a number above 0, and {came}; 0 registers a billing key, with customer_uid",
  fraction: "{wanted} has {digits}, and {value} came; round it",
  part: "a part of amount is wanted, 0 or more, and {came}",
  id: "a text with your order's ID is wanted, and {came}",
  paypal_v2: "paypal_v2 never answers requestPay; PayPal's own button takes the payment, by IMP.loadUI",
  naverco: "naverco never answers requestPay; Naver's own button takes the order, by IMP.request_pay",
  landing: "an address is wanted that a phone can come back to, and {came}",
  "web address": "an absolute http(s) address is wanted that PortOne's server can call, and {came}",
  channels: "this page's SDK doesn't know it and takes the default gateway; loadIamport with version: \"v1\"",
  missing: "{by} wants it{kind}, and nothing came",

  // What looks wrong.
  lost: "{came}, which JSON can't carry; it is lost on the way",
  "sent as": "a {wanted} is wanted, and {came}; it is sent as a {wanted}",
  "no order":
    "nothing came, and an ID was made, of which your server knows nothing; pass the ID of the server's order",
  "too long": "40 characters are the most, and {length} came",
  leftover: "{came}, where a template or a missing value has left something behind; is {wanted} meant?",
  "letters and digits": "{by} may refuse all but letters and digits, and {came}",
  "channel key": "{came}, which belongs into channelKey, with the v1 SDK",
  gone: "{came}, which PortOne has given up; the default gateway is taken",
  certification: "{came}, which identifies a customer by IMP.certification and takes no payment",
  host: "{came}, which without http(s):// is read as {wanted}",
  "answer's name": "{came}, whose own \"{wanted}\" can't be told from PortOne's answer",
  "two queries": '{came}, with a second "?"; join with "&"',
  shape: "{by} wants {wanted}, and {came}; it is passed on as it is",
  "part missing": "nothing came, and what it is part of is nothing without",
  past: "{came}, which is past, in Korea",
  backwards: "it ends on {wanted}, before it begins on {value}",
  "did you mean": "PortOne's guide has no {value}; did you mean {wanted}?",
} as const;

/** What can be found. */
export type Words = keyof typeof words;

const ofKind: Readonly<Record<Kind, string>> = {
  "one-off": " without customer_uid",
  "billing key": " with customer_uid",
  "virtual account": ' with pay_method "vbank"',
  "phone bill": ' with pay_method "phone"',
};

/** The finding as a developer reads it: what came, what is wanted, who wants it. */
export function inWords({ path, severity, code, value, wanted, by = "PortOne" }: Finding): ParamIssue {
  const inBraces: Readonly<Partial<Record<string, unknown>>> = {
    by,
    wanted,
    value,
    came: came(value),
    kind: ofKind[wanted as Kind] ?? "",
    digits: /KRW|JPY/.test(`${wanted}`) ? "no fraction" : "two digits behind the point",
    length: [...`${value}`].length,
  };
  const sentence = words[code].replace(/{(\w+)}/g, (_, name) => inText(inBraces[name]));
  return { path, severity, message: `${path}: ${sentence}${sentence.endsWith("?") ? "" : "."}` };
}

function came(value: unknown): string {
  if (value === undefined) return "nothing came";
  if (Object(value) === value) return `${Array.isArray(value) ? "a list" : `an ${typeof value}`} came`;
  return `${typeof value === "string" ? `the text "${value}"` : `the ${typeof value} ${inText(value)}`} came`;
}

/** Short enough for a console, whatever it is. */
function inText(value: unknown): string {
  try {
    return String(value).slice(0, 200);
  } catch {
    return typeof value;
  }
}
