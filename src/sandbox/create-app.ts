import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { getPath } from "hono/utils/url";
import { refuse, send } from "./routes/envelope.ts";
import { ConnectionDropped, faultRoutes } from "./routes/faults.ts";
import { frameRoutes } from "./routes/frames.ts";
import { gatewayRoutes } from "./routes/gateway.ts";
import { guardedAgainstOtherPages } from "./routes/guard.ts";
import { homeRoutes } from "./routes/home.ts";
import { notServed } from "./routes/not-served.ts";
import { receiptPages } from "./routes/receipt-pages.ts";
import { restRoutes } from "./routes/rest.ts";
import { scriptRoutes } from "./routes/scripts.ts";
import { testerRoutes } from "./routes/tester.ts";
import type { State } from "./service/state.ts";

/** Everything the sandbox answers, by path alone: whichever of PortOne's hosts a request was meant for. */
export function createApp(state: State): Hono {
  // Clients put "https://api.iamport.kr/" before "/users/getToken", and PortOne takes it.
  const app = new Hono({ getPath: (request) => getPath(request).replace(/\/{2,}/g, "/") });
  guardedAgainstOtherPages(app, state.settings);
  homeRoutes(app, state);
  scriptRoutes(app, state.settings);
  frameRoutes(app, state);
  gatewayRoutes(app, state);
  receiptPages(app, state);
  testerRoutes(app, state);
  faultRoutes(app, state);
  // After the frames and the gateway: /payments/fail is a page, and no payment.
  restRoutes(app, state);
  app.notFound((c) => notServed(c, state));
  app.onError((error, c) => {
    if (error instanceof ConnectionDropped) throw error;
    if (error instanceof HTTPException) return error.getResponse();
    console.error(error);
    return send(c, refuse(500, "샌드박스에서 오류가 발생했습니다."));
  });
  return app;
}
