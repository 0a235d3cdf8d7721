import type { Payment } from "../service/payments.ts";
import { type Call, type Operations, withPayment } from "./call.ts";
import { type Answer, refuse, succeed } from "./envelope.ts";
import { isRecord, textOf } from "./rest-body.ts";

/** Parcels of payments with escrow. */
export const escrowLogis: Operations = {
  "GET /escrows/logis/{imp_uid}": (call) =>
    withPayment(call, ({ imp_uid }) => {
      const parcel = call.state.parcels.get(imp_uid);
      return parcel ? succeed(parcel) : notRegistered;
    }),

  "POST /escrows/logis/{imp_uid}": (call) =>
    withPayment(call, (payment) =>
      call.state.parcels.has(payment.imp_uid)
        ? refuse(409, "이미 배송정보가 등록되었습니다.")
        : register(call, payment),
    ),

  "PUT /escrows/logis/{imp_uid}": (call) =>
    withPayment(call, (payment) =>
      call.state.parcels.has(payment.imp_uid) ? register(call, payment) : notRegistered,
    ),
};

const notRegistered = refuse(409, "등록된 배송정보가 존재하지 않습니다.");

function register({ state, fields, moment }: Call, payment: Payment): Answer {
  if (!payment.escrow || payment.status !== "paid") {
    return refuse(409, "배송정보를 등록할 수 없는 거래건입니다. 에스크로로 결제완료된 건이 아닙니다.");
  }
  const { logis, sender, receiver } = fields;
  if (!isRecord(logis) || !isRecord(sender) || !isRecord(receiver)) {
    return refuse(400, "필수 파라미터가 누락되었습니다. (sender, receiver, logis)");
  }
  const company = textOf(logis.company);
  const invoice = textOf(logis.invoice);
  const sent_at = Number(logis.sent_at ?? Number.NaN);
  if (company === null || invoice === null || !Number.isInteger(sent_at)) {
    return refuse(400, "필수 파라미터가 누락되었습니다. (logis.company, logis.invoice, logis.sent_at)");
  }
  const parcel = { company, invoice, sent_at, applied_at: moment.now };
  state.parcels.set(payment.imp_uid, parcel);
  return succeed(parcel);
}
