import type { Verification } from "../verification/verify-payment.ts";

/** What is said to whoever reported a payment. */
export interface Said {
  message: string;
  [more: string]: unknown;
}

/**
 * An answer that nobody keeps: the same address answers each order's customer. It is made by the constructor, which
 * servers such as Hono's put one of their own in the place of: what `Response.json` makes they read back as a stream.
 */
export function answer(status: number, body: Said, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": "application/json", "cache-control": "no-store", ...headers },
  });
}

/** The verdict, in words that tell a stranger nothing but the verdict. */
export function verdictOf({ status }: Verification): Said & { status: string } {
  switch (status) {
    case "paid":
      return { status: "success", message: "The payment is complete." };
    case "ready": {
      const message = "A virtual account was issued. The order is paid once the deposit has arrived.";
      return { status: "vbankIssued", message };
    }
    case "pending":
      return { status: "pending", message: "The payment is not finished yet." };
    case "notStarted":
      return { status: "notStarted", message: "Nobody has tried to pay this order yet." };
    case "cancelled":
      return { status: "failed", message: "The payment was cancelled." };
    case "failed":
      return { status: "failed", message: "The payment failed." };
    case "forged":
      return { status: "forgery", message: "This is no payment of this order." };
  }
}

/** What the order's own customer may know beside it. */
export function detailsOf(verification: Verification): Readonly<Record<string, unknown>> {
  const { status, payment } = verification;
  if (status === "forged") return { reason: verification.reason };
  if (status === "ready") {
    const { vbank_num, vbank_name, vbank_holder, vbank_date } = payment;
    return { vbank_num, vbank_name, vbank_holder, vbank_date };
  }
  const words =
    (status === "failed" && payment.fail_reason) || (status === "cancelled" && payment.cancel_reason);
  return words ? { message: words } : {};
}
