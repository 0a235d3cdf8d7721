import { describe, expect, it } from "vitest";
import {
  importLibrary,
  isPageFree,
  launch,
  loadAndWaitForFrames,
  outcome,
  pay,
  phone,
  press,
  type Shop,
  startPayment,
  useBrowser,
  windowWith,
} from "../browser/harness.ts";
import { inWords, newOrder, readyShop, seesPageThatPays } from "./checkout.ts";
import { observe } from "./observe.ts";

useBrowser();

/** A PC whose payment window is open. */
async function withWindow() {
  const shop = await readyShop({ sandbox: { outcome: "manual" } });
  const asked = newOrder();
  await startPayment(shop.page, asked);
  await windowWith(shop.page, pay);
  return { shop, asked };
}

/** A phone at the gateway's page, which has taken the shop's place. */
async function atTheGateway(options: Parameters<typeof readyShop>[0] = {}) {
  const shop = await readyShop({ context: phone, ...options, sandbox: { outcome: "manual" } });
  const asked = newOrder({ m_redirect_url: `${shop.origin}/complete` });
  await startPayment(shop.page, asked);
  await shop.page.waitForURL((url) => url.origin !== shop.origin);
  await shop.page.getByRole("button", { name: pay }).waitFor();
  return { shop, asked };
}

async function fresh(shop: Shop) {
  await importLibrary(shop.page);
  await loadAndWaitForFrames(shop);
}

/** On a phone the gateway's page opens instead of a window. */
async function opensAgain({ page, origin }: Shop) {
  await startPayment(page, newOrder({ m_redirect_url: `${origin}/complete` }));
  await page.waitForURL((url) => url.origin !== origin, { waitUntil: "commit" });
  return "the page is free, and the button opens the gateway's page again";
}

describe("Paying", () => {
  it("the page is reloaded with the payment window open", async (context) => {
    const { shop, asked } = await withWindow();
    await shop.page.reload();
    await fresh(shop);
    expect(await isPageFree(shop.page)).toBe(true);
    // The order is open still, and may be paid under its own name.
    await startPayment(shop.page, asked);
    await press(shop.page, pay);
    const end = await outcome(shop.page);
    expect(end.result).toMatchObject({ success: true, merchant_uid: asked.merchant_uid });
    observe(context, {
      happens: `nobody hears an answer; the same order can be paid again: ${inWords(end)}`,
      sees: "the checkout page as it was at first",
    });
  });

  it("the customer goes to another page of the shop, and comes back with Back", async (context) => {
    const { shop } = await withWindow();
    const { page, origin } = shop;
    await page.goto(`${origin}/elsewhere`);
    await page.goBack();
    await page.waitForURL(`${origin}/checkout`);
    await fresh(shop);
    expect(await isPageFree(page)).toBe(true);
    observe(context, {
      happens: "the page starts anew",
      sees: await seesPageThatPays(shop),
    });
  });

  it("Back from the gateway's page, to a page that was kept in the back/forward cache", async (context) => {
    const browser = await launch(["--disable-back-forward-cache"]);
    try {
      const { shop, asked } = await atTheGateway({ browser });
      const { page, origin } = shop;
      await page.evaluate(() => history.back());
      await page.waitForURL(`${origin}/checkout`, { waitUntil: "commit" });
      const end = await outcome(page);
      expect(end.result).toMatchObject({ outcome: "unknown", merchant_uid: asked.merchant_uid });
      expect(await isPageFree(page)).toBe(true);
      observe(context, {
        happens: `the promise that was waiting resolves: ${inWords(end)}, to be looked up by its order`,
        sees: await opensAgain(shop),
      });
    } finally {
      await browser.close();
    }
  });

  it("Back from the gateway's page, to a page that was not kept", async (context) => {
    const { shop } = await atTheGateway();
    const { page, origin } = shop;
    await page.goBack();
    await page.waitForURL(`${origin}/checkout`);
    await fresh(shop);
    expect(await isPageFree(page)).toBe(true);
    observe(context, { happens: "the page starts anew", sees: await opensAgain(shop) });
  });

  it("Back from the landing page, with the back/forward cache, after it has read the result", async (context) => {
    const browser = await launch(["--disable-back-forward-cache"]);
    try {
      const { shop, asked } = await atTheGateway({ browser });
      const { page, origin } = shop;
      await page.getByRole("button", { name: pay }).click();
      await page.waitForURL(`${origin}/complete?**`);
      await importLibrary(page);
      await page.evaluate(() => {
        window.lib.getRedirectResult();
        window.lib.clearRedirectResult();
      });
      await page.evaluate(() => history.go(2 - history.length));
      await page.waitForURL(`${origin}/checkout`, { waitUntil: "commit" });
      const end = await outcome(page);
      expect(end.result).toMatchObject({
        success: true,
        merchant_uid: asked.merchant_uid,
        delivery: "redirect",
      });
      expect(await isPageFree(page)).toBe(true);
      observe(context, {
        happens: `the promise that was waiting has the landing page's answer: ${inWords(end)}`,
        sees: "the checkout page, with the result of the payment",
      });
    } finally {
      await browser.close();
    }
  });

  it("the browser freezes the tab during a payment, and wakes it", async (context) => {
    const { shop, asked } = await withWindow();
    const chrome = await shop.context.newCDPSession(shop.page);
    await chrome.send("Page.setWebLifecycleState", { state: "frozen" });
    await chrome.send("Page.setWebLifecycleState", { state: "active" });
    await press(shop.page, pay);
    const end = await outcome(shop.page);
    expect(end.result).toMatchObject({ success: true, merchant_uid: asked.merchant_uid });
    observe(context, {
      happens: `the payment goes on where it was: ${inWords(end)}`,
      sees: await seesPageThatPays(shop),
    });
  });

  it("the tab is discarded at the gateway: unloaded, and loaded again when the customer returns", async (context) => {
    const { shop, asked } = await atTheGateway();
    const { page, origin } = shop;
    const gateway = page.url();
    // What is left of a discarded tab: its address, and its sessionStorage. No page of it is alive.
    await page.goto("about:blank");
    await page.goto(gateway);
    await page.getByRole("button", { name: pay }).click();
    await page.waitForURL(`${origin}/complete?**`);
    await importLibrary(page);
    const landed = await page.evaluate(() => window.lib.getRedirectResult());
    expect(landed).toMatchObject({
      result: { success: true, merchant_uid: asked.merchant_uid },
      request: { merchant_uid: asked.merchant_uid, amount: asked.amount },
    });
    observe(context, {
      happens: `the landing page has the answer, and what was asked for: ${inWords(landed ?? {})}`,
      sees: "the gateway's page, loaded again, and the landing page",
    });
  });
});
