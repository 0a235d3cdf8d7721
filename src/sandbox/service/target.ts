import type { Gateway, GatewayType, Settings } from "../options.ts";
import type { OpenRequest } from "./attempt.ts";
import { channelOf, partsOf } from "./channels.ts";
import { text } from "./request-fields.ts";

/** Where a payment goes. */
export interface Target {
  provider: string;
  /** The merchant's ID there, if anybody has said. */
  pgId: string | undefined;
  /** The merchant's own channel there, if there is one. */
  channel: Gateway | undefined;
  /** Whether the page has named a key that is none of the merchant's. */
  isGuess: boolean;
}

/**
 * The service goes by `pg`, whatever frame it came through, or by the key of a channel.
 *
 * @param own - the gateway whose frame it came through
 */
export function targetOf(request: OpenRequest, own: string, settings: Settings): Target {
  const { action, data } = request;
  if (data.channelKey) return targetOfKey(String(data.channelKey), action, settings);
  const pg = text(data.pg, 100) ?? own;
  const channel = channelOf(settings, { pg }, action);
  const { provider, pgId = channel?.pg_id } = partsOf(pg);
  return { provider, pgId, channel, isGuess: false };
}

/**
 * A shop's own keys need not be made known here. A key that none of the merchant's channels has stands for Toss Payments,
 * and in an identity verification for the merchant's first channel for those.
 */
function targetOfKey(channelKey: string, type: GatewayType, settings: Settings): Target {
  const named = channelOf(settings, { channelKey }, type);
  const guessed = channelOf(settings, type === "certification" ? {} : { pg: "tosspayments" }, type);
  const channel = named ?? guessed;
  return {
    provider: channel?.pg_provider ?? "tosspayments",
    pgId: channel?.pg_id,
    channel,
    isGuess: named === undefined,
  };
}
