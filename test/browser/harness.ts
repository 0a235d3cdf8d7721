import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type ConsoleMessage,
  chromium,
  type Frame,
  type Page,
} from "playwright-core";
import { afterAll, afterEach, beforeAll, inject } from "vitest";
import type * as Library from "../../dist/index.js";
import { createSandbox, type Sandbox, type SandboxOptions } from "../../dist/sandbox.js";
import { chromiumOptions } from "./chromium.ts";

declare global {
  interface Window {
    /** The library, as the checkout page has imported it. */
    lib: typeof Library;
    /** What a test has left on the page for later. */
    outcome: unknown;
    jQuery?: JQueryStatic;
    $?: unknown;
  }
}

export const userCode = "imp00000000";

/** The buttons of the payment window; the shop's own is named like the first. */
export const pay = /결제하기|^Pay/;
export const decline = /거절|Decline/;
export const cancel = /취소|Cancel/;
export const issue = /계좌 발급|Issue account/;

/** A frame for each: few, so that a page is quick to load. */
const gateways = [
  { pg_provider: "kcp", pg_id: "T0000", type: "payment" as const },
  { pg_provider: "payco", pg_id: "PARTNERTEST", type: "payment" as const },
  { pg_provider: "danal", pg_id: "9810030929", type: "payment" as const },
];

/** What a shop's page has to know of its sandbox. */
export interface Addresses {
  userCode: string;
  sdkUrl: string;
  jqueryUrl: string;
}

export interface Shop {
  context: BrowserContext;
  page: Page;
  sandbox: Sandbox;
  /** The checkout page's origin. */
  origin: string;
  addresses: Addresses;
  /** What the console said. */
  log: string[];
}

export interface ShopOptions {
  /** What stands in the checkout page's `<head>`, given the sandbox's address; asked for each time. */
  head?: (sandboxUrl: string) => string;
  /** The checkout page's headers. */
  headers?: Record<string, string>;
  sandbox?: SandboxOptions;
  context?: BrowserContextOptions;
  /** Chromium's own, in place of the file's browser. */
  browser?: Browser;
  /** Leave the library out until the test imports it. */
  bare?: boolean;
  /** Opened before all tests of a file, and there until the last of them. */
  lasting?: boolean;
  /** A tab that is there already, in place of a new one, which is a fifth of what a payment costs. */
  page?: Page;
}

/** An iPhone, as far as the SDK looks. */
export const phone: BrowserContextOptions = {
  userAgent:
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
  viewport: { width: 390, height: 844 },
  isMobile: true,
  hasTouch: true,
};

/** The Chromium that all files share; or a whole one of its own, which leaves out some of the usual arguments. */
export function launch(ignoreDefaultArgs: string[] = []): Promise<Browser> {
  const endpoint = inject("browserEndpoint");
  return endpoint && ignoreDefaultArgs.length === 0
    ? chromium.connect(endpoint)
    : chromium.launch({ ...chromiumOptions, ignoreDefaultArgs });
}

let shared: Browser;
type Cleanups = (() => Promise<unknown>)[];
const cleanups: Cleanups = [];
const lastCleanups: Cleanups = [];
const clean = (cleanups: Cleanups) => Promise.all(cleanups.splice(0).map((cleanup) => cleanup()));

/** To be called once in a test file: a browser for the file, nothing left after each test. */
export function useBrowser(): void {
  beforeAll(async () => {
    shared = await launch();
  });
  afterEach(() => clean(cleanups));
  afterAll(async () => {
    await clean(lastCleanups);
    await shared.close();
  });
}

/** Whether the page gets the build that has words, by `BUILD=development`, and not the one that ships. */
export const hasWords = process.env.BUILD === "development";
const build = hasWords ? ".dev" : "";

const files: Record<string, string> = {
  "/lib/index.js": `dist/index${build}.js`,
  "/lib/ships.js": "dist/index.js",
  "/lib/index.dev.js": "dist/index.dev.js",
  "/lib/global.js": `dist/iamport-request-pay.global${build}.js`,
  "/jquery-1.12.4.js": "node_modules/jquery/dist/jquery.min.js",
  "/jquery-2.2.4.js": "node_modules/jquery2/dist/jquery.min.js",
  "/jquery-3.7.1.js": "node_modules/jquery3/dist/jquery.min.js",
  "/jquery-3.7.1.slim.js": "node_modules/jquery3/dist/jquery.slim.min.js",
  "/jquery-4.0.0.js": "node_modules/jquery4/dist/jquery.min.js",
  "/jquery-4.0.0.slim.js": "node_modules/jquery4/dist/jquery.slim.min.js",
  "/require.js": "node_modules/requirejs/require.js",
};

