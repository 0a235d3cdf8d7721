import type { Page, Route } from "playwright-core";
import { describe, expect, it } from "vitest";
import type { SandboxOptions } from "../../dist/sandbox.js";
import {
  cancel,
  decline,
  framesLoaded,
  hasWords,
  isPageFree,
  issue,
  loadAndWaitForFrames,
  openShop,
  order,
  ordersOpened,
  outcome,
  pay,
  press,
  pressIn,
  readyShop,
  startPayment,
  useBrowser,
  windowWith,
} from "./harness.ts";

useBrowser();

describe("on a PC, in the page", () => {
  it("Pay resolves with a success, and the page is free again", async () => {
    const { page } = await readyShop();
    await startPayment(page, order);
    await press(page, pay);
    expect(await outcome(page)).toMatchObject({
      result: {
        success: true,
        outcome: "authenticated",
        imp_uid: expect.stringMatching(/^imp_/),
        merchant_uid: "order-1",
        error_code: null,
        error_msg: null,
        delivery: "callback",
        response: { paid_amount: 64900, status: "paid" },
      },
    });
    await expect.poll(() => isPageFree(page)).toBe(true);
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
  });

  it.each([
    ["Decline", decline],
    ["Cancel", cancel],
  ])("%s resolves too, as a failure with the gateway's message", async (_, button) => {
    const { page } = await readyShop();
    await startPayment(page, order);
    await press(page, button);
    const { result } = await outcome(page);
    expect(result).toMatchObject({ success: false, outcome: "failed", merchant_uid: "order-1" });
    expect(result?.error_msg).toBeTruthy();
    await expect.poll(() => isPageFree(page)).toBe(true);
  });

  it("a no of the default gateway, which neither the shop nor the answer names, is believed as far as that gateway is", async () => {
    const gateways = [{ pg_provider: "daou", pg_id: "CTS11027", type: "payment" as const }];
    const { page } = await readyShop({ sandbox: { gateways, outcome: "decline" } });
    await page.evaluate(() => {
      const { IMP } = window as unknown as { IMP: { request_pay: (data: object, hear: Hear) => void } };
      type Hear = (response: Record<string, unknown>) => void;
      const { request_pay } = IMP;
      IMP.request_pay = (data, hear) => request_pay(data, ({ pg_provider: _, ...answer }) => hear(answer));
    });
    await startPayment(page, { ...order, pg: undefined });
    const { result } = await outcome(page);
    expect(result).toMatchObject({ success: false, outcome: "unknown", merchant_uid: "order-1" });
    expect(result?.error_msg).toBeTruthy();
  });

  it("Issue account resolves with the virtual account in the response", async () => {
    const { page } = await readyShop();
    await startPayment(page, { ...order, pay_method: "vbank" });
    await press(page, issue);
    expect(await outcome(page)).toMatchObject({
      result: { success: true, response: { status: "ready", vbank_num: expect.any(String) } },
    });
  });

  it("one payment after the other works", async () => {
    const { page } = await readyShop();
    for (const merchant_uid of ["a", "b", "c"]) {
      await startPayment(page, { ...order, merchant_uid });
      await press(page, merchant_uid === "b" ? cancel : pay);
      expect((await outcome(page)).result).toMatchObject({ success: merchant_uid !== "b", merchant_uid });
    }
  });

  it("an order that is paid already is neither paid nor failed: unknown", async () => {
    const { page } = await readyShop({ sandbox: { outcome: "approve" } });
    await startPayment(page, order);
    expect((await outcome(page)).result?.success).toBe(true);
    await startPayment(page, order);
    expect((await outcome(page)).result).toMatchObject({
      success: false,
      outcome: "unknown",
      error_code: "F1002",
      merchant_uid: "order-1",
    });
  });

  it("a payment asked for before the SDK is ready waits for it", async () => {
    const { page, addresses } = await openShop({ sandbox: { outcome: "approve" } });
    await page.evaluate(
      ({ userCode, ...options }) => void window.lib.loadIamport(userCode, options),
      addresses,
    );
    await startPayment(page, order);
    expect((await outcome(page)).result?.success).toBe(true);
  });

  it("what was asked for at the click is paid, though the shop clears its form before the SDK is ready", async () => {
    const { page, addresses } = await openShop({ sandbox: { outcome: "approve" } });
    await page.evaluate(
      ([{ userCode, ...options }, order]) => {
        void window.lib.loadIamport(userCode, options);
        const form = { ...order };
        window.outcome = window.lib.requestPay(form).then(
          (result) => ({ result }),
          ({ code }) => ({ error: { code } }),
        );
        Object.assign(form, { amount: 0, merchant_uid: "" });
      },
      [addresses, order] as const,
    );
    expect(await outcome(page)).toMatchObject({
      result: { success: true, merchant_uid: "order-1", response: { paid_amount: 64900 } },
    });
  });

  it("after a failed load, paying loads again", async () => {
    const { page, addresses } = await openShop({ sandbox: { outcome: "approve" } });
    await page.route(/iamport\.payment/, (route) => route.abort());
    await page.evaluate(
      ({ userCode, ...options }) =>
        window.lib.loadIamport(userCode, { ...options, retries: 0 }).catch(() => {}),
      addresses,
    );
    await page.unroute(/iamport\.payment/);
    await startPayment(page, order);
    expect((await outcome(page)).result?.success).toBe(true);
  });

  it("a page that had initialised the SDK by hand pays, and again, without a second init", async () => {
    const shop = await openShop({
      head: (url) =>
        `<script src="/jquery-1.12.4.js"></script><script src="${url}/js/iamport.payment-1.2.0.js"></script>
         <script>IMP.init("imp00000000")</script>`,
    });
    await loadAndWaitForFrames(shop);
    for (const merchant_uid of ["a", "b"]) {
      await startPayment(shop.page, { ...order, merchant_uid });
      await press(shop.page, pay);
      expect((await outcome(shop.page)).result).toMatchObject({ success: true, merchant_uid });
    }
  });

  it("a page that initialises by hand while it is still being read pays too", async () => {
    const shop = await openShop({
      head: (url) =>
        `<script src="/jquery-1.12.4.js"></script><script src="${url}/js/iamport.payment-1.2.0.js"></script>
         <script>IMP.init("imp00000000")</script>
         <script type="module">window.lib = await import("/lib/index.js"); lib.loadIamport("imp00000000")</script>`,
      bare: true,
    });
    await shop.page.waitForFunction(() => window.lib);
    await startPayment(shop.page, order);
    await press(shop.page, pay);
    expect((await outcome(shop.page)).result?.success).toBe(true);
  });

  it("params are left as they were, and an order ID is made where there is none", async () => {
    const { page } = await readyShop({ sandbox: { outcome: "approve" } });
    const [before, after, made] = await page.evaluate(async () => {
      const params = Object.freeze({ pg: "kcp", amount: 100, custom_data: Object.freeze({ a: [1] }) });
      const before = JSON.stringify(params);
      const result = await window.lib.requestPay(params);
      return [before, JSON.stringify(params), result.merchant_uid];
    });
    expect(after).toBe(before);
    expect(made).toMatch(/^[\w-]{20,40}$/);
  });

  it("the call reaches the SDK before requestPay returns, with callback and landing page armed", async () => {
    const { page, origin } = await readyShop();
    const seen = await page.evaluate((order) => {
      const imp = window.IMP as never as {
        request_pay(data: Record<string, unknown>, callback: unknown): void;
      };
      let call: unknown[] = [];
      imp.request_pay = (data, callback) => {
        call = [data.merchant_uid, data.m_redirect_url, typeof callback];
      };
      void window.lib.requestPay(order);
      return call;
    }, order);
    expect(seen).toEqual(["order-1", `${origin}/checkout`, "function"]);
  });

  it("a former result in the address doesn't get into the landing page's", async () => {
    const { page, origin } = await readyShop();
    const url = await page.evaluate((order) => {
      history.replaceState(null, "", "?lang=ko&imp_uid=imp_0&merchant_uid=order-0&imp_success=false#top");
      let given: unknown;
      (window.IMP as never as { request_pay(data: { m_redirect_url: string }): void }).request_pay = (
        data,
      ) => {
        given = data.m_redirect_url;
      };
      void window.lib.requestPay(order);
      return given;
    }, order);
    expect(url).toBe(`${origin}/checkout?lang=ko#top`);
  });
});

