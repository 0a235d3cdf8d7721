import { formsStay } from "../messages/page.ts";
import type { Look } from "./look.ts";

/** Whose forms may go nowhere else. Which hosts a gateway has, nobody knows but the gateway: any that is listed will do. */
export function formAction({ policies }: Look): string | undefined {
  const keepsForms = policies.some(({ directives }) =>
    directives.get("form-action")?.every((source) => source === "'self'" || source === "'none'"),
  );
  return keepsForms ? formsStay() : undefined;
}
