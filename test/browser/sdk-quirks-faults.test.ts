import { describe, expect, it } from "vitest";
import {
  cancel,
  framesLoaded,
  importLibrary,
  isPageFree,
  loadAndWaitForFrames,
  openShop,
  order,
  ordersOpened,
  outcome,
  pay,
  phone,
  press,
  pressIn,
  type Shop,
  startPayment,
  useBrowser,
  windowWith,
} from "./harness.ts";
import { nextClickPays, startWith, wayOut } from "./open-window.ts";
import {
  answers,
  ask,
  onlyNextIsAnswered,
  payByHand,
  rawShop,
  releases,
  v1Head,
  withRelease,
  withSdk,
} from "./raw-shop.ts";

// Each quirk of PortOne's SDK twice: how the SDK behaves on its own, and that a payment through this library
// gets past it. Here: what goes wrong while a window is open.

useBrowser();

/** The address of each payment frame that the page loads from now on. */
function framesLoadedFromNow(shop: Shop): string[] {
  const loads: string[] = [];
  shop.page.on("response", (response) => {
    if (response.url().includes("/payments/ready/")) loads.push(`${response.status()} ${response.url()}`);
  });
  return loads;
}

const isUnknown = { result: { success: false, outcome: "unknown", error_code: "ABANDONED" } };

