import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import type * as Library from "../../dist/index.js";
import {
  cancel,
  decline,
  hasWords,
  importLibrary,
  isPageFree,
  launch,
  loadAndWaitForFrames,
  openShop,
  order,
  outcome,
  phone,
  popupOf,
  press,
  pressIn,
  readyShop as readyShopOf,
  refuseNextPopup,
  type ShopOptions,
  startPayment,
  useBrowser,
  windowWith,
} from "./harness.ts";
import { countLooks, looksOf } from "./open-window.ts";

useBrowser();

const verify = /본인인증|인증하기|^Verify/;

const gateways = [
  { pg_provider: "kcp", pg_id: "T0000", type: "payment" as const },
  { pg_provider: "danal", pg_id: "B010007255", type: "certification" as const },
];

/** A checkout page whose SDK is ready, of a merchant with a channel for identity verification. */
const readyShop = ({ sandbox, ...options }: ShopOptions = {}) =>
  readyShopOf({ ...options, sandbox: { gateways, ...sandbox } });

/** Who is to be identified: nothing of it may be in an error, a log or the tab's memory. */
const person = { name: "홍길순", phone: "01098765432", carrier: "SKT" };

async function startCertification(page: Page, params: object = {}, options: object = {}): Promise<void> {
  await page.evaluate(
    ([params, options]) => {
      window.outcome = window.lib.requestCertification(params as Library.CertificationParams, options).then(
        (result) => ({ result }),
        ({ name, code, message, merchant_uid, issues }) => ({
          error: { name, code, message, merchant_uid, issues },
        }),
      );
    },
    [{ merchant_uid: "verify-1", ...person, ...params }, options] as const,
  );
}

/** Starts it where it opens a popup. */
const identify = (page: Page, params: object = {}, options: object = {}) =>
  popupOf(page, () => startCertification(page, params, options));

/** What stands in the SDK's frames. */
const textOfFrames = async (page: Page) =>
  (await Promise.all(page.frames().map((frame) => frame.locator("body").textContent()))).join("\n");

const wayOut = "결제창 닫기";

/** The merchant's first gateway, whose frame is the one that says nothing where the page asks for that. */
async function shopWithSilentFrame() {
  const shop = await openShop({ sandbox: { gateways: [...gateways].reverse() } });
  shop.addresses.sdkUrl += "?fault=frameSilent";
  await loadAndWaitForFrames(shop);
  return shop;
}

