import type { Hono } from "hono";
import jquery from "jquery/dist/jquery.min.js?raw";
import { faultNamed } from "../faults.ts";
import type { Settings } from "../options.ts";
import sdk from "../sdk/iamport.payment.js?raw";
import shared from "../sdk/shared.js?raw";
import v1 from "../sdk/v1.js?raw";
import { popups } from "../service/popups.ts";

/** jQuery, the SDK scripts, and the list of gateways that the SDK asks for. */
export function scriptRoutes(app: Hono, settings: Settings): void {
  // Only 1.12.4 is here. Other releases come from jQuery's own site: a page may check them by their `integrity`.
  app.use(async (c, next) => {
    const { hostname, pathname } = new URL(c.req.url);
    const isTheirs = hostname === jqueryHost;
    if (pathname === "/jquery-1.12.4.min.js" || (!isTheirs && pathname === "/jquery.js")) {
      return c.body(jquery, 200, scriptHeaders);
    }
    if (!isTheirs && !/^\/jquery[\w.-]*\.js$/.test(pathname)) return next();
    return c.body(null, 302, { ...scriptHeaders, location: `https://${jqueryHost}${pathname}` });
  });

  // Also by names such as iamport.payment-1.1.7-20180615.js and 1.1.6-rc.js.
  app.get("/js/:file{(iamport\\.payment-)?1\\.[12]\\.\\d+[\\w.-]*\\.js}", (c) => {
    const [version = ""] = /1\.[12]\.\d+/.exec(c.req.param("file")) ?? [];
    return c.body(filledIn(sdk, c.req.url, version), 200, scriptHeaders);
  });

  app.get("/v1/iamport.js", (c) => c.body(filledIn(v1, c.req.url, v1Version), 200, scriptHeaders));
  app.get("/v1/iamport.esm.js", (c) => {
    const asModule = "const { IMP } = window;\nexport { IMP };\nexport default IMP;\n";
    return c.body(filledIn(v1, c.req.url, v1Version) + asModule, 200, scriptHeaders);
  });

  app.get("/users/pg/:userCode", (c) => {
    const known = c.req.param("userCode") === settings.userCode;
    const answer = JSON.stringify(
      known
        ? { code: 0, data: settings.gateways.map(({ sandbox, ...shown }) => shown) }
        : { code: -1, message: "등록되지 않은 가맹점입니다.", data: [] },
    );
    const callback = c.req.query("callback") ?? "";
    // jQuery 4 makes no JSONP of "callback=?": it sends that very text, and wants JSON.
    return /^[\w$.]{1,200}$/.test(callback)
      ? c.body(`${callback}(${answer})`, 200, scriptHeaders)
      : c.body(answer, 200, { ...scriptHeaders, "content-type": "application/json; charset=utf-8" });
  });
}

const jqueryHost = "code.jquery.com";

/** What the v1 SDK says of itself. */
const v1Version = "1.3.0";

const scriptHeaders = {
  "content-type": "text/javascript; charset=utf-8",
  // For Subresource Integrity, which asks with crossorigin="anonymous".
  "access-control-allow-origin": "*",
  "cache-control": "no-cache",
};

/** The script with what it has to know: its version, the services' addresses, the popups, what has to go wrong. */
function filledIn(script: string, requestUrl: string, version: string): string {
  const { hostname, origin, searchParams } = new URL(requestUrl);
  const isPortone = hostname === "cdn.iamport.kr";
  const service = isPortone ? "https://service.iamport.kr" : origin;
  const checkout = isPortone ? "https://checkout-service.prod.iamport.co" : origin;
  const whole = `window.IMP || (() => {\n${shared}\n${script}\n})();\n`;
  return whole
    .replace("__VERSION__", () => JSON.stringify(version))
    .replace("__SERVICE__", () => JSON.stringify(service))
    .replace("__CHECKOUT__", () => JSON.stringify(checkout))
    .replace("__FAULT__", () => JSON.stringify(faultNamed(searchParams.get("fault"))?.kind ?? ""))
    .replace("__POPUPS__", () => JSON.stringify(popups));
}
