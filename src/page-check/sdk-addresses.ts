import { defaultJquery, portoneService, sdkOnCdn } from "../addresses.ts";
import type { Look } from "./look.ts";

/** What the page has to be allowed to load. */
export interface SdkAddresses {
  jquery: string | undefined;
  sdk: string;
  /** Where the SDK asks for the merchant's gateways. */
  gateways: string;
  /** Where the payment frames are. */
  frames: string;
}

/** The addresses that a payment needs, by the options of `loadIamport`. */
export function sdkAddresses({ version, sdkUrl, jqueryUrl = defaultJquery }: Look["options"]): SdkAddresses {
  const cdn = sdkOnCdn(version);
  const sdk = sdkUrl ?? cdn;
  const { origin } = new URL(sdk, location.href);
  // An SDK from elsewhere is the sandbox's, which serves script and service from one origin.
  const service = origin === new URL(cdn).origin ? portoneService : origin;
  const bringsJquery = version !== "v1" && jqueryUrl !== false && !("jQuery" in window);
  return {
    jquery: bringsJquery ? jqueryUrl : undefined,
    sdk,
    gateways: `${service}/users/pg/`,
    frames: `${service}/payments/ready/`,
  };
}