describe("with the v1 SDK", () => {
  async function v1Shop(sandbox: SandboxOptions = {}) {
    const shop = await openShop({ sandbox });
    await shop.page.evaluate(
      async ([userCode, sdkUrl]) => {
        await window.lib.loadIamport(userCode, { version: "v1", sdkUrl });
      },
      [shop.addresses.userCode, `${shop.sandbox.url}/v1/iamport.js`] as const,
    );
    return shop;
  }

  it("an older gateway pays in its frame, and answers with its record", async () => {
    const { page } = await v1Shop();
    await startPayment(page, order);
    await press(page, pay);
    const { result } = await outcome(page);
    expect(result).toMatchObject({ success: true, merchant_uid: "order-1", delivery: "callback" });
    expect(result?.response).toMatchObject({ success: true, status: "paid", pg_provider: "kcp" });
  });

  it("a newer gateway's answer without `success` is one", async () => {
    const { page } = await v1Shop();
    await startPayment(page, { ...order, pg: "tosspayments" });
    await press(page, pay);
    const { result } = await outcome(page);
    expect(result).toMatchObject({ success: true, merchant_uid: "order-1", delivery: "callback" });
    expect(result?.response).not.toHaveProperty("success");
  });

  it("a channel pays without any frame, and a cancelled payment is a failure", async () => {
    const { page } = await v1Shop({ gateways: [] });
    const channel = { ...order, pg: undefined, channelKey: "channel-key-1" };
    await startPayment(page, channel);
    await press(page, cancel);
    expect((await outcome(page)).result).toMatchObject({ success: false, outcome: "failed" });
    await startPayment(page, { ...channel, merchant_uid: "order-2" });
    await press(page, pay);
    expect((await outcome(page)).result).toMatchObject({ success: true, merchant_uid: "order-2" });
  });

  it.each(["alert", "popup that is refused"] as const)(
    "the shop's own %s, before a newer gateway's window has come, is no failure",
    async (what) => {
      const { page } = await v1Shop();
      page.on("dialog", (dialog) => dialog.accept());
      await page.evaluate(
        ([params, what]) => {
          window.open = () => null;
          window.outcome = window.lib.requestPay(params).then(
            (result) => ({ result }),
            ({ code }) => ({ error: { code } }),
          );
          setTimeout(() => (what === "alert" ? alert("쿠폰을 썼습니다") : window.open("/elsewhere")));
        },
        [{ ...order, pg: "tosspayments" }, what] as const,
      );
      await press(page, pay);
      expect(await outcome(page)).toMatchObject({ result: { success: true } });
    },
  );

  it("calling it off takes its window away", async () => {
    const { page } = await v1Shop();
    await page.evaluate(
      (params) => {
        const controller = new AbortController();
        Object.assign(window, { abort: () => controller.abort() });
        window.outcome = window.lib
          .requestPay(params, { signal: controller.signal })
          .catch(({ code }) => ({ error: { code } }));
      },
      { ...order, channelKey: "channel-key-1" },
    );
    const frame = await windowWith(page, pay);
    await page.evaluate(() => (window as never as { abort(): void }).abort());
    expect((await outcome(page)).error?.code).toBe("ABORTED");
    await expect.poll(() => frame.isDetached()).toBe(true);
  });
});

