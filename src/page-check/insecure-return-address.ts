import { insecureReturn } from "../messages/page.ts";
import type { Look } from "./look.ts";
import { returnAddress } from "./return-address.ts";

/**
 * Finds a landing page on `http`, to which the gateways' https pages would post. On one's own machine that does no
 * harm.
 */
export function insecureReturnAddress(look: Look): string | undefined {
  const address = returnAddress(look);
  const isOwnMachine = address && /^(localhost|.*\.localhost|127\..*|\[::1\])$/.test(address.hostname);
  return address?.protocol === "http:" && !isOwnMachine ? insecureReturn(address.href) : undefined;
}
