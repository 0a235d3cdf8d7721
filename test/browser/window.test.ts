import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import type { SandboxOptions } from "../../dist/sandbox.js";
import { coversOfPages } from "../covers.ts";
import {
  framesLoaded,
  hasWords,
  isPageFree,
  loadAndWaitForFrames,
  type Outcome,
  openShop,
  openTab,
  order,
  outcome,
  pay,
  phone,
  popupOf,
  press,
  startPayment,
  useBrowser,
  windowWith,
} from "./harness.ts";

useBrowser();

const wayOut = /결제창 닫기|Close the payment window/;
const ready = /\/payments\/ready\//;
/** Those for identity verification too. */
const anyReady = /\/(payments|certificates)\/ready\//;

/** Payment frames that load, and in which nothing ever happens: a gateway whose window has closed without a word. */
const silence = (page: Page) =>
  page.route(ready, (route) => route.fulfill({ contentType: "text/html", body: "<p>…</p>" }));

async function readyShop(options: Parameters<typeof openShop>[0] = {}) {
  const shop = await openShop(options);
  await loadAndWaitForFrames(shop);
  return shop;
}

/** Pays with options of the payment's own. */
async function startWith(page: Page, options: object, params: object = order): Promise<void> {
  await page.evaluate(
    ([params, options]) => {
      window.outcome = window.lib.requestPay(params as never, options).then(
        (result) => ({ result }),
        ({ name, code, message, merchant_uid }) => ({ error: { name, code, message, merchant_uid } }),
      );
    },
    [params, options] as const,
  );
}

/** A payment window that works, with the way out over it. */
async function shopWithWayOut() {
  const { page } = await readyShop();
  await startWith(page, { exitAfter: 1_500 });
  const frame = await windowWith(page, pay);
  const button = page.getByRole("button", { name: wayOut });
  await button.waitFor();
  return { page, frame, button };
}

/** How it ends, whatever way: an end that never comes fails here, and not by the test's time. */
function endWithin(page: Page, ms: number): Promise<Outcome | "no end"> {
  return page.evaluate(
    (ms) =>
      Promise.race([
        window.outcome as Promise<Outcome>,
        new Promise<"no end">((late) => setTimeout(() => late("no end"), ms)),
      ]),
    ms,
  );
}

const abandoned = {
  result: { success: false, outcome: "unknown", error_code: "ABANDONED", merchant_uid: "order-1" },
};

/** The page is free, and the next click pays. */
async function nextClickPays(page: Page): Promise<void> {
  await expect.poll(() => isPageFree(page)).toBe(true);
  await startPayment(page, { ...order, merchant_uid: "order-next" });
  await press(page, pay);
  expect((await outcome(page)).result).toMatchObject({ success: true, merchant_uid: "order-next" });
}

