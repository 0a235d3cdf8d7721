import { noDefaultTrustedTypesPolicy } from "../messages/page.ts";
import type { Look } from "./look.ts";

/** As far as the page's default policy goes. Not in every browser. */
declare const window: { trustedTypes?: { defaultPolicy: unknown } };

/** jQuery and the SDK set addresses and markup as plain text. */
export function trustedTypes({ policies }: Look): string | undefined {
  const isDemanded = policies.some(({ directives }) => directives.has("require-trusted-types-for"));
  return isDemanded && window.trustedTypes && !window.trustedTypes.defaultPolicy
    ? noDefaultTrustedTypesPolicy()
    : undefined;
}
