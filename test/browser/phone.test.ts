import { describe, expect, it } from "vitest";
import {
  cancel,
  decline,
  importLibrary,
  isPageFree,
  issue,
  launch,
  loadAndWaitForFrames,
  openShop,
  order,
  outcome,
  pay,
  phone,
  startPayment,
  useBrowser,
} from "./harness.ts";

useBrowser();

/** Pays on an emulated phone, up to the gateway's page. */
async function atTheGateway(params: object = {}, options: Parameters<typeof openShop>[0] = {}) {
  const shop = await openShop({ context: phone, ...options });
  await loadAndWaitForFrames(shop);
  await startPayment(shop.page, { ...order, m_redirect_url: `${shop.origin}/complete?lang=ko`, ...params });
  await shop.page.waitForURL((url) => !url.href.startsWith(shop.origin));
  return shop;
}

describe("on a phone", () => {
  it.each([
    ["결제하기 / Pay", pay, { success: true, outcome: "authenticated" }],
    ["거절 / Decline", decline, { success: false, outcome: "failed" }],
    ["취소 / Cancel", cancel, { success: false, outcome: "failed" }],
  ])("%s leads to the landing page, with the result and what was asked for", async (_, button, expected) => {
    const { page, origin } = await atTheGateway();
    await page.getByRole("button", { name: button }).click();
    await page.waitForURL(`${origin}/complete?**`);
    await importLibrary(page);
    const landed = await page.evaluate(() => window.lib.getRedirectResult());
    expect(landed).toMatchObject({
      result: {
        ...expected,
        delivery: "redirect",
        merchant_uid: "order-1",
        imp_uid: expect.stringMatching(/^imp_/),
      },
      request: { merchant_uid: "order-1", amount: 64900, pg: "kcp", name: order.name, pay_method: null },
    });
    if (!expected.success) expect(landed?.result.error_msg).toBeTruthy();

    await page.reload();
    await importLibrary(page);
    expect(await page.evaluate(() => window.lib.getRedirectResult())).toEqual(landed);
    await page.evaluate(() => window.lib.clearRedirectResult());
    expect(page.url()).toBe(`${origin}/complete?lang=ko`);
    expect(await page.evaluate(() => window.lib.getRedirectResult())).toBeNull();
  });

  it("a no of the default gateway, which the shop doesn't name, is believed as far as that gateway is", async () => {
    const daou = { pg_provider: "daou", pg_id: "CTS11027", type: "payment" as const };
    const { page, origin } = await atTheGateway({ pg: undefined }, { sandbox: { gateways: [daou] } });
    await page.getByRole("button", { name: decline }).click();
    await page.waitForURL(`${origin}/complete?**`);
    await importLibrary(page);
    const landed = await page.evaluate(() => window.lib.getRedirectResult());
    expect(landed).toMatchObject({ result: { outcome: "unknown", error_msg: expect.any(String) } });
    expect(landed?.request).toEqual({
      merchant_uid: "order-1",
      amount: 64900,
      name: order.name,
      pg: null,
      pay_method: null,
      requestedAt: expect.any(Number),
    });
  });

  it("a virtual account is issued on the way", async () => {
    const { page, origin } = await atTheGateway({ pay_method: "vbank" });
    await page.getByRole("button", { name: issue }).click();
    await page.waitForURL(`${origin}/complete?**`);
    await importLibrary(page);
    expect(await page.evaluate(() => window.lib.getRedirectResult())).toMatchObject({
      result: { success: true },
      request: { pay_method: "vbank" },
    });
  });

  it("the landing page's link, opened in another tab, comes without a request", async () => {
    const { page, origin, context } = await atTheGateway();
    await page.getByRole("button", { name: pay }).click();
    await page.waitForURL(`${origin}/complete?**`);
    const other = await context.newPage();
    await other.goto(page.url());
    await importLibrary(other);
    expect(await other.evaluate(() => window.lib.getRedirectResult())).toMatchObject({
      result: { success: true },
      request: null,
    });
  });

  it("a gateway that stays on phones answers in the promise", async () => {
    const shop = await openShop({ context: phone, sandbox: { outcome: "approve" } });
    await loadAndWaitForFrames(shop);
    await startPayment(shop.page, { ...order, pg: "danal" });
    expect((await outcome(shop.page)).result).toMatchObject({ success: true, delivery: "callback" });
    await expect.poll(() => isPageFree(shop.page)).toBe(true);
  });

  it("what is refused before the redirect answers in the promise all the same", async () => {
    const shop = await openShop({ context: phone, sandbox: { outcome: "approve" } });
    await loadAndWaitForFrames(shop);
    await startPayment(shop.page, { ...order, pg: "danal" });
    await outcome(shop.page);
    await startPayment(shop.page, { ...order, pg: "kcp" });
    expect((await outcome(shop.page)).result).toMatchObject({
      error_code: "F1002",
      outcome: "unknown",
      delivery: "callback",
    });
  });
});

