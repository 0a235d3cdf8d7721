import type { Hono } from "hono";
import type { Settings } from "../options.ts";
import { homePage } from "../window/home.ts";

export function homeRoutes(app: Hono, settings: Settings): void {
  app.get("/", (c) => c.html(homePage(new URL(c.req.url).origin, settings)));
  app.get("/favicon.ico", (c) => c.body(null, 204));
}
