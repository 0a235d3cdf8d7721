import { noDefaultTrustedTypesPolicy } from "../messages/page.ts";
import type { Look } from "./look.ts";

/** Only the page's default policy is read. Not every browser has Trusted Types. */
declare const window: { trustedTypes?: { defaultPolicy: unknown } };

/**
 * Finds a page that demands Trusted Types and has no default policy: jQuery and the SDK set addresses and markup as
 * plain text.
 */
export function trustedTypes({ policies }: Look): string | undefined {
  const isDemanded = policies.some(({ directives }) => directives.has("require-trusted-types-for"));
  return isDemanded && window.trustedTypes && !window.trustedTypes.defaultPolicy
    ? noDefaultTrustedTypesPolicy()
    : undefined;
}
