import { type Call, lacking, type Operations, textField, withPayment } from "./call.ts";
import { succeed } from "./envelope.ts";

/** What Paymentwall wants to know of a parcel. */
export const paymentwall: Operations = {
  "POST /paymentwall/delivery": (call) => {
    const missing = lacking(call, "imp_uid", "merchant_uid", "type", "status");
    return missing ?? withPayment(named(call), () => succeed({ error_code: 0, error: "", notices: [] }));
  },
};

/** The body names the payment, not the path. */
function named(call: Call): Call {
  return { ...call, path: (name) => textField(call, name) ?? "" };
}
