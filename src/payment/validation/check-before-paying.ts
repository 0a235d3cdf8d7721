import type { ParamIssue } from "../../errors.ts";
import { toPlain } from "../../request/params/plain.ts";
import { readAsMeant } from "../../request/params/read-as-meant.ts";
import { stopsWithoutWords } from "../../request/params/stops.ts";
import { type Device, thisDevice } from "../gateways.ts";
import type { PaymentParams } from "../params.ts";
import type { Finding } from "./finding.ts";
import { findStops, type Surroundings } from "./stops.ts";
import { findWarnings } from "./warns.ts";
import { inWords } from "./words.ts";

/** Parameters as they go to the SDK: nothing is `null`. */
export type SentParams = { [Name in keyof PaymentParams]: Exclude<PaymentParams[Name], null> };

/** What there is to say of a payment's parameters, and what is to be sent. */
export interface CheckedParams {
  /** A plain copy of them, each value as it is meant. */
  given: SentParams;
  /** What stops the payment; in the build for development what looks wrong as well, and in words. */
  issues: ParamIssue[];
}

/**
 * Looks a payment's parameters through before the SDK gets them, and reads what is certain to be meant.
 *
 * @param device - this one, if it is left out
 * @internal
 */
export function checkBeforePaying(
  params: unknown,
  device: Device | undefined,
  surroundings: Surroundings,
): CheckedParams {
  const { plain, found: unsendable } = toPlain(params);
  const on = () => device ?? thisDevice(plain);
  const given = readAsMeant(plain, on);
  const found: Finding[] = [...unsendable, ...findStops(given, surroundings)];
  if (__DEV__) {
    found.push(...findWarnings(plain, given, on()));
    if (given.merchant_uid === undefined)
      found.push({ severity: "warning", path: "merchant_uid", code: "no order" });
  }
  return {
    // `issues` reports values of another type, and stops what would do harm: for the rest, the shop's types are
    // believed.
    given: given as unknown as SentParams,
    issues: __DEV__ ? found.map(inWords) : stopsWithoutWords(found),
  };
}
