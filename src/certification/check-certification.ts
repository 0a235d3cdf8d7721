import type { ParamIssue } from "../errors.ts";
import { thisDevice } from "../payment/gateways.ts";
import { collect } from "../request/params/collect.ts";
import { toPlain } from "../request/params/plain.ts";
import { readAsMeant } from "../request/params/read-as-meant.ts";
import { findCommonStops, stopsWithoutWords } from "../request/params/stops.ts";
import type { CertificationParams } from "./params.ts";
import { findCertificationWarnings } from "./warnings.ts";
import { type CertificationWords, inWords } from "./words.ts";

/** Parameters as they go to the SDK: nothing is `null`. */
export type SentParams = { [Name in keyof CertificationParams]: Exclude<CertificationParams[Name], null> };

/**
 * Looks an identity verification's parameters through before the SDK gets them, and reads what is certain to be meant.
 *
 * @param knowsChannels - whether the page's SDK is the v1 SDK, the only one that looks at `channelKey`
 * @internal
 */
export function checkCertification(
  params: unknown,
  knowsChannels: boolean,
): { given: SentParams; issues: ParamIssue[] } {
  const { plain, found: unsendable } = toPlain(params);
  const given = readAsMeant(plain, () => thisDevice(plain));
  const { found: stops, say: stop } = collect<CertificationWords>("error");
  findCommonStops(given, knowsChannels, stop);
  const found = [...unsendable, ...stops];
  if (__DEV__) found.push(...findCertificationWarnings(given));
  return {
    // The development build has warned of values of another type; for the rest, the shop's types are believed.
    given: given as SentParams,
    issues: __DEV__ ? found.map(inWords) : stopsWithoutWords(found),
  };
}