describe("on a PC, where it is always a popup", () => {
  it.each([undefined, false, true])(
    "who verifies is a success, with popup: %s; the popup closes, and the page is free",
    async (wanted) => {
      const { page } = await readyShop();
      const popup = await identify(page, { popup: wanted, min_age: 19 });
      const closed = popup.waitForEvent("close");
      await pressIn(popup, verify);
      await closed;
      expect((await outcome(page)).result).toMatchObject({
        success: true,
        outcome: "authenticated",
        imp_uid: expect.stringMatching(/^imp_/),
        merchant_uid: "verify-1",
        error_code: null,
        error_msg: null,
        delivery: "callback",
        response: { success: true, pg_provider: "danal" },
      });
      await expect.poll(() => isPageFree(page)).toBe(true);
      expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
    },
  );

  it("while it is open, the page says where to go on", async () => {
    const { page } = await readyShop();
    await identify(page);
    await expect.poll(() => textOfFrames(page)).toContain("새 창에서 본인인증을 진행해 주세요");
  });

  it("who tries again at once has a popup of its own, and not the first one, which is about to close", async () => {
    const { page } = await readyShop();
    await pressIn(await identify(page), decline);
    expect((await outcome(page)).result).toMatchObject({ outcome: "failed" });
    await pressIn(await identify(page, { merchant_uid: "verify-2" }), verify);
    expect((await outcome(page)).result).toMatchObject({
      outcome: "authenticated",
      merchant_uid: "verify-2",
    });
  });

  it("who is too young for the shop is told so", async () => {
    const { page } = await readyShop();
    await pressIn(await identify(page, { min_age: 99 }), verify);
    expect((await outcome(page)).result).toMatchObject({
      success: false,
      error_code: "CERTIFICATION_MIN_AGE",
      error_msg: expect.stringContaining("min_age"),
    });
  });

  it.each([
    ["Decline", decline],
    ["Cancel", cancel],
  ])("%s resolves too, as a failure with the gateway's message", async (_, button) => {
    const { page } = await readyShop();
    await pressIn(await identify(page), button);
    const { result } = await outcome(page);
    expect(result).toMatchObject({ success: false, outcome: "failed", merchant_uid: "verify-1" });
    expect(result?.error_msg).toBeTruthy();
    await expect.poll(() => isPageFree(page)).toBe(true);
  });

  it("who closes it has given up, and the next one opens", async () => {
    const { page } = await readyShop();
    const popup = await identify(page);
    await popup.getByRole("button", { name: verify }).waitFor();
    await popup.close();
    expect((await outcome(page)).result).toMatchObject({
      success: false,
      outcome: "failed",
      error_code: "PAY_PROCESS_CANCELED",
    });
    expect(await isPageFree(page)).toBe(true);
    await pressIn(await identify(page, { merchant_uid: "verify-2" }), verify);
    expect((await outcome(page)).result).toMatchObject({ success: true, merchant_uid: "verify-2" });
  });

  it("a page that is cut off from its popups hears that it was closed, while the customer is in it: unknown", async () => {
    const { page } = await readyShop({ headers: { "cross-origin-opener-policy": "same-origin" } });
    const popup = await identify(page);
    await popup.getByRole("button", { name: verify }).waitFor();
    expect((await outcome(page)).result).toMatchObject({
      success: false,
      outcome: "unknown",
      error_code: "PAY_PROCESS_CANCELED",
      imp_uid: expect.stringMatching(/^imp_/),
    });
    expect(popup.isClosed()).toBe(false);
    expect(await isPageFree(page)).toBe(true);
  });

  it("that the browser refuses rejects, and leaves the page free for the next click", async () => {
    const { page } = await readyShop();
    await refuseNextPopup(page);
    await startCertification(page);
    const { error } = await outcome(page);
    expect(error).toMatchObject({ code: "POPUP_BLOCKED", merchant_uid: "verify-1" });
    if (hasWords) expect(error?.message).toContain("requestCertification directly in the customer's click");
    expect(await isPageFree(page)).toBe(true);
    await pressIn(await identify(page, { merchant_uid: "verify-2" }), verify);
    expect((await outcome(page)).result).toMatchObject({ success: true, merchant_uid: "verify-2" });
  });

  it("opens before requestCertification returns, and without an ID makes one", async () => {
    const { page } = await readyShop();
    const called = await page.evaluate(() => {
      const imp = window.IMP as Required<Library.IMP>;
      const { certification } = imp;
      const { open } = window;
      let sent: Record<string, unknown> | undefined;
      let name: string | undefined;
      imp.certification = (data, callback) => {
        sent = { ...data };
        return certification(data, callback);
      };
      window.open = (...args) => {
        name = args[1];
        return open.apply(window, args);
      };
      const params = Object.freeze({});
      void window.lib.requestCertification(params);
      return { sent, name };
    });
    expect(called).toMatchObject({
      sent: { merchant_uid: expect.stringMatching(/^[a-z\d]{24}$/), m_redirect_url: page.url() },
      name: "IMP_CERTIFICATION",
    });
  });

  it("a payment and a verification are one at a time, in either order", async () => {
    const { page } = await readyShop();
    const popup = await identify(page);
    const first = await page.evaluateHandle(() => ({ outcome: window.outcome }));
    await startPayment(page, order);
    expect((await outcome(page)).error).toMatchObject({ code: "PAYMENT_IN_PROGRESS" });
    await pressIn(popup, verify);
    expect(await first.evaluate(({ outcome }) => outcome)).toMatchObject({ result: { success: true } });

    await startPayment(page, order);
    await windowWith(page, cancel);
    const second = await page.evaluateHandle(() => ({ outcome: window.outcome }));
    await startCertification(page);
    expect((await outcome(page)).error).toMatchObject({ code: "PAYMENT_IN_PROGRESS" });
    await press(page, cancel);
    expect(await second.evaluate(({ outcome }) => outcome)).toMatchObject({ result: { outcome: "failed" } });
  });

  it("the SDK that comes soon after the click opens it all the same", async () => {
    const shop = await openShop({ sandbox: { gateways } });
    await shop.page.evaluate(({ userCode, ...options }) => {
      void window.lib.loadIamport(userCode, options);
    }, shop.addresses);
    await pressIn(await identify(shop.page), verify);
    expect(await outcome(shop.page)).toMatchObject({ result: { success: true } });
  });

  it("the SDK of before, 1.1.5, opens it as well", async () => {
    const shop = await openShop({ sandbox: { gateways } });
    shop.addresses.sdkUrl = shop.addresses.sdkUrl.replace("1.2.0", "1.1.5");
    await loadAndWaitForFrames(shop);
    await pressIn(await identify(shop.page), verify);
    expect(await outcome(shop.page)).toMatchObject({ result: { success: true, merchant_uid: "verify-1" } });
  });

  it("and so does the v1 SDK", async () => {
    const shop = await openShop({ sandbox: { gateways } });
    await shop.page.evaluate(
      async ([userCode, sdkUrl]) => {
        await window.lib.loadIamport(userCode, { version: "v1", sdkUrl });
      },
      [shop.addresses.userCode, `${shop.sandbox.url}/v1/iamport.js`] as const,
    );
    await pressIn(await identify(shop.page), verify);
    expect(await outcome(shop.page)).toMatchObject({ result: { success: true, merchant_uid: "verify-1" } });
  });
});

