import { addresses, userCode } from "../utils/portone";

/** What the checkout page initializes the SDK with. */
export default defineEventHandler(() => ({ userCode, addresses }));
