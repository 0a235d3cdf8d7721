import type { ParamIssue } from "../../errors.ts";
import type { Device } from "../gateways.ts";
import type { PaymentParams } from "../params.ts";
import { validateParams } from "../validate-params.ts";

/** What there is to say of a payment's parameters, and what is to be sent. */
export interface CheckedParams {
  /** A plain copy with each value as it is meant. */
  given: PaymentParams;
  /** What stops the payment; in the build for development what looks wrong as well, and in words. */
  issues: ParamIssue[];
}

/**
 * Looks a payment's parameters through before the SDK gets them, and reads what is certain to be meant.
 *
 * @param sdk - `knowsChannels`: whether this page's SDK is the v1 SDK, the only one that looks at `channelKey`
 * @internal
 */
export function checkBeforePaying(
  params: unknown,
  device: Device,
  { knowsChannels }: { knowsChannels: boolean },
): CheckedParams {
  const given = { ...(params as PaymentParams) };
  const issues = validateParams(given, device);
  if (given.channelKey && !knowsChannels) {
    issues.push({ path: "channelKey", message: 'channelKey: wanted version: "v1"', severity: "error" });
  }
  return { given, issues: issues.filter(({ severity }) => __DEV__ || severity === "error") };
}