describe("what the landing page will have to know", () => {
  it("is written when the click's task is over, and not within it", async () => {
    const { page } = await readyShop();
    const [within, after] = await page.evaluate(async (order) => {
      const kept = () => sessionStorage.getItem("iamport-request-pay:request");
      window.lib.requestPay(order as never);
      const within = kept();
      await new Promise((over) => setTimeout(over));
      return [within, kept()];
    }, order);
    expect(within).toBeNull();
    expect(JSON.parse(`${after}`)).toMatchObject({ merchant_uid: "order-1", amount: 64900 });
  });

  it("is there for whoever asks before that", async () => {
    const { page } = await readyShop();
    const asked = await page.evaluate((order) => {
      window.lib.requestPay(order as never);
      history.replaceState(null, "", "?imp_uid=imp_1&merchant_uid=order-1&imp_success=true");
      return window.lib.getRedirectResult()?.request;
    }, order);
    expect(asked).toMatchObject({ merchant_uid: "order-1", amount: 64900 });
  });

  it("stays when the payment is called off at once, since it may be paid", async () => {
    const { page } = await readyShop();
    const kept = await page.evaluate((order) => {
      const off = new AbortController();
      window.lib.requestPay(order as never, { signal: off.signal }).catch(() => {});
      off.abort();
      return sessionStorage.getItem("iamport-request-pay:request");
    }, order);
    expect(JSON.parse(`${kept}`)).toMatchObject({ merchant_uid: "order-1" });
  });
});

