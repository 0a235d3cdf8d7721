import { describe, expect, it } from "vitest";
import { emptyDatabase } from "../shop/open-shop.ts";
import { playHistories } from "../shop/play-histories.ts";
import { observe, times } from "./observe.ts";

describe("Server", () => {
  it("an order's life: windows, declines, deposits, refunds; news lost, late, twice; two processes, killed", async (context) => {
    const count = times(10_000);
    // Two shops side by side, each with a PortOne and a database of its own, so that one waits while the other works.
    const half = Math.ceil(count / 2);
    const played = await Promise.all(
      [1, 1 + half].map(async (firstSeed) => playHistories(half, { url: await emptyDatabase() }, firstSeed)),
    );
    expect(played.flatMap(({ differences }) => differences)).toEqual([]);
    expect(played.flatMap(({ unexpected }) => unexpected)).toEqual([]);
    const sum = (of: "payments" | "atPortone" | "inBooks") =>
      played.reduce((total, one) => total + one[of], 0);
    const [payments, inBooks] = [sum("payments"), sum("inBooks")];
    expect(inBooks).toBeGreaterThan(0);
    expect(inBooks).toBe(sum("atPortone"));
    observe(context, {
      happens: `${count} histories with ${payments} payments: the shop's books say of each of ${inBooks.toLocaleString("en")} won what PortOne's say`,
      sees: "the state that follows from the order's payments",
      inputs: count,
      payments,
    });
  }, 1_200_000);
});
