import { IncomingMessage } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Context, Hono, MiddlewareHandler } from "hono";
import { createMiddleware } from "hono/factory";
import { readFaults } from "../faults.ts";
import type { State } from "../service/state.ts";
import { refuse, send, unauthorized } from "./envelope.ts";
import { limitBody } from "./limit-body.ts";

/** Where a test asks for faults. */
export function faultRoutes(app: Hono, { faults }: State): void {
  app.get("/sandbox/faults", (c) => c.json(faults.left()));
  app.put("/sandbox/faults", limitBody(64 * 1024), async (c) => {
    const given = readFaults(await c.req.json().catch(() => null));
    if (typeof given === "string") return c.json({ error: given }, 400);
    faults.replace(given);
    return c.json(faults.left());
  });
  app.delete("/sandbox/faults", (c) => {
    faults.replace([]);
    return c.json(faults.left());
  });
}

/** A call without an answer, for whoever called without a socket: what `fetch` rejects with. */
export class ConnectionDropped extends TypeError {
  constructor() {
    super("fetch failed: the sandbox was asked to drop the connection");
  }
}

/** Lets a REST call suffer the fault that was asked for, if there is one. */
export function faulty({ faults, tokens }: State): MiddlewareHandler {
  return createMiddleware(async (c, next) => {
    const fault = faults.takeForCall(c.req.path);
    switch (fault?.kind) {
      case "error":
        return send(
          c,
          refuse((fault.status ?? 500) as 500, "요청을 처리하지 못했습니다. 잠시 후 다시 시도해 주세요.", 1),
        );
      case "rubbish":
        return c.html("<!doctype html><title>점검 중</title><h1>시스템 점검 중입니다</h1>");
      case "unauthorized":
        tokens.revoke();
        return send(c, unauthorized);
      case "drop":
        return drop(c);
      case "slow":
        await next();
        // A caller who gives up is not waited for.
        await pause(fault.ms ?? 1000, undefined, { signal: c.req.raw.signal }).catch(() => undefined);
        return;
      default:
        return next();
    }
  });
}

function drop(c: Context): Response {
  incomingOf(c).destroy();
  return RESPONSE_ALREADY_SENT;
}

/**
 * Ends the connection with what is no HTTP. A browser that gets nothing at all over a connection that it has used before
 * asks again by itself, and one fault would be none.
 */
export function dropForGood(c: Context): Response {
  incomingOf(c).socket.end("?");
  return RESPONSE_ALREADY_SENT;
}

function incomingOf(c: Context): IncomingMessage {
  // The Node adaptor passes its own request on; through sandbox.fetch there is none.
  const incoming: unknown = c.env?.incoming;
  if (!(incoming instanceof IncomingMessage)) throw new ConnectionDropped();
  return incoming;
}