describe("what is wrong with the parameters", () => {
  it("is said all at once, and nothing on the page changes", async () => {
    const { page } = await readyShop();
    const before = await page.evaluate(() => document.documentElement.outerHTML);
    await startPayment(page, {
      pg: "naverco",
      amount: "64,900",
      merchant_uid: "",
      m_redirect_url: "javascript:alert(1)",
    });
    const { error } = await outcome(page);
    expect(error).toMatchObject({ name: "IamportError", code: "INVALID_PARAMS" });
    expect(error?.issues?.map(({ path }) => path).sort()).toEqual([
      "amount",
      "m_redirect_url",
      "merchant_uid",
      "pg",
    ]);
    expect(error?.merchant_uid).toBeUndefined();
    expect(await page.evaluate(() => document.documentElement.outerHTML)).toBe(before);
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
  });

  it("only looks wrong: a warning once, and the payment goes on", async () => {
    const { page, log } = await readyShop({ sandbox: { outcome: "approve" } });
    for (const merchant_uid of ["a", "b"]) {
      await startPayment(page, { ...order, merchant_uid, name: "가".repeat(41) });
      expect((await outcome(page)).result?.success).toBe(true);
    }
    expect(log.filter((line) => line.includes("iamport-request-pay: name: "))).toHaveLength(hasWords ? 1 : 0);
  });

  it("and paying before loadIamport was ever called is said too", async () => {
    const { page } = await openShop();
    await startPayment(page, order);
    expect((await outcome(page)).error?.code).toBe("NOT_INITIALIZED");
  });
});

describe("one payment at a time", () => {
  it("a double click pays once", async () => {
    const { page } = await readyShop();
    const second = await page.evaluate((order) => {
      window.outcome = window.lib.requestPay(order).then((result) => ({ result }));
      return window.lib.requestPay(order).catch((error) => error.code);
    }, order);
    expect(second).toBe("PAYMENT_IN_PROGRESS");
    await press(page, pay);
    expect((await outcome(page)).result?.success).toBe(true);
  });

  it("holds across two copies of the library", async () => {
    const { page } = await readyShop();
    await page.addScriptTag({ url: "/lib/global.js" });
    await startPayment(page, order);
    const second = await page.evaluate((order) => {
      const { IamportRequestPay } = window as never as { IamportRequestPay: typeof window.lib };
      return IamportRequestPay.requestPay(order).catch((error) => ({
        code: error.code,
        isOneForEach: [window.lib, IamportRequestPay].map((copy) => error instanceof copy.IamportError),
      }));
    }, order);
    expect(second).toEqual({ code: "PAYMENT_IN_PROGRESS", isOneForEach: [true, true] });
  });

  it("a load that fails rejects the payment, whichever copy had begun to load", async () => {
    const { page, addresses } = await openShop();
    await page.addScriptTag({ url: "/lib/global.js" });
    await page.route(/iamport\.payment/, (route) => route.abort());
    const ending = await page.evaluate(
      async ([{ userCode, ...options }, order]) => {
        await window.lib.loadIamport(userCode, { ...options, retries: 0 }).catch(() => {});
        const { IamportRequestPay } = window as never as { IamportRequestPay: typeof window.lib };
        return IamportRequestPay.requestPay(order).then(
          () => "resolved",
          ({ name, code }) => `${name} ${code}`,
        );
      },
      [addresses, order] as const,
    );
    expect(ending).toBe("IamportError SDK_LOAD_FAILED");
  });

  it("but a payment whose window has vanished blocks for five seconds only, and then is unknown", async () => {
    const { page } = await readyShop();
    await startPayment(page, order);
    await windowWith(page, pay);
    await page.evaluate(() => {
      window.IMP?.close?.();
    });
    expect(
      await page.evaluate((order) => window.lib.requestPay(order).catch((error) => error.code), order),
    ).toBe("PAYMENT_IN_PROGRESS");
    expect((await outcome(page)).result).toMatchObject({
      success: false,
      outcome: "unknown",
      error_code: "ABANDONED",
      merchant_uid: "order-1",
    });
    await startPayment(page, { ...order, merchant_uid: "order-2" });
    await windowWith(page, pay);
  });
});

