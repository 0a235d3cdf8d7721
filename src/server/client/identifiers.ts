import { type IamportApiError, refused } from "../api-error.ts";
import { shown } from "../escape-text.ts";

/** Whether PortOne could have given out this `imp_uid`. Nothing else goes into an address. */
export function isImpUid(value: unknown): value is string {
  return typeof value === "string" && /^[\w-]{1,50}$/.test(value);
}

/**
 * Whether an order can have this `merchant_uid` at PortOne: at most 40 characters, no control character, no half
 * of a surrogate pair (it can't be encoded). `.` and `..` would climb up the path, encoded or not.
 */
export function isMerchantUid(value: unknown): value is string {
  return typeof value === "string" && /^[^\p{Cc}\p{Cs}]{1,40}$/u.test(value) && !/^\.\.?$/.test(value);
}

/** Which ID can't be one, as an error: nothing else may go into an address. */
export function malformed(call: string, name: string, value: unknown): IamportApiError {
  const rule =
    name === "imp_uid"
      ? "1 to 50 letters, digits, _ and -"
      : "1 to 40 characters, none of them a control character";
  return refused(`${call}: no ${name} of PortOne's looks like ${shown(value)}; it has ${rule}.`);
}
