import { policyLacks } from "../messages/page.ts";
import { allowsAddress, type ContentPolicy, decidingDirective } from "./content-policy.ts";
import type { Look } from "./look.ts";
import { sdkAddresses } from "./sdk-addresses.ts";

const forScripts = ["script-src-elem", "script-src", "default-src"];
const forFrames = ["frame-src", "child-src", "default-src"];

/** Finds a policy that doesn't list what a payment loads. */
export function blockedByPolicy({ policies, options }: Look): string | undefined {
  const { jquery, sdk, gateways, frames } = sdkAddresses(options);
  for (const policy of policies) {
    const finding =
      blockedTag(policy, jquery, options) ??
      blockedTag(policy, sdk, options) ??
      blockedRequest(policy, gateways) ??
      blocked(policy, forFrames, frames);
    if (finding) return finding;
  }
  return undefined;
}

function blocked(policy: ContentPolicy, names: readonly string[], address: string): string | undefined {
  const directive = decidingDirective(policy, names);
  if (!directive || allowsAddress(directive.sources, address)) return undefined;
  // The address belongs in the directive that is meant, even where another one stands in for that.
  return policyLacks(names[names.length - 2] as string, address);
}

/** Whether a policy blocks a tag of ours, which carries the page's nonce, and may carry a hash. */
function blockedTag(
  policy: ContentPolicy,
  address: string | undefined,
  { nonce }: Look["options"],
): string | undefined {
  const sources = decidingDirective(policy, forScripts)?.sources ?? [];
  const hasNonce = !!nonce || !!document.querySelector("script[nonce]");
  const passes = sources.some((source) => (hasNonce && /^'nonce-/.test(source)) || /^'sha\d+-/.test(source));
  return address === undefined || passes ? undefined : blocked(policy, forScripts, address);
}

/** Whether a policy blocks a script that jQuery asks for, which has no nonce. */
function blockedRequest(policy: ContentPolicy, address: string): string | undefined {
  const sources = decidingDirective(policy, forScripts)?.sources ?? [];
  return sources.includes("'strict-dynamic'") ? undefined : blocked(policy, forScripts, address);
}
