import type { ParamIssue } from "../errors.ts";
import { toPlain } from "../request/params/plain.ts";
import { readAsMeant } from "../request/params/read-as-meant.ts";
import type { RequestParams } from "./demanded-with.ts";
import { type Device, thisDevice } from "./gateways.ts";
import { findStops } from "./validation/stops.ts";
import { findWarnings } from "./validation/warns.ts";
import { inWords } from "./validation/words.ts";

/**
 * Looks through a payment's parameters before the window opens. {@link requestPay} does it by itself; call
 * it for a form that shows a problem beside its field.
 *
 * An `"error"` would stop the payment; a `"warning"` looks wrong, and the payment would go on. A `channelKey` passes here
 * in any case: {@link requestPay} alone knows whether the page's SDK takes it.
 *
 * @param params - as {@link requestPay} gets them; what isn't known passes
 * @param device - `"pc"` or `"mobile"`, for what a gateway demands on one of them; this one when left out
 * @returns everything that is wrong or looks wrong, in whole sentences; empty when all is well
 * @example
 * ```ts
 * validateParams({ pg: "kcp", amount: 64900.5 });
 * // [{ path: "amount", severity: "error", message: "amount: KRW has no fraction, and 64900.5 came; round it." }]
 * ```
 * @see https://portone.gitbook.io/docs-en/sdk/javascript-sdk
 */
export function validateParams<Params extends RequestParams>(params: Params, device?: Device): ParamIssue[] {
  const { plain, found } = toPlain(params);
  const on = device ?? thisDevice(plain);
  const given = readAsMeant(plain, () => on);
  return [...found, ...findStops(given), ...findWarnings(plain, given, on)].map(inWords);
}
