import { type IamportApiError, refused } from "../api-error.ts";
import { shown } from "../escape-text.ts";

/** Whether PortOne could have given out this `imp_uid`. Nothing else goes into an address. */
export function isImpUid(value: unknown): value is string {
  return typeof value === "string" && /^[\w-]{1,50}$/.test(value);
}

/**
 * The longest `merchant_uid` of PortOne's reference, in characters: what its API is to make something of keeps to it. A
 * payment window has taken longer ones, such as the guide's own sample of 44.
 */
export const longestMerchantUid = 40;

/** The longest that is looked up: nobody's order may be paid and then not be found. */
const longestLookedUp = 255;

/**
 * Whether an order can have this `merchant_uid`: at most 255 characters, no control character, no half of a surrogate
 * pair (it can't be encoded). `.` and `..` would climb up the path, encoded or not.
 */
export function isMerchantUid(value: unknown, { longest = longestLookedUp } = {}): value is string {
  if (typeof value !== "string" || value.length > 2 * longest || /^\.\.?$/.test(value)) return false;
  return /^[^\p{Cc}\p{Cs}]+$/u.test(value) && [...value].length <= longest;
}

/** Which ID can't be one, as an error: nothing else may go into an address. */
export function malformed(
  call: string,
  name: string,
  value: unknown,
  { longest = longestLookedUp } = {},
): IamportApiError {
  const rule =
    name === "imp_uid"
      ? "1 to 50 letters, digits, _ and -"
      : `1 to ${longest} characters, none of them a control character`;
  return refused(`${call}: no ${name} of PortOne's looks like ${shown(value)}; it has ${rule}.`);
}
