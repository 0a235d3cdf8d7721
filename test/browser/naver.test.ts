import { expect, it } from "vitest";
import { isPageFree, loadAndWaitForFrames, openShop, press, useBrowser } from "./harness.ts";

useBrowser();

it("an order at Naver never comes back as a success: it ends with its window, as unknown", async () => {
  const shop = await openShop({
    sandbox: { gateways: [{ pg_provider: "naverco", pg_id: "np_1", type: "payment" }] },
  });
  const { page } = shop;
  await loadAndWaitForFrames(shop);
  const refused = await page.evaluate(() =>
    window.lib
      .requestPay({ pg: "naverco", merchant_uid: "order-1", amount: 64900 })
      .catch(({ code, issues }) => ({ code, path: issues[0].path })),
  );
  expect(refused).toEqual({ code: "INVALID_PARAMS", path: "pg" });
  await page.evaluate(() => {
    window.outcome = window.lib.openNaverOrder({ merchant_uid: "order-1", amount: 64900 });
  });
  await press(page, /닫기|Close/);
  expect(await page.evaluate(() => window.outcome)).toMatchObject({
    success: false,
    outcome: "unknown",
    error_code: "ABANDONED",
    merchant_uid: "order-1",
  });
  expect(await isPageFree(page)).toBe(true);
});

it("the wish list opens Naver's window, with what was wished for, and says nothing of it", async () => {
  const shop = await openShop();
  const { page } = shop;
  await loadAndWaitForFrames(shop);
  await page.evaluate(() => {
    document.querySelector<HTMLButtonElement>("#pay")?.addEventListener("click", () => {
      window.outcome = window.lib
        .addToNaverWishList([{ id: "chair-1", name: "Norway swivel chair" }])
        .then((value) => ({ value: `${value}` }));
    });
  });
  const [popup] = await Promise.all([page.waitForEvent("popup"), page.click("#pay")]);
  await expect.poll(() => popup.textContent("body")).toContain("Norway swivel chair");
  expect(await page.evaluate(() => window.outcome)).toEqual({ value: "undefined" });
});

it("the v1 SDK has no wish list, and whoever asks it is told so", async () => {
  const shop = await openShop();
  const code = await shop.page.evaluate(
    async ([userCode, sdkUrl]) => {
      void window.lib.loadIamport(userCode, { version: "v1", sdkUrl });
      return window.lib.addToNaverWishList([]).catch(({ code }) => code);
    },
    [shop.addresses.userCode, `${shop.sandbox.url}/v1/iamport.js`] as const,
  );
  expect(code).toBe("INIT_FAILED");
});