/** A shop's pages and a sandbox behind them, on loopback. */
export async function serveShop(options: Pick<ShopOptions, "head" | "headers" | "sandbox"> = {}) {
  const sandbox = createSandbox({ userCode, gateways, ...options.sandbox });
  const sandboxUrl = await sandbox.listen();
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? "/", "http://shop").pathname;
    const file = files[path];
    if (file) {
      response.setHeader("content-type", "text/javascript; charset=utf-8");
      response.end(await readFile(new URL(`../../${file}`, import.meta.url)));
    } else if (/^\/(checkout|complete|elsewhere)$/.test(path)) {
      for (const [name, value] of Object.entries(options.headers ?? {})) response.setHeader(name, value);
      response.setHeader("content-type", "text/html; charset=utf-8");
      response.end(
        `<!doctype html><html lang="ko"><head><title>${path}</title>${(path === "/checkout" && options.head?.(sandboxUrl)) || ""}</head>` +
          `<body><h1>${path}</h1><button id="pay">Pay</button></body></html>`,
      );
    } else {
      response.statusCode = 404;
      response.end();
    }
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    sandbox,
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    addresses: {
      userCode,
      sdkUrl: `${sandboxUrl}/js/iamport.payment-1.2.0.js`,
      jqueryUrl: `${sandboxUrl}/jquery-1.12.4.min.js`,
    },
    close: async () => {
      server.closeAllConnections();
      await Promise.all([sandbox.close(), new Promise((closed) => server.close(closed))]);
    },
  };
}

/** A tab with a history, cookies and a storage of its own. */
export async function openTab(options: Pick<ShopOptions, "browser" | "context"> = {}): Promise<Page> {
  const context = await (options.browser ?? shared).newContext(options.context);
  return context.newPage();
}

/** A shop with a sandbox behind it, and its checkout page open in Chromium. */
export async function openShop(options: ShopOptions = {}): Promise<Shop> {
  const { sandbox, origin, addresses, close } = await serveShop(options);
  const page = options.page ?? (await openTab(options));
  const context = page.context();
  const log: string[] = [];
  const onConsole = (message: ConsoleMessage) => log.push(message.text());
  const onError = (error: Error) => log.push(`uncaught ${error}`);
  page.on("console", onConsole).on("pageerror", onError);
  (options.lasting ? lastCleanups : cleanups).push(async () => {
    if (options.page) page.off("console", onConsole).off("pageerror", onError);
    else await leave(context);
    await close();
  });
  await page.goto(`${origin}/checkout`);
  if (!options.bare) await importLibrary(page);
  return { context, page, sandbox, origin, addresses, log };
}

/** Closes it with what a test's routes are still about to answer. */
async function leave(context: BrowserContext): Promise<void> {
  await Promise.all(context.pages().map(unrouteAll));
  await context.close();
}

/** A popup may close by itself meanwhile: then it has nothing that could still be answered. */
async function unrouteAll(page: Page): Promise<void> {
  try {
    await page.unrouteAll({ behavior: "ignoreErrors" });
  } catch (error) {
    if (!page.isClosed()) throw error;
  }
}

export async function importLibrary(page: Page): Promise<void> {
  // As text, because the test's compiler would rewrite an `import()`.
  await page.evaluate('import("/lib/index.js").then((lib) => { window.lib = lib; })');
}

/** Loads the SDK and waits for its payment frames, so that a click finds them. */
export async function loadAndWaitForFrames({ page, addresses }: Shop): Promise<void> {
  await page.evaluate(async ({ userCode, ...options }) => {
    await window.lib.loadIamport(userCode, options);
  }, addresses);
  await framesLoaded(page);
}

/** A checkout page whose SDK is ready. */
export async function readyShop(options: ShopOptions = {}): Promise<Shop> {
  const shop = await openShop(options);
  await loadAndWaitForFrames(shop);
  return shop;
}

