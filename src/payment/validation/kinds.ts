import type { Values } from "./finding.ts";
import { inside } from "./values.ts";

/** The kind of a payment decides what it demands, not the gateway alone. One payment can be of more than one. */
export type Kind = "one-off" | "billing key" | "virtual account" | "phone bill" | "quick pay action";

/** By which parameters a payment is known to be of a kind. */
export const isOfKind: Readonly<Record<Kind, (given: Values) => boolean>> = {
  "one-off": ({ customer_uid }) => customer_uid === undefined,
  // The window registers it; recurring payments are the server's, by the REST API.
  "billing key": ({ customer_uid }) => customer_uid !== undefined,
  "virtual account": ({ pay_method }) => pay_method === "vbank",
  "phone bill": ({ pay_method }) => pay_method === "phone",
  // KCP's quick pay opens its window to register a card, change a PIN, and so on.
  "quick pay action": ({ bypass }) => {
    const action = inside(bypass, "kcpQuick", "actionType");
    return action !== undefined && action !== "Pay";
  },
};

/** The gateway's code: `pg` up to the dot. None where a channel decides, or the default of PortOne's console. */
export function gatewayCode({ pg, channelKey, channelGroupId }: Values): string | undefined {
  const isByChannel = channelKey !== undefined || channelGroupId !== undefined;
  return isByChannel || typeof pg !== "string" ? undefined : pg.replace(/\..*/s, "");
}
