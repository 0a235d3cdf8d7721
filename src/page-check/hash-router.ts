import { hashRoute } from "../messages/page.ts";
import type { Look } from "./look.ts";
import { returnAddress } from "./return-address.ts";

/** A route behind the `#` is no part of what a server sees. */
export function hashRouter(look: Look): string | undefined {
  const address = returnAddress(look);
  return address && /^#!?\//.test(address.hash) ? hashRoute(address.href) : undefined;
}
