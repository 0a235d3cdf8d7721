import type { Hono } from "hono";
import type { State } from "../service/state.ts";
import { homePage } from "../window/home.ts";

export function homeRoutes(app: Hono, state: State): void {
  app.get("/", (c) => c.html(homePage(new URL(c.req.url).origin, state)));
  app.get("/favicon.ico", (c) => c.body(null, 204));
}
