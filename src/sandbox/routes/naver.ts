import {
  type NaverOrder,
  type NaverStep,
  naverSteps,
  newNaverOrder,
  takeStep,
} from "../service/naver-orders.ts";
import type { Payment } from "../service/payments.ts";
import { cancellableOf } from "../service/settle.ts";
import { type Call, lacking, type Operations, unknownPayment, withPayment } from "./call.ts";
import { type Answer, refuse, succeed } from "./envelope.ts";
import { listOf } from "./rest-body.ts";

/** What a step can't do without. */
const needed: Partial<Record<NaverStep, readonly string[]>> = {
  ship: ["delivery_method", "dispatched_at"],
  "ship-exchanged": ["delivery_method"],
  "request-return": ["delivery_method"],
  "reject-return": ["memo"],
  "withhold-return": ["memo"],
};

/** Naver Pay: its orders with their parcels and returns, and its points. */
export const naver: Operations = {
  ...Object.fromEntries(
    Object.keys(naverSteps).map((step) => [
      `POST /payments/{imp_uid}/naver/${step}`,
      (call: Call) => stepOf(call, step as NaverStep), // The keys are the steps.
    ]),
  ),
  "GET /payments/{imp_uid}/naver/product-orders": (call) => withNaverOrder(call, (order) => succeed([order])),

  "GET /naver/product-orders/{product_order_id}": ({ state, path }) => {
    const id = path("product_order_id");
    const order = [...state.naverOrders.values()].find(({ product_order_id }) => product_order_id === id);
    return order ? succeed(order) : refuse(404, "상품주문을 찾을 수 없습니다.");
  },

  "POST /payments/{imp_uid}/naver/point": (call) => withNaverPayment(call, () => succeed(null)),
  "POST /payments/{imp_uid}/naver/confirm": (call) => withNaverPayment(call, () => succeed(null)),

  "GET /payments/{imp_uid}/naver/cash-amount": (call) =>
    withNaverPayment(call, (payment) => {
      const amount_total = Math.round(cancellableOf(payment));
      const amount_vat = Math.floor(amount_total / 11);
      return succeed({
        amount_total,
        amount_by_npoint: 0,
        amount_by_primary: amount_total,
        amount_supply: amount_total - amount_vat,
        amount_vat,
      });
    }),
};

function stepOf(call: Call, step: NaverStep): Answer | Promise<Answer> {
  const missing = lacking(call, ...(needed[step] ?? []));
  if (missing) return missing;
  return withNaverOrder(call, (order) => {
    const named = listOf(call.fields.product_order_id).map(String);
    if (named.length > 0 && !named.includes(order.product_order_id)) {
      return refuse(500, "상품주문을 처리하지 못했습니다. (product_order_id)");
    }
    takeStep(order, step);
    // Of several products some may fail; the others are then answered with 207.
    return succeed([order], named.length > 1 ? 207 : 200);
  });
}

/** Does something with the order of a payment through Naver Pay's order type (`naverco`). */
function withNaverOrder(call: Call, answer: (order: NaverOrder) => Answer): Answer | Promise<Answer> {
  return withPayment(call, (payment) => {
    if (payment.pg_provider !== "naverco" || payment.status !== "paid") return unknownPayment;
    const { naverOrders } = call.state;
    const order = naverOrders.get(payment.imp_uid) ?? newNaverOrder(payment);
    naverOrders.set(payment.imp_uid, order);
    return answer(order);
  });
}

/** Does something with a payment through Naver Pay's payment type (`naverpay`). */
function withNaverPayment(call: Call, answer: (payment: Payment) => Answer): Answer | Promise<Answer> {
  return withPayment(call, (payment) =>
    payment.pg_provider === "naverpay" && payment.status === "paid" ? answer(payment) : unknownPayment,
  );
}
