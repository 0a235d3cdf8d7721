import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type * as Library from "../../dist/index.js";
import type { Fault } from "../../dist/sandbox.js";
import { serveShop } from "../browser/harness.ts";
import { coversOfPages } from "../covers.ts";
import { observe } from "../faults/observe.ts";
import { playwrightEngine } from "./playwright.ts";
import { firefoxEngine } from "./puppeteer.ts";
import { type Engine, type Tab, until } from "./tab.ts";
import { webkitGtkEngine } from "./webkitgtk.ts";

type Page = Window & {
  lib: typeof Library;
  ends: Record<string, string>;
  off: AbortController;
  IMP?: { init(): void };
};

/** Few, so that a page is quick to load; and those of identity verification, and of PayPal's button. */
const gateways = [
  { pg_provider: "kcp", pg_id: "T0000", type: "payment" as const },
  { pg_provider: "payco", pg_id: "PARTNERTEST", type: "payment" as const },
  { pg_provider: "danal", pg_id: "9810030929", type: "payment" as const },
  { pg_provider: "danal", pg_id: "B010007255", type: "certification" as const },
];

/** What `npm run test:engines` has found: a program for each, and by what it is driven. */
const found = JSON.parse(process.env.ENGINES ?? "[]") as {
  name: string;
  driver: "playwright" | "bidi" | "webdriver";
  paths: [string, string?];
}[];
const start = {
  playwright: (name: string, [path]: [string, string?]) => playwrightEngine(name, path),
  bidi: (_: string, [path]: [string, string?]) => firefoxEngine(path),
  webdriver: (_: string, [driver, browser]: [string, string?]) => webkitGtkEngine(driver, browser ?? ""),
};

