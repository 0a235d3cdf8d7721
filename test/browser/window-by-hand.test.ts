import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import type { SandboxOptions } from "../../dist/sandbox.js";
import {
  framesLoaded,
  hasWords,
  isPageFree,
  order,
  outcome,
  pay,
  popupOf,
  press,
  pressIn,
  readyShop,
  useBrowser,
  windowWith,
} from "./harness.ts";
import {
  abandoned,
  countLooks,
  endWithin,
  looksOf,
  nextClickPays,
  startWith,
  wayOut,
} from "./open-window.ts";

useBrowser();

/** Those for identity verification too. */
const anyReady = /\/(payments|certificates)\/ready\//;

describe("a window that the page opens on IMP by hand", () => {
  const sandbox: SandboxOptions = {
    gateways: [
      { pg_provider: "kcp", pg_id: "T0000", type: "payment" },
      { pg_provider: "danal", pg_id: "B010007255", type: "certification" },
    ],
  };

  /** The way out is there after 30 looks, a modal dialog has the window taken away after 5. */
  async function shopThatLooksOften() {
    const shop = await readyShop({ sandbox });
    await countLooks(shop.page, 20);
    return shop;
  }

  /** Calls the SDK as a page does that has nothing but the SDK, and keeps what its callback hears. */
  const callByHand = (page: Page, method: "request_pay" | "certification", params: object = order) =>
    page.evaluate(
      ([method, params]) => {
        type ByHand = (params: object, callback: (response: { success?: boolean }) => void) => void;
        const imp = window.IMP as unknown as Record<typeof method, ByHand>;
        window.outcome = new Promise((resolve) => imp[method](params, (response) => resolve({ response })));
      },
      [method, params] as const,
    );
  const isShown = (page: Page) => isPageFree(page).then((isFree) => !isFree);

  const silent = '<p id="silent"></p>';

  /** From now on the SDK's frames are there, and say nothing. */
  const silenceFrames = async (page: Page) => {
    await page.route(anyReady, (route) => route.fulfill({ contentType: "text/html", body: silent }));
    await page.evaluate(() => {
      for (const frame of document.querySelectorAll<HTMLIFrameElement>("iframe")) frame.src += "?";
    });
    // Until then the ones of before may still hear the SDK.
    const [, ...frames] = page.frames();
    await Promise.all(frames.map((frame) => frame.locator("#silent").waitFor({ state: "attached" })));
  };

  /** While a popup is open, the customer is in it. Chromium under test says of each page that it has the focus. */
  const popupsTakeFocus = (page: Page) =>
    page.evaluate(() => {
      const { open } = window;
      const popups: (Window | null)[] = [];
      window.open = (...args) => {
        const popup = open.apply(window, args);
        popups.push(popup);
        return popup;
      };
      document.hasFocus = () => popups.every((popup) => !popup || popup.closed);
    });

  /** Identifies a customer by hand, on a PC: in a popup. */
  const identifyByHand = (page: Page) => popupOf(page, () => callByHand(page, "certification"));
  const verify = /인증하기|^Verify/;

  it("one that says nothing gets the way out, which frees the page; the next click pays", async () => {
    const { page } = await shopThatLooksOften();
    await silenceFrames(page);
    await callByHand(page, "request_pay");
    await page.getByRole("button", { name: wayOut }).click();
    expect(await isPageFree(page)).toBe(true);
    expect(await page.getByRole("button", { name: wayOut }).count()).toBe(0);
    await page.unroute(anyReady);
    await nextClickPays(page);
  });

  it("identity verification: answered in its popup, and the page is free", async () => {
    const { page } = await readyShop({ sandbox });
    const popup = await identifyByHand(page);
    await pressIn(popup, verify);
    expect(await outcome(page)).toMatchObject({ response: { success: true } });
    await nextClickPays(page);
  });

  it("identity verification: no way out while its popup is open; one that was closed and says nothing gets it", async () => {
    const { page } = await shopThatLooksOften();
    await popupsTakeFocus(page);
    await silenceFrames(page);
    const popup = await identifyByHand(page);
    await looksOf(page, 60);
    expect(await isShown(page)).toBe(true);
    expect(await page.getByRole("button", { name: wayOut }).count()).toBe(0);
    await popup.close();
    await page.getByRole("button", { name: wayOut }).click();
    expect(await isPageFree(page)).toBe(true);
    await page.unroute(anyReady);
    await nextClickPays(page);
  });

  it("Escape takes the way out too, and what is called by hand again is answered", async () => {
    const { page } = await shopThatLooksOften();
    // One with buttons would take the focus, and Escape with it.
    await silenceFrames(page);
    await callByHand(page, "request_pay");
    await page.getByRole("button", { name: wayOut }).waitFor();
    await page.unroute(anyReady);
    await page.keyboard.press("Escape");
    expect(await isPageFree(page)).toBe(true);
    await framesLoaded(page);
    await callByHand(page, "request_pay", { ...order, merchant_uid: "order-again" });
    await press(page, pay);
    expect(await outcome(page)).toMatchObject({
      response: { success: true, merchant_uid: "order-again" },
    });
    await expect.poll(() => isPageFree(page)).toBe(true);
  });

  it("is brought to where it can be used, and given back to the SDK as it was", async () => {
    const { page } = await readyShop();
    // What the SDK itself writes there is `display`.
    const dialogStyle = () =>
      page.evaluate(() => document.querySelector<HTMLElement>(".imp-dialog")?.style.cssText);
    await page.evaluate(() => {
      document.body.style.pointerEvents = "none";
      document.querySelector(".imp-dialog")?.setAttribute("inert", "");
    });
    await callByHand(page, "request_pay");
    await press(page, pay);
    expect(await outcome(page)).toMatchObject({ response: { success: true } });
    await expect.poll(dialogStyle).toBe("display: none;");
  });

  it("a modal dialog over it: the page gets it back after seconds, and the console has the reason", async () => {
    const { page, log } = await shopThatLooksOften();
    await callByHand(page, "request_pay");
    await windowWith(page, pay);
    await page.evaluate(() => {
      const modal = document.createElement("dialog");
      modal.id = "one-moment";
      document.body.append(modal);
      modal.showModal();
    });
    await expect.poll(() => isPageFree(page)).toBe(true);
    if (hasWords) expect(log.join("\n")).toContain("one-moment");
    await page.evaluate(() => document.querySelector("dialog")?.remove());
    await nextClickPays(page);
  });

  it("a modal dialog is no reason to take it away, while the customer is in its popup", async () => {
    const { page } = await shopThatLooksOften();
    await popupsTakeFocus(page);
    const popup = await identifyByHand(page);
    await popup.getByRole("button", { name: verify }).waitFor();
    await page.evaluate(() => document.body.appendChild(document.createElement("dialog")).showModal());
    await looksOf(page, 10);
    expect(await isShown(page)).toBe(true);
    await pressIn(popup, verify);
    expect(await outcome(page)).toMatchObject({ response: { success: true } });
  });

  it("a payment of ours takes it over: one way out, and one end", async () => {
    const { page } = await shopThatLooksOften();
    await callByHand(page, "request_pay");
    await page.getByRole("button", { name: wayOut }).waitFor();
    await startWith(page, { exitAfter: 1_000 });
    await expect.poll(() => page.getByRole("button", { name: wayOut }).count()).toBe(1);
    await page.getByRole("button", { name: wayOut }).click();
    expect(await endWithin(page, 2_000)).toMatchObject(abandoned);
    await nextClickPays(page);
  });

  it("Back from the gateway's page leaves nothing over the page", async () => {
    const { page } = await readyShop();
    await page.evaluate(() => {
      const dialog = document.querySelector<HTMLElement>(".imp-dialog");
      if (dialog) dialog.style.display = "block";
      document.body.classList.add("imp-payment-progress");
      dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
    });
    expect(await isPageFree(page)).toBe(true);
  });

  it("Back to a page that took jQuery away, and has no window open, is no error", async () => {
    const { page, log } = await readyShop();
    await page.evaluate(() => {
      window.jQuery?.noConflict(true);
      delete window.jQuery;
      delete window.$;
      dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
    });
    await nextClickPays(page);
    expect(log.filter((line) => line.startsWith("uncaught"))).toEqual([]);
  });
});