describe("it always ends", () => {
  it("a merchant without identity verification is told so at once, where the SDK says nothing", async () => {
    const { page } = await readyShop({
      sandbox: { gateways: [{ pg_provider: "kcp", pg_id: "T0000", type: "payment" }] },
    });
    await startCertification(page);
    const { error } = await outcome(page);
    expect(error).toMatchObject({ name: "IamportError", code: "INIT_FAILED" });
    if (hasWords) expect(error?.message).toContain("no identity verification");
    expect(await isPageFree(page)).toBe(true);
  });

  it("an open popup is never lost to the way out; one that was closed without an answer gets it", async () => {
    const { page } = await shopWithSilentFrame();
    await countLooks(page);
    const popup = await identify(page, {}, { exitAfter: 300 });
    // The first would bring the way out.
    await looksOf(page, 3);
    expect(await page.getByRole("button", { name: wayOut }).count()).toBe(0);
    expect(await isPageFree(page)).toBe(false);
    await popup.close();
    await page.getByRole("button", { name: wayOut }).click();
    expect(await outcome(page)).toMatchObject({
      result: { success: false, outcome: "unknown", error_code: "ABANDONED", merchant_uid: "verify-1" },
    });
    expect(await isPageFree(page)).toBe(true);
  });

  it("the way out is taken by the Escape key too; the next one opens", async () => {
    const { page } = await shopWithSilentFrame();
    await (await identify(page, {}, { exitAfter: 300 })).close();
    await page.getByRole("button", { name: wayOut }).waitFor();
    await page.keyboard.press("Escape");
    expect(await outcome(page)).toMatchObject({
      result: { success: false, outcome: "unknown", error_code: "ABANDONED", merchant_uid: "verify-1" },
    });
    expect(await isPageFree(page)).toBe(true);
    await (await identify(page, { merchant_uid: "verify-2" }, { exitAfter: 300 })).close();
    await page.getByRole("button", { name: wayOut }).click();
    expect(await outcome(page)).toMatchObject({ result: { outcome: "unknown", merchant_uid: "verify-2" } });
  });

  it("the shop's signal closes it, and its popup", async () => {
    const { page } = await readyShop();
    const popup = await popupOf(page, () =>
      page.evaluate(() => {
        const controller = new AbortController();
        Object.assign(window, { controller });
        window.outcome = window.lib
          .requestCertification({ merchant_uid: "verify-1" }, { signal: controller.signal })
          .catch(({ code, merchant_uid }) => ({ error: { code, merchant_uid } }));
      }),
    );
    await popup.getByRole("button", { name: verify }).waitFor();
    await page.evaluate(() => (window as unknown as { controller: AbortController }).controller.abort());
    expect(await outcome(page)).toEqual({ error: { code: "ABORTED", merchant_uid: "verify-1" } });
    await expect.poll(() => popup.isClosed()).toBe(true);
    expect(await isPageFree(page)).toBe(true);
  });

  it("a modal of the page is in the way before the SDK is called", async () => {
    const { page } = await readyShop();
    await page.evaluate(() => {
      const dialog = document.body.appendChild(document.createElement("dialog"));
      dialog.showModal();
    });
    await startCertification(page);
    expect((await outcome(page)).error).toMatchObject({ code: "WINDOW_FAILED" });
  });
});

it("nothing that tells who it is appears in an error, on the console or in the tab's memory", async () => {
  const { page, log } = await readyShop();
  const params = { name: 7, phone: { number: person.phone }, buyer_name: person.name };
  const popup = await identify(page, params);
  await expect.poll(() => page.evaluate(() => sessionStorage.length)).toBeGreaterThan(0);
  const kept = await page.evaluate(() => JSON.stringify({ ...sessionStorage }));
  await pressIn(popup, cancel);
  await outcome(page);
  await startCertification(page, { merchant_uid: "", m_redirect_url: "javascript:0" });
  const { error } = await outcome(page);
  expect(error).toMatchObject({ code: "INVALID_PARAMS" });
  const said = [kept, JSON.stringify(error), ...log].join("\n");
  for (const secret of Object.values(person).slice(0, 2)) expect(said).not.toContain(secret);
  if (hasWords) expect(log.join("\n")).toContain("did you mean name?");
});

