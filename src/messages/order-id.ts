/** What the build for development says of an order's ID. */

/**
 * @code INVALID_PARAMS
 * @ko `createMerchantUid`의 접두어는 영문자, 숫자, `-`, `_`로 24자까지입니다. 다른 문자는 주문번호로 쓸 수 없는 PG사가 있습니다.
 */
export const unusablePrefix = (prefix: string) =>
  `createMerchantUid("${prefix}"): a prefix has up to 24 letters, digits, - and _. Some gateway or other refuses anything else in an order's ID.`;
