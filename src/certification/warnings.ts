import { collect } from "../request/params/collect.ts";
import type { Finding, Values } from "../request/params/finding.ts";
import type { CertificationWords } from "./words.ts";

const isText = (value: unknown) => typeof value === "string";

/** What each parameter has to be. */
const shapes: Readonly<Record<string, { wanted: string; is: (value: unknown) => boolean }>> = {
  ...Object.fromEntries(
    ["channelKey", "name", "phone", "carrier", "company"].map((path) => [
      path,
      { wanted: "a text", is: isText },
    ]),
  ),
  popup: { wanted: "true or false", is: (value) => typeof value === "boolean" },
  min_age: {
    wanted: "a whole number of years",
    is: (value) => Number.isInteger(value) && Number(value) >= 0,
  },
};

/** Wrong names that come from payments or from PortOne's V2, each with the right one. */
const meant: Readonly<Partial<Record<string, string>>> = {
  buyer_name: "name",
  buyer_tel: "phone",
  minage: "min_age",
  phone_number: "phone",
  phonenumber: "phone",
  identityverificationid: "merchant_uid",
  redirecturl: "m_redirect_url",
  redirect_url: "m_redirect_url",
};

/** What looks wrong: it may be right for all that this library knows, and the verification goes on. */
export function findCertificationWarnings(given: Values): Finding<CertificationWords>[] {
  const { found, say } = collect<CertificationWords>("warning");
  const { merchant_uid } = given;
  if (merchant_uid === undefined) say({ path: "merchant_uid", code: "no request" });
  else if (typeof merchant_uid === "string" && merchant_uid.length > 40) {
    say({ path: "merchant_uid", code: "too long" });
  }
  for (const [path, value] of Object.entries(given)) {
    const shape = shapes[path];
    if (shape && !shape.is(value)) say({ path, code: "shape", wanted: shape.wanted });
    const right = meant[path.toLowerCase()];
    if (right) say({ path, code: "did you mean", wanted: right });
  }
  return found;
}