describe.each(found.map((engine) => [engine.name, engine] as const))("%s", (name, { driver, paths }) => {
  let engine: Engine;
  let shop: Awaited<ReturnType<typeof serveShop>>;
  let tab: Tab;
  let closeTab = async () => {};

  beforeAll(async () => {
    engine = start[driver](name, paths);
    shop = await serveShop({ sandbox: { gateways } });
  });
  afterEach(() => closeTab());
  afterAll(() => shop.close());

  /** The checkout page in a fresh browser, with the library, and nothing loaded. */
  async function visit({ phone = false } = {}) {
    const opened = await engine.open({ phone });
    tab = opened.tab;
    closeTab = opened.close;
    await tab.goto(`${shop.origin}/checkout`);
    await importLibrary();
  }

  const importLibrary = () =>
    tab.evaluate(async () => {
      const page = window as never as Page;
      // As text: the tests' compiler has other ideas of `import()`.
      page.lib = await new Function('return import("/lib/index.js")')();
      page.ends = {};
    });

  const load = (changes: object = {}) =>
    tab.evaluate(
      ({ userCode, ...options }) =>
        (window as never as Page).lib.loadIamport(userCode, options).then(
          () => "ready",
          ({ code }) => code as string,
        ),
      { ...shop.addresses, ...changes },
    );

  const framesLoaded = () =>
    until("payment frames", () =>
      tab.evaluate(
        () =>
          document.querySelectorAll(".imp-frame").length > 0 &&
          (window as never as Page).lib !== undefined &&
          performance.getEntriesByType("resource").some(({ name }) => name.includes("/ready/")),
      ),
    );

  /** The page, as the customer finds it who doesn't hurry. */
  const visitReady = async ({ phone, fault }: { phone?: boolean; fault?: Fault } = {}) => {
    await visit({ phone });
    if (fault) await askForFault(fault);
    await load();
    await framesLoaded();
  };
  const askForFault = (fault: Fault) =>
    fetch(`${shop.sandbox.url}/sandbox/faults`, {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body: JSON.stringify([fault]),
    });

  let orders = 0;
  /** Puts a payment behind the page's button; what comes of it is kept by its order. */
  const arm = (params: object = {}, options: object = {}) =>
    armWith(
      "requestPay",
      { pg: "kcp", amount: 64900, name: "회전의자", buyer_tel: "010-4242-4242", ...params },
      options,
    );
  /** A payment whose window is open, by its order. */
  const openWindow = async (params: object = {}, options: object = {}) => {
    const order = await arm(params, options);
    await tab.click("#pay");
    await until("the window", async () => !(await isFree()));
    return order;
  };
  async function armWith(request: "requestPay" | "requestCertification", params: object, options: object) {
    const merchant_uid = `${name}-${++orders}`;
    await tab.evaluate(
      ({ request, params, options }) => {
        const page = window as never as Page;
        const pay = () => {
          page.off = new AbortController();
          page.lib[request](params as never, { signal: page.off.signal, ...options }).then(
            ({ success, outcome, error_code }) => {
              page.ends[params.merchant_uid] ??= success ? "success" : `${outcome}, ${error_code}`;
            },
            ({ code }) => {
              page.ends[code === "PAYMENT_IN_PROGRESS" ? code : params.merchant_uid] = code;
            },
          );
        };
        (document.querySelector("#pay") as HTMLButtonElement).onclick = pay;
      },
      { request, params: { ...params, merchant_uid }, options },
    );
    return merchant_uid;
  }
  const end = (merchant_uid: string) =>
    until(`the end of ${merchant_uid}`, () =>
      tab.evaluate((merchant_uid) => (window as never as Page).ends[merchant_uid], merchant_uid),
    );
  const isFree = () =>
    tab.evaluate(() => {
      const dialog = document.querySelector(".imp-dialog");
      return (
        !document.body.classList.contains("imp-payment-progress") &&
        (!dialog || getComputedStyle(dialog).display === "none")
      );
    });
  /** The page is free, and its button pays. */
  async function paysAgain() {
    await until("a free page", isFree);
    const again = await arm();
    await tab.click("#pay");
    await tab.clickInWindow("[data-decision=approve]");
    expect(await end(again)).toBe("success");
    return "the page is free, and the next payment goes through";
  }

  it("loading: a page that has nothing yet", async (context) => {
    await visit();
    const ends = await Promise.all([load(), load()]);
    expect(ends).toEqual(["ready", "ready"]);
    await framesLoaded();
    const same = await tab.evaluate((userCode) => {
      const [one, other] = [1, 2].map(() => (window as never as Page).lib.loadIamport(userCode));
      return one === other;
    }, shop.addresses.userCode);
    expect(same).toBe(true);
    const tags = await tab.evaluate(() => document.querySelectorAll("script[src]").length);
    expect(tags).toBe(2);
    observe(context, { happens: `${ends[0]}; one promise, ${tags} tags`, sees: await paysAgain() });
  });

  it("loading: a script that is not there, and then is", async (context) => {
    await visit();
    const missing = await load({ sdkUrl: `${shop.origin}/nowhere/iamport.payment-1.2.0.js`, retries: 0 });
    expect(missing).toBe("SDK_LOAD_FAILED");
    expect(await load()).toBe("ready");
    observe(context, { happens: `${missing}; then ready, without a reload`, sees: await paysAgain() });
  });

  for (const [what, selector, expected] of [
    ["the customer pays", "[data-decision=approve]", "success"],
    ["the card is declined", "[data-decision=decline]", "failed, PAY_PROCESS_ABORTED"],
    ["the customer cancels", "[data-decision=cancel]", "failed, PAY_PROCESS_CANCELED"],
  ] as const) {
    it(`paying: ${what}`, async (context) => {
      await visit();
      await load();
      const order = await arm();
      await tab.click("#pay");
      await tab.clickInWindow(selector);
      const came = await end(order);
      expect(came).toBe(expected);
      observe(context, { happens: came, sees: await paysAgain() });
    });
  }

  it("paying: a double click", async (context) => {
    await visit();
    await load();
    const order = await arm();
    await tab.click("#pay");
    await tab.evaluate(() => (document.querySelector("#pay") as HTMLButtonElement).click());
    expect(await end("PAYMENT_IN_PROGRESS")).toBe("PAYMENT_IN_PROGRESS");
    await tab.clickInWindow("[data-decision=approve]");
    const came = await end(order);
    expect(came).toBe("success");
    observe(context, {
      happens: `the second click: PAYMENT_IN_PROGRESS; the first: ${came}`,
      sees: await paysAgain(),
    });
  });

  const at = () => tab.evaluate(() => location.href);
  const read = async () => {
    await importLibrary();
    return tab.evaluate(() => (window as never as Page).lib.getRedirectResult());
  };

  it("redirect: on a phone, the landing page has the answer, and again after a reload", async (context) => {
    await visitReady({ phone: true });
    const order = await arm({ m_redirect_url: `${shop.origin}/complete` });
    await tab.click("#pay");
    await until("the gateway", async () => !(await at()).startsWith(shop.origin));
    await tab.click("[data-decision=approve]");
    await until("the landing page", async () => (await at()).startsWith(`${shop.origin}/complete?`));
    const landed = await read();
    expect(landed).toMatchObject({
      result: { success: true, merchant_uid: order, delivery: "redirect" },
      request: { merchant_uid: order, amount: 64900 },
    });
    await tab.goto(await at());
    expect(await read()).toEqual(landed);
    observe(context, {
      happens: `${landed?.result.success && "success"} by ${landed?.result.delivery}; request: known`,
      sees: "the landing page, with the result",
    });
  });

  it("redirect: an SDK that leaves the page within its call", async (context) => {
    await visitReady();
    await tab.evaluate(() => {
      // biome-ignore lint/suspicious/noExplicitAny: a stand-in for the SDK's function
      (window as any).IMP.request_pay = ({ merchant_uid }: { merchant_uid: string }) => {
        location.href = `/complete?imp_uid=imp_1&merchant_uid=${merchant_uid}&imp_success=true`;
      };
    });
    const order = await arm();
    await tab.click("#pay");
    await until("the landing page", async () => (await at()).startsWith(`${shop.origin}/complete?`));
    const landed = await read();
    expect(landed).toMatchObject({ request: { merchant_uid: order, amount: 64900 } });
    observe(context, { happens: "request: known", sees: "the landing page, with the result" });
  });

  it("Back from the gateway's page, on a phone", async (context) => {
    await visitReady({ phone: true });
    const order = await arm({ m_redirect_url: `${shop.origin}/complete` });
    await tab.click("#pay");
    await until("the gateway", async () => !(await at()).startsWith(shop.origin));
    await until("its button", () => tab.evaluate(() => document.querySelector("[data-decision]") !== null));
    await tab.evaluate(() => {
      setTimeout(() => history.back());
    });
    await until("the checkout page", async () => (await at()) === `${shop.origin}/checkout`);
    const kept = await tab.evaluate(() => "lib" in window);
    let came = "the page starts anew";
    if (kept) {
      came = `kept in the back/forward cache: ${await end(order)}`;
      expect(came).toContain("unknown, ABANDONED");
    } else {
      await importLibrary();
      await load();
    }
    await until("a free page", isFree);
    await framesLoaded();
    await arm({ m_redirect_url: `${shop.origin}/complete` });
    await tab.click("#pay");
    await until("the gateway again", async () => !(await at()).startsWith(shop.origin));
    observe(context, {
      happens: came,
      sees: "the page is free, and the button opens the gateway's page again",
    });
  });

  it("popup: it opens from the click, and its answer comes", async (context) => {
    await visitReady();
    const order = await arm({ pg: "payco" });
    await tab.click("#pay");
    const popup = await tab.popup();
    await popup.click("[data-decision=approve]");
    const came = await end(order);
    expect(came).toBe("success");
    await until("no popup", async () => (await tab.popups()) === 0);
    observe(context, { happens: `${came}; the popup is closed`, sees: await paysAgain() });
  });

  it("popup: the browser gives none", async (context) => {
    await visitReady();
    const order = await arm({ pg: "payco" });
    await tab.evaluate(() => {
      window.open = () => null;
      window.alert = () => {};
    });
    await tab.click("#pay");
    const came = await end(order);
    expect(came).toBe("POPUP_BLOCKED");
    observe(context, { happens: came, sees: await paysAgain() });
  });

  it("popup: asked for without a click", async (context) => {
    await visitReady();
    const order = await arm({ pg: "payco" });
    await tab.evaluate(() => {
      window.alert = () => {};
      setTimeout(() => (document.querySelector("#pay") as HTMLButtonElement).click());
    });
    const came = await Promise.race([
      end(order),
      tab.popup().then(() => "the browser opens it all the same"),
    ]);
    expect(["POPUP_BLOCKED", "the browser opens it all the same"]).toContain(came);
    if (came !== "POPUP_BLOCKED") await tab.evaluate(() => (window as never as Page).off.abort());
    observe(context, { happens: came, sees: await paysAgain() });
  });

  it("abort: with the payment window open", async (context) => {
    await visit();
    await load();
    const order = await openWindow();
    await tab.evaluate(() => (window as never as Page).off.abort());
    const came = await end(order);
    expect(came).toBe("ABORTED");
    observe(context, { happens: came, sees: await paysAgain() });
  });

  it("abort: with a popup open", async (context) => {
    await visitReady();
    const order = await arm({ pg: "payco" });
    await tab.click("#pay");
    await tab.popup();
    await tab.evaluate(() => (window as never as Page).off.abort());
    const came = await end(order);
    expect(came).toBe("ABORTED");
    await until("no popup", async () => (await tab.popups()) === 0);
    observe(context, { happens: `${came}; the popup is closed`, sees: await paysAgain() });
  });

  /** What goes wrong with the next payment frame, or payment; nothing is left of it after a test. */
  const wayOut = ".imp-dialog > button";
  /** The button lies over the window, where it can be seen and pressed. */
  const wayOutComes = () =>
    until("the way out", () =>
      tab.evaluate((wayOut) => {
        const button = document.querySelector<HTMLElement>(wayOut);
        const { x, y, width, height } = button?.getBoundingClientRect() ?? new DOMRect();
        return height >= 44 && document.elementFromPoint(x + width / 2, y + height / 2) === button;
      }, wayOut),
    );

  for (const [what, fault] of [
    ["its frame is answered with 503", { kind: "frameError", status: 503 }],
    ["its frame's request fails", { kind: "frameDrop" }],
    ["its frame is silent", { kind: "frameSilent" }],
  ] as const) {
    for (const [how, leave] of [
      ["the button", () => tab.click(wayOut)],
      ["Escape", () => tab.pressEscape()],
    ] as const) {
      it(`dead window: ${what}, and the customer leaves by ${how}`, async (context) => {
        await visitReady({ fault });
        const order = await arm({}, { exitAfter: 500 });
        await tab.click("#pay");
        await wayOutComes();
        await leave();
        const came = await end(order);
        expect(came).toBe("unknown, ABANDONED");
        observe(context, { happens: came, sees: `a button to close the window; then ${await paysAgain()}` });
      });
    }
  }

  it("dead window: Back inside the frame", async (context) => {
    await visitReady();
    const order = await openWindow({}, { exitAfter: 500 });
    await tab.evaluate((elsewhere) => {
      const frame = document.querySelector<HTMLIFrameElement>(".imp-frame");
      // All that a page may do with a frame of another origin.
      if (frame?.contentWindow) frame.contentWindow.location.href = elsewhere;
      return new Promise((loaded) => frame?.addEventListener("load", loaded, { once: true })).then(
        () => null,
      );
    }, `${shop.sandbox.url}/`);
    await tab.evaluate(() => history.back());
    await wayOutComes();
    expect(await at()).toBe(`${shop.origin}/checkout`);
    await tab.click(wayOut);
    const came = await end(order);
    expect(came).toBe("unknown, ABANDONED");
    observe(context, { happens: came, sees: `a button to close the window; then ${await paysAgain()}` });
  });

  it("dead window: the page's body is replaced while it is open", async (context) => {
    await visitReady();
    const order = await openWindow();
    await replaceBody();
    const came = await end(order);
    expect(came).toBe("unknown, ABANDONED");
    observe(context, { happens: came, sees: await paysAgain() });
  });

  /** As Turbo, htmx and view transitions do it. */
  const replaceBody = () =>
    tab.evaluate(() => {
      const body = document.createElement("body");
      body.innerHTML = '<h1>elsewhere</h1><button id="pay">Pay</button>';
      document.documentElement.replaceChild(body, document.body);
    });

  it("usable window: the page's body was replaced before the click", async (context) => {
    await visitReady();
    await replaceBody();
    observe(context, { happens: "success", sees: await paysAgain() });
  });

  for (const [what, cover] of coversOfPages) {
    it(`usable window: ${what} while it is open`, async (context) => {
      await visitReady();
      const order = await openWindow();
      await tab.evaluate(cover);
      await until("a window that can be used", () =>
        tab.evaluate(() => {
          const there = document.elementFromPoint(innerWidth / 2, innerHeight / 2);
          return there?.matches(".imp-frame");
        }),
      );
      await tab.clickInWindow("[data-decision=approve]");
      const came = await end(order);
      expect(came).toBe("success");
      await until("a free page", isFree);
      observe(context, { happens: came, sees: "the window, which can be used; then the page is free" });
    });
  }

  it("modal dialog: open at the click", async (context) => {
    await visitReady();
    const order = await arm();
    await tab.evaluate(() => {
      const modal = document.body.appendChild(document.createElement("dialog"));
      modal.showModal();
      (document.querySelector("#pay") as HTMLButtonElement).click();
    });
    const came = await end(order);
    expect(came).toBe("WINDOW_FAILED");
    await tab.evaluate(() => document.querySelector("dialog")?.close());
    observe(context, { happens: came, sees: `the dialog; once that is closed, ${await paysAgain()}` });
  });

  it("modal dialog: opened over a window that nobody has used", async (context) => {
    await visitReady({ fault: { kind: "frameSilent" } });
    const order = await openWindow();
    await tab.evaluate(() => document.body.appendChild(document.createElement("dialog")).showModal());
    const came = await end(order);
    expect(came).toBe("WINDOW_FAILED");
    await tab.evaluate(() => document.querySelector("dialog")?.close());
    observe(context, { happens: came, sees: `the dialog; once that is closed, ${await paysAgain()}` });
  });

  it("identity verification: on a PC", async (context) => {
    await visitReady();
    const request = await armWith("requestCertification", {}, {});
    await tab.click("#pay");
    const popup = await tab.popup();
    await popup.click("[data-decision=approve]");
    const came = await end(request);
    expect(came).toBe("success");
    await until("no popup", async () => (await tab.popups()) === 0);
    observe(context, { happens: came, sees: await paysAgain() });
  });

  it("identity verification: on a phone, as a redirect", async (context) => {
    await visitReady({ phone: true });
    const request = await armWith("requestCertification", { m_redirect_url: `${shop.origin}/complete` }, {});
    await tab.click("#pay");
    await until("the gateway", async () => !(await at()).startsWith(shop.origin));
    await tab.click("[data-decision=approve]");
    await until("the landing page", async () => (await at()).startsWith(`${shop.origin}/complete?`));
    expect(await read()).toBeNull();
    const landed = await tab.evaluate(() => (window as never as Page).lib.getCertificationRedirectResult());
    expect(landed).toMatchObject({
      result: { success: true, merchant_uid: request, delivery: "redirect" },
      request: { merchant_uid: request },
    });
    observe(context, {
      happens: `${landed?.result.success && "success"} by ${landed?.result.delivery}; request: known`,
      sees: "the landing page, with the result, which is taken for no payment",
    });
  });

  it("identity verification: a dead window", async (context) => {
    await visitReady({ fault: { kind: "frameSilent", path: "/certificates/ready" } });
    const request = await armWith("requestCertification", {}, { exitAfter: 500 });
    // Nothing comes in its popup, and the customer closes it.
    await tab.evaluate(() => {
      const { open } = window;
      window.open = (...args) => {
        const popup = open.apply(window, args);
        setTimeout(() => popup?.close(), 300);
        return popup;
      };
    });
    await tab.click("#pay");
    await wayOutComes();
    await tab.pressEscape();
    const came = await end(request);
    expect(came).toBe("unknown, ABANDONED");
    observe(context, { happens: came, sees: `a button to close the window; then ${await paysAgain()}` });
  });

  it("PayPal's own button: each click pays, and each has its result", async (context) => {
    await visit();
    expect(await load({ version: "v1", sdkUrl: `${shop.sandbox.url}/v1/iamport.js` })).toBe("ready");
    const order = `${name}-${++orders}`;
    const drawn = await tab.evaluate((merchant_uid) => {
      const page = window as never as Page;
      const place = document.body.appendChild(document.createElement("div"));
      place.className = "portone-ui-container";
      place.dataset.portoneUiType = "paypal-spb";
      const params = { pg: "paypal_v2", merchant_uid, name: "Chair", amount: 14.2, currency: "USD" };
      let answers = 0;
      return page.lib
        .loadPaymentUI("paypal-spb", params, {
          onResult: ({ success, outcome }) => {
            page.ends[`${merchant_uid}, ${++answers}`] = success ? "success" : outcome;
          },
        })
        .then(() => "drawn");
    }, order);
    expect(drawn).toBe("drawn");
    const pays = async (count: number, decision: "cancel" | "approve") => {
      await tab.click(".portone-ui-container button");
      await tab.clickInWindow(`[data-decision=${decision}]`);
      return end(`${order}, ${count}`);
    };
    const came = [await pays(1, "cancel"), await pays(2, "approve")];
    expect(came).toEqual(["failed", "success"]);
    await until("a free page", isFree);
    observe(context, { happens: came.join(", then "), sees: "the button, which pays again" });
  });
});
