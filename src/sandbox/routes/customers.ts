import type { Customer } from "../service/customers.ts";
import { type Call, isAnswer, listInQuery, type Operations, pageOf } from "./call.ts";
import { type Answer, refuse, succeed } from "./envelope.ts";
import { registerCard } from "./register-card.ts";
import { schedulesOfCustomer } from "./schedules.ts";

/** Billing keys: a customer's card that the merchant's server may charge. */
export const customers: Operations = {
  "GET /subscribe/customers": ({ state, query }) => {
    const uids = listInQuery(query, "customer_uid");
    if (uids.length === 0) return refuse(400, "필수 파라미터가 누락되었습니다. (customer_uid[])");
    const found = uids.map((uid) => state.customers.get(uid)).filter((customer) => customer !== undefined);
    if (found.length === 0) return unknownCustomer;
    return succeed(found, found.length < uids.length ? 207 : 200);
  },

  "GET /subscribe/customers/{customer_uid}": (call) => withCustomer(call, succeed),

  "POST /subscribe/customers/{customer_uid}": (call) => {
    const customer = registerCard(call, call.path("customer_uid"));
    return isAnswer(customer) ? customer : succeed(customer);
  },

  "DELETE /subscribe/customers/{customer_uid}": (call) =>
    withCustomer(call, (customer) => {
      call.state.customers.delete(customer.customer_uid);
      return succeed(customer);
    }),

  "GET /subscribe/customers/{customer_uid}/payments": (call) =>
    withCustomer(call, ({ customer_uid }) => {
      const all = call.state.payments.all().filter((payment) => payment.customer_uid === customer_uid);
      const page = pageOf(all, call.query);
      return isAnswer(page) ? page : succeed(page);
    }),

  "GET /subscribe/customers/{customer_uid}/schedules": schedulesOfCustomer,
};

const unknownCustomer = refuse(404, "등록된 고객정보가 없습니다.");

function withCustomer({ state, path }: Call, answer: (customer: Customer) => Answer): Answer {
  const customer = state.customers.get(path("customer_uid"));
  return customer ? answer(customer) : unknownCustomer;
}
