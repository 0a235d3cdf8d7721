import { type Operations, withPayment } from "./call.ts";
import { refuse, succeed } from "./envelope.ts";
import { listOf } from "./rest-body.ts";

/** How the price is shared with partners, for the receipt. */
export const partners: Operations = {
  "POST /partners/receipts/{imp_uid}": (call) => {
    if (listOf(call.fields.data).length === 0) return refuse(400, "필수 파라미터가 누락되었습니다. (data)");
    return withPayment(call, ({ receipt_url }) =>
      receipt_url === null ? refuse(400, "결제완료된 거래가 아닙니다.") : succeed({ receipt_url }),
    );
  },
};
