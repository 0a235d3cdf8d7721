import { sums } from "../../request/params/read-as-meant.ts";
import { parse } from "../../request/params/values.ts";
import type { Device } from "../gateways.ts";
import { findWrongDates } from "./dates.ts";
import { advised, findUnmet } from "./demands.ts";
import type { Finding, Values } from "./finding.ts";
import { gatewayCode } from "./kinds.ts";
import { findWrongShapes } from "./shapes.ts";
import { findMisspelt } from "./spelling.ts";

type Say = (path: string, code: Finding["code"], value?: unknown, wanted?: string, by?: string) => void;

/** What looks wrong: it may be right for all that this library knows, and the payment goes on. */
export function findWarnings(plain: Values, given: Values, device: Device): Finding[] {
  const found: Finding[] = [];
  const say: Say = (path, code, value, wanted, by) =>
    found.push({ severity: "warning", path, code, value, wanted, by });

  lookAtWhatWasRead(plain, given, say);
  lookAtOrder(given, say);
  lookAtGateway(given, device, say);
  lookAtName(given, say);
  lookAtLanding(plain, given, say);
  lookForLeftovers(plain, say);
  for (const { wants, at, for: kind } of findUnmet(advised, given)) {
    say(wants, "missing", undefined, kind, at ? `${given.pg}` : undefined);
  }
  return [...found, ...findWrongDates(given), ...findMisspelt(given), ...findWrongShapes(given)];
}

function lookAtWhatWasRead(plain: Values, given: Values, say: Say) {
  for (const name of [...sums, "merchant_uid"]) {
    const [came, sent] = [plain[name], given[name]];
    if (typeof came === "string" && typeof sent === "number") say(name, "sent as", came, "number");
    if (typeof came === "number" && typeof sent === "string") say(name, "sent as", came, "text");
  }
}

/** Gateways whose order IDs have letters and digits only. */
const forLettersOnly = ["payletter_global", "smartro", "smartro_v2"];

function lookAtOrder(given: Values, say: Say) {
  const { merchant_uid: id } = given;
  const code = gatewayCode(given) ?? "";
  if (typeof id !== "string" || !id) return;
  if (!id.trim()) say("merchant_uid", "blank");
  else if (/(undefined|null|NaN)$/.test(id)) say("merchant_uid", "leftover", id);
  else if (forLettersOnly.includes(code) && /[^a-z\d]/i.test(id)) {
    say("merchant_uid", "letters and digits", id, undefined, code);
  } else if (/[^ -~]/.test(id)) say("merchant_uid", "not ASCII", id);
  else if (id.length > 40) say("merchant_uid", "too long", id);
}

function lookAtGateway(given: Values, device: Device, say: Say) {
  const { pg, currency, language, popup } = given;
  const code = gatewayCode(given);
  if (/^channel-key-/.test(`${pg}`)) say("pg", "channel key", pg);
  // Gone, or for identification: PortOne pays through the default gateway.
  if (code === "syrup" || code === "payple") say("pg", "gone", pg);
  if (code === "inicis_unified" || code === "kcp_v2") say("pg", "certification", pg);
  if (code === "paypal" && currency === "KRW") say("currency", "shape", currency, "another currency", code);
  if (code === "inicis_jp" && currency !== undefined && currency !== "JPY") {
    say("currency", "shape", currency, "JPY", code);
  }
  if (code === "inicis_jp" && device === "pc" && popup !== true)
    say("popup", "shape", popup, "true, on a PC", code);
  const languages = code === "eximbay" ? ["ko", "en", "zh", "jp"] : ["ko", "en", "zh"];
  if (typeof language === "string" && !languages.includes(language)) {
    say("language", "shape", language, languages.join(", "));
  }
}

/** Characters at which gateways' windows have failed. */
const refusedInNames = [
  { at: ["nice_v2"], characters: /[%&$[\]]/, inWords: "% & $ [ ]" },
  { at: ["html5_inicis", "inicis"], characters: /['"\\<>]/, inWords: "' \" \\ < >" },
  { at: ["daou", "html5_inicis", "inicis"], characters: /\p{Extended_Pictographic}/u, inWords: "emoji" },
];

function lookAtName(given: Values, say: Say) {
  const { name } = given;
  const code = gatewayCode(given) ?? "";
  if (typeof name !== "string") return;
  for (const { at, characters, inWords } of refusedInNames) {
    if (at.includes(code) && characters.test(name))
      say("name", "shape", name, `a name without ${inWords}`, code);
  }
  // Characters as a customer counts them: an emoji is one.
  if ([...name].length > 40) say("name", "too long", name);
}

/** What PortOne writes into the landing page's address. */
const namesOfAnswers = ["imp_uid", "imp_success", "success", "error_code", "error_msg"];

function lookAtLanding(plain: Values, given: Values, say: Say) {
  const { m_redirect_url: asked } = plain;
  const address = parse(given.m_redirect_url);
  if (asked === undefined || asked === null || asked === "") return;
  if (given.m_redirect_url === undefined) say("m_redirect_url", "unused", asked);
  if (!address) return;
  const text = `${asked}`;
  // `localhost:8080/done` has the form of an app's scheme, `www.shop.example/done` that of a page of this site.
  const isHost = parse(text) ? /^\s*[\w.-]+:\d/.test(text) : /^\s*([\w-]+\.){2,}\w+(\/|:\d|$)/.test(text);
  if (isHost) {
    say(
      "m_redirect_url",
      "host",
      asked,
      parse(text) ? "an app's scheme" : `a page of this site: ${address.href}`,
    );
  }
  const ofItsOwn = namesOfAnswers.find((name) => address.searchParams.has(name));
  if (ofItsOwn) say("m_redirect_url", "answer's name", asked, ofItsOwn);
  if (address.search.lastIndexOf("?") > 0) say("m_redirect_url", "two queries", asked);
}

/** What templates leave behind. */
function lookForLeftovers(plain: Values, say: Say) {
  for (const [path, value] of Object.entries(plain)) {
    const isMissing =
      path === "pg" ? /(^|\.)(undefined|null|NaN)?$/ : /^\s*(undefined|null|NaN|\[object \w+\])\s*$/;
    if (typeof value !== "string" || !value || path === "merchant_uid") continue;
    const isIdOrAddress = /^pg$|_u?id$|_url$|^channel/.test(path);
    if (isMissing.test(value)) say(path, "leftover", value);
    else if (isIdOrAddress && /[{}]/.test(value)) say(path, "braces", value, value.replace(/[${}]/g, ""));
  }
}
