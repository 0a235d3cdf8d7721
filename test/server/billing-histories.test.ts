import fc from "fast-check";
import { expect, it, vi } from "vitest";
import { histories, playBilling } from "./play-billing.ts";

vi.mock("../../src/server/pause-unless.ts", () => ({ pauseUnless: async () => undefined }));

// Ten thousand of them are in test/faults/server-billing.test.ts.
it("whatever is lost, killed, repeated or late, every month is charged once, and in the books", async () => {
  await fc.assert(
    fc.asyncProperty(histories(), async (history) => {
      expect((await playBilling(history)).wrong).toEqual([]);
    }),
    { numRuns: 200, seed: 1 },
  );
}, 300_000);
