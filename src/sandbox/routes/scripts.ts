import type { Hono } from "hono";
import jquery from "jquery/dist/jquery.min.js?raw";
import type { Settings } from "../options.ts";
import sdk from "../sdk/iamport.payment.js?raw";
import shared from "../sdk/shared.js?raw";
import v1 from "../sdk/v1.js?raw";
import { popups } from "../service/popups.ts";

/** jQuery, the SDK scripts, and the list of gateways that the SDK asks for. */
export function scriptRoutes(app: Hono, settings: Settings): void {
  app.get("/:file{jquery(-[\\w.-]+)?\\.js}", (c) => c.body(jquery, 200, scriptHeaders));

  app.get("/js/:file{iamport\\.payment-\\d+\\.\\d+\\.\\d+\\.js}", (c) => {
    const version = c.req.param("file").slice("iamport.payment-".length, -".js".length);
    return c.body(filledIn(sdk, c.req.url, version), 200, scriptHeaders);
  });

  app.get("/v1/iamport.js", (c) => c.body(filledIn(v1, c.req.url, "v1"), 200, scriptHeaders));

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

const scriptHeaders = {
  "content-type": "text/javascript; charset=utf-8",
  // For Subresource Integrity, which asks with crossorigin="anonymous".
  "access-control-allow-origin": "*",
  "cache-control": "no-cache",
};

/** The script with what it has to know: its version, the service's address, the popups. */
function filledIn(script: string, requestUrl: string, version: string): string {
  const { hostname, origin } = new URL(requestUrl);
  const service = hostname === "cdn.iamport.kr" ? "https://service.iamport.kr" : origin;
  const whole = `window.IMP || (() => {\n${shared}\n${script}\n})();\n`;
  return whole
    .replace("__VERSION__", () => JSON.stringify(version))
    .replace("__SERVICE__", () => JSON.stringify(service))
    .replace("__POPUPS__", () => JSON.stringify(popups));
}
