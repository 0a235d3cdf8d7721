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
