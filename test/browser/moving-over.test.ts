import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import {
  cancel,
  framesLoaded,
  importLibrary,
  isPageFree,
  openShop,
  outcome,
  pay,
  phone,
  press,
  pressIn,
  type Shop,
  startPayment,
  useBrowser,
  userCode,
} from "./harness.ts";

// A page that calls `IMP.init` and `IMP.request_pay` by hand moves over one call at a time: after each step all of it works.

useBrowser();

/** What such a page has in its `<head>`. */
const byHand = (sandboxUrl: string) => `
  <script src="/jquery-1.12.4.js"></script>
  <script src="${sandboxUrl}/js/iamport.payment-1.2.0.js"></script>`;
const initByHand = `<script>addEventListener("DOMContentLoaded", () => IMP.init("${userCode}"))</script>`;

type Answer = { success: boolean; imp_uid: string | null; merchant_uid: string };

/** A payment as the page has always made it; what its callback got is left on the page. */
async function payByHand(page: Page, merchant_uid: string): Promise<void> {
  await page.evaluate((merchant_uid) => {
    const imp = window.IMP as unknown as {
      request_pay(params: object, callback: (answer: unknown) => void): void;
    };
    window.outcome = new Promise((resolve) =>
      imp.request_pay(
        {
          pg: "kcp",
          pay_method: "card",
          merchant_uid,
          name: "chair",
          amount: 100,
          m_redirect_url: location.href,
        },
        resolve,
      ),
    );
  }, merchant_uid);
}
const answer = (page: Page) => page.evaluate(() => window.outcome as Promise<Answer>);

/** By hand and with the library, in turn: each gets the answer of its own order. */
async function bothPay({ page }: Shop, round: string): Promise<void> {
  await payByHand(page, `hand-${round}`);
  await press(page, pay);
  expect(await answer(page)).toMatchObject({ success: true, merchant_uid: `hand-${round}` });

  await framesLoaded(page);
  await startPayment(page, { pg: "kcp", merchant_uid: `lib-${round}`, name: "chair", amount: 100 });
  await press(page, pay);
  expect((await outcome(page)).result).toMatchObject({ success: true, merchant_uid: `lib-${round}` });

  await framesLoaded(page);
  await payByHand(page, `hand-again-${round}`);
  await press(page, cancel);
  expect(await answer(page)).toMatchObject({ success: false, merchant_uid: `hand-again-${round}` });
  expect(await isPageFree(page)).toBe(true);
  await framesLoaded(page);
}

/** The requests for the merchant's gateways: one for each initialisation, and one after each answer. */
function countInits(page: Page): string[] {
  const asked: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes("/users/pg/")) asked.push(request.url());
  });
  return asked;
}

it("step 1: the page's tags and its IMP.init stay, one call becomes requestPay", async () => {
  const shop = await openShop({ head: (url) => byHand(url) + initByHand, bare: true });
  await framesLoaded(shop.page);
  const inits = countInits(shop.page);
  await importLibrary(shop.page);
  // With nothing but the user code: the page has its own jQuery and SDK.
  await shop.page.evaluate((userCode) => window.lib.loadIamport(userCode).then(() => {}), userCode);
  expect(inits).toEqual([]);
  await bothPay(shop, "1");
  await bothPay(shop, "2");
  expect(shop.log.filter((line) => /uncaught|rror/.test(line))).toEqual([]);
});

it("step 2: loadIamport initialises, an IMP.init that was left behind does nothing", async () => {
  const shop = await openShop({ head: byHand });
  const inits = countInits(shop.page);
  await shop.page.evaluate((userCode) => window.lib.loadIamport(userCode).then(() => {}), userCode);
  await shop.page.evaluate((userCode) => window.IMP?.init(userCode), userCode);
  await framesLoaded(shop.page);
  expect(inits).toHaveLength(1);
  await bothPay(shop, "1");
});

it("step 3: the tags go; what still calls IMP.request_pay by hand waits for loadIamport", async () => {
  const shop = await openShop();
  await shop.page.evaluate(
    ({ userCode, ...options }) => window.lib.loadIamport(userCode, options).then(() => {}),
    shop.addresses,
  );
  await framesLoaded(shop.page);
  await bothPay(shop, "1");
});

it("a click right after a payment by hand opens the window while the click still counts, so that popups come through", async () => {
  const shop = await openShop();
  const { page } = shop;
  await page.evaluate(
    ({ userCode, ...options }) => window.lib.loadIamport(userCode, options).then(() => {}),
    shop.addresses,
  );
  await framesLoaded(page);
  await payByHand(page, "hand");
  await press(page, cancel);
  await answer(page);
  // The SDK has made its frames anew, and the customer presses as soon as they are there.
  await framesLoaded(page);
  await page.evaluate(() => {
    document.body.insertAdjacentHTML("beforeend", "<button id='popup'>Pay</button>");
    (document.querySelector("#popup") as HTMLButtonElement).onclick = () => {
      window.outcome = window.lib.requestPay({ pg: "payco", merchant_uid: "lib", amount: 100 });
    };
  });
  const [popup] = await Promise.all([page.waitForEvent("popup"), page.locator("#popup").click()]);
  await pressIn(popup, pay);
  expect(await answer(page)).toMatchObject({ success: true, merchant_uid: "lib" });
});

it("the landing page can move first, or last", async () => {
  for (const [payment, merchant_uid] of [
    [payByHand, "hand"],
    [
      (page: Page, merchant_uid: string) => startPayment(page, { pg: "kcp", merchant_uid, amount: 100 }),
      "lib",
    ],
  ] as const) {
    const shop = await openShop({ head: (url) => byHand(url) + initByHand, context: phone });
    const { page, origin } = shop;
    await framesLoaded(page);
    await page.evaluate((userCode) => window.lib.loadIamport(userCode).then(() => {}), userCode);
    await payment(page, merchant_uid);
    await page.waitForURL((url) => url.origin !== origin);
    await page.getByRole("button", { name: pay }).click();
    await page.waitForURL((url) => url.origin === origin);

    // As every shop has written it; and as the library reads it.
    const query = await page.evaluate(() => Object.fromEntries(new URLSearchParams(location.search)));
    expect(query).toMatchObject({ merchant_uid, imp_success: "true" });
    await importLibrary(page);
    const landed = await page.evaluate(() => window.lib.getRedirectResult());
    expect(landed?.result).toMatchObject({ success: true, merchant_uid, imp_uid: query.imp_uid });
    // What was asked for by hand, the library has not seen.
    expect(landed?.request?.amount).toBe(merchant_uid === "lib" ? 100 : undefined);
  }
});
