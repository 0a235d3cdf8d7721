import { charge } from "../service/charge.ts";
import { type Call, isAnswer, lacking, type Operations } from "./call.ts";
import { type Answer, refuse, succeed } from "./envelope.ts";
import { channelNamed, unpaidOrderOf } from "./orders.ts";
import { again } from "./subscribe.ts";

/** KCP's quick pay: payments with money or a card that a member has left there. */
export const kcpquick: Operations = {
  "POST /kcpquick/prepare/{merchant_uid}": (call) =>
    call.state.quickPayOrders.has(call.path("merchant_uid"))
      ? refuse(409, "이미 사전등록된 merchant_uid입니다.")
      : prepare(call),

  "PUT /kcpquick/prepare/{merchant_uid}": (call) =>
    call.state.quickPayOrders.has(call.path("merchant_uid"))
      ? prepare(call)
      : refuse(404, "사전등록 정보를 찾을 수 없습니다."),

  "POST /kcpquick/payment/money": async (call) => {
    const missing = lacking(call, "member_id", "merchant_uid", "name", "amount");
    if (missing) return missing;
    const order = unpaidOrderOf(call);
    if (isAnswer(order)) return order;
    const channel = channelNamed(call);
    if (isAnswer(channel)) return channel;
    return succeed(
      await charge(call.state, order, channel, call.moment, { card: null, pay_method: "point" }),
    );
  },

  "POST /kcpquick/payment/autopay": again,

  "DELETE /kcpquick/autopay/{customer_uid}": ({ state, path }) => {
    const customer_uid = path("customer_uid");
    return state.customers.delete(customer_uid)
      ? succeed({ customer_uid })
      : refuse(404, "등록된 빌링키 또는 자동결제 키를 찾을 수 없습니다.");
  },
};

function prepare(call: Call): Answer {
  const missing = lacking(call, "btid", "cust_ip", "code_verifier");
  if (missing) return missing;
  call.state.quickPayOrders.add(call.path("merchant_uid"));
  return succeed(null);
}
