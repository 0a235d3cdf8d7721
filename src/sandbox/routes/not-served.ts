import type { Context } from "hono";
import type { State } from "../service/state.ts";
import { refuse, send } from "./envelope.ts";

/** The beginnings of the REST API's paths, PortOne's older ones too. */
const restPaths =
  /^\/(banks|benepia|cards|certifications|cvs|escrows|kakao|kakaopay|kcpquick|naver|partners|payco|payments|paymentwall|promotions|receipts|subscribe|tiers|users|vbanks)(\/|$)/;

/**
 * An address that the sandbox doesn't serve. A call of the REST API hears 501 and its own name: a 404 would look as
 * if PortOne knew the operation and not the payment. It stands in the log, like the calls that are served.
 */
export function notServed(c: Context, { log }: Pick<State, "log">): Response {
  const { method, path } = c.req;
  if (!restPaths.test(path)) return c.json({ error: `no such address: ${method} ${path}` }, 404);
  const answer = refuse(
    501,
    `샌드박스가 제공하지 않는 API입니다. The sandbox does not serve ${method} ${path}`,
  );
  const { code, message } = answer.body;
  log.add({ event: "call", method, path, status: answer.status, code, message });
  return send(c, answer);
}
