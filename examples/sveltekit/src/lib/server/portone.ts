import { createIamportClient } from "iamport-request-pay/server";
import { env } from "$env/dynamic/private";

// PortOne's keys come from the surroundings. IAMPORT_URL is the sandbox, while developing; a live shop has none.
const { IMP_USER_CODE = "imp00000000", IMP_KEY = "", IMP_SECRET = "", IAMPORT_URL } = env;

export const client = createIamportClient({
  impKey: IMP_KEY,
  impSecret: IMP_SECRET,
  ...(IAMPORT_URL && { baseUrl: IAMPORT_URL, includeSandbox: true }),
});

/** What the checkout page initializes the SDK with. */
export const userCode = IMP_USER_CODE;

/** Where the checkout page finds the SDK; `undefined`: at PortOne. */
export const addresses = IAMPORT_URL
  ? {
      sdkUrl: `${IAMPORT_URL}/js/iamport.payment-1.2.0.js`,
      jqueryUrl: `${IAMPORT_URL}/jquery-1.12.4.min.js`,
    }
  : undefined;
