import { describe, expect, it } from "vitest";
import {
  framesLoaded,
  isPageFree,
  loadAndWaitForFrames,
  openShop,
  order,
  outcome,
  pay,
  phone,
  pressIn,
  readyShop,
  useBrowser,
  windowWith,
} from "./harness.ts";
import { abandoned, endWithin, nextClickPays, ready, silence, startWith, wayOut } from "./open-window.ts";

useBrowser();

/** A payment window that works, with the way out over it. */
async function shopWithWayOut() {
  const { page } = await readyShop();
  await startWith(page, { exitAfter: 1_500 });
  const frame = await windowWith(page, pay);
  const button = page.getByRole("button", { name: wayOut });
  await button.waitFor();
  return { page, frame, button };
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
    await pressIn(frame, pay);
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

it.each(["1.12.4", "3.7.1"])(
  "a window that the shop opens by itself meanwhile is not the payment's: there is a way out, and it stays (jQuery %s)",
  async (version) => {
    const shop = await openShop({ head: () => `<script src="/jquery-${version}.js"></script>` });
    const { page } = shop;
    await silence(page);
    await loadAndWaitForFrames(shop);
    const receipt = page.waitForEvent("popup");
    await page.evaluate(() => {
      setTimeout(() => window.open("/elsewhere", "receipt"), 500);
    });
    await startWith(page, { exitAfter: 1_000 });
    const own = await receipt;
    await page.getByRole("button", { name: wayOut }).click();
    expect(await endWithin(page, 2_000)).toMatchObject(abandoned);
    expect(own.isClosed()).toBe(false);
  },
);

it("messages without end that the page sends itself are no sign of the window's life", async () => {
  const { page } = await readyShop();
  await page.evaluate(() => {
    setInterval(() => postMessage({ action: "beat" }, "*"), 20);
  });
  await startWith(page, { exitAfter: 500 });
  await page.getByRole("button", { name: wayOut }).click();
  expect(await endWithin(page, 2_000)).toMatchObject(abandoned);
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
