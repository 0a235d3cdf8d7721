import { collect, type Say as SayAny } from "../../request/params/collect.ts";
import { sums } from "../../request/params/read-as-meant.ts";
import { parse } from "../../request/params/values.ts";
import type { Device } from "../gateways.ts";
import { findWrongDates } from "./dates.ts";
import { advised, findUnmet } from "./demands.ts";
import type { Finding, Values } from "./finding.ts";
import { gatewayCode } from "./kinds.ts";
import { findWrongShapes } from "./shapes.ts";
import { findMisspelt } from "./spelling.ts";

type Say = SayAny<Finding["code"]>;

/** What looks wrong: it may be right for all that this library knows, and the payment goes on. */
export function findWarnings(plain: Values, given: Values, device: Device): Finding[] {
  const { found, say } = collect<Finding["code"]>("warning");
  lookAtWhatWasRead(plain, given, say);
  lookAtOrder(given, say);
  lookAtGateway(given, device, say);
  lookAtName(given, say);
  lookAtLanding(plain, given, say);
  lookForLeftovers(plain, say);
  for (const { wants, at, for: kind } of findUnmet(advised, given)) {
    say({ path: wants, code: "missing", wanted: kind, by: at ? `${given.pg}` : undefined });
  }
  return [...found, ...findWrongDates(given), ...findMisspelt(given), ...findWrongShapes(given)];
}

function lookAtWhatWasRead(plain: Values, given: Values, say: Say) {
  for (const path of [...sums, "merchant_uid"]) {
    const value = plain[path];
    const sent = given[path];
    const isTextForNumber = typeof value === "string" && typeof sent === "number";
    const isNumberForText = typeof value === "number" && typeof sent === "string";
    if (isTextForNumber) say({ path, code: "sent as", value, wanted: "number" });
    if (isNumberForText) say({ path, code: "sent as", value, wanted: "text" });
  }
}

/** Gateways whose order IDs have letters and digits only. */
const forLettersOnly = ["payletter_global", "smartro", "smartro_v2"];

function lookAtOrder(given: Values, say: Say) {
  const { merchant_uid: id } = given;
  const code = gatewayCode(given) ?? "";
  if (typeof id !== "string" || !id) return;
  const ofId = { path: "merchant_uid", value: id };
  if (!id.trim()) say({ ...ofId, code: "blank" });
  else if (/(undefined|null|NaN)$/.test(id)) say({ ...ofId, code: "leftover" });
  else if (forLettersOnly.includes(code) && /[^a-z\d]/i.test(id)) {
    say({ ...ofId, code: "letters and digits", by: code });
  } else if (/[^ -~]/.test(id)) say({ ...ofId, code: "not ASCII" });
  else if (id.length > 40) say({ ...ofId, code: "too long" });
}

function lookAtGateway(given: Values, device: Device, say: Say) {
  const { pg, currency, language, popup } = given;
  const code = gatewayCode(given);
  const ofPg = { path: "pg", value: pg };
  const ofCurrency = { path: "currency", code: "shape", value: currency, by: code } as const;
  if (typeof pg === "string" && pg.startsWith("channel-key-")) say({ ...ofPg, code: "channel key" });
  // For a gateway that is gone, or that only identifies customers, PortOne takes the default gateway.
  if (code === "syrup" || code === "payple") say({ ...ofPg, code: "gone" });
  if (code === "inicis_unified" || code === "kcp_v2") say({ ...ofPg, code: "certification" });
  if (code === "paypal" && currency === "KRW") say({ ...ofCurrency, wanted: "another currency" });
  if (code === "inicis_jp" && currency !== undefined && currency !== "JPY") {
    say({ ...ofCurrency, wanted: "JPY" });
  }
  if (code === "inicis_jp" && device === "pc" && popup !== true) {
    say({ path: "popup", code: "shape", value: popup, wanted: "true, on a PC", by: code });
  }
  const languages = code === "eximbay" ? ["ko", "en", "zh", "jp"] : ["ko", "en", "zh"];
  if (typeof language === "string" && !languages.includes(language)) {
    say({ path: "language", code: "shape", value: language, wanted: languages.join(", ") });
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
  const ofName = { path: "name", value: name };
  for (const { at, characters, inWords } of refusedInNames) {
    if (at.includes(code) && characters.test(name)) {
      say({ ...ofName, code: "shape", wanted: `a name without ${inWords}`, by: code });
    }
  }
  // Characters as a customer counts them: an emoji is one.
  if ([...name].length > 40) say({ ...ofName, code: "too long" });
}

/** What PortOne writes into the landing page's address. */
const namesOfAnswers = ["imp_uid", "imp_success", "success", "error_code", "error_msg"];

function lookAtLanding(plain: Values, given: Values, say: Say) {
  const { m_redirect_url: asked } = plain;
  const address = parse(given.m_redirect_url);
  if (asked === undefined || asked === null || asked === "") return;
  const ofLanding = { path: "m_redirect_url", value: asked };
  if (given.m_redirect_url === undefined) say({ ...ofLanding, code: "unused" });
  if (!address) return;
  const text = `${asked}`;
  // `localhost:8080/done` has the form of an app's scheme, `www.shop.example/done` that of a page of this site.
  const isHost = parse(text) ? /^\s*[\w.-]+:\d/.test(text) : /^\s*([\w-]+\.){2,}\w+(\/|:\d|$)/.test(text);
  if (isHost) {
    const wanted = parse(text) ? "an app's scheme" : `a page of this site: ${address.href}`;
    say({ ...ofLanding, code: "host", wanted });
  }
  const ofItsOwn = namesOfAnswers.find((name) => address.searchParams.has(name));
  if (ofItsOwn) say({ ...ofLanding, code: "answer's name", wanted: ofItsOwn });
  if (address.search.lastIndexOf("?") > 0) say({ ...ofLanding, code: "two queries" });
}

/** What templates leave behind. */
function lookForLeftovers(plain: Values, say: Say) {
  for (const [path, value] of Object.entries(plain)) {
    const isMissing =
      path === "pg" ? /(^|\.)(undefined|null|NaN)?$/ : /^\s*(undefined|null|NaN|\[object \w+\])\s*$/;
    if (typeof value !== "string" || !value || path === "merchant_uid") continue;
    const isIdOrAddress = /^pg$|_u?id$|_url$|^channel/.test(path);
    if (isMissing.test(value)) say({ path, code: "leftover", value });
    else if (isIdOrAddress && /[{}]/.test(value)) {
      say({ path, code: "braces", value, wanted: value.replace(/[${}]/g, "") });
    }
  }
}
