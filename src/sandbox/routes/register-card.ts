import { cardRefused, readCard } from "../service/cards.ts";
import { type Customer, saveCustomer } from "../service/customers.ts";
import { type Call, isAnswer, lacking, textField } from "./call.ts";
import { type Answer, refuse } from "./envelope.ts";
import { channelNamed } from "./orders.ts";

/** Checks the card that a call brings and keeps it as this customer's. */
export function registerCard(call: Call, customer_uid: string): Customer | Answer {
  const missing = lacking(call, "card_number", "expiry");
  if (missing) return missing;
  if (customer_uid.length > 80) return refuse(400, "customer_uid는 80자 이하여야 합니다.");
  const channel = channelNamed(call);
  if (isAnswer(channel)) return channel;
  const { state, moment } = call;
  const field = (name: string) => textField(call, name);
  const card = readCard({ number: field("card_number") ?? "", expiry: field("expiry") ?? "" }, moment.now);
  if (!card) return refuse(200, cardRefused, -1);
  const { pg_provider, pg_id, sandbox = true } = channel;
  return saveCustomer(
    state.customers,
    {
      customer_uid,
      pg_provider,
      pg_id,
      sandbox,
      ...card,
      customer_id: field("customer_id"),
      customer_name: (field("customer_name") ?? field("buyer_name"))?.slice(0, 20) ?? null,
      customer_tel: (field("customer_tel") ?? field("buyer_tel"))?.slice(0, 20) ?? null,
      customer_email: (field("customer_email") ?? field("buyer_email"))?.slice(0, 200) ?? null,
      customer_addr: (field("customer_addr") ?? field("buyer_addr"))?.slice(0, 200) ?? null,
      customer_postcode: (field("customer_postcode") ?? field("buyer_postcode"))?.slice(0, 8) ?? null,
    },
    moment.now,
  );
}
