import type { RequestParams } from "./demanded-with.ts";
import { type Device, deliveryOf, type ResultDelivery, thisDevice } from "./gateways.ts";

/**
 * Where the answer of a payment is to be expected: in the promise, or on the landing page. For information
 * only: gateways change their minds, so {@link requestPay} is ready for both every time.
 *
 * @param params - the payment's parameters; `pg`, `popup`, `naverPopupMode` and `channelKey` count
 * @param device - `"pc"` or `"mobile"`; this one when left out, by the SDK's own rule: an iPad that presents itself as
 *   a Macintosh is a PC, except with a `channelKey`
 * @example
 * ```ts
 * resultDelivery({ pg: "kcp", amount: 64900 }, "pc"); // "callback"
 * resultDelivery({ pg: "kcp", amount: 64900 }, "mobile"); // "redirect"
 * ```
 * @see https://portone.gitbook.io/docs-en/auth/guide (sections 4-a and 4-b)
 */
export function resultDelivery<Params extends RequestParams>(
  params: Params,
  device: Device = thisDevice(params),
): ResultDelivery {
  return deliveryOf(params, device);
}
