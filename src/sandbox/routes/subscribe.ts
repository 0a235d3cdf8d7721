import { cardOf, cardRefused, readCard } from "../service/cards.ts";
import { charge } from "../service/charge.ts";
import { type Call, isAnswer, lacking, type Operations, textField } from "./call.ts";
import { type Answer, refuse, succeed } from "./envelope.ts";
import { channelNamed, unpaidOrderOf } from "./orders.ts";
import { registerCard } from "./register-card.ts";

/** Payments without a window: with a card's number, or with a billing key. */
export const subscribe: Operations = {
  "POST /subscribe/payments/onetime": onetime,
  "POST /subscribe/payments/again": again,
};

async function onetime(call: Call): Promise<Answer> {
  const missing = lacking(call, "merchant_uid", "amount", "card_number", "expiry");
  if (missing) return missing;
  const order = unpaidOrderOf(call);
  if (isAnswer(order)) return order;
  const channel = channelNamed(call);
  if (isAnswer(channel)) return channel;
  const { state, moment } = call;
  const customer_uid = textField(call, "customer_uid");
  if (customer_uid !== null) {
    // The card is kept as this customer's, to be charged again.
    const customer = registerCard(call, customer_uid);
    if (isAnswer(customer)) return customer;
    const card = cardOf(customer);
    return succeed(
      await charge(state, order, channel, moment, { card, customer_uid, customer_uid_usage: "payment" }),
    );
  }
  const card = readCard(
    { number: textField(call, "card_number") ?? "", expiry: textField(call, "expiry") ?? "" },
    moment.now,
  );
  if (!card) return refuse(200, cardRefused, -1);
  return succeed(await charge(state, order, channel, moment, { card }));
}

/** Charges a billing key. */
export async function again(call: Call): Promise<Answer> {
  const missing = lacking(call, "customer_uid", "merchant_uid", "amount");
  if (missing) return missing;
  const { state, moment } = call;
  const customer = state.customers.get(textField(call, "customer_uid") ?? "");
  if (!customer) return refuse(200, "등록되지 않은 구매자입니다.");
  const order = unpaidOrderOf(call);
  if (isAnswer(order)) return order;
  const { customer_uid } = customer;
  const payment = await charge(state, order, customer, moment, {
    card: cardOf(customer),
    customer_uid,
    customer_uid_usage: "payment",
  });
  return succeed(payment);
}
