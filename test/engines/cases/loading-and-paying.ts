import { expect, it } from "vitest";
import { observe } from "../../faults/observe.ts";
import type { Checkout, Page } from "../checkout.ts";
import { until } from "../tab.ts";

export function casesOfLoadingAndPaying(at: Checkout): void {
  const { visit, load, framesLoaded, arm, openWindow, end, paysAgain } = at;

  it("loading: a page that has nothing yet", async (context) => {
    await visit();
    const ends = await Promise.all([load(), load()]);
    expect(ends).toEqual(["ready", "ready"]);
    await framesLoaded();
    const same = await at.tab.evaluate((userCode) => {
      const [one, other] = [1, 2].map(() => (window as never as Page).lib.loadIamport(userCode));
      return one === other;
    }, at.addresses.userCode);
    expect(same).toBe(true);
    const tags = await at.tab.evaluate(() => document.querySelectorAll("script[src]").length);
    expect(tags).toBe(2);
    observe(context, { happens: `${ends[0]}; one promise, ${tags} tags`, sees: await paysAgain() });
  });

  it("loading: a script that is not there, and then is", async (context) => {
    await visit();
    const missing = await load({ sdkUrl: `${at.shop.origin}/nowhere/iamport.payment-1.2.0.js`, retries: 0 });
    expect(missing).toBe("SDK_LOAD_FAILED");
    expect(await load()).toBe("ready");
    observe(context, { happens: `${missing}; then ready, without a reload`, sees: await paysAgain() });
  });

  it("loading: from PortOne's own addresses", async (context) => {
    await visit();
    const history = () => at.tab.evaluate(() => window.history.length);
    const before = await history();
    // Whether they can be reached is this machine's affair. What is asked for ahead is over in either case.
    await load({ sdkUrl: undefined, jqueryUrl: undefined, retries: 0, timeout: 3_000 });
    await until("no frame of the early connection's", () =>
      at.tab.evaluate(() => !document.querySelector("iframe[sandbox]")),
    );
    expect(await history()).toBe(before);
    observe(context, {
      happens: "what is connected ahead ends by itself",
      sees: "no frame is left of it, and Back leads where it led",
    });
  });

  for (const [what, selector, expected] of [
    ["the customer pays", "[data-decision=approve]", "success"],
    ["the card is declined", "[data-decision=decline]", "failed, PAY_PROCESS_ABORTED"],
    ["the customer cancels", "[data-decision=cancel]", "failed, PAY_PROCESS_CANCELED"],
  ] as const) {
    it(`paying: ${what}`, async (context) => {
      await visit();
      await load();
      const order = await arm();
      await at.tab.click("#pay");
      await at.tab.clickInWindow(selector);
      const came = await end(order);
      expect(came).toBe(expected);
      observe(context, { happens: came, sees: await paysAgain() });
    });
  }

  it("paying: a double click", async (context) => {
    await visit();
    await load();
    const order = await arm();
    await at.tab.click("#pay");
    await at.tab.evaluate(() => (document.querySelector("#pay") as HTMLButtonElement).click());
    expect(await end("PAYMENT_IN_PROGRESS")).toBe("PAYMENT_IN_PROGRESS");
    await at.tab.clickInWindow("[data-decision=approve]");
    const came = await end(order);
    expect(came).toBe("success");
    observe(context, {
      happens: `the second click: PAYMENT_IN_PROGRESS; the first: ${came}`,
      sees: await paysAgain(),
    });
  });

  it("abort: with the payment window open", async (context) => {
    await visit();
    await load();
    const order = await openWindow();
    await at.tab.evaluate(() => (window as never as Page).off.abort());
    const came = await end(order);
    expect(came).toBe("ABORTED");
    observe(context, { happens: came, sees: await paysAgain() });
  });
}