describe("faults of the payment window, on request", () => {
  it.each([
    ["frameError", { kind: "frameError" }],
    ["frameError 403", { kind: "frameError", status: 403 }],
    ["frameDrop", { kind: "frameDrop" }],
    ["frameSilent", { kind: "frameSilent" }],
  ] as const)(
    "SDK: with %s it takes the frame for loaded, covers the page, and nothing comes",
    async (_, fault) => {
      const shop = await rawShop({}, false);
      await ask(shop, fault);
      await shop.page.evaluate(() => window.raw.init("imp00000000"));
      await framesLoaded(shop.page);
      await payByHand(shop);
      await expect.poll(() => isPageFree(shop.page)).toBe(false);
      // By the time that another payment's window is there, in a frame that works, this one's would be.
      await payByHand(shop, { pg: "danal", merchant_uid: "order-2" });
      await windowWith(shop.page, pay);
      expect(await ordersOpened(shop.sandbox)).toEqual(["order-2"]);
      expect(await answers(shop)).toEqual([]);
    },
  );

  it.each(["1.1.5", "1.1.7-20180615", "1.2.0", "1.2.1"])(
    "SDK %s: frameReload makes it load all frames anew, over and over",
    async (release) => {
      const shop = await openShop({ ...withRelease(`iamport.payment-${release}.js`), bare: true });
      await framesLoaded(shop.page);
      const loads = framesLoadedFromNow(shop);
      await ask(shop, { kind: "frameReload", times: 5 });
      await shop.page.evaluate(() => window.raw.init("imp00000000"));
      // Five loads that post, and the one that they end with.
      await expect.poll(() => loads.filter((load) => load.endsWith("/imp00000000")).length).toBe(6);
      // It pays in the last ones: none comes in their place.
      await framesLoaded(shop.page);
      await payByHand(shop);
      await windowWith(shop.page, pay);
      expect(loads.filter((load) => load.endsWith("/imp00000000")).length).toBe(6);
    },
  );

  it.each(["1.1.5", "1.2.0"])(
    "SDK %s: strayText hides the dialog, and the answer is lost",
    async (release) => {
      const shop = await openShop({ ...withRelease(`iamport.payment-${release}.js`), bare: true });
      await framesLoaded(shop.page);
      await ask(shop, { kind: "strayText" });
      const loads = framesLoadedFromNow(shop);
      await payByHand(shop);
      // All of its frames are new.
      await expect.poll(() => loads.length).toBe(3);
      expect(await isPageFree(shop.page)).toBe(true);
      expect(await answers(shop)).toEqual([]);
    },
  );

  it("SDK v1: strayText hides the dialog, too", async () => {
    const shop = await openShop({ head: v1Head(), bare: true });
    await framesLoaded(shop.page);
    await ask(shop, { kind: "strayText" });
    const loads = framesLoadedFromNow(shop);
    await payByHand(shop);
    await expect.poll(() => loads.length).toBe(3);
    expect(await isPageFree(shop.page)).toBe(true);
    expect(await answers(shop)).toEqual([]);
  });

  it.each([
    ["silentClose", "kcp", [{ kind: "silentClose" }]],
    ["LG U+ by itself", "uplus", []],
  ] as const)("SDK: %s leaves the dialog over the page, empty", async (_, pg, faults) => {
    const uplus = { pg_provider: "uplus", pg_id: "tlgdacom", type: "payment" } as const;
    const shop = await rawShop(pg === "uplus" ? { sandbox: { gateways: [uplus] } } : {});
    await ask(shop, ...faults);
    await payByHand(shop, { pg });
    const frame = await windowWith(shop.page, cancel);
    await pressIn(frame, cancel);
    await expect.poll(() => frame.locator("body").textContent()).toBe("");
    expect(await isPageFree(shop.page)).toBe(false);
    expect(await answers(shop)).toEqual([]);
  });

  it("SDK: silentClose closes a popup, and nothing is said", async () => {
    const shop = await rawShop();
    await ask(shop, { kind: "silentClose" });
    const opened = shop.page.waitForEvent("popup");
    await payByHand(shop, { pg: "payco" });
    const popup = await opened;
    const closed = popup.waitForEvent("close");
    const told = shop.page.waitForResponse(/\/gateway\/imp_\d+\/closed$/);
    await pressIn(popup, cancel);
    await Promise.all([closed, told]);
    expect(await isPageFree(shop.page)).toBe(false);
    await onlyNextIsAnswered(shop);
  });

  it("SDK: lostAnswer leaves the customer at a payment that is made", async () => {
    const shop = await rawShop();
    await ask(shop, { kind: "lostAnswer" });
    await payByHand(shop);
    const frame = await windowWith(shop.page, pay);
    await pressIn(frame, pay);
    await frame.getByText("결제가 완료되었습니다").waitFor();
    expect(await isPageFree(shop.page)).toBe(false);
    await onlyNextIsAnswered(shop);
  });

  it("SDK: a fault on its own address happens on this page alone, each time", async () => {
    const shop = await openShop({
      ...withRelease("iamport.payment-1.2.0.js", "?fault=frameError"),
      bare: true,
    });
    await framesLoaded(shop.page);
    const loads = framesLoadedFromNow(shop);
    await shop.page.evaluate(() => window.raw.init("imp00000000"));
    await expect.poll(() => loads.map((load) => load.slice(0, 3))).toEqual(["503", "200", "200"]);
  });

  const windowFaults = ["frameError", "frameDrop", "frameSilent"] as const;
  it.each(releases.flatMap((release) => windowFaults.map((kind) => [kind, release] as const)))(
    "library: with %s there is a way out, and the next click pays (SDK %s)",
    async (kind, release) => {
      const shop = await openShop();
      await ask(shop, { kind });
      await loadAndWaitForFrames(withSdk(shop, release));
      await shop.page.evaluate((order) => {
        window.outcome = window.lib.requestPay(order, { exitAfter: 300 }).then((result) => ({ result }));
      }, order);
      await shop.page.getByRole("button", { name: /결제창 닫기|Close the payment window/ }).click();
      expect((await outcome(shop.page)).result).toMatchObject({
        outcome: "unknown",
        error_code: "ABANDONED",
      });
      await startPayment(shop.page, { ...order, merchant_uid: "order-2" });
      await press(shop.page, pay);
      expect((await outcome(shop.page)).result).toMatchObject({ success: true, merchant_uid: "order-2" });
    },
  );

  it("library: frameReload is INIT_FAILED, and the development build names the loop", async () => {
    const shop = await openShop({ bare: true });
    await shop.page.evaluate('import("/lib/index.dev.js").then((lib) => { window.lib = lib; })');
    await ask(shop, { kind: "frameReload", times: 1000 });
    const loads = framesLoadedFromNow(shop);
    await shop.page.evaluate(async ({ userCode, ...options }) => {
      // A loop ends it sooner: a busy machine has the time to see one.
      await window.lib.loadIamport(userCode, { ...options, timeout: 10_000 });
    }, shop.addresses);
    // More often than after a payment by hand.
    await expect.poll(() => loads.filter((load) => load.endsWith("/imp00000000")).length).toBeGreaterThan(4);
    await startPayment(shop.page, order);
    const { error } = await outcome(shop.page);
    expect(error).toMatchObject({ code: "INIT_FAILED", message: expect.stringMatching(/a reload loop/) });
  });

  it("library: with SDK 1.1.5 strayText ends the payment by itself, as unknown", async () => {
    const shop = await openShop();
    await loadAndWaitForFrames(withSdk(shop, "1.1.5"));
    await ask(shop, { kind: "strayText" });
    await startPayment(shop.page, order);
    expect(await outcome(shop.page)).toMatchObject(isUnknown);
    await nextClickPays(shop.page);
  });

  it.each(releases)("library: Back inside the frame, and there is a way out (SDK %s)", async (release) => {
    const shop = await openShop();
    await loadAndWaitForFrames(withSdk(shop, release));
    await startWith(shop.page, { exitAfter: 500 });
    const frame = await windowWith(shop.page, pay);
    const start = frame.url();
    const pages = ["card", "issuer"].map((step) => `${shop.sandbox.url}/?${step}`);
    for (const page of pages) await frame.goto(page);
    for (const page of [pages[0], start]) {
      await shop.page.evaluate(() => history.back());
      await expect.poll(() => frame.url()).toBe(page);
    }
    await shop.page.getByRole("button", { name: wayOut }).click();
    expect(shop.page.url()).toBe(`${shop.origin}/checkout`);
    expect(await outcome(shop.page)).toMatchObject(isUnknown);
    await nextClickPays(shop.page);
  });

  it("library: each ends, as unknown after the customer could act, and the next click pays", async () => {
    const shop = await openShop();
    await loadAndWaitForFrames(shop);
    await ask(shop, { kind: "strayText" }, { kind: "falseFlag" }, { kind: "failedFirst" });
    for (const [at, pg] of ["kcp", "daou", "paymentwall"].entries()) {
      const merchant_uid = `order-${at}`;
      await startPayment(shop.page, { ...order, pg, merchant_uid, buyer_email: "hong@shop.example" });
      if (at > 0) await press(shop.page, pay);
      expect((await outcome(shop.page)).result).toMatchObject({
        success: false,
        outcome: "unknown",
        merchant_uid,
      });
      await expect.poll(() => isPageFree(shop.page)).toBe(true);
    }
    await startPayment(shop.page, { ...order, merchant_uid: "order-next" });
    await press(shop.page, pay);
    expect((await outcome(shop.page)).result).toMatchObject({ success: true, merchant_uid: "order-next" });
  });
});

