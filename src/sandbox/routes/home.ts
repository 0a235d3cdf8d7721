import { pageReply, reply } from "../http/reply.ts";
import type { Routes } from "../http/routes.ts";
import type { State } from "../service/state.ts";
import { homePage } from "../window/home.ts";

export function homeRoutes(state: State): Routes {
  return {
    "GET /": ({ url }) => pageReply(homePage(url.origin, state)),
    "GET /favicon.ico": () => reply("", 204),
  };
}
