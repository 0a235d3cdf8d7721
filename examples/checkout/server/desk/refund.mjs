import { IamportApiError } from "iamport-request-pay/server";

/**
 * Gives a payment back, whole or in part, as the desk's form says.
 *
 * @param {object} parts
 * @param {import("iamport-request-pay/server").IamportClient} parts.client
 * @param {ReturnType<import("../payments.mjs").createPayments>} parts.payments
 * @param {import("./books.mjs").KnownPayment} payment
 * @param {FormData} form
 * @returns {Promise<{ key: string, detail?: string }>} the name of what to say, and PortOne's own words
 */
export async function refund({ client, payments }, payment, form) {
  /** @param {string} name */
  const field = (name) => String(form.get(name) ?? "").trim();
  // What was left when the clerk saw the page. Sent twice, or by two clerks, PortOne takes it once.
  const left = Number(field("left"));
  const all = form.get("all") !== null;
  const amount = all ? left : amountOf(field("amount"));
  if (!(amount > 0 && amount <= left)) return { key: "wrongAmount" };
  const account = ["refund_holder", "refund_bank", "refund_account"]
    .map((name) => [name, field(name)])
    .filter(([, value]) => value);
  try {
    const cancelled = await client.cancelPayment({
      imp_uid: payment.impUid,
      amount,
      checksum: left,
      reason: field("reason") || "관리자 환불",
      ...Object.fromEntries(account),
    });
    await payments.recordRefund(cancelled);
    return { key: "refunded" };
  } catch (error) {
    if (!(error instanceof IamportApiError)) throw error;
    // Whatever came of it is written down, if it can be seen.
    const now = await client.getPayment(payment.impUid).catch(() => null);
    if (now) await payments.recordRefund(now);
    return { key: error.mayHaveArrived ? "refundUnknown" : "refundRefused", detail: error.message };
  }
}

/**
 * `"1,000"` is what people write; `"1.000.5"` is nothing.
 *
 * @param {string} text
 */
function amountOf(text) {
  const plain = text.replace(/,/g, "");
  return /^\d+(\.\d{1,2})?$/.test(plain) ? Number(plain) : Number.NaN;
}
