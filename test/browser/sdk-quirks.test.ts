import { describe, expect, it } from "vitest";
import type { SandboxOptions } from "../../dist/sandbox.js";
import {
  isPageFree,
  loadAndWaitForFrames,
  openShop,
  order,
  outcome,
  pay,
  popupOf,
  press,
  pressIn,
  type Shop,
  startPayment,
  useBrowser,
  windowWith,
} from "./harness.ts";
import { endWithin } from "./open-window.ts";
import { answered, answers, payByHand, type RawImp, rawShop } from "./raw-shop.ts";

// Each quirk of PortOne's SDK twice: how the SDK behaves on its own, and that a payment through this library
// gets past it.

useBrowser();

describe("without jQuery", () => {
  it("SDK: 1.1.4 leaves a half-made IMP, and loading it again does nothing", async () => {
    const tag = (url: string) => `<script src="${url}/js/iamport.payment-1.1.4.js"></script>`;
    const shop = await openShop({
      head: (url) => `${tag(url)}<script src="/jquery-1.12.4.js"></script>${tag(url)}`,
    });
    expect(await shop.page.evaluate(() => Object.keys(window.IMP ?? { absent: 1 }))).toEqual([]);
  });

  it("SDK: 1.2.0 looks whole, and throws when it is called", async () => {
    const shop = await openShop({
      head: (url) => `<script src="${url}/js/iamport.payment-1.2.0.js"></script>`,
    });
    const message = await shop.page.evaluate(() => {
      try {
        return window.IMP?.init("imp00000000");
      } catch (error) {
        return `${error}`;
      }
    });
    expect(message).toBe("ReferenceError: jQuery is not defined");
  });

  it.each(["1.1.4", "1.2.0"])("library: a page that has %s and no jQuery pays", async (version) => {
    const shop = await openShop({
      head: (url) => `<script src="${url}/js/iamport.payment-${version}.js"></script>`,
      sandbox: { outcome: "approve" },
    });
    await loadAndWaitForFrames(shop);
    await startPayment(shop.page, order);
    expect((await outcome(shop.page)).result?.success).toBe(true);
  });
});

describe("a second init", () => {
  it("SDK: throws away the frames, and the window that is open in one", async () => {
    const { page } = await rawShop();
    await page.evaluate((order) => void window.raw.request_pay({ ...order }, () => {}), order);
    const frame = await windowWith(page, pay);
    await page.evaluate(() => window.raw.init("imp00000000"));
    await expect.poll(() => frame.isDetached()).toBe(true);
  });

  it("library: is ignored, and the open payment goes on", async () => {
    const shop = await openShop();
    await loadAndWaitForFrames(shop);
    await startPayment(shop.page, order);
    await windowWith(shop.page, pay);
    await shop.page.evaluate(() => window.IMP?.init("imp00000000"));
    await press(shop.page, pay);
    expect((await outcome(shop.page)).result?.success).toBe(true);
  });
});

describe("its argument", () => {
  it("SDK: is written into", async () => {
    const { page } = await rawShop();
    const written = await page.evaluate(() => {
      const data: Record<string, unknown> = { pg: "kcp", amount: 100 };
      window.raw.request_pay(data, () => {});
      return Object.keys(data);
    });
    expect(written).toEqual(expect.arrayContaining(["merchant_uid", "pay_method", "request_id"]));
  });

  it("library: a frozen one pays", async () => {
    const shop = await openShop({ sandbox: { outcome: "approve" } });
    await loadAndWaitForFrames(shop);
    const success = await shop.page.evaluate(async (order) => {
      return (await window.lib.requestPay(Object.freeze({ ...order }))).success;
    }, order);
    expect(success).toBe(true);
  });
});

