import { expect, it } from "vitest";
import { emptyDatabase } from "./open-shop.ts";
import { playHistories } from "./play-histories.ts";

// Ten thousand of them are in test/faults/server-histories.test.ts.
it.each([
  ["PGlite", async () => ({})],
  ["PostgreSQL", async () => ({ url: await emptyDatabase() })],
] as const)(
  "whatever happens in whatever order, the books say of every won what PortOne says: %s",
  async (_, where) => {
    const { differences, unexpected, atPortone, inBooks, payments } = await playHistories(60, await where());
    expect(differences).toEqual([]);
    expect(unexpected).toEqual([]);
    expect(payments).toBeGreaterThan(60);
    expect(inBooks).toBe(atPortone);
  },
  120_000,
);
