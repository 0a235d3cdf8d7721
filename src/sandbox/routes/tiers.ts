import type { Operations } from "./call.ts";
import { refuse, succeed } from "./envelope.ts";

/** The one shop below the merchant's that the sandbox knows. */
const knownTier = { tier_code: "aaa", tier_name: "샌드박스 하위 상점" };

export const tiers: Operations = {
  "GET /tiers/{tier_code}": ({ path }) =>
    path("tier_code") === knownTier.tier_code
      ? succeed(knownTier)
      : refuse(404, "등록되지 않은 tier_code입니다."),
};
