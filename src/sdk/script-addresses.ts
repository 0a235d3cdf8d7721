import { defaultJquery, portoneService, sdkOnCdn } from "../addresses.ts";
import type { LoadOptions } from "./load-iamport.ts";

/** A script's address, and the hash that it has to have. */
export interface ScriptAddress {
  url: string;
  integrity: string | undefined;
}

/** The published hash of `defaultJquery`. */
const defaultIntegrity = "sha256-ZosEbRLbNQzLpnKIkEdrPv7lOy9C27hHQ+Xp8a4MxAQ=";

/** The SDK, as the options of `loadIamport` say. */
export function sdkAddress({ version, sdkUrl, sdkIntegrity }: LoadOptions): ScriptAddress {
  return { url: sdkUrl ?? sdkOnCdn(version), integrity: sdkIntegrity };
}

/** The jQuery to bring where the page has none; `undefined` for a page that wants none. */
export function jqueryAddress({
  jqueryUrl = defaultJquery,
  jqueryIntegrity,
}: LoadOptions): ScriptAddress | undefined {
  if (!jqueryUrl) return undefined;
  return {
    url: jqueryUrl,
    integrity: jqueryIntegrity ?? (jqueryUrl === defaultJquery ? defaultIntegrity : undefined),
  };
}

/** All that a page needs from elsewhere: the scripts in their order, and the service behind them, if it is PortOne's. */
export function addresses(options: LoadOptions): { scripts: ScriptAddress[]; service: string | undefined } {
  // The v1 SDK does without jQuery.
  const jquery = options.version === "v1" ? undefined : jqueryAddress(options);
  return {
    scripts: [...(jquery ? [jquery] : []), sdkAddress(options)],
    service: options.sdkUrl ? undefined : portoneService,
  };
}
