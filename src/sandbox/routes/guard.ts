import { type Incoming, pathOf } from "../http/incoming.ts";
import type { Settings } from "../options.ts";

/** What changes payments, or shows them, without a token. */
const guarded = /^\/($|sandbox(\/|$)|payments\/open$|gateway\/[^/]+\/(answer|closed)$)/;

/** The names that PortOne's own pages have, for a test that puts the sandbox in their place. */
const portone = [
  "https://service.iamport.kr",
  "https://api.iamport.kr",
  "https://checkout-service.prod.iamport.co",
];

/**
 * Any page that a developer has open can send requests to loopback, and forms need no permission. So what needs no
 * token is done for the sandbox's own pages and for programs, which send no `Origin`; and, since another page could
 * let its own host's name stand for this machine, only under the names of this machine. Gives the reason of a refusal.
 */
export function refusedToOtherPages(incoming: Incoming, settings: Settings): string | undefined {
  if (!guarded.test(pathOf(incoming))) return undefined;
  return foreignHost(incoming, settings) ?? foreignOrigin(incoming);
}

function foreignOrigin({ method, header, url }: Incoming): string | undefined {
  if (method === "GET") return undefined;
  const origin = header("origin");
  const site = header("sec-fetch-site");
  if (origin === undefined) {
    return site === "cross-site" || site === "same-site"
      ? "a page of another site may not do this"
      : undefined;
  }
  const own = origin === url.origin || portone.includes(origin);
  return own ? undefined : `a page of ${origin} may not do this`;
}

/** Whoever listens for other machines has decided who reaches it, and under which name. */
function foreignHost({ socket, url }: Incoming, { hostname }: Settings): string | undefined {
  if (!socket || !isLoopback(hostname)) return undefined;
  const name = url.hostname;
  return isLoopback(name) ? undefined : `${name} is no name of this machine`;
}

function isLoopback(hostname: string): boolean {
  return /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/.test(hostname);
}