describe("a window that shows no sign of life", () => {
  it("gets a button to close it, which ends the payment as unknown, and the next click pays", async () => {
    const { page } = await readyShop();
    await startWith(page, { exitAfter: 300 });
    const button = page.getByRole("button", { name: wayOut });
    await button.waitFor();
    const box = await button.boundingBox();
    expect(box?.height).toBeGreaterThanOrEqual(44);
    await button.click();
    expect(await endWithin(page, 2_000)).toMatchObject(abandoned);
    await nextClickPays(page);
    expect(await button.count()).toBe(0);
  });

  it("is closed by Escape as well, and on a phone", async () => {
    const shop = await openShop({ context: phone });
    const { page } = shop;
    await silence(page);
    await loadAndWaitForFrames(shop);
    await startWith(page, { exitAfter: 300 }, { ...order, pg: "danal" });
    await page.getByRole("button", { name: wayOut }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toMatch(wayOut);
    await page.keyboard.press("Escape");
    expect(await endWithin(page, 2_000)).toMatchObject(abandoned);
    await expect.poll(() => isPageFree(page)).toBe(true);
  });

  it("has the button in the payment's language", async () => {
    const { page } = await readyShop();
    await startWith(page, { exitAfter: 100 }, { ...order, language: "en" });
    await page.getByRole("button", { name: "Close the payment window", exact: true }).waitFor();
  });

  it("has the button whatever the payment's language was given as", async () => {
    const { page } = await readyShop();
    await startWith(page, { exitAfter: 100 }, { ...order, language: ["en"] });
    await page.getByRole("button", { name: wayOut }).click();
    expect(await endWithin(page, 2_000)).toMatchObject(abandoned);
  });

  it("has none when the shop wants none", async () => {
    const { page } = await readyShop();
    await startWith(page, { exitAfter: false });
    await windowWith(page, pay);
    await page.clock.install();
    await page.clock.runFor(60_000);
    expect(await page.getByRole("button", { name: wayOut }).count()).toBe(0);
  });

  it("has none while the customer is seen to use it", async () => {
    const { page, frame, button } = await shopWithWayOut();
    // Focus that enters the frame is a sign of life.
    await page.locator("#pay").focus();
    await frame.getByRole("button", { name: pay }).focus();
    await button.waitFor({ state: "detached" });
    await frame.getByRole("button", { name: pay }).click();
    expect(await outcome(page)).toMatchObject({ result: { success: true } });
  });

  it("has none for a time after a click into it, where the browser says late who has the focus, as Firefox does", async () => {
    const { page, frame, button } = await shopWithWayOut();
    await page.locator("#pay").focus();
    await page.evaluate(() => {
      const late = () => {
        Object.defineProperty(document, "activeElement", { configurable: true, value: document.body });
        setTimeout(() => Reflect.deleteProperty(document, "activeElement"));
      };
      // Heard before the library's own.
      addEventListener("blur", late, true);
    });
    await frame.getByRole("button", { name: pay }).focus();
    await button.waitFor({ state: "detached" });
  });

  it.each([
    ["is aborted", (route: import("playwright-core").Route) => route.abort()],
    ["is answered 403", (route: import("playwright-core").Route) => route.fulfill({ status: 403, body: "" })],
    [
      "is answered 503",
      (route: import("playwright-core").Route) => route.fulfill({ status: 503, body: "down" }),
    ],
  ])("because its frame's request %s: there is a way out, and the next click pays", async (_, spoil) => {
    const shop = await openShop();
    const { page } = shop;
    await page.route(ready, spoil);
    await loadAndWaitForFrames(shop);
    await startWith(page, { exitAfter: 500 });
    await page.getByRole("button", { name: wayOut }).click();
    expect(await endWithin(page, 2_000)).toMatchObject(abandoned);
    // The frames that were made in its place have failed as well.
    await framesLoaded(page);
    await page.unroute(ready);
    await nextClickPays(page);
  });

  it("because the browser was offline when the frames came: the next click pays once it is back", async () => {
    const shop = await openShop();
    const { page, context } = shop;
    await page.route(ready, async (route) => {
      await context.setOffline(true);
      await route.abort("internetdisconnected");
    });
    await loadAndWaitForFrames(shop);
    await startWith(page, { exitAfter: 500 });
    await page.getByRole("button", { name: wayOut }).click();
    expect(await endWithin(page, 2_000)).toMatchObject(abandoned);
    await page.unroute(ready);
    await context.setOffline(false);
    await nextClickPays(page);
  });

  it.each(["credentialless", "require-corp"])(
    "because Cross-Origin-Embedder-Policy: %s keeps its frame out: there is a way out",
    async (policy) => {
      const shop = await openShop({ headers: { "cross-origin-embedder-policy": policy } });
      const { page, sandbox } = shop;
      // A shop that has got as far as to have the scripts.
      await page.route(/\/js\/|jquery|\/users\/pg\//, async (route) => {
        const response = await route.fetch();
        const headers = { ...response.headers(), "cross-origin-resource-policy": "cross-origin" };
        await route.fulfill({ response, headers });
      });
      await loadAndWaitForFrames(shop);
      expect(page.frames().some((frame) => frame.url().startsWith(sandbox.url))).toBe(false);
      await startWith(page, { exitAfter: 500 });
      await page.getByRole("button", { name: wayOut }).click();
      expect(await endWithin(page, 2_000)).toMatchObject(abandoned);
      await expect.poll(() => isPageFree(page)).toBe(true);
    },
  );
});

