import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import {
  isPageFree,
  loadAndWaitForFrames,
  openShop,
  outcome,
  pay,
  phone,
  press,
  useBrowser,
  windowWith,
} from "../browser/harness.ts";
import { inWords, newOrder, readyShop, seesPageThatPays } from "./checkout.ts";
import { observe } from "./observe.ts";

useBrowser();

/** Pays with a signal; with `at`, it has fired already. */
const start = (page: Page, params: object, at?: "already") =>
  page.evaluate(
    ([params, at]) => {
      const off = new AbortController();
      if (at) off.abort();
      Object.assign(window, { off });
      window.outcome = window.lib.requestPay(params as never, { signal: off.signal }).then(
        (result) => ({ result }),
        ({ code, merchant_uid }) => ({ error: { code, merchant_uid } }),
      );
    },
    [params, at] as const,
  );
const abort = (page: Page) => page.evaluate(() => (window as never as { off: AbortController }).off.abort());

/** Whether the error names the order: it does once the SDK was called for it. */
const named = (merchant_uid: unknown) =>
  merchant_uid ? "with its merchant_uid, to be looked up" : "no order was asked for";

describe("Paying", () => {
  it("called off before it begins", async (context) => {
    const shop = await readyShop();
    await start(shop.page, newOrder(), "already");
    const end = await outcome(shop.page);
    expect(end.error).toEqual({ code: "ABORTED" });
    expect(await isPageFree(shop.page)).toBe(true);
    observe(context, {
      happens: `${inWords(end)}; ${named(end.error?.merchant_uid)}`,
      sees: await seesPageThatPays(shop),
    });
  });

  it("called off while the SDK is loading", async (context) => {
    const shop = await openShop({ sandbox: { outcome: "approve" } });
    const { page, addresses } = shop;
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route(/iamport\.payment/, (route) => held.then(() => route.continue()));
    await page.evaluate(
      ({ userCode, ...options }) => void window.lib.loadIamport(userCode, options),
      addresses,
    );
    await start(page, newOrder());
    await abort(page);
    const end = await outcome(page);
    expect(end.error).toEqual({ code: "ABORTED" });
    release();
    await loadAndWaitForFrames(shop);
    expect(await isPageFree(page)).toBe(true);
    observe(context, {
      happens: `${inWords(end)}; ${named(end.error?.merchant_uid)}, and no window opens when the SDK has come`,
      sees: await seesPageThatPays(shop),
    });
  });

  it("called off while the payment frames are loading", async (context) => {
    const shop = await openShop({ sandbox: { outcome: "approve" } });
    const { page, addresses } = shop;
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route(/\/payments\/ready\//, (route) => held.then(() => route.continue()));
    await page.evaluate(
      ({ userCode, ...options }) => window.lib.loadIamport(userCode, options).then(() => {}),
      addresses,
    );
    await start(page, newOrder());
    await abort(page);
    const end = await outcome(page);
    expect(end.error).toEqual({ code: "ABORTED" });
    release();
    await loadAndWaitForFrames(shop);
    expect(await isPageFree(page)).toBe(true);
    observe(context, {
      happens: `${inWords(end)}; ${named(end.error?.merchant_uid)}, and no window opens when the frames have come`,
      sees: await seesPageThatPays(shop),
    });
  });

  it("called off with the payment window open", async (context) => {
    const shop = await readyShop({ sandbox: { outcome: "manual" } });
    const asked = newOrder();
    await start(shop.page, asked);
    await windowWith(shop.page, pay);
    await abort(shop.page);
    const end = await outcome(shop.page);
    expect(end.error).toEqual({ code: "ABORTED", merchant_uid: asked.merchant_uid });
    observe(context, {
      happens: `${inWords(end)}, ${named(end.error?.merchant_uid)}`,
      sees: await seesPageThatPays(shop),
    });
  });

  it("called off with a gateway's popup open", async (context) => {
    const shop = await readyShop({ sandbox: { outcome: "manual" } });
    const asked = newOrder({ pg: "payco" });
    const [popup] = await Promise.all([shop.context.waitForEvent("page"), start(shop.page, asked)]);
    await popup.getByRole("button", { name: pay }).waitFor();
    await abort(shop.page);
    const end = await outcome(shop.page);
    expect(end.error).toEqual({ code: "ABORTED", merchant_uid: asked.merchant_uid });
    await expect.poll(() => popup.isClosed()).toBe(true);
    observe(context, {
      happens: `${inWords(end)}, ${named(end.error?.merchant_uid)}; the popup is closed`,
      sees: await seesPageThatPays(shop),
    });
  });

  it("called off in the task in which the answer comes", async (context) => {
    const shop = await readyShop({ sandbox: { outcome: "manual" } });
    await start(shop.page, newOrder());
    await windowWith(shop.page, pay);
    await shop.page.evaluate(() => {
      const { off } = window as never as { off: AbortController };
      // After the SDK's own listener, which has been there for longer.
      addEventListener("message", () => off.abort());
    });
    await press(shop.page, pay);
    const end = await outcome(shop.page);
    expect(end.result?.success).toBe(true);
    observe(context, {
      happens: `the answer was first, and stays: ${inWords(end)}`,
      sees: await seesPageThatPays(shop),
    });
  });

  it("called off when the page has gone on to the gateway", async (context) => {
    const shop = await readyShop({ context: phone, sandbox: { outcome: "manual" } });
    const asked = newOrder({ m_redirect_url: `${shop.origin}/complete` });
    await shop.page.evaluate(() =>
      addEventListener("pagehide", () => (window as never as { off: AbortController }).off.abort()),
    );
    await start(shop.page, asked);
    await shop.page.waitForURL((url) => url.origin !== shop.origin);
    await shop.page.getByRole("button", { name: pay }).click();
    await shop.page.waitForURL(`${shop.origin}/complete?**`);
    await shop.page.evaluate('import("/lib/index.js").then((lib) => { window.lib = lib; })');
    const landed = await shop.page.evaluate(() => window.lib.getRedirectResult());
    expect(landed?.result).toMatchObject({ success: true, merchant_uid: asked.merchant_uid });
    observe(context, {
      happens: `the landing page has the answer all the same: success; request: ${landed?.request ? "known" : "null"}`,
      sees: "the gateway's page, and then the landing page",
    });
  });
});
