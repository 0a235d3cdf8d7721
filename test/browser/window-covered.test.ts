import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { coversOfPages } from "../covers.ts";
import {
  hasWords,
  isPageFree,
  loadAndWaitForFrames,
  type Outcome,
  openShop,
  order,
  outcome,
  pay,
  press,
  readyShop,
  startPayment,
  useBrowser,
  windowWith,
} from "./harness.ts";
import {
  abandoned,
  countLooks,
  endWithin,
  looksOf,
  nextClickPays,
  ready,
  showModal,
  silence,
} from "./open-window.ts";

useBrowser();

declare const window: Window & {
  /** Takes away again what a test has laid over the payment window. */
  uncover(): void;
};

describe("what the page lays over the window", () => {
  const covers: typeof coversOfPages = [
    ...coversOfPages,
    ["the whole document is inert", () => document.documentElement.setAttribute("inert", "")],
    ["the body can't be seen", () => document.body.style.setProperty("visibility", "hidden", "important")],
  ];

  it.each(covers)("%s, before the click: the window can be used", async (_, cover) => {
    const { page } = await readyShop();
    await page.evaluate(cover);
    await startPayment(page, order);
    await press(page, pay);
    expect(await outcome(page)).toMatchObject({ result: { success: true } });
    await expect.poll(() => isPageFree(page)).toBe(true);
  });

  it.each(covers)("%s, while it is open: the window can be used again", async (_, cover) => {
    const { page } = await readyShop();
    await startPayment(page, order);
    await windowWith(page, pay);
    await page.evaluate(cover);
    await press(page, pay);
    expect(await outcome(page)).toMatchObject({ result: { success: true } });
  });

  /** A body that moves, filters or fades takes what is fixed in it along: the window is as high as the page, and scrolls. */
  it.each([
    ["transform", "translateZ(0)"],
    ["filter", "grayscale(1)"],
    ["contain", "paint"],
    ["opacity", "0"],
  ])("a body with %s: %s, scrolled: the window fills the screen", async (property, value) => {
    const { page } = await readyShop();
    await page.evaluate(
      ([property, value]) => {
        document.body.insertAdjacentHTML("afterbegin", "<p style='height:5000px'>goods</p>");
        document.body.style.setProperty(property, value);
        scrollTo(0, 2500);
      },
      [property, value] as const,
    );
    await startPayment(page, order);
    await windowWith(page, pay);
    const place = () =>
      page.evaluate(() => {
        const dialog = document.querySelector(".imp-dialog");
        const { top, height } = dialog?.getBoundingClientRect() ?? new DOMRect();
        return { top, height: height / innerHeight, isOnTop: !!dialog?.matches(":popover-open") };
      });
    await expect.poll(place).toEqual({ top: 0, height: 1, isOnTop: true });
    await press(page, pay);
    expect(await outcome(page)).toMatchObject({ result: { success: true } });
    await expect.poll(() => isPageFree(page)).toBe(true);
    expect(await page.evaluate(() => scrollY)).toBe(2500);
  });

  /** What can't be mended: without it the page would stay covered, and the way out with it. */
  const outOfReach = "Nobody can get at the payment window";
  const hopeless: [name: string, words: string, cover: () => void, uncover: () => void][] = [
    [
      "a script that makes the window inert again, each time",
      `${outOfReach}: <div.imp-dialog.customizable.payment-kcp> lies over it or is inert. The page`,
      () => {
        const dialog = document.querySelector(".imp-dialog");
        const again = () => dialog?.hasAttribute("inert") || dialog?.setAttribute("inert", "");
        const watch = new MutationObserver(again);
        watch.observe(document.body, { subtree: true, attributeFilter: ["inert"] });
        again();
        window.uncover = () => {
          watch.disconnect();
          dialog?.removeAttribute("inert");
        };
      },
      () => window.uncover(),
    ],
    [
      "a modal dialog inside a shadow root",
      "A modal dialog of the page is open, <dialog",
      () => {
        const host = document.body.appendChild(document.createElement("div"));
        const modal = document.createElement("dialog");
        host.attachShadow({ mode: "open" }).append(modal);
        modal.showModal();
        window.uncover = () => modal.close();
      },
      () => window.uncover(),
    ],
    [
      "a modal dialog inside a closed shadow root, which nobody can look into",
      `${outOfReach}: <div#cookie-consent> lies over it or is inert. The page`,
      () => {
        const host = document.body.appendChild(document.createElement("div"));
        host.id = "cookie-consent";
        const modal = document.createElement("dialog");
        host.attachShadow({ mode: "closed" }).append(modal);
        modal.showModal();
        window.uncover = () => modal.close();
      },
      () => window.uncover(),
    ],
    [
      "a body that isn't rendered",
      `${outOfReach}. The page`,
      () => document.body.style.setProperty("display", "none"),
      () => document.body.style.removeProperty("display"),
    ],
  ];
  it.each(hopeless)("%s: the payment ends, and the next click pays", async (_, words, cover, uncover) => {
    const shop = await openShop();
    const { page } = shop;
    await silence(page);
    await loadAndWaitForFrames(shop);
    await startPayment(page, order);
    await expect.poll(() => isPageFree(page)).toBe(false);
    await page.evaluate(cover);
    const { error } = (await endWithin(page, 6_000)) as Outcome;
    expect(error).toMatchObject({ code: "WINDOW_FAILED", merchant_uid: "order-1" });
    if (hasWords) expect(error?.message).toContain(words);
    await page.unroute(ready);
    await page.evaluate(uncover);
    await page.evaluate(() => {
      for (const frame of document.querySelectorAll<HTMLIFrameElement>("iframe")) frame.src += "?";
    });
    await nextClickPays(page);
  });

  it("a modal dialog that is closed and opened again, twice: the window goes on", async () => {
    const { page } = await readyShop();
    await countLooks(page);
    await startPayment(page, order);
    await windowWith(page, pay);
    for (let times = 0; times < 2; times++) {
      await page.evaluate(showModal);
      await looksOf(page, 1);
      await page.evaluate(() => document.querySelector("dialog")?.remove());
      await looksOf(page, 1);
    }
    await press(page, pay);
    expect(await outcome(page)).toMatchObject({ result: { success: true } });
  });

  /** Makes a part of the page full screen, or all of it. To the browser it is a click of the customer's, wherever the focus is. */
  const enterFullScreen = async (page: Page, part: "#film" | "html" = "#film") => {
    await page.evaluate(async (part) => {
      document.body.insertAdjacentHTML("beforeend", "<div id='film' style='background:#000'></div>");
      await document.querySelector(part)?.requestFullscreen();
    }, part);
  };
  const isFullScreen = (page: Page) => page.evaluate(() => document.fullscreenElement !== null);

  it("a part of the page that is full screen: it is left, and the window can be used", async () => {
    const { page } = await readyShop();
    await enterFullScreen(page);
    await startPayment(page, order);
    await press(page, pay);
    expect(await outcome(page)).toMatchObject({ result: { success: true } });
    expect(await isFullScreen(page)).toBe(false);
  });

  it("a part of the page that becomes full screen while the customer pays: it is left", async () => {
    const { page } = await readyShop();
    await startPayment(page, order);
    await windowWith(page, pay);
    await enterFullScreen(page);
    await press(page, pay);
    expect(await outcome(page)).toMatchObject({ result: { success: true } });
    expect(await isFullScreen(page)).toBe(false);
  });

  it("a page that is full screen as a whole stays so: its window is in it", async () => {
    const { page } = await readyShop();
    await enterFullScreen(page, "html");
    await startPayment(page, order);
    await windowWith(page, pay);
    // The window was looked at.
    await page.waitForFunction(
      () => document.querySelector<HTMLElement>(".imp-dialog")?.style.pointerEvents === "auto",
    );
    await press(page, pay);
    expect(await outcome(page)).toMatchObject({ result: { success: true } });
    expect(await isFullScreen(page)).toBe(true);
  });

  it("a modal dialog is refused before the SDK is called, and pays once it is closed", async () => {
    const { page } = await readyShop();
    await page.evaluate(() => {
      const modal = document.createElement("dialog");
      modal.id = "checkout-modal";
      document.body.append(modal);
      modal.showModal();
    });
    await startPayment(page, order);
    const { error } = (await endWithin(page, 2_000)) as Outcome;
    expect(error).toMatchObject({ code: "WINDOW_FAILED" });
    if (hasWords) expect(error?.message).toContain('<dialog id="checkout-modal"');
    expect(error?.merchant_uid).toBeUndefined();
    await page.evaluate(() => document.querySelector("dialog")?.close());
    await nextClickPays(page);
  });

  it.each([
    ["whole", "in which the focus is"],
    ["whole", "while nobody has the focus"],
    ["filled by a slot", "in which the focus is"],
    ["filled by a slot", "while nobody has the focus"],
  ])(
    "a modal dialog inside a web component, %s, %s, is refused before the SDK is called, too",
    async (how, focus) => {
      const { page } = await readyShop();
      const focused = await page.evaluate(
        ([isSlotted, isFocused]) => {
          // A component within a component, as dialog libraries have it.
          const outer = document.body.appendChild(document.createElement("div"));
          const inner = document.createElement("div");
          outer.attachShadow({ mode: "open" }).append(inner);
          const modal = document.createElement("dialog");
          inner.attachShadow({ mode: "open" }).append(modal);
          modal.style.cssText = "width:100%;height:100%";
          if (isSlotted) {
            modal.append(document.createElement("slot"));
            inner.append(document.createElement("slot"));
            outer.innerHTML = "<p style='height:100vh'>basket <button>Pay</button></p>";
          }
          modal.showModal();
          window.uncover = () => modal.close();
          const { activeElement } = document;
          if (!isFocused && activeElement instanceof HTMLElement) activeElement.blur();
          return document.activeElement?.localName;
        },
        [how !== "whole", focus.startsWith("in")],
      );
      const inside = how === "whole" ? "div" : "button";
      expect(focused).toBe(focus.startsWith("in") ? inside : "body");
      await startPayment(page, order);
      const { error } = (await endWithin(page, 1_000)) as Outcome;
      expect(error).toMatchObject({ code: "WINDOW_FAILED" });
      expect(error?.merchant_uid).toBeUndefined();
      await page.evaluate(() => window.uncover());
      await nextClickPays(page);
    },
  );

  it("a modal dialog that opens over an untouched window ends it", async () => {
    const shop = await openShop();
    const { page } = shop;
    await silence(page);
    await loadAndWaitForFrames(shop);
    await startPayment(page, order);
    await page.evaluate(showModal);
    expect(await endWithin(page, 5_000)).toMatchObject({
      error: { code: "WINDOW_FAILED", merchant_uid: "order-1" },
    });
  });

  it("a modal dialog that opens over a window that the customer has been in leaves nobody knowing", async () => {
    const { page } = await readyShop();
    await startPayment(page, order);
    const frame = await windowWith(page, pay);
    await page.locator("#pay").focus();
    await frame.getByRole("button", { name: pay }).focus();
    await page.evaluate(showModal);
    expect(await endWithin(page, 5_000)).toMatchObject(abandoned);
  });
});
