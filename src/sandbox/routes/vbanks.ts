import { announce, logChange } from "../service/announce.ts";
import { openByServer } from "../service/charge.ts";
import { banks } from "../service/codes.ts";
import { awaitsDeposit, type Payment } from "../service/payments.ts";
import { fail, issueAccount } from "../service/settle.ts";
import {
  amountField,
  type Call,
  isAnswer,
  lacking,
  type Operations,
  textField,
  withPayment,
} from "./call.ts";
import { type Answer, refuse, succeed } from "./envelope.ts";
import { channelNamed, unpaidOrderOf } from "./orders.ts";

/** Virtual accounts that a merchant's server issues, changes and takes back. */
export const vbanks: Operations = {
  "POST /vbanks": issue,

  "PUT /vbanks/{imp_uid}": (call) =>
    withAccount(call, (payment) => {
      if (call.fields.amount !== undefined) {
        const amount = amountField(call);
        if (isAnswer(amount)) return amount;
        payment.amount = amount;
      }
      if (call.fields.vbank_due !== undefined) {
        const due = dueOf(call);
        if (isAnswer(due)) return due;
        payment.vbank_date = due;
      }
      logChange(call.state.log, payment);
      return succeed(payment);
    }),

  "DELETE /vbanks/{imp_uid}": (call) =>
    withAccount(call, (payment) => {
      fail(payment, "가상계좌가 말소되었습니다.", call.moment);
      logChange(call.state.log, payment);
      return succeed(payment);
    }),
};

async function issue(call: Call): Promise<Answer> {
  const missing = lacking(call, "merchant_uid", "amount", "vbank_code", "vbank_due");
  if (missing) return missing;
  const order = unpaidOrderOf(call);
  if (isAnswer(order)) return order;
  const channel = channelNamed(call);
  if (isAnswer(channel)) return channel;
  const due = dueOf(call);
  if (isAnswer(due)) return due;
  // Banks had codes of two digits before they had three.
  const code = textField(call, "vbank_code")?.padStart(3, "0");
  const bank = banks.find((known) => known.code === code);
  if (!bank) return refuse(200, "지원하지 않는 은행코드입니다. (vbank_code)");
  const { state, moment } = call;
  const payment = openByServer(state, order, channel, moment, { pay_method: "vbank" });
  issueAccount(payment, moment, {
    dueAt: due,
    bank,
    number: textField(call, "vbank_num")?.slice(0, 32) ?? undefined,
    holder: textField(call, "vbank_holder") ?? undefined,
  });
  await announce(state, payment);
  return succeed(payment);
}

/** `vbank_due`: Unix seconds, in the future. */
function dueOf(call: Call): number | Answer {
  const due = Number(textField(call, "vbank_due") ?? Number.NaN);
  return Number.isInteger(due) && due > call.moment.now
    ? due
    : refuse(400, "입금기한은 현재 시각보다 미래여야 합니다. (vbank_due)");
}

/** Does something with an account that waits for its deposit. */
export function withAccount(
  call: Call,
  answer: (payment: Payment) => Answer,
  payMethod = "vbank",
): Answer | Promise<Answer> {
  return withPayment(call, (payment) =>
    payment.pay_method === payMethod && awaitsDeposit(payment)
      ? answer(payment)
      : refuse(400, "입금 대기 중인 결제가 아닙니다."),
  );
}
