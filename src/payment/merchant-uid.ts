import { IamportError } from "../errors.ts";
import { unusablePrefix } from "../messages/order-id.ts";
import { randomUid } from "../request/random-uid.ts";

/**
 * Makes an order ID that suits every gateway, that nobody can guess and that never comes twice: letters and digits, of
 * which 24 are random (124 bits), or after a long prefix at least 16 (82 bits). Works on plain `http` too.
 *
 * An order belongs to your server, and so does its ID. This one is for pages without a server half.
 *
 * @param prefix - put before it: up to 24 of `A-Z a-z 0-9 - _`; `-` and `_` are left out, since Smartro takes neither
 * @returns 24 to 40 letters and digits; 40 is the most that PortOne takes
 * @throws {@link IamportError} `INVALID_PARAMS` for a prefix that is too long or has other characters
 * @example
 * ```ts
 * createMerchantUid("order"); // "order8b1tqwuy0zk4h2rpvyc7m3xd"
 * ```
 * @see https://portone.gitbook.io/docs-en/auth/guide (section 3, "Creating an order ID")
 */
export function createMerchantUid(prefix = ""): string {
  if (!/^[\w-]{0,24}$/.test(prefix)) {
    throw new IamportError("INVALID_PARAMS", __DEV__ && unusablePrefix(prefix));
  }
  return (prefix.replace(/[-_]/g, "") + randomUid()).slice(0, 40);
}
