import { isOrderNumber } from "../service/orders.ts";
import type { Prepared } from "../service/prepared.ts";
import { amountField, type Call, isAnswer, type Operations, textField } from "./call.ts";
import { type Answer, refuse, succeed } from "./envelope.ts";

const unknown = refuse(404, "사전등록된 결제정보가 존재하지 않습니다.");
/** Clients compare the words. */
const known = refuse(200, "결제정보 사전등록에 실패하였습니다(이미 등록된 merchant_uid입니다).");

/** An order's amount, registered before it is paid: the payment window then opens for no other. */
export const prepare: Operations = {
  "POST /payments/prepare": (call) => {
    const order = orderIn(call);
    if (isAnswer(order)) return order;
    return call.state.prepared.has(order.merchant_uid) ? known : register(call, order);
  },

  "PUT /payments/prepare": (call) => {
    const order = orderIn(call);
    if (isAnswer(order)) return order;
    return call.state.prepared.has(order.merchant_uid) ? register(call, order) : unknown;
  },

  "GET /payments/prepare/{merchant_uid}": ({ state, path }) => {
    const order = state.prepared.get(path("merchant_uid"));
    return order ? succeed(order) : unknown;
  },
};

/** The order that a call brings, or what is wrong with it. */
function orderIn(call: Call): Prepared | Answer {
  const merchant_uid = textField(call, "merchant_uid") ?? "";
  if (!isOrderNumber(merchant_uid)) return refuse(400, "주문번호는 1~40바이트여야 합니다. (merchant_uid)");
  const amount = amountField(call);
  if (isAnswer(amount)) return amount;
  return { merchant_uid, amount, currency: textField(call, "currency") };
}

function register({ state }: Call, order: Prepared): Answer {
  state.prepared.set(order.merchant_uid, order);
  return succeed(order);
}
