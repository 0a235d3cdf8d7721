import { createPaymentHandlers } from "iamport-request-pay/server";
import { findOrder, settle } from "./books";
import { client } from "./portone";

/** What the browser (`complete`) and PortOne (`webhook`) report is looked up, compared with the order, and settled. */
export const { complete, webhook } = createPaymentHandlers({ client, findOrder, onVerified: settle });

interface Report {
  imp_uid: string | null;
  merchant_uid: string;
}

/** The same for a page that the server renders. `"pending"`, too, when nobody can say: PortOne is away. */
export async function settleReport(report: Report): Promise<{ status: string }> {
  const answer = await complete(
    new Request("http://shop/payments/complete", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(report),
    }),
  );
  return answer.status === 503 ? { status: "pending" } : answer.json();
}
