import { channelKeyOf } from "../service/channels.ts";
import type { Operations } from "./call.ts";
import { succeed } from "./envelope.ts";

/** The merchant's channels, as the console has them. */
export const users: Operations = {
  "GET /users/pg": ({ state }) =>
    succeed(
      state.settings.gateways.map((gateway) => ({
        pg_provider: gateway.pg_provider,
        pg_id: gateway.pg_id,
        sandbox: gateway.sandbox ?? true,
        type: gateway.type,
        channel_name: `${gateway.pg_provider} ${gateway.pg_id}`,
        channel_key: channelKeyOf(gateway),
      })),
    ),
};
