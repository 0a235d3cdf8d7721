import { trustedTypesPolicyRefused } from "../messages/page.ts";
import type { Look } from "./look.ts";

/** Finds a page that lists the Trusted Types policies that may be made, without ours. */
export function trustedTypesName({ policies }: Look): string | undefined {
  const refuses = policies.some(({ directives }) => {
    const names = directives.get("trusted-types");
    return names && !names.includes("*") && !names.includes("iamport-request-pay");
  });
  return refuses ? trustedTypesPolicyRefused() : undefined;
}