/** The page's payment frames have all come and loaded. */
export async function framesLoaded(page: Page): Promise<void> {
  // Not `waitForSelector`, whose script each page would have to read: a tenth of what a payment costs.
  // A frame that still has its empty document is one that the page may look into.
  const isThere = () => {
    const frames = [...document.querySelectorAll<HTMLIFrameElement>(".imp-frame")];
    return frames.length > 0 && frames.every(({ contentDocument }) => contentDocument?.URL !== "about:blank");
  };
  const deadline = Date.now() + 20_000;
  while (!(await page.evaluate(isThere))) {
    if (Date.now() > deadline) throw new Error("No payment frame has come");
    await page.waitForTimeout(25);
  }
  await Promise.all(
    page
      .frames()
      .filter((frame) => frame !== page.mainFrame())
      .map((frame) => frame.waitForLoadState("load").catch(() => {})),
  );
}

/** The frame that shows the payment window's button of that name. */
export async function windowWith(page: Page, button: RegExp): Promise<Frame> {
  const deadline = Date.now() + 10_000;
  while (Date.now() < deadline) {
    for (const frame of page.frames()) {
      if (frame === page.mainFrame()) continue;
      const found = await frame
        .getByRole("button", { name: button })
        .first()
        .isVisible()
        .catch(() => false);
      if (found) return frame;
    }
    await page.waitForTimeout(25);
  }
  throw new Error(`No payment window shows ${button}`);
}

/** Presses a button of the payment window inside the page. */
export async function press(page: Page, button: RegExp): Promise<void> {
  await pressIn(await windowWith(page, button), button);
}

/** Presses a button of a popup or a frame, which may have closed by itself before the click is reported. */
export async function pressIn(window: Page | Frame, button: RegExp): Promise<void> {
  try {
    await window.getByRole("button", { name: button }).click();
  } catch (error) {
    const isGone = "isClosed" in window ? window.isClosed() : window.isDetached();
    if (!isGone) throw error;
  }
}

/** The popup that the page opens meanwhile. */
export async function popupOf(page: Page, start: () => Promise<unknown>): Promise<Page> {
  const [popup] = await Promise.all([page.waitForEvent("popup"), start()]);
  return popup;
}

/** The browser refuses the next popup, which the SDK tells by an alert, and none after it. */
export async function refuseNextPopup(page: Page): Promise<void> {
  page.on("dialog", (dialog) => dialog.accept());
  await page.evaluate(() => {
    const { open } = window;
    window.open = () => {
      window.open = open;
      return null;
    };
  });
}

/** Starts a payment and leaves its promise on the page, settled as a value or an error. */
export async function startPayment(page: Page, params: object): Promise<void> {
  await page.evaluate((params) => {
    window.outcome = window.lib.requestPay(params as Library.PaymentParams).then(
      (result) => ({ result }),
      ({ name, code, message, merchant_uid, issues }) => ({
        error: { name, code, message, merchant_uid, issues },
      }),
    );
  }, params);
}

export interface Outcome {
  result?: Library.PaymentResult;
  error?: Pick<Library.IamportError, "name" | "code" | "message" | "merchant_uid" | "issues">;
}

/** What came of the payment that was started. */
export function outcome(page: Page): Promise<Outcome> {
  return page.evaluate(() => window.outcome as Promise<Outcome>);
}

/** The orders of which the sandbox has opened a payment, the oldest first, whatever came of it. */
export async function ordersOpened({ url }: Sandbox): Promise<string[]> {
  type Event = { event: string; merchant_uid: string; status: string };
  const events: Event[] = await (await fetch(`${url}/sandbox/log`)).json();
  return events
    .filter(({ event, status }) => event === "payment" && status === "ready")
    .map(({ merchant_uid }) => merchant_uid);
}

/** Whether the page can be seen and used: no dialog over it, nothing hidden. */
export function isPageFree(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const dialog = document.querySelector(".imp-dialog");
    return (
      !document.body.classList.contains("imp-payment-progress") &&
      (!dialog || getComputedStyle(dialog).display === "none")
    );
  });
}

export const order = {
  pg: "kcp",
  amount: 64900,
  name: "노르웨이 회전의자",
  merchant_uid: "order-1",
  buyer_tel: "010-4242-4242",
};
