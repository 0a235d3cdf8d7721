import { type CashReceipt, newCashReceipt } from "../service/cash-receipts.ts";
import { cancellableOf } from "../service/settle.ts";
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
import { amountOf } from "./rest-body.ts";

/** Cash receipts (현금영수증), of payments and of money that was paid elsewhere. */
export const receipts: Operations = {
  "GET /receipts/external/{merchant_uid}": ({ state, path }) =>
    read(state.cashReceipts.get(externalKey(path)), { merchant_uid: path("merchant_uid") }),

  "POST /receipts/external/{merchant_uid}": (call) => {
    const missing = lacking(call, "name", "amount", "identifier");
    if (missing) return missing;
    const amount = amountField(call);
    if (isAnswer(amount)) return amount;
    return issue(call, externalKey(call.path), { merchant_uid: call.path("merchant_uid") }, amount, null);
  },

  "DELETE /receipts/external/{merchant_uid}": (call) =>
    revoke(call, externalKey(call.path), { merchant_uid: call.path("merchant_uid") }, 404),

  "GET /receipts/{imp_uid}": ({ state, path }) =>
    read(state.cashReceipts.get(path("imp_uid")), { imp_uid: path("imp_uid") }),

  "POST /receipts/{imp_uid}": (call) => {
    const missing = lacking(call, "identifier");
    if (missing) return missing;
    return withPayment(call, (payment) => {
      if (payment.status !== "paid") return refuse(400, "결제완료된 거래가 아닙니다.");
      if (!cashMethods.includes(payment.pay_method)) {
        return refuse(400, "현금성 거래(가상계좌, 계좌이체)가 아닙니다.");
      }
      const { imp_uid, receipt_url } = payment;
      const answer = issue(call, imp_uid, { imp_uid }, cancellableOf(payment), receipt_url);
      if (answer.body.code === 0) payment.cash_receipt_issued = true;
      return answer;
    });
  },

  "DELETE /receipts/{imp_uid}": (call) => {
    const imp_uid = call.path("imp_uid");
    const answer = revoke(call, imp_uid, { imp_uid }, 400);
    const payment = call.state.payments.get(imp_uid);
    if (payment && answer.body.code === 0) payment.cash_receipt_issued = false;
    return answer;
  },
};

const cashMethods: readonly string[] = ["vbank", "trans", "cvs"];

/** Money that was paid elsewhere has an order number only; no `imp_uid` has a colon. */
function externalKey(path: Call["path"]): string {
  return `external:${path("merchant_uid")}`;
}

type Of = { imp_uid: string } | { merchant_uid: string };

function read(receipt: CashReceipt | undefined, of: Of): Answer {
  return receipt ? succeed({ ...of, ...receipt }) : refuse(404, "현금영수증 발행내역이 존재하지 않습니다.");
}

function issue(call: Call, key: string, of: Of, sum: number, receipt_url: string | null): Answer {
  const { cashReceipts } = call.state;
  const before = cashReceipts.get(key);
  if (before && before.cancelled_at === 0) return refuse(400, "이미 현금영수증이 발행되었습니다.");
  const type = textField(call, "type") ?? "person";
  if (type !== "person" && type !== "company") return refuse(400, "type은 person 또는 company여야 합니다.");
  const amount = Math.round(sum);
  const vat = Math.round(amountOf(call.fields.vat_amount ?? call.fields.vat) ?? amount / 11);
  if (Number.isNaN(vat)) return refuse(400, "부가세 금액이 올바르지 않습니다. (vat_amount)");
  const receipt = newCashReceipt({ type, amount, vat, receipt_url }, call.moment.now);
  cashReceipts.set(key, receipt);
  return succeed({ ...of, ...receipt });
}

function revoke({ state, moment }: Call, key: string, of: Of, unknown: 400 | 404): Answer {
  const receipt = state.cashReceipts.get(key);
  if (!receipt) return refuse(unknown, "발행된 현금영수증이 없습니다.");
  if (receipt.cancelled_at === 0) receipt.cancelled_at = moment.now;
  return succeed({ ...of, ...receipt });
}
