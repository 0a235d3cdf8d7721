import type { PageState } from "./page-state.ts";

/** Not every browser has Trusted Types; without them, making a policy throws. */
declare const window: { trustedTypes: { createPolicy(name: string, rules: TextPolicy): TextPolicy } };

/** A Trusted Types policy, with the methods that this library uses. */
export interface TextPolicy {
  createHTML(html: string): string;
  createScriptURL(url: string): string;
}

/**
 * The policy that lets this library's own texts through where a page demands Trusted Types.
 *
 * @throws where the browser has none, and where the page's CSP doesn't list the policy
 */
export function trustedTypesPolicy(state: PageState): TextPolicy {
  const asItIs = (text: string) => text;
  state.policy ??= window.trustedTypes.createPolicy("iamport-request-pay", {
    createHTML: asItIs,
    createScriptURL: asItIs,
  });
  return state.policy;
}
