import { charge } from "../service/charge.ts";
import { isAnswer, lacking, type Operations } from "./call.ts";
import { refuse, succeed } from "./envelope.ts";
import { channelNamed, unpaidOrderOf } from "./orders.ts";

/** The points that each member has. */
const benepiaPoints = 1_000_000;

export const benepia: Operations = {
  "POST /benepia/point": (call) => {
    const missing = lacking(call, "benepia_user", "benepia_password");
    return missing ?? succeed({ point: benepiaPoints });
  },
  "POST /benepia/payment": async (call) => {
    const missing = lacking(call, "benepia_user", "benepia_password", "merchant_uid", "amount", "name");
    if (missing) return missing;
    const order = unpaidOrderOf(call);
    if (isAnswer(order)) return order;
    const channel = channelNamed(call);
    if (isAnswer(channel)) return channel;
    if (order.amount > benepiaPoints) return refuse(500, "베네피아 포인트가 부족합니다.");
    return succeed(
      await charge(call.state, order, channel, call.moment, { card: null, pay_method: "point" }),
    );
  },
};