describe("a request before the frames have loaded", () => {
  it("SDK: a second one takes its place, and the first callback is never called", async () => {
    const shop = await rawShop({ sandbox: { outcome: "approve" } }, false);
    await shop.page.evaluate((order) => {
      window.raw.init("imp00000000");
      for (const merchant_uid of ["first", "second"]) {
        window.raw.request_pay({ ...order, merchant_uid }, (answer) => window.answers.push(answer));
      }
    }, order);
    await expect.poll(() => answered(shop)).toEqual(["second"]);
    // By the time that a later one is answered, the first would have been.
    await payByHand(shop, { merchant_uid: "third" });
    await expect.poll(() => answered(shop)).toEqual(["second", "third"]);
  });

  it("SDK: when the frames never come, nothing ever happens", async () => {
    const shop = await rawShop({}, false);
    await shop.page.route(/\/users\/pg\//, (route) => route.abort());
    const failed = shop.page.waitForEvent("requestfailed");
    await shop.page.evaluate((order) => {
      window.raw.init("imp00000000");
      window.raw.request_pay({ ...order }, (answer) => window.answers.push(answer));
    }, order);
    await failed;
    // The SDK asks once: this was all that could have brought its frames.
    expect(await shop.page.locator(".imp-frame").count()).toBe(0);
    expect(await answers(shop)).toEqual([]);
    expect(await isPageFree(shop.page)).toBe(true);
  });

  it("library: is held back until they have, and the second is refused", async () => {
    const shop = await openShop({ sandbox: { outcome: "approve" } });
    const second = await shop.page.evaluate(
      ([{ userCode, ...options }, order]) => {
        void window.lib.loadIamport(userCode, options);
        window.outcome = window.lib.requestPay(order).then((result) => ({ result }));
        return window.lib.requestPay(order).catch((error) => error.code);
      },
      [shop.addresses, order] as const,
    );
    expect(second).toBe("PAYMENT_IN_PROGRESS");
    expect((await outcome(shop.page)).result?.success).toBe(true);
  });
});

describe("two requests in one millisecond", () => {
  it("SDK: share a request_id, and one callback gets the other's answer", async () => {
    const { page } = await rawShop();
    const ids = await page.evaluate((order) => {
      const { now } = Date;
      const time = now();
      Date.now = () => time;
      Date.prototype.getTime = () => time;
      return ["a", "b"].map((merchant_uid) => {
        const data: Record<string, unknown> = { ...order, merchant_uid };
        window.raw.request_pay(data, () => {});
        return data.request_id;
      });
    }, order);
    expect(ids[0]).toBe(ids[1]);
  });

  it("library: an answer for another order is a mismatch, not a success", async () => {
    const shop = await openShop();
    await loadAndWaitForFrames(shop);
    await shop.page.evaluate(() => {
      const imp = window.IMP as never as RawImp;
      imp.request_pay = (_, callback) =>
        callback?.({ success: true, imp_uid: "imp_9", merchant_uid: "order-9" });
    });
    await startPayment(shop.page, order);
    expect((await outcome(shop.page)).result).toMatchObject({
      success: false,
      outcome: "unknown",
      error_code: "MISMATCH",
      merchant_uid: "order-1",
    });
  });
});

describe("a gateway that the merchant has none of", () => {
  const certificationOnly = {
    gateways: [{ pg_provider: "danal", pg_id: "A", type: "certification" as const }],
  };

  it("SDK: answers at once with a misspelt error_coe and no success", async () => {
    const shop = await rawShop({ sandbox: certificationOnly });
    await shop.page.evaluate((order) => {
      window.raw.request_pay({ ...order }, (answer) => window.answers.push(answer));
    }, order);
    await expect.poll(() => answers(shop)).toHaveLength(1);
    expect((await answers(shop))[0]).toMatchObject({ imp_success: false, imp_uid: null, error_coe: "F1001" });
    expect((await answers(shop))[0]).not.toHaveProperty("success");
  });

  it("library: it is a failure with its code", async () => {
    const shop = await openShop({ sandbox: certificationOnly });
    await loadAndWaitForFrames(shop);
    await startPayment(shop.page, order);
    expect((await outcome(shop.page)).result).toMatchObject({
      success: false,
      error_code: "F1001",
      outcome: "failed",
    });
  });

  it("library: another gateway's window opens at once afterwards", async () => {
    const kcp = { pg_provider: "kcp", pg_id: "T0000", type: "payment" as const };
    const shop = await openShop({ sandbox: { gateways: [...certificationOnly.gateways, kcp] } });
    await loadAndWaitForFrames(shop);
    await startPayment(shop.page, { ...order, pg: undefined });
    expect((await outcome(shop.page)).result?.error_code).toBe("F1001");
    await startPayment(shop.page, order);
    expect(await isPageFree(shop.page)).toBe(false);
    await press(shop.page, pay);
    expect((await outcome(shop.page)).result?.success).toBe(true);
  });
});

describe("a call without init", () => {
  it("SDK: is an alert, and no callback", async () => {
    const shop = await rawShop({}, false);
    const alerts: string[] = [];
    shop.page.on("dialog", (dialog) => {
      alerts.push(dialog.message());
      return dialog.accept();
    });
    await shop.page.evaluate((order) => {
      window.raw.request_pay({ ...order }, (answer) => window.answers.push(answer));
    }, order);
    await expect.poll(() => alerts.length).toBe(1);
    expect(await answers(shop)).toEqual([]);
  });

  it("library: is an error that says what to do", async () => {
    const { page } = await openShop();
    await startPayment(page, order);
    expect((await outcome(page)).error).toMatchObject({ code: "NOT_INITIALIZED" });
  });
});

describe("a refused popup", () => {
  const refuse = (shop: Shop) =>
    shop.page.evaluate(() => {
      window.open = () => null;
    });

  it("SDK: PAYCO's is an alert with the dialog over the page, and no callback", async () => {
    const shop = await rawShop();
    const alerts: string[] = [];
    shop.page.on("dialog", (dialog) => {
      alerts.push(dialog.message());
      return dialog.accept();
    });
    await refuse(shop);
    await shop.page.evaluate((order) => {
      window.raw.request_pay({ ...order, pg: "payco" }, (answer) => window.answers.push(answer));
    }, order);
    await expect.poll(() => alerts.length).toBeGreaterThan(0);
    expect(await isPageFree(shop.page)).toBe(false);
    expect(await answers(shop)).toEqual([]);
  });

  it("library: is POPUP_BLOCKED, and the page is free", async () => {
    const shop = await openShop();
    shop.page.on("dialog", (dialog) => dialog.accept());
    await loadAndWaitForFrames(shop);
    await refuse(shop);
    await startPayment(shop.page, { ...order, pg: "payco" });
    expect((await outcome(shop.page)).error?.code).toBe("POPUP_BLOCKED");
    expect(await isPageFree(shop.page)).toBe(true);
  });
});

describe("identity verification on a PC", () => {
  const sandbox: SandboxOptions = { gateways: [{ pg_provider: "danal", pg_id: "A", type: "certification" }] };
  const releases = ["js/iamport.payment-1.1.5.js", "js/iamport.payment-1.2.0.js", "v1/iamport.js"];
  const withRelease = (release: string) =>
    rawShop({
      sandbox,
      head: (url) =>
        `<script src="/jquery-1.12.4.js"></script><script src="${url}/${release}"></script>
         <script>window.raw = IMP; window.answers = []; IMP.init("imp00000000")</script>`,
    });
  const verify = ({ page }: Shop) =>
    page.evaluate(() => {
      const params = { merchant_uid: "verify-1", popup: false };
      window.raw.certification(params, (answer) => window.answers.push(answer));
    });

  it.each(releases)("SDK %s: is in a popup, whatever popup says", async (release) => {
    const shop = await withRelease(release);
    const popup = await popupOf(shop.page, () => verify(shop));
    await pressIn(popup, /인증하기/);
    await expect.poll(() => answers(shop)).toMatchObject([{ success: true, merchant_uid: "verify-1" }]);
    await expect.poll(() => isPageFree(shop.page)).toBe(true);
  });

  it.each(releases)("SDK %s: a refused one is an alert, no window and no callback", async (release) => {
    const shop = await withRelease(release);
    const alerts: string[] = [];
    shop.page.on("dialog", (dialog) => {
      alerts.push(dialog.message());
      return dialog.accept();
    });
    await shop.page.evaluate(() => {
      window.open = () => null;
    });
    await verify(shop);
    await expect.poll(() => alerts).toEqual([expect.stringContaining("팝업")]);
    expect(await isPageFree(shop.page)).toBe(true);
    expect(await answers(shop)).toEqual([]);
  });
});

describe("a message from somebody else", () => {
  it("library: from the page itself, with the right request_id, settles nothing", async () => {
    const shop = await openShop();
    await loadAndWaitForFrames(shop);
    await startPayment(shop.page, order);
    await windowWith(shop.page, pay);
    await shop.page.evaluate(async () => {
      const last = new Promise((heard) => {
        addEventListener("message", ({ data }) => data === "the last one" && heard(data));
      });
      for (let ms = Date.now() - 5_000; ms <= Date.now(); ms++) {
        const data = { request_id: `req_${ms}`, success: true, imp_uid: "imp_9", merchant_uid: "order-1" };
        window.postMessage(JSON.stringify({ action: "done", data }), "*");
      }
      window.postMessage("the last one", "*");
      await last;
    });
    expect(await endWithin(shop.page, 0)).toBe("no end");
    await press(shop.page, pay);
    expect((await outcome(shop.page)).result?.imp_uid).not.toBe("imp_9");
  });
});

describe("what the callback throws", () => {
  it("SDK: is swallowed", async () => {
    const shop = await rawShop({ sandbox: { outcome: "approve" } });
    await shop.page.evaluate((order) => {
      window.raw.request_pay({ ...order }, (answer) => {
        window.answers.push(answer);
        throw new Error("lost");
      });
    }, order);
    await expect.poll(() => answers(shop)).toHaveLength(1);
    expect(shop.log.filter((line) => line.startsWith("uncaught"))).toEqual([]);
  });

  it("library: an error in the shop's own code is the shop's to see", async () => {
    const shop = await openShop({ sandbox: { outcome: "approve" } });
    await loadAndWaitForFrames(shop);
    await shop.page.evaluate((order) => {
      void window.lib.requestPay(order).then(() => {
        throw new Error("the shop's own");
      });
    }, order);
    await expect.poll(() => shop.log.join()).toContain("the shop's own");
  });
});

describe("jQuery 3 and 4, which run what waits for the page in a task of its own", () => {
  it.each(["3.7.1", "4.0.0"])("library: with %s, pays, and a refused popup is noticed", async (version) => {
    const shop = await openShop({ head: () => `<script src="/jquery-${version}.js"></script>` });
    shop.page.on("dialog", (dialog) => dialog.accept());
    await loadAndWaitForFrames(shop);
    expect(await shop.page.evaluate(() => window.jQuery?.fn.jquery)).toBe(version);
    await startPayment(shop.page, order);
    await press(shop.page, pay);
    expect((await outcome(shop.page)).result?.success).toBe(true);
    await shop.page.evaluate(() => {
      window.open = () => null;
    });
    await startPayment(shop.page, { ...order, pg: "payco", merchant_uid: "order-2" });
    expect((await outcome(shop.page)).error?.code).toBe("POPUP_BLOCKED");
    expect(await isPageFree(shop.page)).toBe(true);
  });

  const jquery3 = '<script src="/jquery-3.7.1.js"></script>';

  it("SDK: an init leaves the frames for a while, and a request that comes meanwhile is kept", async () => {
    const { page } = await rawShop({
      head: (url) =>
        `${jquery3}<script src="${url}/js/iamport.payment-1.2.0.js"></script>
         <script>window.raw = IMP; IMP.init("imp00000000")</script>`,
    });
    const [isStillThere, isOpen] = await page.evaluate(async (order) => {
      const frame = document.querySelector(".imp-frame");
      window.raw.init("imp00000000");
      window.raw.request_pay({ ...order }, () => {});
      const isStillThere = frame?.isConnected;
      while (frame?.isConnected) await new Promise((task) => setTimeout(task));
      const dialog = document.querySelector(".imp-dialog") as HTMLElement;
      return [isStillThere, getComputedStyle(dialog).display !== "none"];
    }, order);
    expect([isStillThere, isOpen]).toEqual([true, false]);
    await windowWith(page, pay);
  });

  /** Begins a payment at once when the one before has ended, and calls it off: what the SDK was called for, has an order. */
  const next = `(order) => {
    const controller = new AbortController();
    const ending = window.lib.requestPay({ ...order, merchant_uid: "order-2" }, { signal: controller.signal });
    controller.abort();
    return ending.catch(({ code, merchant_uid }) => code + " " + merchant_uid);
  }`;

  it("library: called off and begun again in one click, a payment waits for the new frames", async () => {
    const shop = await openShop({ head: () => jquery3 });
    await loadAndWaitForFrames(shop);
    await shop.page.evaluate((order) => {
      const controller = new AbortController();
      Object.assign(window, { controller });
      window.lib.requestPay(order, { signal: controller.signal }).catch(() => {});
    }, order);
    await windowWith(shop.page, pay);
    const ending = `controller.abort(); (${next})(${JSON.stringify(order)})`;
    expect(await shop.page.evaluate(ending)).toBe("ABORTED undefined");
  });

  it("library: begun again as soon as the answer is there, a payment waits for the new frames", async () => {
    const shop = await openShop({ head: () => jquery3 });
    await loadAndWaitForFrames(shop);
    const params = JSON.stringify(order);
    await shop.page.evaluate(
      `window.outcome = window.lib.requestPay(${params}).then(() => (${next})(${params})); undefined`,
    );
    await press(shop.page, pay);
    expect(await outcome(shop.page)).toBe("ABORTED undefined");
  });
});
