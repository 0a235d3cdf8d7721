import type { Incoming } from "../http/incoming.ts";
import { jsonReply, reply } from "../http/reply.ts";
import type { Answerer, Routes } from "../http/routes.ts";
import { advance } from "../service/advance.ts";
import { announce, record } from "../service/announce.ts";
import type { Payment } from "../service/payments.ts";
import { cancellableOf, deposit, expire, giveBack } from "../service/settle.ts";
import type { State } from "../service/state.ts";
import { readFields } from "./rest-body.ts";

/** What happens outside browser and REST API: a customer's deposit, a click in PortOne's console, time that passes. */
export function testerRoutes(state: State): Routes {
  const { payments, webhooks, log, clock } = state;

  /** Does something to the payment that the path names; a text says why it can't be done. */
  const to =
    (change: (payment: Payment, origin: string) => Promise<string | undefined>): Answerer =>
    async (incoming, part) => {
      const payment = payments.get(part("impUid"));
      const problem = payment && (await change(payment, incoming.url.origin));
      if (wantsPage(incoming)) return back;
      if (!payment) return jsonReply({ error: "no such payment" }, 404);
      return problem === undefined ? jsonReply(payment) : jsonReply({ error: problem }, 409);
    };

  const time = () => jsonReply({ now: new Date(clock.now()).toISOString(), offset: clock.offset() });

  return {
    "POST /sandbox/deposit/{impUid}": to(async (payment, origin) => {
      const outcome = deposit(payment, { now: clock.seconds(), origin });
      if (outcome === "no account") return "this payment has no account that waits for its deposit";
      if (outcome === "too late") return "this account's due date has passed: its bank takes no deposit";
      await announce(state, payment);
      return undefined;
    }),

    "POST /sandbox/cancel/{impUid}": to(async (payment) => {
      const left = cancellableOf(payment);
      if (left === 0) return "nothing of this payment can be cancelled";
      const { cancellation_id } = giveBack(payment, left, "관리자 콘솔에서 취소", clock.seconds());
      await announce(state, payment, cancellation_id);
      return undefined;
    }),

    "POST /sandbox/expire/{impUid}": to(async (payment) => {
      if (!expire(payment, clock.seconds())) return "this payment has no account that waits for its deposit";
      record(log, payment);
      return undefined;
    }),

    "GET /sandbox/time": time,
    "POST /sandbox/time": async (incoming) => {
      const fields = await readFields(incoming, 1024);
      const problem = await advance(state, Number(fields?.ms ?? Number.NaN));
      if (problem !== undefined) return jsonReply({ error: problem }, 400);
      return wantsPage(incoming) ? back : time();
    },

    "GET /sandbox/webhooks": () => jsonReply(webhooks.log),
    "GET /sandbox/log": () => jsonReply(log.all()),
  };
}

/** The forms of the front page. */
function wantsPage({ header }: Incoming): boolean {
  return header("accept")?.includes("text/html") ?? false;
}

/** See Other, so that a reload does not do it again. */
const back = reply("", 303, { location: "/" });
