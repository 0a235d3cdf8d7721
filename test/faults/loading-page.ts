import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import type { LoadOptions } from "../../dist/index.js";
import { importLibrary, openShop, order, type Shop, useBrowser, userCode } from "../browser/harness.ts";
import { type Cdn, openCdn } from "./cdn.ts";

let shop: Shop;
let cdn: Cdn;
let head = "";
const pages: Page[] = [];

/** To be called once in a test file: one shop and one CDN for the file, whole again before each test. */
export function useShop(): { readonly cdn: Cdn; readonly shop: Shop } {
  useBrowser();
  beforeAll(async () => {
    shop = await openShop({
      sandbox: { outcome: "approve" },
      head: () => head,
      bare: true,
      lasting: true,
    });
    cdn = await openCdn(shop.sandbox);
  });
  afterEach(async () => {
    await Promise.all(pages.splice(0).map((page) => page.close()));
    cdn.break({});
  });
  afterAll(() => cdn.close());
  return {
    get cdn() {
      return cdn;
    },
    get shop() {
      return shop;
    },
  };
}

export interface Checkout {
  page: Page;
  /** Calls `loadIamport`: "ready", or the error's code. */
  load(options?: LoadOptions): Promise<string>;
  /** Presses Pay: what the page then tells the customer. */
  pay(): Promise<string>;
  /** The code of the error that it told last. */
  code(): Promise<string | null>;
  /** What there is of script tags with an address, `IMP`, `jQuery` and `$`. */
  left(): Promise<{ tags: number; IMP: "none" | "whole" | "half-made"; jQuery: string; $: string }>;
}

/**
 * A tiny checkout page, as a customer opens it: it loads nothing by itself, and shows an error's message.
 *
 * @param inHead - what the page has in its `<head>` already
 */
export async function openCheckout(inHead = ""): Promise<Checkout> {
  head = inHead;
  const page = await shop.context.newPage();
  pages.push(page);
  await page.goto(`${shop.origin}/checkout`);
  await importLibrary(page);
  await page.evaluate((order) => {
    const button = document.querySelector("button") as HTMLButtonElement;
    const alert = document.createElement("p");
    alert.setAttribute("role", "alert");
    document.body.append(alert);
    button.onclick = () => {
      alert.textContent = "";
      const merchant_uid = window.lib.createMerchantUid();
      window.lib.requestPay({ ...order, merchant_uid }).then(
        ({ success, error_msg }) => {
          alert.textContent = success ? "Paid" : error_msg;
        },
        (error) => {
          alert.textContent = error.message;
          alert.dataset.code = error.code;
        },
      );
    };
  }, order);
  const addresses = {
    sdkUrl: `${cdn.url}/js/iamport.payment-1.2.0.js`,
    jqueryUrl: `${cdn.url}/jquery-1.12.4.min.js`,
    retries: 0,
  };
  return {
    page,
    load: (options = {}) =>
      page.evaluate(
        ([userCode, options]) =>
          window.lib.loadIamport(userCode, options).then(
            () => "ready",
            (error) => `${error.code}`,
          ),
        [userCode, { ...addresses, ...options }] as const,
      ),
    pay: async () => {
      await page.getByRole("button", { name: "Pay" }).click();
      const told = page.getByRole("alert").filter({ hasText: /./ });
      await told.waitFor();
      return `${await told.textContent()}`.split(cdn.url).join("…");
    },
    code: () => page.getByRole("alert").getAttribute("data-code"),
    left: () =>
      page.evaluate(() => ({
        // Without jQuery's own, of the moment in which it asks for the gateways.
        tags: document.querySelectorAll("script[src]:not([src*='users/pg'])").length,
        IMP: !window.IMP ? "none" : "request_pay" in window.IMP ? "whole" : "half-made",
        jQuery: typeof window.jQuery,
        $: typeof window.$,
      })),
  };
}

/** After the fault: the customer presses Pay, on the same page. */
export async function paysNow(checkout: Checkout): Promise<string> {
  expect(await checkout.pay()).toBe("Paid");
  expect(await checkout.page.evaluate(() => window.jQuery?.(".imp-dialog").is(":visible"))).toBe(false);
  return "Pay goes through";
}
