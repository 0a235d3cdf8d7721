import type { Gateway, GatewayType, Settings } from "../options.ts";

/** The key that PortOne's console shows for a channel. */
export function channelKeyOf({ channelKey, pg_provider, pg_id }: Gateway): string {
  return channelKey ?? `channel-key-${pg_provider}-${pg_id}`;
}

/** What names a channel: its key, or `pg` as `"kcp"` or `"kcp.T0000"`. */
interface ChannelName {
  channelKey?: string | null;
  pg?: string | null;
}

/** The merchant's channel of this name, the first one without a name; `undefined`: there is none. */
export function channelOf(
  { gateways }: Pick<Settings, "gateways">,
  { channelKey, pg }: ChannelName,
  type: GatewayType = "payment",
): Gateway | undefined {
  const ofType = gateways.filter((gateway) => gateway.type === type);
  if (channelKey) return ofType.find((gateway) => channelKeyOf(gateway) === channelKey);
  if (!pg) return ofType[0];
  const { provider, pgId } = partsOf(pg);
  return ofType.find(
    (gateway) => gateway.pg_provider === provider && (pgId === undefined || gateway.pg_id === pgId),
  );
}

/** `"kcp.T0000"` names a gateway and the merchant's ID there, `"kcp"` the gateway alone. */
export function partsOf(pg: string): { provider: string; pgId?: string } {
  const [provider = "", ...id] = pg.split(".");
  return { provider, ...(id.length > 0 && { pgId: id.join(".") }) };
}
