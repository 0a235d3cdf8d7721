import { formatMoney } from "./money.ts";
import type { Cancellation, Payment } from "./payments.ts";
import { cancellableOf, giveBack } from "./settle.ts";

/** What a merchant's server asks to be cancelled. */
export interface CancelRequest {
  /** Nothing or 0: all that is left. */
  amount: number | null;
  /** What the merchant believes can still be cancelled. */
  checksum: number | null;
  tax_free: number | null;
  reason: string | null;
  refund_holder: string | null;
  refund_bank: string | null;
  refund_account: string | null;
}

/** Cancels all or part of a payment, or says as text why not, with nothing changed. */
export function cancelPayment(payment: Payment, request: CancelRequest, now: number): Cancellation | string {
  const left = cancellableOf(payment);
  const amount = request.amount || left;
  const refusal = refusalOf(payment, request, left, amount);
  return refusal ?? giveBack(payment, amount, request.reason ?? "API 취소 요청", now);
}

function refusalOf(payment: Payment, request: CancelRequest, left: number, amount: number): string | null {
  const { checksum, tax_free, refund_holder, refund_bank, refund_account } = request;
  const money = (sum: number) => formatMoney(sum, payment.currency, "ko");
  // PortOne's own words, which clients compare. They come first, whatever the checksum is.
  if (payment.status === "cancelled" && left === 0) return "이미 전액취소된 주문입니다.";
  if (checksum !== null && checksum !== left) {
    return `취소 가능 금액이 요청하신 checksum과 다릅니다. (취소 가능 금액: ${money(left)}, checksum: ${money(checksum)})`;
  }
  if (payment.paid_at === 0) return `결제가 완료되지 않아 취소할 수 없습니다. (status: ${payment.status})`;
  if (left === 0) return "취소할 금액이 없습니다.";
  if (amount > left) return `취소 가능 금액을 초과하였습니다. (취소 가능 금액: ${money(left)})`;
  if (tax_free !== null && tax_free > amount) return "면세 금액이 취소 요청 금액보다 큽니다. (tax_free)";
  if (payment.vbank_num !== null && !(refund_holder && refund_bank && refund_account)) {
    return "가상계좌 결제를 취소하려면 환불 계좌 정보가 필요합니다. (refund_holder, refund_bank, refund_account)";
  }
  return null;
}
