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
export function sdkAddresses({ version = "1.2.0", sdkUrl, jqueryUrl }: Look["options"]): SdkAddresses {
  const isV1 = version === "v1";
  const sdk = sdkUrl ?? `https://cdn.iamport.kr/${isV1 ? "v1/iamport" : `js/iamport.payment-${version}`}.js`;
  const { hostname, origin } = new URL(sdk, location.href);
  // The sandbox is script and service in one.
  const service = hostname === "cdn.iamport.kr" ? "https://service.iamport.kr" : origin;
  const bringsJquery = !isV1 && jqueryUrl !== false && !("jQuery" in window);
  return {
    jquery: bringsJquery ? (jqueryUrl ?? "https://code.jquery.com/jquery-1.12.4.min.js") : undefined,
    sdk,
    gateways: `${service}/users/pg/`,
    frames: `${service}/payments/ready/`,
  };
}
