import type { Context, Hono, MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { every } from "hono/combine";
import { createMiddleware } from "hono/factory";
import { findPayment, isSorting, isStatus } from "../service/find-payment.ts";
import type { State } from "../service/state.ts";
import { cancelRoutes } from "./cancel.ts";
import { refuse, succeed, unreadable } from "./envelope.ts";
import { faulty } from "./faults.ts";
import { prepareRoutes } from "./prepare.ts";
import { readFields } from "./rest-body.ts";

/** The REST API: what the merchant's server asks for. */
export function restRoutes(app: Hono, state: State): void {
  const { settings, payments, tokens, faults } = state;
  const limited = bodyLimit({
    maxSize: 64 * 1024,
    onError: (c) => refuse(c, 413, "요청 본문이 너무 큽니다."),
  });
  const open = every(faulty(state), limited);
  const guarded = every(open, authorized(state));

  app.post("/users/getToken", open, async (c) => {
    const fields = await readFields(c);
    if (!fields) return unreadable(c);
    if (fields.imp_key !== settings.impKey || fields.imp_secret !== settings.impSecret) {
      return refuse(c, 401, "imp_key 또는 imp_secret이 올바르지 않습니다.");
    }
    return succeed(c, faults.take("expiredToken") ? tokens.issueExpired() : tokens.issue());
  });

  prepareRoutes(app, state, guarded);
  cancelRoutes(app, state, guarded);

  // Unlike the lookup by imp_uid, this one documents no include_sandbox: test payments are always found.
  const find = (c: Context) => {
    const status = c.req.param("status");
    const sorting = c.req.query("sorting") ?? "-started";
    if (status !== undefined && !isStatus(status)) {
      return refuse(c, 400, `알 수 없는 결제상태입니다: ${status}`);
    }
    if (!isSorting(sorting)) return refuse(c, 400, `알 수 없는 정렬 기준입니다: ${sorting}`);
    const payment = findPayment(payments.ofOrder(c.req.param("merchantUid") ?? ""), sorting, status);
    return payment ? succeed(c, payment) : unknownPayment(c);
  };
  app.get("/payments/find/:merchantUid", guarded, find);
  // What a client makes of the documented path when it leaves the status empty.
  app.get("/payments/find/:merchantUid/", guarded, find);
  app.get("/payments/find/:merchantUid/:status", guarded, find);

  app.get("/payments/:impUid", guarded, (c) => {
    const payment = payments.get(c.req.param("impUid"));
    const shown = payment && (!payment.sandbox || c.req.query("include_sandbox") === "true");
    return shown ? succeed(c, payment) : unknownPayment(c);
  });
}

function unknownPayment(c: Context) {
  return refuse(c, 404, "결제 정보를 찾을 수 없습니다.");
}

/** The token comes as it is, or after "Bearer ". */
function authorized({ tokens }: State): MiddlewareHandler {
  return createMiddleware(async (c, next) => {
    const token = (c.req.header("authorization") ?? "").replace(/^Bearer\s+/i, "");
    if (!tokens.isValid(token)) return refuse(c, 401, "인증 토큰이 없거나 만료되었습니다.");
    return next();
  });
}