/** What the SDK told the customer, each alert closed at once. */
function alertsOf({ page }: Shop): string[] {
  const alerts: string[] = [];
  page.on("dialog", (dialog) => {
    alerts.push(dialog.message());
    return dialog.accept();
  });
  return alerts;
}

describe("a customer who gives up, of which nobody is told", () => {
  const gateways = [
    { pg_provider: "kcp", pg_id: "T0000", type: "payment" },
    { pg_provider: "uplus", pg_id: "tlgdacom", type: "payment" },
    { pg_provider: "smilepay", pg_id: "cnstest25m", type: "payment" },
  ] as const;

  it("SDK: at SmilePay an alert comes, the dialog closes, and no callback is called", async () => {
    const shop = await rawShop({ sandbox: { gateways: [...gateways] } });
    const alerts = alertsOf(shop);
    await payByHand(shop, { pg: "smilepay" });
    await press(shop.page, cancel);
    await expect.poll(() => alerts.length).toBe(1);
    expect(await isPageFree(shop.page)).toBe(true);
    expect(await answers(shop)).toEqual([]);
  });

  it("library: at SmilePay the payment ends by itself, as unknown", async () => {
    const shop = await openShop({ sandbox: { gateways: [...gateways] } });
    alertsOf(shop);
    await loadAndWaitForFrames(shop);
    await startPayment(shop.page, { ...order, pg: "smilepay" });
    await press(shop.page, cancel);
    expect(await outcome(shop.page)).toMatchObject(isUnknown);
    await nextClickPays(shop.page);
  });

  it.each([
    ["LG U+ closes its window", "uplus", cancel, []],
    ["silentClose", "kcp", cancel, [{ kind: "silentClose" }]],
    ["lostAnswer", "kcp", pay, [{ kind: "lostAnswer" }]],
  ] as const)("library: %s, and there is a way out", async (_, pg, button, faults) => {
    const shop = await openShop({ sandbox: { gateways: [...gateways] } });
    await loadAndWaitForFrames(shop);
    await ask(shop, ...faults);
    await startWith(shop.page, { exitAfter: 500 }, { ...order, pg });
    await press(shop.page, button);
    await shop.page.getByRole("button", { name: wayOut }).click();
    expect(await outcome(shop.page)).toMatchObject(isUnknown);
    await nextClickPays(shop.page);
  });
});

