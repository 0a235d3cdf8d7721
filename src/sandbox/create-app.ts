import { BodyTooLarge, type Incoming } from "./http/incoming.ts";
import { jsonReply } from "./http/reply.ts";
import { type Answered, findIn } from "./http/routes.ts";
import { refuse, send } from "./routes/envelope.ts";
import { faultRoutes } from "./routes/faults.ts";
import { frameRoutes } from "./routes/frames.ts";
import { gatewayRoutes } from "./routes/gateway.ts";
import { refusedToOtherPages } from "./routes/guard.ts";
import { homeRoutes } from "./routes/home.ts";
import { notServed } from "./routes/not-served.ts";
import { receiptPages } from "./routes/receipt-pages.ts";
import { restRoutes } from "./routes/rest.ts";
import { jqueryFor, scriptRoutes } from "./routes/scripts.ts";
import { testerRoutes } from "./routes/tester.ts";
import type { State } from "./service/state.ts";

/** Everything the sandbox answers, by path alone: whichever of PortOne's hosts a request was meant for. */
export function createApp(state: State): (incoming: Incoming) => Promise<Answered> {
  const found = findIn({
    ...homeRoutes(state),
    ...scriptRoutes(state.settings),
    ...frameRoutes(state),
    ...gatewayRoutes(state),
    ...receiptPages(state),
    ...testerRoutes(state),
    ...faultRoutes(state),
    // After the frames and the gateway: /payments/fail is a page, and no payment.
    ...restRoutes(state),
  });

  return async (incoming) => {
    const refusal = refusedToOtherPages(incoming, state.settings);
    if (refusal !== undefined) return jsonReply({ error: refusal }, 403);
    try {
      const answer = found(incoming);
      return jqueryFor(incoming) ?? (await (answer ? answer() : notServed(incoming)));
    } catch (error) {
      if (error instanceof BodyTooLarge) return jsonReply({ error: error.message }, 413);
      if (incoming.signal.aborted) return null;
      console.error(error);
      return send(refuse(500, "샌드박스에서 오류가 발생했습니다."));
    }
  };
}