describe("on a phone", () => {
  it("the page stays with popup: true, for a popup", async () => {
    const { page } = await readyShop({ context: phone });
    const popup = await identify(page, { popup: true, m_redirect_url: "https://shop.example/landing" });
    await pressIn(popup, verify);
    expect((await outcome(page)).result).toMatchObject({ success: true, delivery: "callback" });
  });

  async function atTheGateway(options: ShopOptions = {}) {
    const shop = await readyShop({ context: phone, ...options });
    await startCertification(shop.page, { m_redirect_url: `${shop.origin}/complete?lang=ko` });
    await shop.page.waitForURL((url) => !url.href.startsWith(shop.origin));
    return shop;
  }

  it.each([
    ["본인인증 / Verify", verify, { success: true, outcome: "authenticated" }],
    ["거절 / Decline", decline, { success: false, outcome: "failed" }],
    ["취소 / Cancel", cancel, { success: false, outcome: "failed" }],
  ])("%s leads to the landing page, which gives it to nobody else", async (_, button, expected) => {
    const { page, origin } = await atTheGateway();
    await page.getByRole("button", { name: button }).click();
    await page.waitForURL(`${origin}/complete?**`);
    await importLibrary(page);
    // A page that looks for payments first doesn't take it for one.
    expect(await page.evaluate(() => window.lib.getRedirectResult())).toBeNull();
    const landed = await page.evaluate(() => window.lib.getCertificationRedirectResult());
    expect(landed).toMatchObject({
      result: {
        ...expected,
        delivery: "redirect",
        merchant_uid: "verify-1",
        imp_uid: expect.stringMatching(/^imp_/),
      },
    });
    expect(landed?.request).toEqual({
      merchant_uid: "verify-1",
      pg: null,
      requestedAt: expect.any(Number),
    });
    expect(await page.evaluate(() => window.lib.getCertificationRedirectResult())).toBeNull();

    await page.reload();
    await importLibrary(page);
    expect(await page.evaluate(() => window.lib.getCertificationRedirectResult())).toEqual(landed);
    await page.evaluate(() => window.lib.clearRedirectResult());
    expect(page.url()).toBe(`${origin}/complete?lang=ko`);
    await page.reload();
    await importLibrary(page);
    expect(await page.evaluate(() => window.lib.getCertificationRedirectResult())).toBeNull();
  });

  it("a payment's landing page is no verification's", async () => {
    const { page, origin } = await readyShop({ context: phone });
    await startPayment(page, { ...order, m_redirect_url: `${origin}/complete` });
    await page.waitForURL((url) => !url.href.startsWith(origin));
    await page.getByRole("button", { name: /결제하기|^Pay/ }).click();
    await page.waitForURL(`${origin}/complete?**`);
    await importLibrary(page);
    expect(await page.evaluate(() => window.lib.getCertificationRedirectResult())).toBeNull();
    expect(await page.evaluate(() => window.lib.getRedirectResult())).toMatchObject({
      result: { success: true },
    });
  });

  it("Back from the gateway's page frees the shop's page, and says that nobody saw the end", async () => {
    const browser = await launch(["--disable-back-forward-cache"]);
    try {
      const { page, origin } = await atTheGateway({ browser });
      await page.getByRole("button", { name: verify }).waitFor();
      await page.evaluate(() => history.back());
      await page.waitForURL(`${origin}/checkout`, { waitUntil: "commit" });
      expect(await outcome(page)).toMatchObject({
        result: { success: false, outcome: "unknown", error_code: "ABANDONED" },
      });
      expect(await isPageFree(page)).toBe(true);
    } finally {
      await browser.close();
    }
  });

  it("called on IMP by hand, Back from the gateway's page leaves nothing over the page either", async () => {
    const browser = await launch(["--disable-back-forward-cache"]);
    try {
      const { page, origin } = await readyShop({ context: phone, browser });
      await page.evaluate((landing) => {
        const imp = window.IMP as { certification(data: object, callback: () => void): void };
        imp.certification({ merchant_uid: "verify-1", m_redirect_url: landing }, () => {});
      }, `${origin}/complete`);
      await page.waitForURL((url) => !url.href.startsWith(origin));
      await page.getByRole("button", { name: verify }).waitFor();
      await page.evaluate(() => history.back());
      await page.waitForURL(`${origin}/checkout`, { waitUntil: "commit" });
      await expect.poll(() => isPageFree(page)).toBe(true);
      await startCertification(page, { merchant_uid: "verify-2", m_redirect_url: `${origin}/complete` });
      await page.waitForURL((url) => !url.href.startsWith(origin), { waitUntil: "commit" });
    } finally {
      await browser.close();
    }
  });
});
