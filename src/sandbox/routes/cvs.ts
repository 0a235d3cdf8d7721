import { announce, logChange } from "../service/announce.ts";
import { openByServer } from "../service/charge.ts";
import { fail, issueAccount } from "../service/settle.ts";
import { type Call, isAnswer, lacking, type Operations, textField } from "./call.ts";
import { type Answer, refuse, succeed } from "./envelope.ts";
import { channelNamed, unpaidOrderOf } from "./orders.ts";
import { withAccount } from "./vbanks.ts";

/** Payments over the counter of a convenience store, by a barcode that is paid as an account is. */
export const cvs: Operations = {
  "POST /cvs": issue,
  "DELETE /cvs/{imp_uid}": (call) =>
    withAccount(
      call,
      (payment) => {
        fail(payment, "편의점 수납번호가 말소되었습니다.", call.moment);
        logChange(call.state.log, payment);
        return succeed(payment);
      },
      "cvs",
    ),
};

async function issue(call: Call): Promise<Answer> {
  const missing = lacking(call, "merchant_uid", "amount");
  if (missing) return missing;
  const order = unpaidOrderOf(call);
  if (isAnswer(order)) return order;
  const channel = channelNamed(call);
  if (isAnswer(channel)) return channel;
  const { state, moment } = call;
  const expiry = textField(call, "expired_at");
  const dueAt = expiry === null ? undefined : Number(expiry);
  if (dueAt !== undefined && !(Number.isInteger(dueAt) && dueAt > moment.now)) {
    return refuse(400, "결제기한은 현재 시각보다 미래여야 합니다. (expired_at)");
  }
  const payment = openByServer(state, order, channel, moment, { pay_method: "cvs" });
  const number = textField(call, "barcode")?.slice(0, 32) ?? undefined;
  issueAccount(payment, moment, { dueAt, number, bank: { code: "", name: "편의점" } });
  await announce(state, payment);
  return succeed(payment);
}
