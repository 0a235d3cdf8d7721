import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import type * as Library from "../../dist/index.js";
import {
  cancel,
  hasWords,
  isPageFree,
  openShop,
  outcome,
  pay,
  phone,
  press,
  type Shop,
  type ShopOptions,
  startPayment,
  useBrowser,
  windowWith,
} from "./harness.ts";

useBrowser();

const order = { pg: "paypal_v2", merchant_uid: "order-1", name: "Chair", amount: 14.2, currency: "USD" };

/** What a test has left on the page. */
interface OnPage {
  ui: Library.PaymentUI;
  results: Library.PaymentResult[];
  loading: Promise<unknown>;
}
declare const window: Window & OnPage;

async function v1Shop(options: ShopOptions = {}): Promise<Shop> {
  const shop = await openShop({
    ...options,
    sandbox: { gateways: [{ pg_provider: "paypal_v2", pg_id: "merchant", type: "payment" }] },
  });
  await shop.page.evaluate(
    async ([userCode, sdkUrl]) => {
      await window.lib.loadIamport(userCode, { version: "v1", sdkUrl });
    },
    [shop.addresses.userCode, `${shop.sandbox.url}/v1/iamport.js`] as const,
  );
  return shop;
}

/** Puts the place for the button into the page. */
function addContainer(page: Page, type = "paypal-spb"): Promise<void> {
  return page.evaluate((type) => {
    const place = document.body.appendChild(document.createElement("div"));
    place.className = "portone-ui-container";
    place.dataset.portoneUiType = type;
  }, type);
}

/** Asks for the button; what comes of it is left on the page. */
function load(page: Page, params: object = order, options: object = {}): Promise<void> {
  return page.evaluate(
    ([params, options]) => {
      window.results = [];
      window.loading = window.lib
        .loadPaymentUI("paypal-spb", params as Library.PaymentParams, {
          ...options,
          onResult: (result) => window.results.push(result),
        })
        .then(
          (ui) => {
            window.ui = ui;
            return "drawn";
          },
          ({ code, message }) => ({ code, message }),
        );
    },
    [params, options] as const,
  );
}

const loaded = (page: Page) => page.evaluate(() => window.loading);
const results = (page: Page) => page.evaluate(() => window.results);
const paypal = (page: Page) => page.getByRole("button", { name: "PayPal" });

async function drawn(options?: ShopOptions, params?: object): Promise<Shop> {
  const shop = await v1Shop(options);
  await addContainer(shop.page);
  await load(shop.page, params);
  expect(await loaded(shop.page)).toBe("drawn");
  return shop;
}

/** Pays by PayPal's button, and waits for so many results. */
async function payBy(page: Page, button: RegExp, count: number) {
  await paypal(page).click();
  await press(page, button);
  await expect.poll(async () => (await results(page)).length).toBe(count);
}

describe.each([
  ["a PC", {}],
  ["a phone", { context: phone }],
])("on %s", (_, options) => {
  it("PayPal's own button pays, and the result comes to the page", async () => {
    const { page } = await drawn(options);
    await payBy(page, pay, 1);
    expect(await results(page)).toMatchObject([
      {
        success: true,
        outcome: "authenticated",
        merchant_uid: "order-1",
        imp_uid: expect.stringMatching(/^imp_/),
        delivery: "callback",
      },
    ]);
    await expect.poll(() => isPageFree(page)).toBe(true);
  });

  it("each payment by the one button gives a result, a cancelled one too", async () => {
    const { page } = await drawn(options);
    await payBy(page, cancel, 1);
    await payBy(page, pay, 2);
    await page.evaluate(() => window.ui.update({ merchant_uid: "order-2" }));
    await payBy(page, pay, 3);
    expect(await results(page)).toMatchObject([
      { success: false, outcome: "failed", merchant_uid: "order-1" },
      { success: true, merchant_uid: "order-1" },
      { success: true, merchant_uid: "order-2" },
    ]);
  });
});

it("the amount of the next click is what it was updated to", async () => {
  const { page } = await drawn();
  await page.evaluate(() => window.ui.update({ amount: 28.4 }));
  await paypal(page).click();
  const frame = await windowWith(page, pay);
  expect(await frame.locator("body").textContent()).toContain("28.40");
});

it("an update that can't be paid is refused, and the button pays as before", async () => {
  const { page } = await drawn();
  const code = await page.evaluate(() => {
    try {
      window.ui.update({ amount: -1 });
      return null;
    } catch (error) {
      return (error as Library.IamportError).code;
    }
  });
  expect(code).toBe("INVALID_PARAMS");
  await payBy(page, pay, 1);
  expect(await results(page)).toMatchObject([{ success: true, merchant_uid: "order-1" }]);
});

