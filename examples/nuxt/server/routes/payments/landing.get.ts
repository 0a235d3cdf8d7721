import { parseRedirect } from "iamport-request-pay";
import { settleReport } from "../../utils/payments";

/** What became of the payment that a landing page's address names. */
export default defineEventHandler(async (event) => {
  const result = parseRedirect(getRequestURL(event));
  if (!result?.merchant_uid) return { completion: null, reason: null };
  const { imp_uid, merchant_uid, error_msg } = result;
  return { completion: await settleReport({ imp_uid, merchant_uid }), reason: error_msg };
});
