import { setTimeout as pause } from "node:timers/promises";
import { readFaults } from "../faults.ts";
import { type Incoming, pathOf, readJson } from "../http/incoming.ts";
import { jsonReply, pageReply } from "../http/reply.ts";
import type { Answered, Routes } from "../http/routes.ts";
import type { State } from "../service/state.ts";
import { refuse, send } from "./envelope.ts";

/** Where a test asks for faults. */
export function faultRoutes({ faults }: State): Routes {
  return {
    "GET /sandbox/faults": () => jsonReply(faults.left()),
    "PUT /sandbox/faults": async (incoming) => {
      const given = readFaults(await readJson(incoming, 64 * 1024));
      if (typeof given === "string") return jsonReply({ error: given }, 400);
      faults.replace(given);
      return jsonReply(faults.left());
    },
    "DELETE /sandbox/faults": () => {
      faults.replace([]);
      return jsonReply(faults.left());
    },
  };
}

/** Lets a REST call suffer the fault that was asked for, if there is one. */
export async function suffer(
  { faults, tokens }: State,
  incoming: Incoming,
  usual: () => Promise<Answered>,
): Promise<Answered> {
  const fault = faults.takeForCall(pathOf(incoming));
  switch (fault?.kind) {
    case "error":
      return send(refuse(fault.status ?? 500, "요청을 처리하지 못했습니다. 잠시 후 다시 시도해 주세요.", 1));
    case "rubbish":
      return pageReply("<!doctype html><title>점검 중</title><h1>시스템 점검 중입니다</h1>");
    case "unauthorized":
      tokens.revoke();
      return send(refuse(401, "인증 토큰이 만료되었습니다."));
    case "drop":
      incoming.socket?.destroy();
      return null;
    case "slow": {
      const answered = await usual();
      // A caller who gives up is not waited for.
      await pause(fault.ms ?? 1000, undefined, { signal: incoming.signal }).catch(() => undefined);
      return answered;
    }
    default:
      return usual();
  }
}

/**
 * Ends the connection with what is no HTTP. A browser that gets nothing at all over a connection that it has used before
 * asks again by itself, and one fault would be none.
 */
export function dropForGood({ socket }: Incoming): null {
  socket?.end("?");
  return null;
}