it("an update while the window is open doesn't touch the payment in it", async () => {
  const { page } = await drawn();
  await paypal(page).click();
  await windowWith(page, pay);
  await page.evaluate(() => window.ui.update({ merchant_uid: "order-2", amount: 99 }));
  await press(page, pay);
  await expect.poll(async () => (await results(page)).length).toBe(1);
  expect(await results(page)).toMatchObject([{ success: true, merchant_uid: "order-1" }]);
});

it("a cart that is emptied while the window is open takes nothing from the payment in it", async () => {
  const { page } = await v1Shop();
  await addContainer(page);
  await page.evaluate(async () => {
    const cart = { pg: "paypal_v2", name: "Chair", amount: 14.2, currency: "USD" };
    window.results = [];
    window.addEventListener("empty cart", () => Object.assign(cart, { amount: 0 }));
    window.ui = await window.lib.loadPaymentUI("paypal-spb", cart, {
      onResult: (result) => window.results.push(result),
    });
  });
  await paypal(page).click();
  await windowWith(page, pay);
  await page.evaluate(() => window.dispatchEvent(new Event("empty cart")));
  await press(page, pay);
  await expect.poll(() => results(page)).toMatchObject([{ success: true }]);
});

it("without an order of the shop's, the next payment gets an ID of its own also where a result's handler throws", async () => {
  const { page } = await v1Shop();
  await addContainer(page);
  await page.evaluate(async () => {
    window.results = [];
    const noOrder = { pg: "paypal_v2", name: "Chair", amount: 14.2, currency: "USD" };
    window.ui = await window.lib.loadPaymentUI("paypal-spb", noOrder, {
      onResult: (result) => {
        window.results.push(result);
        throw new Error("the shop's own");
      },
    });
  });
  await payBy(page, pay, 1);
  await payBy(page, pay, 2);
  const [first, second] = await results(page);
  expect(first?.merchant_uid).not.toBe(second?.merchant_uid);
});

it("without an order of the shop's, each payment gets an ID of its own", async () => {
  const { merchant_uid: _, ...noOrder } = order;
  const { page } = await drawn({}, noOrder);
  await payBy(page, pay, 1);
  await payBy(page, pay, 2);
  const [first, second] = await results(page);
  expect([first?.success, second?.success]).toEqual([true, true]);
  expect(first?.merchant_uid).not.toBe(second?.merchant_uid);
});

it("waits for the place to come into the page", async () => {
  const { page } = await v1Shop();
  await load(page);
  await addContainer(page, "paypal-rt");
  expect(await paypal(page).count()).toBe(0);
  await addContainer(page);
  expect(await loaded(page)).toBe("drawn");
  await payBy(page, pay, 1);
});

it("says what is missing when no place comes", async () => {
  const { page } = await v1Shop();
  await load(page, order, { timeout: 100 });
  const error = await loaded(page);
  expect(error).toMatchObject({ code: "WINDOW_FAILED" });
  if (hasWords) expect(error).toMatchObject({ message: expect.stringContaining("portone-ui-container") });
});

it("an SDK that draws nothing is told so", async () => {
  const shop = await openShop();
  await shop.page.evaluate(async ({ userCode, ...options }) => {
    await window.lib.loadIamport(userCode, options);
  }, shop.addresses);
  await load(shop.page);
  expect(await loaded(shop.page)).toMatchObject({ code: "INIT_FAILED" });
});

it("what can't be paid is refused before anything is drawn", async () => {
  const { page } = await v1Shop();
  await load(page, { ...order, amount: -1 });
  expect(await loaded(page)).toMatchObject({ code: "INVALID_PARAMS" });
});

it("destroy takes the button away, and the payment in its window still gives its result", async () => {
  const { page } = await drawn();
  await paypal(page).click();
  await windowWith(page, pay);
  await page.evaluate(() => window.ui.destroy());
  expect(await paypal(page).count()).toBe(0);
  await press(page, pay);
  await expect.poll(async () => (await results(page)).length).toBe(1);
});

it("requestPay refuses paypal_v2, and says where to go", async () => {
  const { page } = await v1Shop();
  await startPayment(page, order);
  const { error } = await outcome(page);
  expect(error).toMatchObject({ code: "INVALID_PARAMS" });
  if (hasWords) expect(error?.message).toContain("loadPaymentUI");
});