describe("a gateway with a popup", () => {
  const payco = { ...order, pg: "payco" };

  /** A button whose click pays, as a shop's does. */
  async function armButton(shop: Awaited<ReturnType<typeof openShop>>) {
    await shop.page.evaluate((params) => {
      document.querySelector("#pay")?.addEventListener("click", () => {
        window.outcome = window.lib.requestPay(params).then(
          (result) => ({ result }),
          ({ code, message, merchant_uid }) => ({ error: { code, message, merchant_uid } }),
        );
      });
    }, payco);
  }

  it("opens it from a click, in the same task, and the answer comes", async () => {
    const shop = await readyShop();
    await shop.page.evaluate(() => {
      const { open } = window;
      window.open = (...args) => {
        Object.assign(window, { openedInTask: document.querySelector("#pay")?.matches("[data-in-click]") });
        return open.apply(window, args);
      };
      const button = document.querySelector("#pay");
      button?.addEventListener("click", () => button.setAttribute("data-in-click", ""));
    });
    await armButton(shop);
    await shop.page.evaluate(() => {
      const button = document.querySelector("#pay");
      button?.addEventListener("click", () => button.removeAttribute("data-in-click"));
    });
    const [popup] = await Promise.all([shop.context.waitForEvent("page"), shop.page.click("#pay")]);
    expect(await shop.page.evaluate(() => (window as never as { openedInTask: boolean }).openedInTask)).toBe(
      true,
    );
    await pressIn(popup, pay);
    expect((await outcome(shop.page)).result).toMatchObject({ success: true, delivery: "callback" });
    await expect.poll(() => popup.isClosed()).toBe(true);
  });

  it("a landing page in it knows what was asked for", async () => {
    const shop = await readyShop();
    const { page } = shop;
    await page.evaluate(() => {
      const { open } = window;
      window.open = (...args) => {
        const popup = open.apply(window, args);
        // What the popup has of the page's storage when it opens is all that it ever gets.
        const copied = popup?.sessionStorage.getItem("iamport-request-pay:request");
        document.title = JSON.parse(`${copied}`)?.merchant_uid;
        return popup;
      };
    });
    await armButton(shop);
    await page.click("#pay");
    expect(await page.title()).toBe("order-1");
  });

  it("closed by the customer, it is a cancelled payment", async () => {
    const shop = await readyShop();
    await armButton(shop);
    const [popup] = await Promise.all([shop.context.waitForEvent("page"), shop.page.click("#pay")]);
    await popup.getByRole("button", { name: pay }).waitFor();
    await popup.close();
    expect((await outcome(shop.page)).result).toMatchObject({ success: false, outcome: "failed" });
  });

  it("that the browser refuses rejects, says what to do, and leaves the page free", async () => {
    const shop = await readyShop();
    shop.page.on("dialog", (dialog) => dialog.accept());
    await shop.page.evaluate(() => {
      window.open = () => null;
    });
    await armButton(shop);
    await shop.page.click("#pay");
    const { error } = await outcome(shop.page);
    expect(error).toMatchObject({ code: "POPUP_BLOCKED", merchant_uid: "order-1" });
    expect(await isPageFree(shop.page)).toBe(true);
    expect(await shop.page.evaluate(() => window.open("about:blank"))).toBeNull();
    await startPayment(shop.page, { ...order, merchant_uid: "order-2" });
    await press(shop.page, pay);
    expect((await outcome(shop.page)).result?.success).toBe(true);
  });

  it("that a real popup blocker refuses does the same", async () => {
    const shop = await readyShop();
    shop.page.on("dialog", (dialog) => dialog.accept());
    // Without a click of its own, and long after the last one, Chromium refuses.
    await shop.page.evaluate((params) => {
      const frame = document.createElement("iframe");
      frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-modals");
      document.body.append(frame);
      const { contentWindow } = frame;
      window.open = (...args) => contentWindow?.open(...args) ?? null;
      window.outcome = window.lib.requestPay(params).then(
        (result) => ({ result }),
        ({ code }) => ({ error: { code } }),
      );
    }, payco);
    expect((await outcome(shop.page)).error?.code).toBe("POPUP_BLOCKED");
  });
});