describe("coming back with Back", () => {
  it("to a page that was kept: it is free, and the payment is unknown", async () => {
    const browser = await launch(["--disable-back-forward-cache"]);
    const { page, origin } = await atTheGateway({}, { browser });
    await page.getByRole("button", { name: pay }).waitFor();
    await page.evaluate(() => history.back());
    await page.waitForURL(`${origin}/checkout`, { waitUntil: "commit" });
    const { result } = await outcome(page);
    expect(result).toMatchObject({
      success: false,
      outcome: "unknown",
      error_code: "ABANDONED",
      merchant_uid: "order-1",
      delivery: "redirect",
    });
    expect(await isPageFree(page)).toBe(true);
    await startPayment(page, { ...order, merchant_uid: "order-2", m_redirect_url: `${origin}/complete` });
    await page.waitForURL((url) => !url.href.startsWith(origin), { waitUntil: "commit" });
    await browser.close();
  });

  it("from the landing page: the promise has the answer that was read there", async () => {
    const browser = await launch(["--disable-back-forward-cache"]);
    const { page, origin } = await atTheGateway({}, { browser });
    await page.getByRole("button", { name: pay }).click();
    await page.waitForURL(`${origin}/complete?**`);
    await importLibrary(page);
    await page.evaluate(() => {
      window.lib.getRedirectResult();
      window.lib.clearRedirectResult();
    });
    const steps = await page.evaluate(() => history.length);
    await page.evaluate((steps) => history.go(1 - steps), steps - 1);
    await page.waitForURL(`${origin}/checkout`, { waitUntil: "commit" });
    expect((await outcome(page)).result).toMatchObject({
      success: true,
      merchant_uid: "order-1",
      delivery: "redirect",
    });
    expect(await isPageFree(page)).toBe(true);
    await browser.close();
  });

  it("and then on again with Forward: the landing page still knows what was asked for", async () => {
    const browser = await launch(["--disable-back-forward-cache"]);
    const { page, origin } = await atTheGateway({}, { browser });
    await page.getByRole("button", { name: pay }).waitFor();
    await page.evaluate(() => history.back());
    await page.waitForURL(`${origin}/checkout`, { waitUntil: "commit" });
    expect((await outcome(page)).result?.error_code).toBe("ABANDONED");
    await page.evaluate(() => history.forward());
    await page.waitForURL((url) => !url.href.startsWith(origin), { waitUntil: "commit" });
    await page.getByRole("button", { name: pay }).click();
    await page.waitForURL(`${origin}/complete?**`);
    await importLibrary(page);
    expect(await page.evaluate(() => window.lib.getRedirectResult())).toMatchObject({
      result: { success: true },
      request: { merchant_uid: "order-1", amount: 64900 },
    });
    await browser.close();
  });

  it("to a page that was not kept: it starts anew", async () => {
    const { page, origin } = await atTheGateway();
    await page.goBack();
    await page.waitForURL(`${origin}/checkout`);
    expect(await isPageFree(page)).toBe(true);
  });
});