describe("a window from which the shop's page can't be left", () => {
  const atGateway = { ...order, merchant_uid: "order-1", pg: "kcp" };

  it("a guard asks on a phone, and the customer stays: there is a way out, and nobody knows", async () => {
    const { page, origin } = await readyShop({ context: phone });
    await page.evaluate(() => addEventListener("beforeunload", (event) => event.preventDefault()));
    // A browser lets a page ask only once it has been used.
    await page.locator("h1").click();
    const asked = page.waitForEvent("dialog");
    await startWith(page, { exitAfter: 1_000 }, atGateway);
    const dialog = await asked;
    expect(dialog.type()).toBe("beforeunload");
    await dialog.dismiss();
    await page.getByRole("button", { name: wayOut }).click();
    expect(await endWithin(page, 2_000)).toMatchObject(abandoned);
    expect(page.url()).toBe(`${origin}/checkout`);
    await expect.poll(() => isPageFree(page)).toBe(true);
  });

  it("a shop in a sandboxed frame, which may not leave the page around it: there is a way out", async () => {
    const { page, addresses } = await openShop({ context: phone });
    await page.evaluate(() => {
      const frame = document.createElement("iframe");
      frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-forms");
      frame.setAttribute("style", "width:100%;height:600px");
      frame.src = "/checkout";
      document.body.append(frame);
      return new Promise((resolve) => frame.addEventListener("load", resolve));
    });
    const shop = page.frames()[1];
    if (!shop) throw new Error("The shop's frame is gone.");
    await shop.evaluate('import("/lib/index.js").then((lib) => { window.lib = lib; })');
    await shop.evaluate(
      async ([{ userCode, ...options }, order]) => {
        await window.lib.loadIamport(userCode, options);
        window.outcome = window.lib
          .requestPay(order as never, { exitAfter: 1_000 })
          .then((result) => ({ result }));
      },
      [addresses, atGateway] as const,
    );
    await shop.getByRole("button", { name: wayOut }).click();
    expect(await shop.evaluate(() => window.outcome)).toMatchObject(abandoned);
    const isCovered = () => getComputedStyle(document.querySelector(".imp-dialog") as Element).display;
    await expect.poll(() => shop.evaluate(isCovered)).toBe("none");
  });
});

describe("a window that goes without an answer", () => {
  it("ends the payment by itself, and not at the next click", async () => {
    const { page } = await readyShop();
    await startPayment(page, order);
    await windowWith(page, pay);
    await page.evaluate(() => {
      (document.querySelector(".imp-dialog") as HTMLElement).style.display = "none";
    });
    expect(await endWithin(page, 8_000)).toMatchObject(abandoned);
    await nextClickPays(page);
  });

  it("because the page's body was replaced: unknown at once, and the page goes on", async () => {
    const { page } = await readyShop();
    await startPayment(page, order);
    await windowWith(page, pay);
    await page.evaluate(() => {
      const body = document.createElement("body");
      body.innerHTML = "<h1>elsewhere</h1>";
      document.documentElement.replaceChild(body, document.body);
    });
    expect(await endWithin(page, 3_000)).toMatchObject(abandoned);
    await nextClickPays(page);
  });
});