describe("a window that can't open", () => {
  it("says what the SDK told the customer, and leaves the page free", async () => {
    const { page } = await readyShop();
    const alerts: string[] = [];
    page.on("dialog", (dialog) => {
      alerts.push(dialog.message());
      return dialog.accept();
    });
    // Any exception inside the SDK is caught there, and told by an alert.
    await page.evaluate(() => {
      const { stringify } = JSON;
      JSON.stringify = (value, ...rest: never[]) => {
        if ((value as { action?: string })?.action === "payment") throw new Error("boom");
        return stringify(value, ...rest);
      };
      Object.assign(window, { restore: () => Object.assign(JSON, { stringify }) });
    });
    await startPayment(page, order);
    const { error } = await outcome(page);
    expect(error).toMatchObject({ code: "WINDOW_FAILED", merchant_uid: "order-1" });
    expect(alerts).toHaveLength(1);
    expect(error?.message).toContain(hasWords ? alerts[0] : "docs/errors.md#window_failed");
    expect(await isPageFree(page)).toBe(true);
    await page.evaluate(() => (window as never as { restore(): void }).restore());
    await startPayment(page, { ...order, merchant_uid: "order-2" });
    await press(page, pay);
    expect((await outcome(page)).result?.success).toBe(true);
  });

  it("an alert of the shop's own, right after the call, is no failure", async () => {
    const { page } = await readyShop();
    page.on("dialog", (dialog) => dialog.accept());
    await page.evaluate((order) => {
      window.outcome = window.lib.requestPay(order).then(
        (result) => ({ result }),
        ({ code }) => ({ error: { code } }),
      );
      alert("결제를 시작합니다");
    }, order);
    await press(page, pay);
    expect((await outcome(page)).result?.success).toBe(true);
  });

  it("another script that has locked window.open and alert is no reason: it pays", async () => {
    const { page } = await readyShop();
    await page.evaluate(() => {
      const { open, alert } = window;
      for (const [name, value] of Object.entries({ open, alert })) {
        Object.defineProperty(window, name, { value, writable: false });
      }
    });
    await startPayment(page, order);
    await press(page, pay);
    expect((await outcome(page)).result?.success).toBe(true);
  });

  it("frames that never come: one more try, then an error, and the SDK keeps no request", async () => {
    const { page, addresses } = await openShop();
    let asked = 0;
    await page.route(/\/users\/pg\//, (route) => {
      asked++;
      return route.abort();
    });
    await page.evaluate(
      ({ userCode, ...options }) => window.lib.loadIamport(userCode, { ...options, timeout: 2_000 }),
      addresses,
    );
    await startPayment(page, order);
    const { error } = await outcome(page);
    expect(error?.code).toBe("INIT_FAILED");
    expect(error?.merchant_uid).toBeUndefined();
    expect(asked).toBeGreaterThanOrEqual(2);
    await page.unroute(/\/users\/pg\//);
    await startPayment(page, order);
    await press(page, pay);
    expect((await outcome(page)).result?.success).toBe(true);
  });
});

