import { trustedTypesPolicyRefused } from "../messages/page.ts";
import type { Look } from "./look.ts";

/** The page lists the policies that may be made, and ours isn't among them. */
export function trustedTypesName({ policies }: Look): string | undefined {
  const refuses = policies.some(({ directives }) => {
    const names = directives.get("trusted-types");
    return names && !names.includes("*") && !names.includes("iamport-request-pay");
  });
  return refuses ? trustedTypesPolicyRefused() : undefined;
}
