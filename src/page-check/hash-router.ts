import { hashRoute } from "../messages/page.ts";
import type { Look } from "./look.ts";
import { returnAddress } from "./return-address.ts";

/** Finds a landing page whose route is behind the `#`, where no server sees it. */
export function hashRouter(look: Look): string | undefined {
  const address = returnAddress(look);
  return address && /^#!?\//.test(address.hash) ? hashRoute(address.href) : undefined;
}
