import jquery from "jquery/dist/jquery.min.js?raw";
import { faultNamed } from "../faults.ts";
import type { Incoming } from "../http/incoming.ts";
import { type Reply, reply } from "../http/reply.ts";
import type { Routes } from "../http/routes.ts";
import type { Settings } from "../options.ts";
import sdk from "../sdk/iamport.payment.js?raw";
import shared from "../sdk/shared.js?raw";
import v1 from "../sdk/v1.js?raw";
import { popups } from "../service/popups.ts";
import { notServed } from "./not-served.ts";

/**
 * One jQuery is here; under any other name a page would get what it didn't ask for, and refuse it for its `integrity`.
 * `undefined`: it is none that was asked for.
 */
export function jqueryFor({ url: { hostname, pathname } }: Incoming): Reply | undefined {
  const isTheirs = hostname === jqueryHost;
  if (pathname === "/jquery-1.12.4.min.js" || (!isTheirs && pathname === "/jquery.js")) return script(jquery);
  if (!isTheirs && !/^\/jquery[\w.-]*\.js$/.test(pathname)) return undefined;
  return reply("", 302, { ...scriptHeaders, location: `https://${jqueryHost}${pathname}` });
}

/** The SDK scripts, and the list of gateways that the SDK asks for. */
export function scriptRoutes(settings: Settings): Routes {
  return {
    // Also by names such as iamport.payment-1.1.7-20180615.js and 1.1.6-rc.js.
    "GET /js/{file}": (incoming, part) => {
      const [, version] = /^(?:iamport\.payment-)?(1\.[12]\.\d+)[\w.-]*\.js$/.exec(part("file")) ?? [];
      return version ? script(filledIn(sdk, incoming.url, version)) : notServed(incoming);
    },
    "GET /v1/iamport.js": ({ url }) => script(filledIn(v1, url, v1Version)),
    "GET /v1/iamport.esm.js": ({ url }) => {
      const asModule = "const { IMP } = window;\nexport { IMP };\nexport default IMP;\n";
      return script(filledIn(v1, url, v1Version) + asModule);
    },
    "GET /users/pg/{userCode}": ({ url }, part) => {
      const known = part("userCode") === settings.userCode;
      const answer = JSON.stringify(
        known
          ? { code: 0, data: settings.gateways.map(({ sandbox, ...shown }) => shown) }
          : { code: -1, message: "등록되지 않은 가맹점입니다.", data: [] },
      );
      const callback = url.searchParams.get("callback") ?? "";
      // jQuery 4 makes no JSONP of "callback=?": it sends that very text, and wants JSON.
      return /^[\w$.]{1,200}$/.test(callback)
        ? script(`${callback}(${answer})`)
        : reply(answer, 200, { ...scriptHeaders, "content-type": "application/json; charset=utf-8" });
    },
  };
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

function script(text: string): Reply {
  return reply(text, 200, scriptHeaders);
}

/** The script with what it has to know: its version, the services' addresses, the popups, what has to go wrong. */
function filledIn(template: string, { hostname, origin, searchParams }: URL, version: string): string {
  const isPortone = hostname === "cdn.iamport.kr";
  const service = isPortone ? "https://service.iamport.kr" : origin;
  const checkout = isPortone ? "https://checkout-service.prod.iamport.co" : origin;
  const whole = `window.IMP || (() => {\n${shared}\n${template}\n})();\n`;
  return whole
    .replace("__VERSION__", () => JSON.stringify(version))
    .replace("__SERVICE__", () => JSON.stringify(service))
    .replace("__CHECKOUT__", () => JSON.stringify(checkout))
    .replace("__FAULT__", () => JSON.stringify(faultNamed(searchParams.get("fault"))?.kind ?? ""))
    .replace("__POPUPS__", () => JSON.stringify(popups));
}
