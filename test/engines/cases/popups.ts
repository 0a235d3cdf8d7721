import { expect, it } from "vitest";
import { observe } from "../../faults/observe.ts";
import type { Checkout, Page } from "../checkout.ts";
import { until } from "../tab.ts";

export function casesOfPopups(at: Checkout): void {
  const { visitReady, arm, end, paysAgain } = at;

  it("popup: it opens from the click, and its answer comes", async (context) => {
    await visitReady();
    const order = await arm({ pg: "payco" });
    await at.tab.click("#pay");
    const popup = await at.tab.popup();
    await popup.click("[data-decision=approve]");
    const came = await end(order);
    expect(came).toBe("success");
    await until("no popup", async () => (await at.tab.popups()) === 0);
    observe(context, { happens: `${came}; the popup is closed`, sees: await paysAgain() });
  });

  it("popup: the browser gives none", async (context) => {
    await visitReady();
    const order = await arm({ pg: "payco" });
    await at.tab.evaluate(() => {
      window.open = () => null;
      window.alert = () => {};
    });
    await at.tab.click("#pay");
    const came = await end(order);
    expect(came).toBe("POPUP_BLOCKED");
    observe(context, { happens: came, sees: await paysAgain() });
  });

  it("popup: asked for without a click", async (context) => {
    await visitReady();
    const order = await arm({ pg: "payco" });
    await at.tab.evaluate(() => {
      window.alert = () => {};
      setTimeout(() => (document.querySelector("#pay") as HTMLButtonElement).click());
    });
    const came = await Promise.race([
      end(order),
      at.tab.popup().then(() => "the browser opens it all the same"),
    ]);
    expect(["POPUP_BLOCKED", "the browser opens it all the same"]).toContain(came);
    if (came !== "POPUP_BLOCKED") await at.tab.evaluate(() => (window as never as Page).off.abort());
    observe(context, { happens: came, sees: await paysAgain() });
  });

  it("abort: with a popup open", async (context) => {
    await visitReady();
    const order = await arm({ pg: "payco" });
    await at.tab.click("#pay");
    await at.tab.popup();
    await at.tab.evaluate(() => (window as never as Page).off.abort());
    const came = await end(order);
    expect(came).toBe("ABORTED");
    await until("no popup", async () => (await at.tab.popups()) === 0);
    observe(context, { happens: `${came}; the popup is closed`, sees: await paysAgain() });
  });

  for (const [what, headers, expected] of [
    ["on an ordinary page", {}, "failed, PAY_PROCESS_CANCELED"],
    [
      "on a page with Cross-Origin-Opener-Policy: same-origin",
      { "cross-origin-opener-policy": "same-origin" },
      "unknown, PAY_PROCESS_CANCELED",
    ],
  ] as const) {
    it(`popup: the customer closes it, ${what}`, async (context) => {
      await visitReady({ headers });
      const order = await arm({ pg: "payco" });
      await at.tab.click("#pay");
      await (await at.tab.popup()).close();
      const came = await end(order);
      expect(came).toBe(expected);
      observe(context, { happens: came, sees: await paysAgain() });
    });
  }
}
