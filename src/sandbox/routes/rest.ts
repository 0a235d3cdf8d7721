import { BodyTooLarge, type Incoming, pathOf } from "../http/incoming.ts";
import type { Reply } from "../http/reply.ts";
import type { Answered, Answerer, Routes } from "../http/routes.ts";
import type { State } from "../service/state.ts";
import { authenticate } from "./authenticate.ts";
import type { Operations } from "./call.ts";
import { refuse, send, unreadable } from "./envelope.ts";
import { suffer } from "./faults.ts";
import { operations } from "./operations.ts";
import { readFields } from "./rest-body.ts";

/** The REST API: what the merchant's server asks for. */
export function restRoutes(state: State): Routes {
  return { ...served(authenticate, state, () => true), ...served(operations, state, isAuthorized) };
}

type Permission = (incoming: Incoming, state: State) => boolean;

function served(named: Operations, state: State, isAllowed: Permission): Routes {
  return Object.fromEntries(
    Object.entries(named).flatMap(([operation, answer]) => {
      const answerer: Answerer = async (incoming, part) => {
        const answered = await suffer(state, incoming, () => answerCall(incoming, part));
        if (answered) writeDown(state, incoming, answered);
        return answered;
      };
      const answerCall = async (incoming: Incoming, part: (name: string) => string): Promise<Answered> => {
        const fields = await fieldsOf(incoming);
        if (fields === "too large") return send(refuse(413, "요청 본문이 너무 큽니다."));
        if (!isAllowed(incoming, state)) return send(refuse(401, "인증 토큰이 없거나 만료되었습니다."));
        if (!fields) return send(unreadable);
        const { origin, searchParams: query } = incoming.url;
        const moment = { now: state.clock.seconds(), origin };
        return send(await answer({ state, moment, path: part, query, fields }));
      };
      return routesOf(operation).map((route): [string, Answerer] => [route, answerer]);
    }),
  );
}

/** A status at the end may be left out, with or without its slash. */
function routesOf(operation: string): string[] {
  const shorter = operation.replace(/\/\{payment_status\}$/, "");
  return shorter === operation || operation.startsWith("GET /payments/status/")
    ? [operation]
    : [shorter, `${shorter}/`, operation];
}

async function fieldsOf(incoming: Incoming): Promise<Record<string, unknown> | null | "too large"> {
  try {
    return await readFields(incoming, 64 * 1024);
  } catch (error) {
    if (error instanceof BodyTooLarge) return "too large";
    throw error;
  }
}

/**
 * The token comes as it is or after a scheme's name. Older clients have a header of their own for it, and much code
 * writes it into the address.
 */
function isAuthorized({ header, url }: Incoming, { tokens }: State): boolean {
  const given = header("authorization") ?? header("x-imptokenheader") ?? url.searchParams.get("_token") ?? "";
  return tokens.isValid(given.replace(/^(Bearer|Basic)\s+/i, ""));
}

/** Writes a call down, with how it ended; never what it brought, since keys and cards are among it. */
function writeDown({ log }: State, incoming: Incoming, { status, headers, body }: Reply): void {
  const isJson = headers["content-type"]?.startsWith("application/json");
  const answer: Record<string, unknown> = isJson ? JSON.parse(body) : {};
  log.add({
    event: "call",
    method: incoming.method,
    path: pathOf(incoming),
    status,
    code: typeof answer.code === "number" ? answer.code : null,
    message: typeof answer.message === "string" ? answer.message : null,
  });
}
