import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startShop } from "../../examples/checkout/server/start-shop.mjs";
import { startExample } from "../../examples/start-example.mjs";
import {
  importLibrary,
  launch,
  loadAndWaitForFrames,
  openShop,
  pay,
  phone,
  startPayment,
  useBrowser,
} from "../browser/harness.ts";
import { newOrder } from "./checkout.ts";
import { observe } from "./observe.ts";

useBrowser();

const read = async (page: Page) => {
  await importLibrary(page);
  return page.evaluate(() => window.lib.getRedirectResult());
};

/** Markup that would run, were it taken for markup. */
const script =
  '<img src=x onerror=window.ran=1>"><script>window.ran=1</script><svg/onload=window.ran=1>' +
  "{{constructor.constructor('window.ran=1')()}}";

/** Every name that a query may carry, with scripts in each. */
const queries = (["true", "false"] as const).map((imp_success) => {
  const query = new URLSearchParams({ imp_success });
  for (const name of [
    "imp_uid",
    "merchant_uid",
    "error_msg",
    "error_code",
    "name",
    "lang",
    "message",
    "status",
  ]) {
    if (imp_success === "false" || !name.startsWith("error")) query.set(name, `${name} ${script}`);
  }
  return `${query}`;
});

describe("Landing", () => {
  it("the same landing page, reloaded, opened twice, and shared to another device", async (context) => {
    const shop = await openShop({ context: phone });
    const { page, origin } = shop;
    await loadAndWaitForFrames(shop);
    const asked = newOrder({ m_redirect_url: `${origin}/complete` });
    await startPayment(page, asked);
    await page.waitForURL((url) => url.origin !== origin);
    await page.getByRole("button", { name: pay }).click();
    await page.waitForURL(`${origin}/complete?**`);
    const link = page.url();
    const first = await read(page);
    expect(first).toMatchObject({ result: { success: true }, request: { merchant_uid: asked.merchant_uid } });
    expect(await page.evaluate(() => window.lib.getRedirectResult())).toBeNull();
    await page.reload();
    expect(await read(page)).toEqual(first);
    await page.goto(link);
    expect(await read(page)).toEqual(first);

    const opened = async (where: BrowserContext) => {
      const tab = await where.newPage();
      await tab.goto(link);
      return read(tab);
    };
    const other = await opened(shop.context);
    expect(other).toEqual({ ...first, request: null });
    const device = await shop.context.browser()?.newContext();
    const shared = device && (await opened(device));
    expect(shared).toEqual({ ...first, request: null });
    await device?.close();
    observe(context, {
      happens: `in its own tab, after a reload and opened again: the result, and what was asked for; in another tab and on another device: request: ${other?.request}`,
      sees: "the landing page; where request is null, the server decides whose order it is",
    });
  });

  it("a forged link in a fresh tab", async (context) => {
    const { page, origin } = await openShop();
    await page.goto(`${origin}/complete?imp_uid=imp_000000000000&merchant_uid=order-9&imp_success=true`);
    const landed = await read(page);
    expect(landed).toMatchObject({ result: { success: true, imp_uid: "imp_000000000000" }, request: null });
    observe(context, {
      happens: `the address says success; request: ${landed?.request}: this tab has asked for no such order`,
      sees: "nothing that is settled: the server doesn't know the payment",
    });
  });

  let browser: Awaited<ReturnType<typeof launch>>;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());

  /** Opens the landing page with a script in every field; what it shows. */
  async function shows(urls: string[]): Promise<string[]> {
    const texts: string[] = [];
    for (const url of urls) {
      const page = await browser.newPage();
      await page.goto(url);
      await page.waitForLoadState("networkidle");
      expect(await page.evaluate(() => "ran" in window)).toBe(false);
      // Nothing of it has become an element.
      expect(await page.locator("[onerror], [onload]").count()).toBe(0);
      texts.push(`${await page.locator("main").textContent()}`);
      await page.close();
    }
    return texts;
  }

  it.for(["react", "vue", "script-tag"])(
    "a script in every field, shown by the example %s",
    async (name, context) => {
      const example = await startExample(name);
      try {
        const texts = await shows(queries.map((query) => `${example.url}/?${query}`));
        // Shown, as text: the message of a failure, and the number of a success.
        for (const text of texts) expect(text).toContain(script);
        observe(context, {
          happens: `${texts.length} addresses: nothing runs`,
          sees: "the text, as it was written",
        });
      } finally {
        await example.close();
      }
    },
  );

  it("a script in every field, shown by the demo shop", async (context) => {
    const shop = await startShop({ port: 0 });
    try {
      const { merchant_uid } = await (await fetch(`${shop.url}/orders`, { method: "POST" })).json();
      const urls = queries.flatMap((query) => {
        const known = new URLSearchParams(query);
        known.set("merchant_uid", merchant_uid);
        return [
          `${shop.url}/complete?${query}`,
          `${shop.url}/complete?${known}`,
          `${shop.url}/orders/${merchant_uid}?${query}`,
          `${shop.url}/?${query}`,
        ];
      });
      const texts = await shows(urls);
      for (const text of texts) expect(text).not.toMatch(/결제 완료|Paid\b/);
      observe(context, {
        happens: `${texts.length} addresses: nothing runs, no order is shown as paid`,
        sees: "the shop's own words, and text as it was written",
      });
    } finally {
      await shop.close();
    }
  });
});
