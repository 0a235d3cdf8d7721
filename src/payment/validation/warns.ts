import type { Device } from "../gateways.ts";
import { findWrongDates } from "./dates.ts";
import { advised, concerns } from "./demands.ts";
import { type Finding, type Values, warn } from "./finding.ts";
import { gatewayCode } from "./kinds.ts";
import { sums } from "./read-as-meant.ts";
import { findWrongShapes } from "./shapes.ts";
import { findMisspelt } from "./spelling.ts";
import { hasScheme, inside, parse } from "./values.ts";

/** What looks wrong: it may be right for all that this library knows, and the payment goes on. */
export function findWarnings(plain: Values, given: Values, device: Device): Finding[] {
  return [
    ...findReadAsMeant(plain, given),
    ...findInOrderId(given),
    ...findInGateway(given),
    ...findInName(given),
    ...findInAddress(plain, given),
    ...findUnfinished(plain),
    ...findWrongDates(given),
    ...findMissing(given),
    ...findAgainstGateway(given, device),
    ...findMisspelt(given),
    ...findWrongShapes(given),
  ];
}

function findReadAsMeant(plain: Values, given: Values): Finding[] {
  const found = sums
    .filter((name) => typeof plain[name] === "string" && typeof given[name] === "number")
    .map((name) => warn(name, "sent-as-number", plain[name], `${given[name]}`));
  if (typeof plain.merchant_uid === "number" && typeof given.merchant_uid === "string") {
    found.push(warn("merchant_uid", "sent-as-text", plain.merchant_uid));
  }
  return found;
}

/** Gateways whose order IDs have letters and digits only. */
const forLettersOnly = ["payletter_global", "smartro", "smartro_v2"];

function findInOrderId({ merchant_uid: id, ...given }: Values): Finding[] {
  if (typeof id !== "string" || !id) return [];
  const code = gatewayCode(given);
  if (!id.trim()) return [warn("merchant_uid", "blank", id)];
  if (/(undefined|null|NaN)$/.test(id)) return [warn("merchant_uid", "unfinished", id)];
  if (code && forLettersOnly.includes(code) && /[^a-z\d]/i.test(id)) {
    return [warn("merchant_uid", "letters-and-digits", id, undefined, code)];
  }
  if (!/^[ -~]*$/.test(id)) return [warn("merchant_uid", "not-ascii", id)];
  return id.length > 40 ? [warn("merchant_uid", "too-long", id)] : [];
}

/** Gateways that are gone, and those that identify a customer in place of taking a payment. */
const gone = ["syrup", "payple"];
const forCertification = ["inicis_unified", "kcp_v2"];

function findInGateway({ pg }: Values): Finding[] {
  if (typeof pg !== "string") return [];
  const code = pg.replace(/\..*/s, "");
  if (pg.startsWith("channel-key-")) return [warn("pg", "channel-key", pg)];
  if (/[{}]/.test(pg)) return [warn("pg", "braces", pg, pg.replace(/[${}]/g, ""))];
  if (/(^|\.)(undefined|null|NaN)?$/.test(pg)) return [warn("pg", "unfinished", pg)];
  if (gone.includes(code)) return [warn("pg", "gone", pg)];
  return forCertification.includes(code) ? [warn("pg", "for-certification", pg)] : [];
}

/** Characters at which gateways' windows have failed. */
const refusedInNames: readonly { at: readonly string[]; characters: RegExp; inWords: string }[] = [
  { at: ["nice_v2"], characters: /[%&$[\]]/, inWords: "% & $ [ ]" },
  { at: ["html5_inicis", "inicis"], characters: /['"\\<>]/, inWords: "quotes, \\ < >" },
  { at: ["daou", "html5_inicis", "inicis"], characters: /\p{Extended_Pictographic}/u, inWords: "emoji" },
];

function findInName({ name, ...given }: Values): Finding[] {
  if (typeof name !== "string") return [];
  const code = gatewayCode(given) ?? "";
  const found = refusedInNames
    .filter(({ at, characters }) => at.includes(code) && characters.test(name))
    .map(({ inWords }) => warn("name", "characters", name, inWords, code));
  // Characters as a customer counts them: an emoji is one.
  if ([...name].length > 40) found.push(warn("name", "too-long", name));
  return found;
}

/** What PortOne writes into the landing page's address. */
const answersNames = ["imp_uid", "imp_success", "success", "error_code", "error_msg"];

function findInAddress(plain: Values, given: Values): Finding[] {
  const { m_redirect_url: asked } = plain;
  const landing = given.m_redirect_url;
  if (asked === undefined || asked === null || asked === "") return [];
  if (landing === undefined) return [warn("m_redirect_url", "address-unused", asked)];
  const address = parse(landing);
  if (typeof asked !== "string" || !address) return [];
  const found: Finding[] = [];
  // `localhost:8080/done` has the form of an app's scheme, `www.shop.example/done` that of a page of this site.
  const isHost = hasScheme(asked)
    ? /^\s*[\w.-]+:\d/.test(asked)
    : /^\s*([\w-]+\.)+[a-z\d]+(\/|:\d|$)/i.test(asked);
  if (isHost && !/^\s*[\w-]+\.(html?|php|jsp|aspx?|do)([/?#]|$)/i.test(asked)) {
    found.push(warn("m_redirect_url", "host", asked, hasScheme(asked) ? undefined : address.href));
  }
  const ofItsOwn = answersNames.find((name) => address.searchParams.has(name));
  if (ofItsOwn) found.push(warn("m_redirect_url", "address-with-result", asked, ofItsOwn));
  if (address.search.lastIndexOf("?") > 0) found.push(warn("m_redirect_url", "two-queries", asked));
  return found;
}

/** Templates' leftovers, in what is a text. */
function findUnfinished(plain: Values): Finding[] {
  return Object.entries(plain).flatMap(([path, value]) => {
    if (typeof value !== "string" || path === "pg" || path === "merchant_uid") return [];
    if (/^\s*(undefined|null|NaN|\[object \w+\])\s*$/.test(value)) return [warn(path, "unfinished", value)];
    const isIdOrAddress = /_uid$|_id$|_url$|channel/i.test(path);
    return isIdOrAddress && /[{}]/.test(value) ? [warn(path, "braces", value)] : [];
  });
}

function findMissing(given: Values): Finding[] {
  return advised
    .filter((demand) => concerns(demand, given) && inside(given, ...demand.wants.split(".")) === undefined)
    .map(({ wants, at, for: kind }) =>
      warn(wants, "wanted", undefined, kind, at ? `${given.pg}` : "PortOne's reference"),
    );
}

function findAgainstGateway(given: Values, device: Device): Finding[] {
  const code = gatewayCode(given);
  const { currency, language, popup, pg } = given;
  const found: Finding[] = [];
  if (code === "paypal" && currency === "KRW")
    found.push(warn("currency", "currency", currency, "another", `${pg}`));
  if (code === "inicis_jp" && currency !== "JPY")
    found.push(warn("currency", "currency", currency, "JPY", `${pg}`));
  if (code === "inicis_jp" && device === "pc" && popup !== true) {
    found.push(warn("popup", "popup", popup, undefined, `${pg}`));
  }
  const languages = code === "eximbay" ? ["ko", "en", "zh", "jp"] : ["ko", "en", "zh"];
  if (typeof language === "string" && !languages.includes(language)) {
    found.push(warn("language", "language", language, languages.join(", ")));
  }
  return found;
}
