import type { BrowserContext, Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import type { RedirectResult } from "../../dist/index.js";
import {
  framesLoaded,
  importLibrary,
  launch,
  openShop,
  pay,
  phone,
  type Shop,
  startPayment,
  useBrowser,
} from "../browser/harness.ts";
import { newOrder } from "./checkout.ts";
import { observe } from "./observe.ts";

useBrowser();
let shop: Shop;
beforeAll(async () => {
  shop = await openShop({ context: phone, lasting: true });
});

/** Pays on a phone, by way of the gateway's page: the tab has landed on `/complete`. */
async function land(): Promise<{ page: Page; url: string; merchant_uid: string }> {
  const page = await shop.context.newPage();
  await page.goto(`${shop.origin}/checkout`);
  await importLibrary(page);
  await page.evaluate(async ({ userCode, ...options }) => {
    await window.lib.loadIamport(userCode, options);
  }, shop.addresses);
  await framesLoaded(page);
  const asked = newOrder({ m_redirect_url: `${shop.origin}/complete` });
  await startPayment(page, asked);
  await page.getByRole("button", { name: pay }).click();
  await page.waitForURL(/\/complete\?/);
  return { page, url: page.url(), merchant_uid: asked.merchant_uid };
}

/** What the landing page is told, and what it then shows. */
async function landing(page: Page): Promise<RedirectResult | null> {
  await importLibrary(page);
  return page.evaluate(() => window.lib.getRedirectResult());
}
const opened = async (context: BrowserContext, url: string) => {
  const page = await context.newPage();
  await page.goto(url);
  return landing(page);
};

const inWords = (landed: RedirectResult | null) =>
  landed
    ? `${landed.result.success ? "success" : landed.result.outcome}, request ${landed.request ? "known" : "null"}`
    : "null";
const toVerify = "nothing is paid by it: the server has to verify, and to check whose order it is";

describe("Landing", () => {
  it("opened where it should be, in the tab that asked", async (context) => {
    const { page, merchant_uid } = await land();
    const landed = await landing(page);
    expect(landed).toMatchObject({
      result: { success: true, merchant_uid, delivery: "redirect" },
      request: { merchant_uid, amount: 64900 },
    });
    observe(context, {
      happens: inWords(landed),
      sees: `the order by its name: ${landed?.request?.name}`,
      payments: 1,
    });
  });

  it("reloaded before the server has answered", async (context) => {
    const { page, merchant_uid } = await land();
    const first = await landing(page);
    expect(await page.evaluate(() => window.lib.getRedirectResult())).toBeNull();
    await page.reload();
    const again = await landing(page);
    expect(again).toEqual(first);
    expect(again?.request).toMatchObject({ merchant_uid });
    observe(context, {
      happens: `${inWords(again)}: the same again, once per page load`,
      sees: "the landing page as before",
      payments: 1,
    });
  });

  it("reloaded after the server has answered", async (context) => {
    const { page } = await land();
    await landing(page);
    await page.evaluate(() => window.lib.clearRedirectResult());
    await page.reload();
    const again = await landing(page);
    expect(again).toBeNull();
    expect(new URL(page.url()).search).toBe("");
    observe(context, {
      happens: `${again}; the address is clean`,
      sees: "the page without a result",
      payments: 1,
    });
  });

  it("the same address opened twice in the same tab", async (context) => {
    const { page, url } = await land();
    const first = await landing(page);
    await page.goto(url);
    const second = await landing(page);
    expect(second).toEqual(first);
    observe(context, {
      happens: `${inWords(second)}, both times`,
      sees: "the landing page as before: the server settles an order once",
      payments: 1,
    });
  });

  it("opened in another tab of the same browser", async (context) => {
    const { url, merchant_uid } = await land();
    const landed = await opened(shop.context, url);
    expect(landed).toMatchObject({ result: { success: true, merchant_uid }, request: null });
    observe(context, { happens: inWords(landed), sees: toVerify, payments: 1 });
  });

  it("shared to another device", async (context) => {
    const { url, merchant_uid } = await land();
    const browser = await launch();
    try {
      const landed = await opened(await browser.newContext(), url);
      expect(landed).toMatchObject({ result: { success: true, merchant_uid }, request: null });
      observe(context, { happens: inWords(landed), sees: toVerify, payments: 1 });
    } finally {
      await browser.close();
    }
  });

  it("a forged link in a fresh tab", async (context) => {
    const forged = `${shop.origin}/complete?imp_uid=imp_1&merchant_uid=victim-1&imp_success=true`;
    const landed = await opened(shop.context, forged);
    expect(landed).toMatchObject({ result: { success: true, merchant_uid: "victim-1" }, request: null });
    observe(context, { happens: inWords(landed), sees: toVerify });
  });

  it("a forged link in a tab that has asked for another order", async (context) => {
    const { page } = await land();
    await landing(page);
    await page.goto(`${shop.origin}/complete?imp_uid=imp_1&merchant_uid=victim-1&imp_success=true`);
    const landed = await landing(page);
    expect(landed).toMatchObject({ result: { merchant_uid: "victim-1" }, request: null });
    observe(context, { happens: inWords(landed), sees: toVerify, payments: 1 });
  });

  it("the tab's memory was tampered with, or is another page's", async (context) => {
    const page = await shop.context.newPage();
    await page.goto(`${shop.origin}/complete?imp_uid=imp_1&merchant_uid=order-1&imp_success=true`);
    for (const memory of ["{", "null", "[]", '"order-1"', '{"merchant_uid":["order-1"]}']) {
      await page.evaluate((memory) => sessionStorage.setItem("iamport-request-pay:request", memory), memory);
      await page.reload();
      expect(await landing(page)).toMatchObject({ result: { merchant_uid: "order-1" }, request: null });
    }
    observe(context, { happens: "request null", sees: toVerify });
  });
});
