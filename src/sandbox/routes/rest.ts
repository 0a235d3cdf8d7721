import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Context, Hono, MiddlewareHandler } from "hono";
import { createMiddleware } from "hono/factory";
import type { State } from "../service/state.ts";
import { authenticate } from "./authenticate.ts";
import type { Call, Operations } from "./call.ts";
import { refuse, send, sentOf, unauthorized, unreadable } from "./envelope.ts";
import { faulty } from "./faults.ts";
import { limitBody } from "./limit-body.ts";
import { operations } from "./operations.ts";
import { readFields } from "./rest-body.ts";

/** The REST API: what the merchant's server asks for. */
export function restRoutes(app: Hono, state: State): void {
  const limited = limitBody(64 * 1024, (c) => send(c, refuse(413, "요청 본문이 너무 큽니다.")));
  const open = [logged(state), faulty(state), limited];
  serve(authenticate, open);
  serve(operations, [...open, authorized(state)]);

  function serve(served: Operations, guards: MiddlewareHandler[]): void {
    for (const [operation, answer] of Object.entries(served)) {
      const [method = "", path = ""] = operation.split(" ");
      for (const route of routesOf(path)) {
        app.on([method], [route], ...guards, async (c) => {
          const fields = await readFields(c);
          return send(c, fields ? await answer(callOf(c, state, fields)) : unreadable);
        });
      }
    }
  }
}

/** A path as Hono writes it; what may be left out at its end can be left out with or without its slash. */
function routesOf(path: string): string[] {
  const route = path.replace(/\{(\w+)\??\}/g, ":$1");
  const shorter = path.endsWith("?}") ? route.slice(0, route.lastIndexOf("/")) : undefined;
  return shorter === undefined ? [route] : [shorter, `${shorter}/`, route];
}

function callOf(c: Context, state: State, fields: Record<string, unknown>): Call {
  const { origin, searchParams } = new URL(c.req.url);
  return {
    state,
    moment: { now: state.clock.seconds(), origin },
    path: (name) => c.req.param(name) ?? "",
    query: searchParams,
    fields,
  };
}

/**
 * The token comes as it is or after a scheme's name. Older clients have a header of their own for it, and much code
 * writes it into the address.
 */
function authorized({ tokens }: State): MiddlewareHandler {
  return createMiddleware(async (c, next) => {
    const given =
      c.req.header("authorization") ?? c.req.header("x-imptokenheader") ?? c.req.query("_token") ?? "";
    const token = given.replace(/^(Bearer|Basic)\s+/i, "");
    if (!tokens.isValid(token)) return send(c, unauthorized);
    return next();
  });
}

/** Writes every call down, with how it ended; never what it brought, since keys and cards are among it. */
function logged({ log }: State): MiddlewareHandler {
  return createMiddleware(async (c, next) => {
    const { method, path } = c.req;
    const unanswered = { event: "call", method, path, status: null, code: null, message: null } as const;
    try {
      await next();
    } catch (error) {
      log.add(unanswered);
      throw error;
    }
    if (c.res === RESPONSE_ALREADY_SENT) return log.add(unanswered);
    const { code = null, message = null } = sentOf(c) ?? {};
    log.add({ ...unanswered, status: c.res.status, code, message });
  });
}
