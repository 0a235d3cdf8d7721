import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import {
  importLibrary,
  openShop,
  outcome,
  pay,
  phone,
  press,
  startPayment,
  useBrowser,
  windowWith,
} from "../browser/harness.ts";
import { inWords, newOrder, readyShop, seesPageThatPays } from "./checkout.ts";
import { observe } from "./observe.ts";

useBrowser();

/** What a browser, a setting or a page can do to the storage, before anything of the page runs. */
const storages: [name: string, spoil: () => void][] = [
  [
    "full",
    () => {
      const room = Storage.prototype.setItem;
      Storage.prototype.setItem = function (this: Storage, name: string, value: string) {
        if (this === sessionStorage) throw new DOMException("full", "QuotaExceededError");
        room.call(this, name, value);
      };
    },
  ],
  [
    "denied",
    () => {
      Object.defineProperty(window, "sessionStorage", {
        get() {
          throw new DOMException("denied", "SecurityError");
        },
      });
    },
  ],
  ["absent", () => Object.defineProperty(window, "sessionStorage", { value: undefined })],
];

async function landedAt(page: Page, origin: string) {
  await page.waitForURL(`${origin}/complete?**`);
  await importLibrary(page);
  return page.evaluate(() => window.lib.getRedirectResult());
}

describe("Paying", () => {
  it.for(storages)("sessionStorage is %s", async ([, spoil], context) => {
    const shop = await readyShop();
    const { page } = shop;
    await page.evaluate(spoil);
    await startPayment(page, newOrder());
    const end = await outcome(page);
    expect(end.result?.success).toBe(true);
    observe(context, { happens: inWords(end), sees: await seesPageThatPays(shop) });
  });

  it.for(storages)(
    "sessionStorage is %s, on a phone that comes back by the landing page",
    async ([, spoil], context) => {
      const shop = await openShop({ context: phone });
      await shop.context.addInitScript(spoil);
      const { page, origin, addresses } = shop;
      await page.reload();
      await importLibrary(page);
      await page.evaluate(
        ({ userCode, ...options }) => void window.lib.loadIamport(userCode, options),
        addresses,
      );
      const asked = newOrder({ m_redirect_url: `${origin}/complete` });
      await startPayment(page, asked).catch(() => {});
      await page.waitForURL((url) => url.origin !== origin);
      await page.getByRole("button", { name: pay }).click();
      const landed = await landedAt(page, origin);
      expect(landed).toMatchObject({
        result: { success: true, merchant_uid: asked.merchant_uid },
        request: null,
      });
      expect(shop.log.filter((line) => line.startsWith("uncaught"))).toEqual([]);
      observe(context, {
        happens: `${inWords(landed ?? {})}; request: null, as nothing could be remembered`,
        sees: "the landing page, with the result; the server knows the order",
      });
    },
  );

  it.for([
    [
      "crypto.randomUUID is missing, as on plain http",
      () => Object.defineProperty(crypto, "randomUUID", { value: undefined }),
    ],
  ] as [string, () => void][])("%s", async ([, spoil], context) => {
    const shop = await readyShop();
    await shop.page.evaluate(spoil);
    const ids = await shop.page.evaluate(() =>
      Array.from({ length: 1000 }, () => window.lib.createMerchantUid()),
    );
    expect(new Set(ids).size).toBe(1000);
    for (const id of ids) expect(id).toMatch(/^[\w-]{20,40}$/);
    const { merchant_uid: _, ...params } = newOrder();
    await startPayment(shop.page, params);
    const end = await outcome(shop.page);
    expect(end.result).toMatchObject({
      success: true,
      merchant_uid: expect.stringMatching(/^[\w-]{20,40}$/),
    });
    observe(context, {
      happens: `${inWords(end)}; 1,000 order IDs, all different, of the same form`,
      sees: await seesPageThatPays(shop),
    });
  });

  it.for([
    ["an hour ahead", 3_600_000],
    ["a day back", -86_400_000],
    ["to before 1970", -1e13],
  ] as [string, number][])("the clock jumps %s during a payment", async ([, jump], context) => {
    const shop = await readyShop({ sandbox: { outcome: "manual" } });
    const { page } = shop;
    const asked = newOrder();
    await startPayment(page, asked);
    await windowWith(page, pay);
    await page.evaluate((jump) => {
      const { now } = Date;
      Date.now = () => now() + jump;
    }, jump);
    await press(page, pay);
    const end = await outcome(page);
    expect(end.result).toMatchObject({ success: true, merchant_uid: asked.merchant_uid });
    observe(context, { happens: inWords(end), sees: await seesPageThatPays(shop) });
  });

  it("the clock jumps back by a day between the click and the landing page", async (context) => {
    const shop = await readyShop({ context: phone, sandbox: { outcome: "manual" } });
    const { page, origin } = shop;
    const asked = newOrder({ m_redirect_url: `${origin}/complete` });
    await startPayment(page, asked);
    await page.waitForURL((url) => url.origin !== origin);
    await shop.context.addInitScript(() => {
      const { now } = Date;
      Date.now = () => now() - 86_400_000;
    });
    await page.getByRole("button", { name: pay }).click();
    const landed = await landedAt(page, origin);
    expect(landed).toMatchObject({
      result: { success: true },
      request: { merchant_uid: asked.merchant_uid },
    });
    observe(context, {
      happens: `${inWords(landed ?? {})}; what was asked for is still known`,
      sees: "the landing page, with the result",
    });
  });
});
