import { Hono } from "hono";
import type { Attempt } from "./open-payment.ts";
import type { Settings } from "./options.ts";
import type { Payments } from "./payments.ts";
import { frameRoutes } from "./routes/frames.ts";
import { gatewayRoutes } from "./routes/gateway.ts";
import { homeRoutes } from "./routes/home.ts";
import { scriptRoutes } from "./routes/scripts.ts";

/** Everything the sandbox answers, by path alone: whichever of PortOne's hosts a request was meant for. */
export function createApp(settings: Settings, payments: Payments): Hono {
  const attempts = new Map<string, Attempt>();
  const app = new Hono();
  homeRoutes(app, settings);
  scriptRoutes(app, settings);
  frameRoutes(app, settings, payments, attempts);
  gatewayRoutes(app, settings, attempts);
  return app;
}
