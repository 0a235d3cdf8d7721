import type { ParamIssue } from "../../errors.ts";
import type { Finding } from "./finding.ts";
import type { Kind } from "./kinds.ts";

/** The words for each finding. In braces stands what differs: `{came}`, `{wanted}`, `{by}`, `{value}`. */
const words = {
  // What stops a payment.
  json: "{came}, which JSON can't carry, and the window wouldn't open",
  number: "PortOne wants a number without separators, and {came}",
  "above 0": "PortOne wants a number above 0, and {came}; 0 registers a billing key, with customer_uid",
  fraction: "{wanted} has {digits}, and {value} came; round it",
  part: "PortOne wants a part of amount, a number of 0 or more, and {came}",
  id: "PortOne wants the ID of your order, a text, and {came}",
  paypal_v2: "paypal_v2 never answers requestPay; PayPal's own button takes the payment, by loadPaymentUI",
  naverco: "naverco never answers requestPay; Naver's own button takes the order, by IMP.request_pay",
  landing: "a phone wants a page's or an app's address to come back to, and {came}",
  "web address": "PortOne's server wants an http(s) address to call, and {came}",
  channels: "the page's SDK doesn't know it and would take the default gateway; load version \"v1\"",
  missing: "{by} wants it{kind}, and nothing came",

  // What looks wrong.
  lost: "{came}, which JSON can't carry, and is lost on the way",
  "sent as": "PortOne wants a {wanted}, and {came}; it is sent as a {wanted}",
  "no order": "your server knows no order by the ID that was made; make the order there, and pass its ID",
  "too long": "PortOne takes 40 characters, and {length} came",
  blank: "the text of blanks that came tells no order from another",
  leftover: "{came}: a value was missing where it was put together",
  braces: '{came}, with the braces of a sample or a template; "{wanted}" is meant',
  "letters and digits": "{by} takes letters and digits only, and {came}",
  "not ASCII": "letters and digits suit every gateway, and {came}",
  "channel key": "{came}, which belongs into channelKey, with the v1 SDK",
  gone: "{came}, which PortOne has given up, and the default gateway is taken",
  certification: "{came}, which takes no payment, but identifies a customer, by IMP.certification",
  host: "{came}, which without https:// before it is {wanted}",
  unused: "{came}, which is no address; a PC does without, a phone would be refused",
  "answer's name": "{came}, whose own \"{wanted}\" can't be told from PortOne's answer",
  "two queries": '{came}, with a second "?" in place of "&"',
  shape: "{by} wants {wanted}, and {came}; it is passed on as it is",
  "part missing": "it belongs to what is there, and nothing came",
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
    length: [...textOf(value)].length,
  };
  const sentence = words[code].replace(/{(\w+)}/g, (_, name) => inText(inBraces[name]));
  return { path, severity, message: `${path}: ${sentence}${sentence.endsWith("?") ? "" : "."}` };
}

function came(value: unknown): string {
  if (value === undefined) return "nothing came";
  if (value instanceof Error) return `a getter or a proxy came that throws "${inText(value.message)}"`;
  if (Array.isArray(value)) return "a list came";
  if (Object(value) === value) return `${typeof value === "function" ? "a function" : "an object"} came`;
  if (typeof value === "boolean") return `${value} came`;
  return `${typeof value === "string" ? `the text "${value}"` : `the ${typeof value} ${inText(value)}`} came`;
}

/** Short enough for a console. */
function inText(value: unknown): string {
  return textOf(value).slice(0, 200);
}

function textOf(value: unknown): string {
  try {
    return String(value);
  } catch {
    return typeof value;
  }
}