describe("an exception inside the SDK", () => {
  const breakFrames = (shop: Shop) =>
    shop.page.evaluate(() => {
      for (const frame of document.querySelectorAll(".imp-frame")) frame.remove();
    });

  it("SDK: is an alert, and no callback", async () => {
    const shop = await rawShop();
    const alerts = alertsOf(shop);
    await breakFrames(shop);
    await payByHand(shop);
    await expect.poll(() => alerts.length).toBe(1);
    expect(await answers(shop)).toEqual([]);
  });

  it("library: doesn't come to it, since the frames are made anew", async () => {
    const shop = await openShop();
    const alerts = alertsOf(shop);
    await loadAndWaitForFrames(shop);
    await breakFrames(shop);
    await nextClickPays(shop.page);
    expect(alerts).toEqual([]);
  });
});

describe("IMP.close, called by the page", () => {
  it("SDK: hides the dialog, and the callback is never called", async () => {
    const shop = await rawShop();
    await payByHand(shop);
    await windowWith(shop.page, pay);
    await shop.page.evaluate("IMP.close()");
    expect(await isPageFree(shop.page)).toBe(true);
    await onlyNextIsAnswered(shop);
  });

  it("library: the payment ends by itself, as unknown", async () => {
    const shop = await openShop();
    await loadAndWaitForFrames(shop);
    await startPayment(shop.page, order);
    await windowWith(shop.page, pay);
    await shop.page.evaluate("IMP.close()");
    expect(await outcome(shop.page)).toMatchObject(isUnknown);
    await nextClickPays(shop.page);
  });
});

// What the library makes of the next three is in loading-again.test.ts, and of the fourth in window-ends.test.ts.
describe("what the page takes away", () => {
  it("SDK: without its body it alerts, and its dialog is where nobody sees it", async () => {
    const shop = await rawShop();
    const alerts = alertsOf(shop);
    await shop.page.evaluate(() => {
      document.documentElement.replaceChild(document.createElement("body"), document.body);
    });
    await payByHand(shop);
    await expect.poll(() => alerts.length).toBe(1);
    expect(await shop.page.locator(".imp-dialog").count()).toBe(0);
    expect(await answers(shop)).toEqual([]);
  });

  it.each([
    ["noConflict(true)", () => void window.jQuery?.noConflict(true)],
    ["a slim one in its place", () => window.jQuery && Reflect.deleteProperty(window.jQuery, "ajax")],
  ])("SDK: jQuery is read at each call, and is missed after %s", async (_, take) => {
    const shop = await rawShop();
    await shop.page.evaluate(take);
    const thrown = await shop.page.evaluate((order) => {
      const attempt = (call: () => unknown) => {
        try {
          call();
          return "nothing";
        } catch (error) {
          return `${error}`;
        }
      };
      return [
        attempt(() => window.raw.request_pay({ ...order }, () => {})),
        attempt(() => window.raw.init("imp00000000")),
      ];
    }, order);
    expect(thrown.join()).toMatch(/jQuery is not defined|not a function/);
  });

  it("SDK: a phone is scrolled to the top after a payment in the page", async () => {
    const shop = await rawShop({ context: phone, sandbox: { outcome: "manual" } });
    await shop.page.evaluate(() => {
      document.body.insertAdjacentHTML("afterbegin", "<p style='height:3000px'>goods</p>");
      scrollTo(0, 2000);
    });
    await payByHand(shop, { pg: "danal" });
    await press(shop.page, pay);
    await expect.poll(() => answers(shop)).toHaveLength(1);
    expect(await shop.page.evaluate(() => scrollY)).toBe(0);
  });
});

