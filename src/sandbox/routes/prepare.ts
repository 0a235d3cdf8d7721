import { isOrderNumber } from "../service/open-payment.ts";
import { amountField, type Call, type Operations, textField } from "./call.ts";
import { type Answer, refuse, succeed } from "./envelope.ts";

const unknown = refuse(404, "사전등록된 결제정보가 존재하지 않습니다.");

/** An order's amount, registered before it is paid: the payment window then opens for no other. */
export const prepare: Operations = {
  "POST /payments/prepare": (call) =>
    register(call, (known) => known && refuse(200, "이미 등록된 주문번호입니다. (merchant_uid)")),
  "PUT /payments/prepare": (call) => register(call, (known) => !known && unknown),
  "GET /payments/prepare/{merchant_uid}": ({ state, path }) => {
    const order = state.prepared.get(path("merchant_uid"));
    return order ? succeed(order) : unknown;
  },
};

function register(call: Call, refusalOf: (known: boolean) => Answer | false): Answer {
  const { prepared } = call.state;
  const merchant_uid = textField(call, "merchant_uid") ?? "";
  if (!isOrderNumber(merchant_uid)) return refuse(400, "주문번호는 1~40바이트여야 합니다. (merchant_uid)");
  const amount = amountField(call);
  if (typeof amount !== "number") return amount;
  const refusal = refusalOf(prepared.has(merchant_uid));
  if (refusal) return refusal;
  const order = { merchant_uid, amount, currency: textField(call, "currency") };
  prepared.set(merchant_uid, order);
  return succeed(order);
}
