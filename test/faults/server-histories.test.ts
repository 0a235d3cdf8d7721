import { describe, expect, it } from "vitest";
import { emptyDatabase } from "../shop/open-shop.ts";
import { playHistories } from "../shop/play-histories.ts";
import { observe, times } from "./observe.ts";

describe("Server", () => {
  it("an order's life: windows, declines, deposits, refunds; news lost, late, twice; two processes, killed", async (context) => {
    const count = times(10_000);
    const url = await emptyDatabase();
    const { differences, unexpected, atPortone, inBooks, payments } = await playHistories(count, { url });
    expect(differences).toEqual([]);
    expect(unexpected).toEqual([]);
    expect(atPortone).toBeGreaterThan(0);
    expect(inBooks).toBe(atPortone);
    observe(context, {
      happens: `${count} histories with ${payments} payments: the shop's books say of each of ${inBooks.toLocaleString("en")} won what PortOne's say`,
      sees: "the state that follows from the order's payments",
      inputs: count,
      payments,
    });
  }, 1_200_000);
});