describe("an exception on the way to the window", () => {
  /** The page's own place on it can't be asked for: a stand-in for whatever a page may have done to its browser. */
  const breakPage = (page: Page) =>
    page.evaluate(() => {
      const own = Object.getOwnPropertyDescriptor(window, "scrollX") as PropertyDescriptor;
      const get = () => {
        throw new Error("not now");
      };
      Object.defineProperty(window, "scrollX", { configurable: true, get });
      Object.assign(window, { mend: () => Object.defineProperty(window, "scrollX", own) });
    });

  it.each(["is ready", "is on its way"])(
    "rejects while the SDK %s, and the next click pays",
    async (when) => {
      const { page, addresses } = await openShop();
      await breakPage(page);
      await page.evaluate(
        ({ userCode, ...options }) => void window.lib.loadIamport(userCode, options),
        addresses,
      );
      if (when === "is ready") await framesLoaded(page);
      await startPayment(page, order);
      const { error } = await outcome(page);
      expect(error).toMatchObject({ name: "IamportError", code: "WINDOW_FAILED" });
      expect(error?.merchant_uid).toBeUndefined();
      expect(error?.message).toContain(hasWords ? "not now" : "docs/errors.md#window_failed");
      await page.evaluate(() => (window as never as { mend(): void }).mend());
      await startPayment(page, order);
      await press(page, pay);
      expect((await outcome(page)).result?.success).toBe(true);
    },
  );

  it("a signal that is none is one: it is said, and the next click pays", async () => {
    const { page } = await readyShop();
    const code = await page.evaluate((order) => {
      const signal = { aborted: false } as AbortSignal;
      return window.lib.requestPay(order, { signal }).catch((error) => error.code);
    }, order);
    expect(code).toBe("WINDOW_FAILED");
    await startPayment(page, order);
    await press(page, pay);
    expect((await outcome(page)).result?.success).toBe(true);
  });
});

describe("calling it off", () => {
  const startAbortable = (page: Parameters<typeof startPayment>[0], params: object) =>
    page.evaluate(
      (params) => {
        const controller = new AbortController();
        Object.assign(window, { abort: () => controller.abort() });
        window.outcome = window.lib.requestPay(params as typeof order, { signal: controller.signal }).then(
          (result) => ({ result }),
          ({ code, merchant_uid }) => ({ error: { code, merchant_uid } }),
        );
      },
      params as typeof order,
    );
  const abort = (page: Parameters<typeof startPayment>[0]) =>
    page.evaluate(() => (window as never as { abort(): void }).abort());

  it("closes the window, frees the page, and the next payment works", async () => {
    const { page } = await readyShop();
    await startAbortable(page, order);
    await windowWith(page, pay);
    await abort(page);
    expect((await outcome(page)).error).toEqual({ code: "ABORTED", merchant_uid: "order-1" });
    expect(await isPageFree(page)).toBe(true);
    await startPayment(page, { ...order, merchant_uid: "order-2" });
    await press(page, pay);
    expect((await outcome(page)).result?.success).toBe(true);
  });

  it("closes a popup too", async () => {
    const { page, context } = await readyShop();
    const [popup] = await Promise.all([
      context.waitForEvent("page"),
      startAbortable(page, { ...order, pg: "payco" }),
    ]);
    await popup.getByRole("button", { name: pay }).waitFor();
    await abort(page);
    expect((await outcome(page)).error?.code).toBe("ABORTED");
    await expect.poll(() => popup.isClosed()).toBe(true);
  });

  it("while the SDK is still loading means that no window ever opens", async () => {
    const { page, addresses, sandbox } = await openShop();
    const script = new Promise<Route>((hold) => void page.route(/iamport\.payment/, hold));
    await page.evaluate(
      ({ userCode, ...options }) => void window.lib.loadIamport(userCode, options),
      addresses,
    );
    await startAbortable(page, order);
    await abort(page);
    expect((await outcome(page)).error).toEqual({ code: "ABORTED", merchant_uid: undefined });
    await (await script).continue();
    await framesLoaded(page);
    expect(await isPageFree(page)).toBe(true);
    await startPayment(page, { ...order, merchant_uid: "order-2" });
    await windowWith(page, pay);
    expect(await ordersOpened(sandbox)).toEqual(["order-2"]);
  });

  it("before it has begun doesn't begin", async () => {
    const { page } = await readyShop();
    const code = await page.evaluate(
      (order) => window.lib.requestPay(order, { signal: AbortSignal.abort() }).catch((error) => error.code),
      order,
    );
    expect(code).toBe("ABORTED");
    expect(await isPageFree(page)).toBe(true);
  });

  it("after the answer changes nothing", async () => {
    const { page } = await readyShop({ sandbox: { outcome: "approve" } });
    await startAbortable(page, order);
    expect((await outcome(page)).result?.success).toBe(true);
    await abort(page);
    expect((await outcome(page)).result?.success).toBe(true);
  });
});
