import type { Context, Hono } from "hono";
import { advance } from "../service/advance.ts";
import { announce, logChange } from "../service/announce.ts";
import type { Payment } from "../service/payments.ts";
import { cancellableOf, deposit, expire, giveBack } from "../service/settle.ts";
import type { State } from "../service/state.ts";
import { limitBody } from "./limit-body.ts";
import { readFields } from "./rest-body.ts";

/** What happens outside browser and REST API: a customer's deposit, a click in PortOne's console, time that passes. */
export function testerRoutes(app: Hono, state: State): void {
  const { payments, webhooks, log, clock } = state;
  const limited = limitBody(1024);

  /** Does something to the payment that the path names; a text says why it can't be done. */
  const to =
    (change: (payment: Payment, c: Context) => Promise<string | undefined>) => async (c: Context) => {
      const payment = payments.get(c.req.param("impUid") ?? "");
      const problem = payment && (await change(payment, c));
      if (wantsPage(c)) return back(c);
      if (!payment) return c.json({ error: "no such payment" }, 404);
      return problem === undefined ? c.json(payment) : c.json({ error: problem }, 409);
    };

  app.post(
    "/sandbox/deposit/:impUid",
    to(async (payment, c) => {
      const outcome = deposit(payment, { now: clock.seconds(), origin: new URL(c.req.url).origin });
      if (outcome === "no account") return "this payment has no account that waits for its deposit";
      if (outcome === "too late") return "this account's due date has passed: its bank takes no deposit";
      await announce(state, payment);
      return undefined;
    }),
  );

  app.post(
    "/sandbox/cancel/:impUid",
    to(async (payment) => {
      const left = cancellableOf(payment);
      if (left === 0) return "nothing of this payment can be cancelled";
      const { cancellation_id } = giveBack(payment, left, "관리자 콘솔에서 취소", clock.seconds());
      await announce(state, payment, { cancellation_id, askedBy: "console" });
      return undefined;
    }),
  );

  app.post(
    "/sandbox/expire/:impUid",
    to(async (payment) => {
      if (!expire(payment, clock.seconds())) return "this payment has no account that waits for its deposit";
      logChange(log, payment);
      return undefined;
    }),
  );

  const time = () => ({ now: new Date(clock.now()).toISOString(), offset: clock.offset() });
  app.get("/sandbox/time", (c) => c.json(time()));
  app.post("/sandbox/time", limited, async (c) => {
    const problem = await advance(state, Number((await readFields(c))?.ms ?? Number.NaN));
    if (problem !== undefined) return c.json({ error: problem }, 400);
    return wantsPage(c) ? back(c) : c.json(time());
  });

  app.get("/sandbox/webhooks", (c) => c.json(webhooks.deliveries));
  app.get("/sandbox/log", (c) => c.json(log.all()));
}

/** The forms of the front page. */
function wantsPage(c: Context): boolean {
  return c.req.header("accept")?.includes("text/html") ?? false;
}

/** See Other, so that a reload does not do it again. */
function back(c: Context): Response {
  return c.redirect("/", 303);
}
