import { expect, it } from "vitest";
import { observe } from "../../faults/observe.ts";
import type { Checkout } from "../checkout.ts";
import type { Front } from "../serve-before.ts";
import { until } from "../tab.ts";

export function casesOfFramesThatFail(at: Checkout): void {
  const { visit, visitReady, load, arm, endOfDeadWindow, endSoFar, isFree, paysAgain, address } = at;

  async function payAndLeave(params: object = {}) {
    const order = await arm(params, { exitAfter: 500 });
    // Not as a click of the driver's: Playwright's waits for a navigation that a policy has refused.
    await at.tab.evaluate(() => (document.querySelector("#pay") as HTMLButtonElement).click());
    const end = await endOfDeadWindow(order);
    await until("a free page", isFree);
    return end;
  }
  /** The same, twice: a dead window doesn't keep the next click from its end. */
  async function payAndLeaveTwice(params: object = {}) {
    const first = await payAndLeave(params);
    expect(await payAndLeave(params)).toEqual(first);
    expect(await endSoFar("PAYMENT_IN_PROGRESS")).toBeNull();
    return {
      ...first,
      sees: first.byWayOut
        ? "a button to close the window; the page is free, and the next click ends in the same way"
        : "the page is free, and the next click ends in the same way",
    };
  }

  for (const policy of ["require-corp", "credentialless"]) {
    it(`dead window: Cross-Origin-Embedder-Policy: ${policy} keeps its frame out`, async (context) => {
      await visit({
        headers: { "cross-origin-embedder-policy": policy },
        // A shop that has got as far as to have the scripts.
        onRequest: (path, answer) => {
          if (!path.includes("/ready/")) answer.setHeader("cross-origin-resource-policy", "cross-origin");
        },
      });
      expect(await load({ timeout: 2_000 })).toBe("ready");
      if (at.name === "webkit" && policy === "credentialless") {
        // WebKit doesn't know this one.
        observe(context, { happens: "the policy is not known", sees: await paysAgain() });
        return;
      }
      const { came, byWayOut, sees } = await payAndLeaveTwice();
      // An engine that fires no `load` for the frame that it keeps out has no window to open.
      expect(came).toBe(byWayOut ? "unknown, ABANDONED" : "INIT_FAILED");
      observe(context, { happens: came, sees });
    });
  }

  it("dead window: the page's frame-src keeps its frame out", async (context) => {
    await visit({ headers: { "content-security-policy": "frame-src 'self'" } });
    // Who is told by the policy doesn't wait for this.
    expect(await load({ timeout: 30_000 })).toBe("ready");
    const { came, sees } = await payAndLeaveTwice();
    expect(came).toBe("INIT_FAILED");
    observe(context, { happens: came, sees });
  });

  it("dead window: the page's form-action keeps a phone from the gateway's page", async (context) => {
    await visitReady({ phone: true, headers: { "content-security-policy": "form-action 'self'" } });
    const { came, sees } = await payAndLeaveTwice({ m_redirect_url: `${at.shop.origin}/complete` });
    expect(came).toBe("WINDOW_FAILED");
    expect(await address()).toBe(`${at.shop.origin}/checkout`);
    observe(context, { happens: came, sees });
  });

  it("dead window: the server of the frames is gone, and comes back", async (context) => {
    let isToGo = true;
    let front: Front | undefined;
    await visit({
      onRequest: async (path, _, itself) => {
        if (!isToGo || !path.includes("/ready/")) return;
        isToGo = false;
        front = itself;
        await front.goAway();
      },
    });
    await load({ timeout: 2_000 });
    await until("the first request for a frame", async () => front);
    const { came, byWayOut } = await payAndLeave();
    expect(came).toBe(byWayOut ? "unknown, ABANDONED" : "INIT_FAILED");
    await front?.comeBack();
    const button = byWayOut ? "a button to close the window; then " : "";
    observe(context, { happens: came, sees: `${button}${await paysAgain()}` });
  });

  it("dead window: the browser is offline as its frame comes, and at the click", async (context) => {
    let isToBeCutOff = true;
    await visit({
      onRequest: async (path, answer) => {
        if (!isToBeCutOff || !path.includes("/ready/")) return;
        isToBeCutOff = false;
        await at.tab.setOffline?.(true);
        answer.destroy();
      },
    });
    const { setOffline } = at.tab;
    if (!setOffline) return context.skip("its driver can't take a browser off the network");
    await load({ timeout: 2_000 });
    await until("the network's end", () => at.tab.evaluate(() => !navigator.onLine));
    const { came, byWayOut } = await payAndLeave();
    expect({ came, byWayOut }).toEqual({ came: "INIT_FAILED", byWayOut: false });
    await setOffline(false);
    observe(context, { happens: came, sees: `once the browser is online, ${await paysAgain()}` });
  });
}
