import { returnToAnotherOrigin } from "../messages/page.ts";
import type { Look } from "./look.ts";
import { returnAddress } from "./return-address.ts";

/** Finds a landing page on another origin, which doesn't share this page's `sessionStorage`. */
export function otherOrigin(look: Look): string | undefined {
  const address = returnAddress(look);
  return address && address.origin !== location.origin
    ? returnToAnotherOrigin(address.href, location.origin)
    : undefined;
}
