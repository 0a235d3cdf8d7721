import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import {
  framesLoaded,
  importLibrary,
  isPageFree,
  loadAndWaitForFrames,
  openShop,
  order,
  outcome,
  pay,
  phone,
  press,
  type Shop,
  startPayment,
  useBrowser,
  userCode,
  windowWith,
} from "./harness.ts";

// What was loaded is looked at again at the click: the page takes away what the SDK stands on, and frames that fail.

useBrowser();

const approving = { sandbox: { outcome: "approve" as const } };
let orders = 0;
const nextOrder = () => ({ ...order, merchant_uid: `order-again-${orders++}` });

async function pays({ page }: Shop): Promise<boolean | string | undefined> {
  await startPayment(page, nextOrder());
  const { result, error } = await outcome(page);
  return result?.success ?? error?.code;
}

/** The words, for a developer. */
async function useDevelopmentBuild(page: Page): Promise<void> {
  await page.evaluate('import("/lib/index.dev.js").then((lib) => { window.lib = lib; })');
}

async function loadFast({ page, addresses }: Shop, timeout: number): Promise<void> {
  await page.evaluate(
    async ([{ userCode, ...urls }, timeout]) => {
      await window.lib.loadIamport(userCode, { ...urls, timeout });
    },
    [addresses, timeout] as const,
  );
}

describe("a page whose body was replaced", () => {
  const replacements: [string, () => void][] = [
    [
      "by a new one",
      () => document.documentElement.replaceChild(document.createElement("body"), document.body),
    ],
    [
      "by markup",
      () => {
        document.body.innerHTML = "<h1>Checkout</h1>";
      },
    ],
    [
      "by a copy of an old one, dialog and all",
      () => document.documentElement.replaceChild(document.body.cloneNode(true), document.body),
    ],
    [
      "and its style taken out of the head",
      () => {
        for (const style of document.querySelectorAll("style")) style.remove();
        document.documentElement.replaceChild(document.createElement("body"), document.body);
      },
    ],
  ];
  for (const [how, replace] of replacements) {
    it(`${how}: pays, before the first payment and after one`, async () => {
      const shop = await openShop(approving);
      await loadAndWaitForFrames(shop);
      // The style is remembered when the frames are first asked for.
      if (how.includes("style")) expect(await pays(shop)).toBe(true);
      await shop.page.evaluate(replace);
      expect(await pays(shop)).toBe(true);
      await shop.page.evaluate(replace);
      expect(await pays(shop)).toBe(true);
      expect(await shop.page.locator(".imp-dialog").count()).toBe(1);
      const position = () => getComputedStyle(document.querySelector(".imp-dialog") as Element).position;
      expect(await shop.page.evaluate(position)).toBe("fixed");
      expect(await isPageFree(shop.page)).toBe(true);
    });
  }
});

describe("a page that a router's cache puts back as it was when the window was open", () => {
  for (const [device, context] of [
    ["a PC", {}],
    ["a phone", phone],
  ] as const) {
    it(`is free by itself, and pays (${device})`, async () => {
      const shop = await openShop({ context });
      const { page } = shop;
      await loadAndWaitForFrames(shop);
      await startPayment(page, { ...nextOrder(), pg: "danal" });
      await windowWith(page, pay);
      await page.evaluate(() => {
        const cached = document.body.cloneNode(true);
        document.documentElement.replaceChild(document.createElement("body"), document.body);
        window.outcome = Promise.resolve(window.outcome).then((outcome) => {
          document.documentElement.replaceChild(cached, document.body);
          return outcome;
        });
      });
      expect(await outcome(page)).toMatchObject({ result: { error_code: "ABANDONED" } });
      await expect.poll(() => isPageFree(page)).toBe(true);
      expect(await page.locator(".imp-dialog").count()).toBe(0);
      await startPayment(page, { ...nextOrder(), pg: "danal" });
      await press(page, pay);
      expect(await outcome(page)).toMatchObject({ result: { success: true } });
      expect(await page.locator(".imp-dialog").count()).toBe(1);
    });
  }
});