describe("a popup on a page with Cross-Origin-Opener-Policy: same-origin", () => {
  const headers = { "cross-origin-opener-policy": "same-origin" };

  it("SDK: takes it for closed while the customer is in it, and the answer is that the payment was cancelled", async () => {
    const shop = await rawShop({ headers });
    const opened = shop.page.waitForEvent("popup");
    await payByHand(shop, { pg: "payco" });
    const popup = await opened;
    await expect.poll(() => answers(shop)).toHaveLength(1);
    expect((await answers(shop))[0]).toMatchObject({ success: false, error_code: "PAY_PROCESS_CANCELED" });
    expect(popup.isClosed()).toBe(false);
  });

  it("library: nobody knows", async () => {
    const shop = await openShop({ headers });
    await loadAndWaitForFrames(shop);
    const opened = shop.page.waitForEvent("popup");
    await startPayment(shop.page, { ...order, pg: "payco" });
    const popup = await opened;
    expect((await outcome(shop.page)).result).toMatchObject({ success: false, outcome: "unknown" });
    expect(popup.isClosed()).toBe(false);
    expect(await isPageFree(shop.page)).toBe(true);
  });
});

describe("an order that is paid already", () => {
  const paidOnce = { outcome: "approve" } as const;

  it("SDK: without a callback a phone is led to m_redirect_url, with no code, and words for what is missing", async () => {
    const shop = await rawShop({ context: phone, sandbox: paidOnce });
    await payByHand(shop, { pg: "danal" });
    await expect.poll(() => answers(shop)).toHaveLength(1);
    await framesLoaded(shop.page);
    await shop.page.evaluate((params) => void window.raw.request_pay(params), {
      ...order,
      m_redirect_url: `${shop.origin}/complete?a=1&b=2`,
    });
    await shop.page.waitForURL(`${shop.origin}/complete?**`);
    const { search } = new URL(shop.page.url());
    expect(search).toMatch(/^\?a=1&b=2imp_uid=(undefined|null)&/);
    expect(search).toContain("imp_success=false");
    expect(search).not.toContain("error_code");
  });

  it("library: that address is read, and nobody knows", async () => {
    const shop = await openShop();
    const error_msg = encodeURIComponent("이미 결제가 이루어진 거래건입니다.");
    const query = `a=1&b=2imp_uid=undefined&merchant_uid=order-1&imp_success=false&error_msg=${error_msg}`;
    await shop.page.goto(`${shop.origin}/complete?${query}`);
    await importLibrary(shop.page);
    expect(await shop.page.evaluate(() => window.lib.getRedirectResult())).toMatchObject({
      result: { success: false, outcome: "unknown", imp_uid: null, merchant_uid: "order-1" },
    });
  });

  it("SDK v1 says F400 of it, as of whatever it refuses; library: nobody knows", async () => {
    const shop = await openShop({ head: v1Head(""), sandbox: paidOnce });
    await shop.page.evaluate(async ({ userCode }) => {
      await window.lib.loadIamport(userCode, { version: "v1" });
    }, shop.addresses);
    const params = { ...order, pg: "tosspayments" };
    await startPayment(shop.page, params);
    expect((await outcome(shop.page)).result?.success).toBe(true);
    await startPayment(shop.page, params);
    expect((await outcome(shop.page)).result).toMatchObject({
      success: false,
      outcome: "unknown",
      error_code: "F400",
      error_msg: expect.stringContaining("이미 결제"),
    });
  });
});
