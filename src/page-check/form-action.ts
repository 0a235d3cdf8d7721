import { formsStay } from "../messages/page.ts";
import type { Look } from "./look.ts";

/**
 * Finds a policy that keeps forms on the page's own origin. Only a gateway knows its own hosts, so a policy that lists
 * any other host passes.
 */
export function formAction({ policies }: Look): string | undefined {
  const keepsForms = policies.some(({ directives }) =>
    directives.get("form-action")?.every((source) => source === "'self'" || source === "'none'"),
  );
  return keepsForms ? formsStay() : undefined;
}