function showModal(): void {
  const modal = document.createElement("dialog");
  document.body.append(modal);
  modal.showModal();
}

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
    await startPayment(page, order);
    await windowWith(page, pay);
    for (let times = 0; times < 2; times++) {
      await page.evaluate(showModal);
      await page.waitForTimeout(600);
      await page.evaluate(() => document.querySelector("dialog")?.remove());
      await page.waitForTimeout(600);
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

describe("what the page takes away from the window", () => {
  const takings: [name: string, take: () => void][] = [
    ["the SDK's dialog", () => document.querySelector(".imp-dialog")?.remove()],
    ["all that is in the body", () => document.body.replaceChildren()],
  ];
  it.each(takings)("%s: the payment ends at once, and the next click pays", async (_, take) => {
    const { page } = await readyShop();
    await startPayment(page, order);
    await windowWith(page, pay);
    await page.evaluate(take);
    expect(await endWithin(page, 3_000)).toMatchObject(abandoned);
    await nextClickPays(page);
  });

  it("its frames: there is a way out, and the next click pays", async () => {
    const { page } = await readyShop();
    await startWith(page, { exitAfter: 500 });
    await windowWith(page, pay);
    await page.evaluate(() => {
      for (const frame of document.querySelectorAll("iframe")) frame.remove();
    });
    await page.getByRole("button", { name: wayOut }).click();
    expect(await endWithin(page, 2_000)).toMatchObject(abandoned);
    await nextClickPays(page);
  });
});

it("messages without end that the page sends itself are no sign of the window's life", async () => {
  const { page } = await readyShop();
  await page.evaluate(() => {
    setInterval(() => postMessage({ action: "beat" }, "*"), 20);
  });
  await startWith(page, { exitAfter: 500 });
  await page.getByRole("button", { name: wayOut }).click();
  expect(await endWithin(page, 2_000)).toMatchObject(abandoned);
});

it("a customer who has been in the popup may have paid: what fails then, nobody knows", async () => {
  // One whose popup the SDK fills by a form, which by itself is nothing that the customer does.
  const gateways = [{ pg_provider: "shinhan", pg_id: "test", type: "payment" as const }];
  const { page } = await readyShop({ sandbox: { gateways } });
  const popup = page.waitForEvent("popup");
  await startPayment(page, { ...order, pg: "shinhan" });
  await popup;
  await page.waitForTimeout(1_000);
  await page.evaluate(showModal);
  // The popup's own end is not heard.
  await page.evaluate(() => {
    for (const frame of document.querySelectorAll("iframe")) frame.src = "about:blank";
  });
  await (await popup).close();
  expect(await endWithin(page, 6_000)).toMatchObject(abandoned);
});

describe("afterwards", () => {
  it("a phone is scrolled to where it was, and the focus is back", async () => {
    const { page } = await readyShop({ context: phone });
    await page.evaluate(() => {
      document.body.insertAdjacentHTML("afterbegin", "<p style='height:3000px'>goods</p>");
      const button = document.querySelector<HTMLButtonElement>("#pay");
      button?.scrollIntoView();
      button?.focus({ preventScroll: true });
    });
    const before = await page.evaluate(() => scrollY);
    expect(before).toBeGreaterThan(1000);
    await startPayment(page, { ...order, pg: "danal" });
    await press(page, pay);
    expect((await outcome(page)).result?.success).toBe(true);
    await expect.poll(() => page.evaluate(() => scrollY)).toBe(before);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("pay");
  });

  it("the focus is back inside a web component", async () => {
    const { page } = await readyShop();
    await page.evaluate(() => {
      const host = document.body.appendChild(document.createElement("div"));
      const button = document.createElement("button");
      button.id = "own";
      host.attachShadow({ mode: "open" }).append(button);
      host.id = "host";
      button.focus();
    });
    await startPayment(page, order);
    const frame = await windowWith(page, pay);
    await frame.getByRole("button", { name: pay }).focus();
    await press(page, pay);
    expect((await outcome(page)).result?.success).toBe(true);
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.id))
      .toBe("own");
  });
});

