import { afterAll, afterEach, beforeAll, expect } from "vitest";
import type * as Library from "../../dist/index.js";
import type { Fault } from "../../dist/sandbox.js";
import { serveShop } from "../browser/harness.ts";
import { type OnRequest, serveBefore } from "./serve-before.ts";
import { type Engine, type Tab, until } from "./tab.ts";

/** The checkout page's window. */
export type Page = Window & {
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

/** The button that closes a window which shows no sign of life. */
export const wayOut = ".imp-dialog > button";

/** How the checkout page is opened. */
export interface Visit {
  phone?: boolean;
  /** The page's own. */
  headers?: Record<string, string>;
  /** Puts a server in front of the sandbox. */
  onRequest?: OnRequest;
}

export type Checkout = ReturnType<typeof useCheckout>;

/** A shop's checkout page in an engine, and what its customer does there. A fresh browser for each test. */
export function useCheckout(name: string, start: () => Engine) {
  type Shop = Awaited<ReturnType<typeof serveShop>>;
  let engine: Engine;
  let usual: Shop;
  let shop: Shop;
  let addresses: Shop["addresses"];
  let tab: Tab;
  const cleanups: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    engine = start();
    usual = await serveShop({ sandbox: { gateways } });
  });
  afterEach(async () => {
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  });
  afterAll(() => usual.close());

  /** The checkout page in a fresh browser, with the library, and nothing loaded. */
  async function visit({ phone = false, headers, onRequest }: Visit = {}) {
    shop = usual;
    if (headers) {
      shop = await serveShop({ headers, sandbox: { gateways } });
      cleanups.push(shop.close);
    }
    ({ addresses } = shop);
    if (onRequest) {
      const front = await serveBefore(shop.sandbox.url, onRequest);
      cleanups.push(front.goAway);
      const throughFront = (address: string) => address.replace(shop.sandbox.url, front.url);
      const { userCode, sdkUrl, jqueryUrl } = addresses;
      addresses = { userCode, sdkUrl: throughFront(sdkUrl), jqueryUrl: throughFront(jqueryUrl) };
    }
    const opened = await engine.open({ phone });
    tab = opened.tab;
    cleanups.push(opened.close);
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
      { ...addresses, ...changes },
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
  async function visitReady({ fault, ...how }: Visit & { fault?: Fault } = {}) {
    await visit(how);
    if (fault) await askForFaults(fault);
    await load();
    await framesLoaded();
  }
  /** What goes wrong with the next payment frame, or payment, in place of what was asked for before. */
  const askForFaults = (...faults: Fault[]) =>
    fetch(`${shop.sandbox.url}/sandbox/faults`, {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(faults),
    });

  let orders = 0;
  const nextOrder = () => `${name}-${++orders}`;

  async function armWith(request: "requestPay" | "requestCertification", params: object, options: object) {
    const merchant_uid = nextOrder();
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
  /** Puts a payment behind the page's button; what comes of it is kept by its order. */
  const arm = (params: object = {}, options: object = {}) =>
    armWith(
      "requestPay",
      { pg: "kcp", amount: 64900, name: "회전의자", buyer_tel: "010-4242-4242", ...params },
      options,
    );
  /** A payment whose window is open, by its order. */
  async function openWindow(params: object = {}, options: object = {}) {
    const order = await arm(params, options);
    await tab.click("#pay");
    await until("the window", async () => !(await isFree()));
    return order;
  }

  const endSoFar = (merchant_uid: string) =>
    tab.evaluate((merchant_uid) => (window as never as Page).ends[merchant_uid] ?? null, merchant_uid);
  const end = (merchant_uid: string) => until(`the end of ${merchant_uid}`, () => endSoFar(merchant_uid));
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

  /** Nothing of the page's lies over the window. */
  const windowIsUsable = () =>
    until("a window that can be used", () =>
      tab.evaluate(() => document.elementFromPoint(innerWidth / 2, innerHeight / 2)?.matches(".imp-frame")),
    );

  /** The button lies over the window, where it can be seen and pressed. */
  const isWayOutThere = () =>
    tab.evaluate((wayOut) => {
      const button = document.querySelector<HTMLElement>(wayOut);
      const { x, y, width, height } = button?.getBoundingClientRect() ?? new DOMRect();
      return height >= 44 && document.elementFromPoint(x + width / 2, y + height / 2) === button;
    }, wayOut);
  const wayOutComes = () => until("the way out", isWayOutThere);

  /** How a payment ends whose window is dead: by itself, or by the way out, which the customer takes as soon as it is there. */
  async function endOfDeadWindow(order: string) {
    const came = await until("an end, or the way out", async () => {
      return (await endSoFar(order)) ?? ((await isWayOutThere()) && "the way out");
    });
    if (came !== "the way out") return { came, byWayOut: false };
    await tab.click(wayOut);
    return { came: await end(order), byWayOut: true };
  }

  /** A click of the customer's on the payment window's middle, which takes the focus from the page. */
  async function clickIntoWindow() {
    await windowIsUsable();
    const { x, y } = await tab.evaluate(() => {
      addEventListener("blur", () => document.documentElement.setAttribute("data-left", ""), { once: true });
      return { x: innerWidth / 2, y: innerHeight / 2 };
    });
    await tab.clickAt(x, y);
    await until("the focus in the window", () =>
      tab.evaluate(() => document.documentElement.hasAttribute("data-left")),
    );
  }

  /** As Turbo, htmx and view transitions do it. */
  const replaceBody = () =>
    tab.evaluate(() => {
      const body = document.createElement("body");
      body.innerHTML = '<h1>elsewhere</h1><button id="pay">Pay</button>';
      document.documentElement.replaceChild(body, document.body);
    });

  const address = () => tab.evaluate(() => location.href);
  /** The landing page has come: what it reads. */
  const read = async () => {
    await importLibrary();
    return tab.evaluate(() => (window as never as Page).lib.getRedirectResult());
  };

  return {
    name,
    get tab() {
      return tab;
    },
    get shop() {
      return shop;
    },
    get addresses() {
      return addresses;
    },
    ...{ visit, visitReady, importLibrary, load, framesLoaded, askForFaults },
    ...{ nextOrder, arm, armWith, openWindow, endSoFar, end, isFree, paysAgain },
    ...{
      endOfDeadWindow,
      windowIsUsable,
      isWayOutThere,
      wayOutComes,
      clickIntoWindow,
      replaceBody,
      address,
      read,
    },
  };
}
