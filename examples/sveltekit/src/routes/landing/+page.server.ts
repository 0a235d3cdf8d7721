import { parseRedirect } from "iamport-request-pay";
import { settleReport } from "$lib/server/payments";

/** Where a phone comes back to from the gateway: the address says what was paid, and the server looks it up. */
export async function load({ url }: { url: URL }) {
  const result = parseRedirect(url);
  if (!result?.merchant_uid) return { completion: null, reason: null };
  const { imp_uid, merchant_uid, error_msg } = result;
  return { completion: await settleReport({ imp_uid, merchant_uid }), reason: error_msg };
}
