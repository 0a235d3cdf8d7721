import type { Frame, Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { createIamportClient, verifyPayment } from "../../dist/server.js";
import {
  isPageFree,
  outcome,
  pay,
  press,
  type Shop,
  startPayment,
  useBrowser,
  windowWith,
} from "../browser/harness.ts";
import { inWords, newOrder, readyShop, seesPageThatPays } from "./checkout.ts";
import { observe } from "./observe.ts";

useBrowser();

/** A payment whose window is open; its frame, and the `request_id` that the SDK gave it. */
async function openPayment(): Promise<{
  shop: Shop;
  asked: { merchant_uid: string };
  frame: Frame;
  id: string;
}> {
  const shop = await readyShop({ sandbox: { outcome: "manual" } });
  const { page } = shop;
  const asked = newOrder();
  await page.evaluate(() => {
    // A widget that looks over the SDK's shoulder.
    const parse = JSON.stringify;
    JSON.stringify = ((value: { data?: { request_id?: string } }, ...rest: []) => {
      if (value?.data?.request_id) Object.assign(window, { requestId: value.data.request_id });
      return parse(value, ...rest);
    }) as typeof parse;
  });
  await startPayment(page, asked);
  const frame = await windowWith(page, pay);
  const id = await page.evaluate(() => (window as never as { requestId: string }).requestId);
  expect(id).toMatch(/^req_/);
  return { shop, asked, frame, id };
}

/** A success that nobody has paid for. */
const forged = (request_id: string, merchant_uid: string) =>
  JSON.stringify({
    action: "done",
    data: { request_id, merchant_uid, success: true, imp_uid: "imp_000000000000" },
  });

/** Settles nothing: the payment goes on to its own answer. */
async function goesOn(page: Page, merchant_uid: string): Promise<string> {
  await press(page, pay);
  const end = await outcome(page);
  expect(end.result).toMatchObject({ success: true, merchant_uid });
  expect(end.result?.imp_uid).not.toBe("imp_000000000000");
  return `it settles nothing; the payment goes on: ${inWords(end)}`;
}

describe("Paying", () => {
  it("a forged success is posted by the page itself, with the right request_id", async (context) => {
    const { shop, asked, id } = await openPayment();
    await shop.page.evaluate((text) => window.postMessage(text, "*"), forged(id, asked.merchant_uid));
    observe(context, {
      happens: await goesOn(shop.page, asked.merchant_uid),
      sees: await seesPageThatPays(shop),
    });
  });

  it.for([
    ["by a frame of another origin", ""],
    ["by a sandboxed frame without an origin", "allow-scripts"],
  ])("a forged success is posted %s, with the right request_id", async ([, sandbox], context) => {
    const { shop, asked, id } = await openPayment();
    const text = forged(id, asked.merchant_uid);
    await shop.page.route("https://widget.example/", (route) =>
      route.fulfill({ contentType: "text/html", body: "<!doctype html><title>widget</title>" }),
    );
    await shop.page.evaluate((sandbox) => {
      const widget = document.createElement("iframe");
      if (sandbox) widget.setAttribute("sandbox", sandbox);
      widget.src = "https://widget.example/";
      document.body.append(widget);
    }, sandbox);
    const isWidget = (frame: Frame) => frame.url().includes("widget.example");
    await expect.poll(() => shop.page.frames().some(isWidget)).toBe(true);
    await shop.page
      .frames()
      .find(isWidget)
      ?.evaluate((text) => parent.postMessage(text, "*"), text);
    observe(context, {
      happens: await goesOn(shop.page, asked.merchant_uid),
      sees: await seesPageThatPays(shop),
    });
  });

  it("the payment frame answers for another order, under this one's request_id", async (context) => {
    const { shop, asked, frame, id } = await openPayment();
    await frame.evaluate((text) => parent.postMessage(text, "*"), forged(id, "somebody-elses-order"));
    const end = await outcome(shop.page);
    expect(end.result).toMatchObject({
      success: false,
      outcome: "unknown",
      error_code: "MISMATCH",
      imp_uid: null,
      merchant_uid: asked.merchant_uid,
    });
    observe(context, { happens: inWords(end), sees: await seesPageThatPays(shop) });
  });

  it("the payment frame answers for a request that nobody has made", async (context) => {
    const { shop, asked, frame } = await openPayment();
    await frame.evaluate((text) => parent.postMessage(text, "*"), forged("req_1", asked.merchant_uid));
    // The SDK takes the window away for any answer, and this one's never comes: it ends without another click.
    await expect.poll(() => isPageFree(shop.page)).toBe(true);
    const end = await outcome(shop.page);
    expect(inWords(end)).toBe("unknown, ABANDONED");
    observe(context, {
      happens: `it is nobody's answer; after 5 seconds the payment ends by itself: ${inWords(end)}`,
      sees: `the window closes; ${await seesPageThatPays(shop)}`,
    });
  });

  it("PortOne's own origin says success of a payment that nobody made: only the server can tell", async (context) => {
    const { shop, asked, frame, id } = await openPayment();
    await frame.evaluate((text) => parent.postMessage(text, "*"), forged(id, asked.merchant_uid));
    const end = await outcome(shop.page);
    expect(end.result).toMatchObject({ success: true, imp_uid: "imp_000000000000" });
    const client = createIamportClient({
      impKey: "imp_apikey",
      impSecret: "imp_secret",
      baseUrl: shop.sandbox.url,
      includeSandbox: true,
    });
    const { imp_uid, merchant_uid } = end.result as { imp_uid: string; merchant_uid: string };
    const verification = await verifyPayment(client, { imp_uid, merchant_uid }, async () => ({
      amount: 64900,
    }));
    expect(verification).toMatchObject({ status: "forged", reason: "unknown_payment" });
    observe(context, {
      happens: `the browser says ${inWords(end)}, the server: ${verification.status}, unknown_payment`,
      sees: "that the payment can't be found; nothing is settled",
    });
  });
});
