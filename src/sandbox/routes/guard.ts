import type { Context, Hono } from "hono";
import { createMiddleware } from "hono/factory";
import type { Settings } from "../options.ts";

/** What changes payments, or shows them, without a token. */
const guarded = ["/", "/sandbox/*", "/payments/open", "/gateway/:impUid/answer", "/gateway/:impUid/closed"];

/** The names that PortOne's own pages have, for a test that puts the sandbox in their place. */
const portone = [
  "https://service.iamport.kr",
  "https://api.iamport.kr",
  "https://checkout-service.prod.iamport.co",
];

/**
 * Any page that a developer has open can send requests to loopback, and forms need no permission. So what needs no
 * token is done for the sandbox's own pages and for programs, which send no `Origin`; and, since another page could
 * let its own host's name stand for this machine, only under the names of this machine.
 */
export function guardedAgainstOtherPages(app: Hono, settings: Settings): void {
  const guard = createMiddleware(async (c, next) => {
    const problem = foreignHost(c, settings) ?? foreignOrigin(c);
    return problem ? c.json({ error: problem }, 403) : next();
  });
  for (const path of guarded) app.use(path, guard);
}

function foreignOrigin(c: Context): string | undefined {
  if (c.req.method === "GET") return undefined;
  const origin = c.req.header("origin");
  const site = c.req.header("sec-fetch-site");
  if (origin === undefined) {
    return site === "cross-site" || site === "same-site"
      ? "a page of another site may not do this"
      : undefined;
  }
  const own = origin === new URL(c.req.url).origin || portone.includes(origin);
  return own ? undefined : `a page of ${origin} may not do this`;
}

/** A name that isn't this machine's. A sandbox that listens for other machines too may be called by any name. */
function foreignHost(c: Context, { hostname }: Settings): string | undefined {
  const overSocket = c.env?.incoming !== undefined;
  if (!overSocket || !isLoopback(hostname)) return undefined;
  const name = new URL(c.req.url).hostname;
  return isLoopback(name) ? undefined : `${name} is no name of this machine`;
}

function isLoopback(hostname: string): boolean {
  return /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/.test(hostname);
}
