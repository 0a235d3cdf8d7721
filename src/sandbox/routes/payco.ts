import { lacking, type Operations, textField, withPayment } from "./call.ts";
import { succeed } from "./envelope.ts";

/** What the merchant tells PAYCO of an order. */
export const payco: Operations = {
  "POST /payco/orders/status/{imp_uid}": (call) => {
    const missing = lacking(call, "status");
    return missing ?? withPayment(call, () => succeed({ status: textField(call, "status") }));
  },
};
