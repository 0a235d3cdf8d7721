/** Where PortOne's CDN has that release of the SDK. */
export function sdkOnCdn(version = "1.2.0"): string {
  return `https://cdn.iamport.kr/${version === "v1" ? "v1/iamport.js" : `js/iamport.payment-${version}.js`}`;
}

/** The jQuery that PortOne's guide names. */
export const defaultJquery = "https://code.jquery.com/jquery-1.12.4.min.js";

/** Where the SDK from PortOne's CDN gets the list of gateways and the payment frames. */
export const portoneService = "https://service.iamport.kr";
