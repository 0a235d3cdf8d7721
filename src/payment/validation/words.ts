import type { ParamIssue } from "../../errors.ts";
import type { Code, Finding } from "./finding.ts";
import type { Kind } from "./kinds.ts";
import type { Shape } from "./shapes.ts";

/** What a value has to be, in words. */
const wantedAs: Readonly<Record<Shape | "due date", string>> = {
  anything: "a value",
  text: "a text",
  "filled text": "a text that isn't empty",
  flag: "true or false",
  number: "a number",
  "whole number": "a whole number",
  list: "a list",
  object: "an object",
  day: "a day that exists, as a text of the form YYYYMMDD,",
  "day, as text or number": "a day that exists, YYYYMMDD,",
  issuer: "the issuer's code, a text of 3 digits,",
  "issuer or all": 'the issuer\'s code, a text of 3 digits, or "*"',
  "business number": "a text of 10 digits",
  scheme: 'an app\'s scheme, as in "myshop" or "myshop://pay",',
  "currency code": "3 capitals, as in KRW,",
  "due date": "a text of the form YYYY-MM-DD, YYYYMMDD, YYYY-MM-DD HH:mm:ss or YYYYMMDDHHmmss",
};

const ofCurrency: Readonly<Record<string, string>> = {
  KRW: "KRW has no fraction",
  JPY: "JPY has no fraction",
  USD: "USD has two digits behind the point",
  EUR: "EUR has two digits behind the point",
};

/** When a kind of payment is meant, in words. */
const ofKind: Readonly<Record<Kind, string>> = {
  "one-off": " without customer_uid",
  "billing key": " with customer_uid",
  "virtual account": ' with pay_method "vbank"',
  "phone bill": ' with pay_method "phone"',
  "quick pay action": " with bypass.kcpQuick",
};

