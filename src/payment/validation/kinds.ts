import { codeOf } from "../gateways.ts";
import type { Values } from "./finding.ts";

/** The kind of a payment decides what it demands, not the gateway alone. */
export type Kind = "one-off" | "billing key" | "virtual account" | "phone bill";

/**
 * How a payment's parameters tell its kind. `customer_uid` registers a billing key; the server makes the recurring
 * payments with it, through the REST API.
 */
export const isOfKind: Readonly<Record<Kind, (given: Values) => boolean>> = {
  "one-off": ({ customer_uid }) => customer_uid === undefined,
  "billing key": ({ customer_uid }) => customer_uid !== undefined,
  "virtual account": ({ pay_method }) => pay_method === "vbank",
  "phone bill": ({ pay_method }) => pay_method === "phone",
};

/**
 * The gateway's code: `pg` up to the dot. `undefined` where a channel decides, or the default gateway of PortOne's
 * console.
 */
export function gatewayCode({ pg, channelKey, channelGroupId }: Values): string | undefined {
  return typeof pg === "string" && !channelKey && !channelGroupId ? codeOf(pg) : undefined;
}
