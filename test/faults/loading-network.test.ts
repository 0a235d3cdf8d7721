import { describe, expect, it } from "vitest";
import { faults } from "./cdn.ts";
import { openCheckout, paysNow, useShop } from "./loading-page.ts";
import { observe } from "./observe.ts";

const at = useShop();

describe("Loading", () => {
  it("offline when the page opens, online again between two tries", async (context) => {
    const checkout = await openCheckout();
    const network = checkout.page.context();
    await network.setOffline(true);
    try {
      const failed = checkout.page.waitForEvent("requestfailed");
      const loading = checkout.load({ retries: 6 });
      await failed;
      await network.setOffline(false);
      const code = await loading;
      expect(code).toBe("ready");
      expect(await checkout.left()).toMatchObject({ tags: 2, IMP: "whole" });
      observe(context, { happens: code, sees: await paysNow(checkout) });
    } finally {
      await network.setOffline(false);
    }
  });

  it("offline for all tries, online again before the next click", async (context) => {
    const checkout = await openCheckout();
    const network = checkout.page.context();
    await network.setOffline(true);
    try {
      const code = await checkout.load({ retries: 1 });
      expect(code).toBe("SDK_LOAD_FAILED");
      const told = await checkout.pay();
      expect(await checkout.left()).toEqual({ tags: 0, IMP: "none", jQuery: "undefined", $: "undefined" });
      await network.setOffline(false);
      observe(context, {
        happens: `${code}; nothing left behind`,
        sees: `"${told}"; then ${await paysNow(checkout)}`,
      });
    } finally {
      await network.setOffline(false);
    }
  });

  it("the SDK arrives before jQuery", async (context) => {
    const checkout = await openCheckout();
    const release = at.cdn.hold("jquery");
    const sdk = checkout.page.waitForEvent("requestfinished", (request) => /iamport/.test(request.url()));
    const loading = checkout.load();
    await sdk;
    expect(await checkout.left()).toMatchObject({ IMP: "none" });
    release();
    const code = await loading;
    expect(code).toBe("ready");
    observe(context, {
      happens: `${code}: they run in their order all the same`,
      sees: await paysNow(checkout),
    });
  });

  it("a page that takes our tags out while they are loading", async (context) => {
    const checkout = await openCheckout();
    await checkout.page.evaluate(() => {
      new MutationObserver(() => {
        for (const tag of document.querySelectorAll("head script")) tag.remove();
      }).observe(document.head, { childList: true });
    });
    const code = await checkout.load();
    expect(code).toBe("ready");
    expect((await checkout.left()).tags).toBe(0);
    observe(context, { happens: `${code}: they run all the same`, sees: await paysNow(checkout) });
  });

  it.for([
    ["answered with 500", faults["answered with 500"]],
    ["answered with an HTML page", faults["answered with an HTML page and status 200"]],
    ["never answered", faults["never ends"]],
  ] as const)("the merchant's gateways (users/pg): %s", async ([, fault], context) => {
    at.cdn.break({ gateways: fault });
    const checkout = await openCheckout();
    expect(await checkout.load({ timeout: 1_000 })).toBe("ready");
    const told = await checkout.pay();
    expect(told).toContain("INIT_FAILED");
    const code = await checkout.code();
    expect(code).toBe("INIT_FAILED");
    expect(await checkout.page.locator(".imp-dialog").isVisible()).toBe(false);
    at.cdn.break({});
    observe(context, {
      happens: `${code}; no window covers the page`,
      sees: `"${told}"; then ${await paysNow(checkout)}`,
    });
  });

  it("the merchant's gateways (users/pg): slower than the timeout", async (context) => {
    const checkout = await openCheckout();
    const release = at.cdn.hold("gateways");
    const timeout = 3_000;
    expect(await checkout.load({ timeout })).toBe("ready");
    const told = checkout.pay();
    // Asked for once more: the SDK gets two answers.
    await expect
      .poll(() => at.cdn.asked.filter((path) => path.startsWith("/users/pg")).length, {
        timeout: 3 * timeout,
      })
      .toBe(2);
    release();
    expect(await told).toBe("Paid");
    observe(context, {
      happens: "asked for once more, and both answers come: ready",
      sees: `the window after a while, "${await told}"; then ${await paysNow(checkout)}`,
    });
  });

  it("the merchant has no gateways", async (context) => {
    at.cdn.break({
      gateways: (response, script) =>
        response
          .writeHead(200, { "content-type": "text/javascript" })
          .end(script.replace(/\(.*\)$/s, '({"code":0,"data":[]})')),
    });
    const checkout = await openCheckout();
    const code = await checkout.load();
    expect(code).toBe("ready");
    await checkout.page.waitForSelector(".imp-frame", { state: "attached" });
    expect(await checkout.page.locator(".imp-frame").count()).toBe(1);
    const told = await checkout.pay();
    expect(told).toBe("Paid");
    observe(context, {
      happens: `${code}, with the SDK's default frame`,
      sees: `the default gateway's window: ${told}`,
    });
  });
});