describe("a page whose body is replaced before a payment frame has loaded", () => {
  for (const jquery of ["1.12.4", "3.7.1"]) {
    for (const [what, late] of [
      ["the list of gateways", /\/users\/pg\//],
      ["the frames", /\/ready\//],
    ] as const) {
      it(`while ${what} is on its way: pays (jQuery ${jquery})`, async () => {
        const shop = await openShop(approving);
        let arrive = () => {};
        const arrived = new Promise<void>((resolve) => {
          arrive = resolve;
        });
        const asked = shop.page.waitForRequest(late);
        await shop.page.route(late, async (route) => {
          await arrived;
          await route.continue();
        });
        await shop.page.evaluate(
          async ([{ userCode, ...options }, jqueryUrl]) => {
            await window.lib.loadIamport(userCode, { ...options, jqueryUrl });
          },
          [shop.addresses, `/jquery-${jquery}.js`] as const,
        );
        await asked;
        await shop.page.evaluate(() => {
          document.documentElement.replaceChild(document.createElement("body"), document.body);
        });
        arrive();
        expect(await pays(shop)).toBe(true);
        expect(await isPageFree(shop.page)).toBe(true);
      });
    }
  }
});

describe("a page that takes jQuery away", () => {
  it("by noConflict(true): pays, again and again, and the page has none afterwards", async () => {
    const shop = await openShop(approving);
    await loadAndWaitForFrames(shop);
    await shop.page.evaluate(() => {
      window.jQuery?.noConflict(true);
      delete window.jQuery;
      delete window.$;
    });
    expect(await pays(shop)).toBe(true);
    expect(await pays(shop)).toBe(true);
    await expect
      .poll(() => shop.page.evaluate(() => [typeof window.jQuery, typeof window.$]))
      .toEqual(["undefined", "undefined"]);
    await shop.page.evaluate((userCode) => window.lib.loadIamport(userCode).then(() => {}), userCode);
    expect(await pays(shop)).toBe(true);
  });

  it("and puts a slim one in its place: pays, and the page has its own afterwards", async () => {
    const shop = await openShop(approving);
    await loadAndWaitForFrames(shop);
    await shop.page.addScriptTag({ url: "/jquery-3.7.1.slim.js" });
    expect(await pays(shop)).toBe(true);
    expect(await pays(shop)).toBe(true);
    const isSlim = () => !window.jQuery?.ajax && window.jQuery === window.$;
    await expect.poll(() => shop.page.evaluate(isSlim)).toBe(true);
  });
});

describe("a frame that is loaded over and over", () => {
  for (const version of ["1.2.0", "1.1.5"]) {
    it(`is INIT_FAILED within timeout, the loop named (SDK ${version})`, async () => {
      const shop = await openShop();
      await useDevelopmentBuild(shop.page);
      const loads = new Map<string, number>();
      let isInterfering = true;
      await shop.page.route(/\/ready\//, async (route) => {
        if (!isInterfering) return route.continue();
        const address = route.request().url();
        loads.set(address, (loads.get(address) ?? 0) + 1);
        const answer = await route.fetch();
        const body = `${await answer.text()}<script>setTimeout(() => parent.postMessage("ping", "*"), 100)</script>`;
        await route.fulfill({ response: answer, body });
      });
      const sdkUrl = `${shop.sandbox.url}/js/iamport.payment-${version}.js`;
      await loadFast({ ...shop, addresses: { ...shop.addresses, sdkUrl } }, 6_000);
      // Each of them has been loaded more often than a payment by hand would have it.
      await expect.poll(() => loads.size, { timeout: 20_000 }).toBe(3);
      await expect.poll(() => Math.min(...loads.values()), { timeout: 20_000 }).toBeGreaterThan(4);
      await startPayment(shop.page, nextOrder());
      const { error } = await outcome(shop.page);
      expect(error?.code).toBe("INIT_FAILED");
      expect(error?.message).toContain("over and over");
      expect(await isPageFree(shop.page)).toBe(true);
      // The extension is switched off: the next click pays. (`unroute` would let go of requests that are being answered.)
      isInterfering = false;
      await startPayment(shop.page, nextOrder());
      await shop.page.waitForFunction(
        () => getComputedStyle(document.querySelector(".imp-dialog") as Element).display === "block",
      );
    });
  }
});

it("a click right after a payment opens the window, though its gateway had loaded pages of its own", async () => {
  const shop = await openShop();
  const { page } = shop;
  await loadAndWaitForFrames(shop);
  await startPayment(page, nextOrder());
  await windowWith(page, pay);
  await page.evaluate(() => document.querySelector(".imp-frame-kcp")?.dispatchEvent(new Event("load")));
  await press(page, pay);
  expect((await outcome(page)).result?.success).toBe(true);
  await framesLoaded(page);
  await startPayment(page, nextOrder());
  expect(await isPageFree(page)).toBe(false);
});

describe("a frame that fails while it loads", () => {
  it("for frame-src: INIT_FAILED without a wait, the directive named", async () => {
    const shop = await openShop({ headers: { "content-security-policy": "frame-src 'self'" } });
    await useDevelopmentBuild(shop.page);
    await loadAndWaitForFrames(shop);
    await startPayment(shop.page, nextOrder());
    const { error } = await outcome(shop.page);
    expect(error).toMatchObject({ code: "INIT_FAILED" });
    // Who has waited until the time was over hears of no directive.
    expect(error?.message).toContain("frame-src");
    expect(await isPageFree(shop.page)).toBe(true);
  });

  it("report-only policies stop nothing", async () => {
    const headers = { "content-security-policy-report-only": "frame-src 'self'" };
    const shop = await openShop({ ...approving, headers });
    await loadAndWaitForFrames(shop);
    expect(await pays(shop)).toBe(true);
  });
});

describe("IMP.init by hand while the HTML is read", () => {
  const scripts = (url: string, merchant: string, jquery = "1.12.4") =>
    `<script src="/jquery-${jquery}.js"></script><script src="${url}/js/iamport.payment-1.2.0.js"></script>
     <script src="/lib/global.js"></script><script>window.lib = IamportRequestPay; IMP.init("${merchant}");
     window.outcome = lib.loadIamport("${userCode}", { retries: 0 }).then(() => "ready", (error) => error.code);</script>`;

  for (const jquery of ["1.12.4", "3.7.1"]) {
    it(`for another merchant: ALREADY_INITIALIZED (jQuery ${jquery})`, async () => {
      const shop = await openShop({ head: (url) => scripts(url, "imp99999999", jquery), bare: true });
      expect(await shop.page.evaluate(() => window.outcome)).toBe("ALREADY_INITIALIZED");
    });

    it(`for the same: it isn't initialised twice (jQuery ${jquery})`, async () => {
      const shop = await openShop({
        ...approving,
        head: (url) => scripts(url, userCode, jquery),
        bare: true,
      });
      // Its own request is not to be counted with those of the page that is loaded next.
      await framesLoaded(shop.page);
      const lists: string[] = [];
      shop.page.on("request", (request) => request.url().includes("/users/pg/") && lists.push(request.url()));
      await shop.page.reload();
      expect(await shop.page.evaluate(() => window.outcome)).toBe("ready");
      await framesLoaded(shop.page);
      expect(lists).toHaveLength(1);
      expect(await pays(shop)).toBe(true);
    });
  }

  it("for another, from a module that runs before the page is ready", async () => {
    const shop = await openShop({
      head: (url) =>
        `<script src="/jquery-1.12.4.js"></script><script src="${url}/js/iamport.payment-1.2.0.js"></script>
         <script>IMP.init("imp99999999")</script><script type="module">
         import * as lib from "/lib/index.js";
         window.outcome = lib.loadIamport("${userCode}").then(() => "ready", (error) => error.code);</script>`,
      bare: true,
    });
    expect(await shop.page.evaluate(() => window.outcome)).toBe("ALREADY_INITIALIZED");
  });

  it("for another, where it couldn't be seen: no payment goes there", async () => {
    const shop = await openShop();
    await loadAndWaitForFrames(shop);
    // As an SDK would whose init the page had kept for itself.
    await shop.page.evaluate(() => {
      for (const frame of document.querySelectorAll<HTMLIFrameElement>(".imp-frame")) {
        frame.src = frame.src.replace("imp00000000", "imp99999999");
      }
    });
    expect(await pays(shop)).toBe("ALREADY_INITIALIZED");
    expect(await isPageFree(shop.page)).toBe(true);
  });
});

it("in development the options that are ignored are named", async () => {
  const shop = await openShop({ bare: true });
  await useDevelopmentBuild(shop.page);
  await loadFast(shop, 10_000);
  await loadFast(shop, 5);
  const warned = shop.log.filter((line) => line.startsWith("iamport-request-pay"));
  expect(warned.join("\n")).toContain("timeout of a later call is ignored");
  expect(warned.join("\n")).not.toContain("sdkUrl");
});

it("in development it is said that payments go on to the first merchant, when another is asked for", async () => {
  const shop = await openShop({ bare: true });
  await useDevelopmentBuild(shop.page);
  await loadFast(shop, 10_000);
  await shop.page.evaluate(() => void window.lib.loadIamport("imp99999999"));
  await expect.poll(() => shop.log.join("\n")).toContain("requestPay still pays into that account");
});

it("an SDK script that a policy blocks is named with its directive", async () => {
  const shop = await openShop({
    headers: { "content-security-policy": "script-src 'self' 'unsafe-eval'" },
    bare: true,
  });
  await importLibrary(shop.page);
  await useDevelopmentBuild(shop.page);
  const message = await shop.page.evaluate(({ userCode, ...urls }) => {
    return window.lib.loadIamport(userCode, { ...urls, retries: 0 }).catch((error) => error.message);
  }, shop.addresses);
  expect(message).toContain("script-src");
  expect(message).toContain(shop.sandbox.url);
});
