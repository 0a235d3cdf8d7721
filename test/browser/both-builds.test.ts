import { expect, it } from "vitest";
import { isPageFree, openShop, order, pay, press, useBrowser } from "./harness.ts";

useBrowser();

it.each([
  ["what ships first", "/lib/ships.js", "/lib/index.dev.js"],
  ["the one for development first", "/lib/index.dev.js", "/lib/ships.js"],
])("a page with both builds loads once and pays once: %s", async (_, first, second) => {
  const { page, addresses, sandbox } = await openShop({ bare: true });
  const requests: string[] = [];
  page.on("request", (request) => requests.push(request.url()));
  await page.evaluate(
    `Promise.all([import("${first}"), import("${second}")]).then((copies) => { window.copies = copies; })`,
  );
  const isSame = await page.evaluate(async ({ userCode, ...options }) => {
    const [one, other] = (window as never as { copies: (typeof window.lib)[] }).copies;
    const loads = [one?.loadIamport(userCode, options), other?.loadIamport(userCode, options)];
    await Promise.all(loads);
    return loads[0] === loads[1];
  }, addresses);
  expect(isSame).toBe(true);
  expect(requests.filter((url) => /jquery|iamport\.payment/.test(url)).sort()).toEqual(
    [addresses.jqueryUrl, addresses.sdkUrl].sort(),
  );

  await page.evaluate((order) => {
    const [one, other] = (window as never as { copies: (typeof window.lib)[] }).copies;
    const end = ({ success, code }: { success?: boolean; code?: string }) => code ?? success;
    window.outcome = Promise.all([
      one?.requestPay(order).then(end, end),
      other?.requestPay({ ...order, merchant_uid: "order-2" }).then(end, end),
    ]);
  }, order);
  await press(page, pay);
  expect(await page.evaluate(() => window.outcome)).toEqual([true, "PAYMENT_IN_PROGRESS"]);
  expect(await isPageFree(page)).toBe(true);
  const home = await (await fetch(sandbox.url)).text();
  expect(home).toContain("order-1");
  expect(home).not.toContain("order-2");
});
