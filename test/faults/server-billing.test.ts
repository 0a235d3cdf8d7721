import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { histories, type Played, playBilling } from "../server/play-billing.ts";
import { observe, times } from "./observe.ts";

vi.mock("../../src/server/pause-unless.ts", () => ({ pauseUnless: async () => undefined }));

describe("Server", () => {
  it("billing keys: charges and schedules; answers lost, processes killed, webhooks repeated, jobs at once", async (context) => {
    const count = times(10_000);
    const sum = { payments: 0, charged: 0 };
    const play = fc.asyncProperty(histories(), async (history) => {
      const played: Played = await playBilling(history);
      expect(played.wrong).toEqual([]);
      sum.payments += played.payments;
      sum.charged += played.charged;
    });
    await fc.assert(play, { numRuns: count });
    expect(sum.charged).toBeGreaterThan(count);
    observe(context, {
      happens: `${count.toLocaleString("en")} histories: each of ${sum.charged.toLocaleString("en")} charges was made once, none is missing in the books`,
      sees: "one charge for each month on the card's bill",
      inputs: count,
      payments: sum.payments,
    });
  }, 3_600_000);
});
