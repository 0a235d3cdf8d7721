import { withoutResult } from "./landing.ts";
import { randomUid } from "./random-uid.ts";

/** The parameters that a shop may leave out of a payment or an identity verification. */
interface Given {
  merchant_uid?: string | undefined;
  m_redirect_url?: string | undefined;
}

/** The parameters, with an ID of their own and with this page to come back to where the shop has given none. */
export function withDefaults<Params extends Given>(given: Params) {
  return {
    ...given,
    merchant_uid: given.merchant_uid ?? randomUid(),
    m_redirect_url: given.m_redirect_url ?? withoutResult(location.href),
  };
}