/** A sentence for each thing that can be found: what came, what is wanted, who wants it. */
const sentences: Readonly<Record<Code, (finding: Finding) => string>> = {
  unreadable: ({ value }) => `it can't be read: a getter or a proxy of yours throws (${nameOf(value)}).`,
  bigint: ({ value }) =>
    `${came(value)}, which JSON can't carry, and the window wouldn't open. Make it a number or a text.`,
  circle: () => "it holds itself, which JSON can't carry, and the window wouldn't open.",
  "no-amount": () => "nothing came, and PortOne wants what to pay, as a number.",
  "no-number": ({ value }) =>
    `PortOne wants a number, and ${came(value)}${/\d,\d/.test(`${value}`) ? "; take the commas out and make it a number" : ""}.`,
  "not-above-0": ({ value }) =>
    `PortOne wants a number above 0, and ${came(value)}; 0 is for registering a billing key, with customer_uid.`,
  fraction: ({ value, wanted }) => `${ofCurrency[`${wanted}`]}, and ${value} came; round it.`,
  "no-part": ({ value }) =>
    `PortOne wants a part of amount, a number of 0 or more and together no more than it, and ${came(value)}.`,
  "no-id": ({ value }) =>
    `PortOne wants your order's ID, a text, and ${came(value)}; leave it out to have one made.`,
  "other-call": ({ value }) =>
    /^naverco/.test(`${value}`)
      ? "naverco answers by webhook alone, never to requestPay; call IMP.request_pay by hand from Naver's button."
      : "paypal_v2 is drawn by PayPal's own button, and never answers requestPay; call IMP.loadUI by hand.",
  script: ({ value }) => `the customer has to land on a page, and ${came(value)}, which is none.`,
  "no-address": ({ value }) => `a phone comes back to it, so it has to be an address, and ${came(value)}.`,
  "no-web-address": ({ value }) =>
    `PortOne's server calls it, so it has to be an absolute address with http:// or https://, and ${came(value)}.`,
  "no-channels": () =>
    "this page's SDK doesn't know it, and would pay through the default gateway; the v1 SDK does: loadIamport(merchant, { version: \"v1\" }).",
  demanded: ({ by, wanted }) => `nothing came, and ${by} wants it${ofKind[wanted as Kind] ?? ""}.`,

  lost: ({ value }) => `${came(value)}, which JSON can't carry: it is lost on the way.`,
  "sent-as-number": ({ value, wanted }) =>
    `PortOne wants a number, and ${came(value)}; it is sent as ${wanted}.`,
  "sent-as-text": ({ value }) => `PortOne wants a text, and ${came(value)}; it is sent as "${value}".`,
  "no-order": () =>
    "nothing came, and one was made. Make the order on your server and pass its ID, or the server can't tell what is being paid.",
  "too-long": ({ value }) => `PortOne takes 40 characters, and ${[...`${value}`].length} came.`,
  blank: () => "it has to tell one order from another, and blanks came.",
  unfinished: ({ value }) => `${came(value)}: a value was missing where it was put together.`,
  braces: ({ value, wanted }) =>
    `${came(value)}, with the braces of a sample or a template still in it${wanted ? `; "${wanted}" is meant` : ""}.`,
  "not-ascii": ({ value }) => `letters and digits suit every gateway, and ${came(value)}.`,
  "letters-and-digits": ({ value, by }) => `${by} takes letters and digits only, and ${came(value)}.`,
  characters: ({ value, by, wanted }) => `${by} may refuse ${wanted}, and ${came(value)}.`,
  host: ({ value, wanted }) =>
    `${came(value)}, which without https:// or http:// before it is read as ${wanted ?? "an app's scheme"}.`,
  "address-unused": ({ value }) =>
    `${came(value)}, which is no address: on a PC this page's own is taken, and on a phone the payment is refused.`,
  "address-with-result": ({ wanted }) =>
    `it has a "${wanted}" of its own, which the landing page can't tell from PortOne's.`,
  "two-queries": ({ value }) => `${came(value)}, with a second "?"; further parameters are joined with "&".`,
  shape: ({ value, wanted }) =>
    `${wantedAs[wanted as Shape]} is wanted, and ${came(value)}; it is passed on as it is${
      wanted === "flag" ? ", and any text may count as true" : ""
    }.`,
  "no-such-day": ({ value }) => `there is no such time as ${JSON.stringify(value)}.`,
  name: ({ wanted }) =>
    `PortOne's guide has no parameter of this name, and it is passed on; did you mean ${wanted}?`,
  "did-you-mean": ({ value, wanted }) =>
    `PortOne's guide has no ${JSON.stringify(value)}; did you mean "${wanted}"?`,
  "channel-key": ({ value }) => `${came(value)}, which belongs into channelKey, with the v1 SDK.`,
  gone: ({ value }) => `PortOne has given ${JSON.stringify(value)} up, and the default gateway is taken.`,
  "for-certification": ({ value }) =>
    `${JSON.stringify(value)} identifies a customer and takes no payment; that is IMP.certification.`,
  wanted: ({ by, wanted }) => `nothing came, and ${by} asks for it${ofKind[wanted as Kind] ?? ""}.`,
  "wanted-part": () => "nothing came, and what it is part of makes no sense without.",
  past: ({ value }) => `${JSON.stringify(value)} is past, in Korea.`,
  backwards: ({ value }) => `it ends before it begins: ${value}.`,
  currency: ({ value, wanted, by }) =>
    wanted === "another" ? `${by} doesn't take ${value}.` : `${by} takes ${wanted} only, and ${came(value)}.`,
  language: ({ value, wanted }) => `the window speaks ${wanted}, and ${came(value)}.`,
  popup: ({ value, by }) => `${by} has to be a popup on a PC, so true is wanted, and ${came(value)}.`,
};

/** The finding as a developer reads it. */
export function inWords(finding: Finding): ParamIssue {
  const { path, severity, code } = finding;
  return { path, severity, message: `${path}: ${sentences[code](finding)}` };
}

function came(value: unknown): string {
  if (value === undefined) return "nothing came";
  if (typeof value === "string") return `the text ${JSON.stringify(shorten(value))} came`;
  if (typeof value === "object") return `${Array.isArray(value) ? "a list" : "an object"} came`;
  return typeof value === "boolean" ? `${value} came` : `the ${typeof value} ${shorten(String(value))} came`;
}

/** A message is read on a console. */
function shorten(text: string): string {
  return text.length > 100 ? `${text.slice(0, 99)}…` : text;
}

function nameOf(error: unknown): string {
  try {
    return shorten(`${error}`);
  } catch {
    return "what it throws can't be read either";
  }
}