describe("a popup on a page that is cut off from it", () => {
  const closePopup = async (page: Page, popup: Promise<Page>) => {
    await (await popup).close();
    return (await endWithin(page, 10_000)) as Outcome;
  };
  const payco = { ...order, pg: "payco" };

  it("an ordinary page: a closed popup is the customer's own cancel", async () => {
    const { page } = await readyShop();
    const popup = page.waitForEvent("popup");
    await startPayment(page, payco);
    expect(await closePopup(page, popup)).toMatchObject({ result: { outcome: "failed" } });
  });

  it("Cross-Origin-Opener-Policy: same-origin: nobody knows", async () => {
    const { page } = await readyShop({ headers: { "cross-origin-opener-policy": "same-origin" } });
    const popup = page.waitForEvent("popup");
    await startPayment(page, payco);
    expect(await closePopup(page, popup)).toMatchObject({ result: { outcome: "unknown" } });
  });

  for (const [what, answer] of [
    ["doesn't know the request by which the page asks for its headers", { status: 405 }],
    ["leads that request elsewhere", { status: 302, headers: { location: "/elsewhere" } }],
  ] as const) {
    it(`a page whose server ${what}: nobody knows`, async () => {
      const { page } = await readyShop();
      await page.route("**/checkout", (route) =>
        route.request().method() === "HEAD" ? route.fulfill(answer) : route.continue(),
      );
      const popup = page.waitForEvent("popup");
      await startPayment(page, payco);
      expect(await closePopup(page, popup)).toMatchObject({ result: { outcome: "unknown" } });
    });
  }
});

describe("a script in the frame that posts what is no message of the SDK's", () => {
  const junk = (times: "once" | "on each load") =>
    `<script>parent.postMessage("not JSON", "*")</script><p>${times}</p>`;

  it("on each load, so that the SDK loads its frames over and over: INIT_FAILED, and it is said", async () => {
    const shop = await openShop();
    const { page, addresses } = shop;
    await page.route(ready, (route) =>
      route.fulfill({ contentType: "text/html", body: junk("on each load") }),
    );
    await page.evaluate(async ({ userCode, ...options }) => {
      await window.lib.loadIamport(userCode, { ...options, timeout: 4_000 });
    }, addresses);
    await startPayment(page, order);
    expect(await endWithin(page, 10_000)).toMatchObject({ error: { code: "INIT_FAILED" } });
    expect(await isPageFree(page)).toBe(true);
  });
});

describe("a window that the page opens on IMP by hand", () => {
  /** Looks at the window come fifty times a second in place of two: the way out is there after 600 ms. */
  const lookOften = (page: Page) =>
    page.addInitScript(() => {
      const { setInterval } = window;
      const sooner = (look: TimerHandler, ms?: number) => setInterval(look, ms === 500 ? 20 : ms);
      Object.assign(window, { setInterval: sooner });
    });

  const sandbox: SandboxOptions = {
    gateways: [
      { pg_provider: "kcp", pg_id: "T0000", type: "payment" },
      { pg_provider: "danal", pg_id: "B010007255", type: "certification" },
    ],
  };

  async function shopThatLooksOften() {
    const page = await openTab();
    await lookOften(page);
    return readyShop({ page, sandbox });
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
    await popup.getByRole("button", { name: verify }).click();
    expect(await outcome(page)).toMatchObject({ response: { success: true } });
    await nextClickPays(page);
  });

  it("identity verification: no way out while its popup is open; one that was closed and says nothing gets it", async () => {
    const { page } = await shopThatLooksOften();
    await popupsTakeFocus(page);
    await silenceFrames(page);
    const popup = await identifyByHand(page);
    // Twice as long as the way out takes.
    await page.waitForTimeout(1_500);
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
    await page.waitForTimeout(1_000);
    expect(await isShown(page)).toBe(true);
    await popup.getByRole("button", { name: verify }).click();
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
