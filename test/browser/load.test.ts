import type { Page, Route } from "playwright-core";
import { describe, expect, it } from "vitest";
import { sdkHints } from "../../dist/index.js";
import {
  framesLoaded,
  importLibrary,
  openShop,
  order,
  outcome,
  pay,
  press,
  type Shop,
  startPayment,
  useBrowser,
  userCode,
} from "./harness.ts";

useBrowser();

/** Calls `loadIamport` with the sandbox's addresses and gives back what came of it. */
async function load({ page, addresses }: Shop, options: object = {}): Promise<string> {
  return page.evaluate(
    async ([{ userCode, ...urls }, options]) => {
      const loading = window.lib.loadIamport(userCode, { ...urls, retries: 0, ...options });
      return loading.then(
        () => "ready",
        (error) => `${error.name} ${error.code}`,
      );
    },
    [addresses, options] as const,
  );
}

/** The script tags on the page, by file name. */
const tags = (page: Page) =>
  page.evaluate(() =>
    Array.from(document.scripts, ({ src }) => src.split("/").pop()).filter((name) => name?.endsWith(".js")),
  );

const service = "https://service.iamport.kr";

/** Where a page connects to that asks PortOne's CDN for the SDK, and what is left of that when nothing has come. */
async function earlyConnections({ page }: Shop) {
  await page.route(/jquery\.com|iamport\.kr/, (route) => route.abort());
  return page.evaluate(async () => {
    const added: Element[] = [];
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes) added.push(...([...addedNodes] as Element[]));
    }).observe(document.head, { childList: true });
    await window.lib.loadIamport("imp00000000", { retries: 0 }).catch(() => {});
    const links = added.filter((node) => node instanceof HTMLLinkElement);
    // By their markup alone: no text becomes markup where Trusted Types are demanded.
    const frames = added.filter((node) => node.getAttribute("sandbox") === "");
    const connections = (markups: string[]) =>
      markups.flatMap((markup) => markup.match(/(?<=^<link rel="preconnect" href=")[^"]+/g) ?? []);
    return {
      ofPage: connections(links.map(({ outerHTML }) => outerHTML)),
      ofFrames: connections((frames as HTMLIFrameElement[]).map(({ srcdoc }) => srcdoc)),
      left: document.querySelectorAll("iframe, link[rel=preconnect]").length,
    };
  });
}

/** Requests that went out, by file name. */
function countRequests(page: Page): string[] {
  const names: string[] = [];
  page.on("request", (request) => names.push(new URL(request.url()).pathname.split("/").pop() ?? ""));
  return names;
}

describe("a page that has nothing yet", () => {
  it("gets jQuery, the SDK and its payment frames", async () => {
    const shop = await openShop();
    expect(await load(shop)).toBe("ready");
    expect(await tags(shop.page)).toEqual(["jquery-1.12.4.min.js", "iamport.payment-1.2.0.js"]);
    await framesLoaded(shop.page);
    expect(await shop.page.evaluate(() => window.jQuery?.fn.jquery)).toBe("1.12.4");
  });

  it("whose head has the hints gets each script by one request, sent before the page's own script", async () => {
    const shop = await openShop({
      bare: true,
      head: (url) =>
        sdkHints({ sdkUrl: `${url}/js/iamport.payment-1.2.0.js`, jqueryUrl: `${url}/jquery-1.12.4.min.js` })
          .map(({ rel, as, href }) => `<link rel="${rel}" as="${as}" href="${href}">`)
          .join(""),
    });
    const requests = countRequests(shop.page);
    await shop.page.reload();
    await expect.poll(() => requests).toContain("iamport.payment-1.2.0.js");
    await importLibrary(shop.page);
    expect(await load(shop)).toBe("ready");
    const scripts = requests.filter((name) => name.endsWith(".js"));
    expect(scripts).toEqual(["jquery-1.12.4.min.js", "iamport.payment-1.2.0.js", "index.js"]);
  });

  it("connects to PortOne's service at the call, for itself and for frames of another site", async () => {
    const shop = await openShop();
    expect(await earlyConnections(shop)).toEqual({ ofPage: [service], ofFrames: [service], left: 0 });
  });

  it("gets the v1 SDK without jQuery", async () => {
    const shop = await openShop();
    const sdkUrl = `${shop.sandbox.url}/v1/iamport.js`;
    expect(await load(shop, { version: "v1", sdkUrl, jqueryUrl: undefined })).toBe("ready");
    expect(await tags(shop.page)).toEqual(["iamport.js"]);
    expect(await shop.page.evaluate(() => "jQuery" in window)).toBe(false);
  });

  it("has both scripts requested in the task of the call", async () => {
    const shop = await openShop();
    const requested = await shop.page.evaluate(({ userCode, ...options }) => {
      window.lib.loadIamport(userCode, options);
      return Array.from(document.scripts, ({ src, async }) => [src, async]).filter(([src]) => src);
    }, shop.addresses);
    expect(requested).toEqual([
      [shop.addresses.jqueryUrl, false],
      [shop.addresses.sdkUrl, false],
    ]);
  });
});

describe("exactly once", () => {
  it("for many calls: one promise, one request each, one init", async () => {
    const shop = await openShop();
    const requests = countRequests(shop.page);
    const same = await shop.page.evaluate(async ({ userCode, ...options }) => {
      const first = window.lib.loadIamport(userCode, options);
      const second = window.lib.loadIamport({ userCode }, options);
      await first;
      return first === second && first === window.lib.loadIamport(userCode);
    }, shop.addresses);
    await framesLoaded(shop.page);
    expect(same).toBe(true);
    for (const name of ["jquery-1.12.4.min.js", "iamport.payment-1.2.0.js", userCode]) {
      expect(requests.filter((request) => request === name)).toHaveLength(name === userCode ? 2 : 1);
    }
  });

  it("for two copies of the library", async () => {
    const shop = await openShop();
    const requests = countRequests(shop.page);
    await shop.page.addScriptTag({ url: "/lib/global.js" });
    const same = await shop.page.evaluate(async ({ userCode, ...options }) => {
      const { IamportRequestPay } = window as never as { IamportRequestPay: typeof window.lib };
      const first = window.lib.loadIamport(userCode, options);
      const second = IamportRequestPay.loadIamport(userCode, options);
      await second;
      return IamportRequestPay !== window.lib && first === second;
    }, shop.addresses);
    expect(same).toBe(true);
    expect(requests.filter((name) => name === "iamport.payment-1.2.0.js")).toHaveLength(1);
  });

  it("refuses another merchant, and the page can't start one by hand either", async () => {
    const shop = await openShop();
    // The build for development warns, beside.
    await shop.page.evaluate('import("/lib/index.dev.js").then((lib) => { window.lib = lib; })');
    await load(shop);
    const other = await shop.page.evaluate(async () => {
      const code = await window.lib.loadIamport("imp99999999").catch((error) => error.code);
      const byHand = (call: () => unknown) => {
        try {
          return call() ?? "ignored";
        } catch (error) {
          return (error as { code: string }).code;
        }
      };
      const imp = window.IMP as unknown as {
        init(code: string): void;
        agency(code: string, tier: string): void;
      };
      return [
        code,
        byHand(() => imp.init("imp99999999")),
        byHand(() => imp.agency("imp00000000", "AAA")),
        byHand(() => imp.init("imp00000000")),
      ];
    });
    expect(other).toEqual(["ALREADY_INITIALIZED", "ALREADY_INITIALIZED", "ALREADY_INITIALIZED", "ignored"]);
    expect(shop.log.join()).toContain('IMP.init("imp00000000") is ignored');
  });

  it("an agency's tier code reaches the frames", async () => {
    const shop = await openShop();
    await shop.page.evaluate(async ({ userCode, ...options }) => {
      await window.lib.loadIamport({ userCode, tierCode: "AAA" }, options);
    }, shop.addresses);
    await framesLoaded(shop.page);
    expect(await shop.page.locator(".imp-frame").first().getAttribute("src")).toContain("?tier=AAA");
  });
});

describe("what the page has already is used", () => {
  it("its jQuery", async () => {
    const shop = await openShop({ head: () => '<script src="/jquery-1.12.4.js"></script>' });
    const own = await shop.page.evaluateHandle(() => window.jQuery);
    expect(await load(shop)).toBe("ready");
    expect(await tags(shop.page)).toEqual(["jquery-1.12.4.js", "iamport.payment-1.2.0.js"]);
    expect(await shop.page.evaluate((own) => window.jQuery === own, own)).toBe(true);
  });

  it("its jQuery and SDK tags", async () => {
    const shop = await openShop({
      head: (url) =>
        `<script src="/jquery-1.12.4.js"></script><script src="${url}/js/iamport.payment-1.1.8.js"></script>`,
    });
    expect(await load(shop)).toBe("ready");
    expect(await tags(shop.page)).toEqual(["jquery-1.12.4.js", "iamport.payment-1.1.8.js"]);
  });

  it("its tags that are still loading", async () => {
    const shop = await openShop({ bare: true });
    const held: Route[] = [];
    await shop.page.route(/jquery|iamport\.payment/, (route) => void held.push(route));
    await importLibrary(shop.page);
    await shop.page.evaluate((sdk) => {
      for (const src of ["/jquery-1.12.4.js", sdk]) {
        const tag = document.createElement("script");
        tag.async = false;
        tag.src = src;
        document.head.append(tag);
      }
    }, shop.addresses.sdkUrl);
    await expect.poll(() => held.length).toBe(2);
    const loading = load(shop);
    await Promise.all(held.map((route) => route.continue()));
    expect(await loading).toBe("ready");
    expect(await tags(shop.page)).toEqual(["jquery-1.12.4.js", "iamport.payment-1.2.0.js"]);
  });

  it("its SDK that lacks only jQuery: that alone is brought", async () => {
    const shop = await openShop({
      head: (url) => `<script src="${url}/js/iamport.payment-1.2.0.js"></script>`,
    });
    const own = await shop.page.evaluateHandle(() => window.IMP);
    expect(await load(shop)).toBe("ready");
    expect(await tags(shop.page)).toEqual(["iamport.payment-1.2.0.js", "jquery-1.12.4.min.js"]);
    expect(await shop.page.evaluate((own) => window.IMP === own, own)).toBe(true);
  });

  it("the half-made IMP of an old SDK is replaced", async () => {
    const shop = await openShop({
      head: (url) => `<script src="${url}/js/iamport.payment-1.1.4.js"></script>`,
    });
    expect(await shop.page.evaluate(() => Object.keys(window.IMP ?? { none: 1 }))).toEqual([]);
    expect(await load(shop)).toBe("ready");
  });

  it("an SDK that the page has initialised is not initialised again", async () => {
    const shop = await openShop({
      head: (url) =>
        `<script src="/jquery-1.12.4.js"></script><script src="${url}/js/iamport.payment-1.2.0.js"></script>` +
        `<script>IMP.init("${userCode}")</script>`,
    });
    const requests = countRequests(shop.page);
    await framesLoaded(shop.page);
    const frame = await shop.page.locator(".imp-frame").first().elementHandle();
    expect(await load(shop)).toBe("ready");
    expect(await shop.page.evaluate((frame) => frame?.isConnected, frame)).toBe(true);
    expect(requests).toEqual([]);
  });

  it("an SDK that the page has initialised for another merchant is refused", async () => {
    const shop = await openShop({
      head: (url) =>
        `<script src="/jquery-1.12.4.js"></script><script src="${url}/js/iamport.payment-1.2.0.js"></script>` +
        '<script>IMP.init("imp99999999")</script>',
    });
    await framesLoaded(shop.page);
    expect(await load(shop)).toBe("IamportError ALREADY_INITIALIZED");
  });

  it.each([
    ["waits for the customer's consent", 'type="text/plain"'],
    ["is for older browsers", "nomodule"],
  ])("a tag that %s is not waited for", async (_, attribute) => {
    const shop = await openShop({
      head: (url) =>
        `<script ${attribute} src="/jquery-1.12.4.js"></script>` +
        `<script ${attribute} src="${url}/js/iamport.payment-1.2.0.js"></script>`,
    });
    expect(await load(shop, { timeout: 5_000 })).toBe("ready");
  });

  it("a page that holds jQuery back ends the wait, and the next click pays once it is let go", async () => {
    const shop = await openShop({
      head: (url) =>
        `<script src="/jquery-1.12.4.js"></script><script src="${url}/js/iamport.payment-1.2.0.js"></script>` +
        "<script>$.holdReady(true)</script>",
    });
    const { page } = shop;
    expect(await load(shop, { timeout: 500 })).toBe("IamportError INIT_FAILED");
    await startPayment(page, order);
    expect((await outcome(page)).error).toMatchObject({ code: "INIT_FAILED" });
    await page.evaluate(() => (window.jQuery as JQueryStatic).holdReady(false));
    await startPayment(page, order);
    await press(page, pay);
    expect((await outcome(page)).result).toMatchObject({ success: true });
  });

  it.each([
    ["with the tags that the library had added", true],
    ["without them", false],
  ])(
    "HTML that a browser has written down has a dialog that nobody speaks to, and pays all the same: %s",
    async (_, hasTags) => {
      let written = "";
      const { page, addresses } = await openShop({ head: () => written });
      const loadAgain = () =>
        page.evaluate(async ({ userCode, ...urls }) => {
          await window.lib.loadIamport(userCode, urls);
        }, addresses);
      await loadAgain();
      await framesLoaded(page);
      // As prerender.io and react-snap do it.
      const html = await page.evaluate(() => ({
        tags: [...document.scripts].filter(({ src }) => src).map(({ outerHTML }) => outerHTML),
        dialog: document.querySelector(".imp-dialog")?.outerHTML,
      }));
      expect(html.dialog).toContain("imp-frame");
      written = `${hasTags ? html.tags.join("") : ""}</head><body>${html.dialog}`;
      await page.reload();
      expect(await page.evaluate(() => !!window.IMP)).toBe(hasTags);
      await importLibrary(page);
      await loadAgain();
      for (const merchant_uid of ["order-1", "order-2"]) {
        await startPayment(page, { ...order, merchant_uid });
        await press(page, pay);
        expect((await outcome(page)).result).toMatchObject({ success: true, merchant_uid });
      }
      expect(await page.locator(".imp-dialog").count()).toBe(1);
    },
  );

  it("a $ that belongs to somebody else is given back", async () => {
    const shop = await openShop({ head: () => "<script>var $ = { prototype: 'js' };</script>" });
    expect(await load(shop)).toBe("ready");
    expect(
      await shop.page.evaluate(() => [
        (window.$ as never as { prototype: string }).prototype,
        typeof window.jQuery,
      ]),
    ).toEqual(["js", "function"]);
  });

  it.each([
    ["slim", '<script src="/jquery-3.7.1.slim.js"></script>'],
    [
      "older than 1.5",
      "<script>jQuery = $ = Object.assign(() => {}, { fn: { ready() {} }, ajax() {}, getScript() {} })</script>",
    ],
  ])("a jQuery that is %s is refused, and left alone", async (_, head) => {
    const shop = await openShop({ head: () => head });
    const requests = countRequests(shop.page);
    const own = await shop.page.evaluateHandle(() => window.jQuery);
    expect(await load(shop, { retries: 2 })).toBe("IamportError JQUERY_UNUSABLE");
    expect(await shop.page.evaluate((own) => !!own && window.jQuery === own, own)).toBe(true);
    expect(requests).not.toContain("jquery-1.12.4.min.js");
  });

  it("a page without jQuery that wants none brought is told", async () => {
    expect(await load(await openShop(), { jqueryUrl: false })).toBe("IamportError JQUERY_UNUSABLE");
  });
});

describe("when a script doesn't come", () => {
  it("it is tried again, with a pause", async () => {
    const shop = await openShop();
    let refusals = 2;
    await shop.page.route(/iamport\.payment/, (route) => (refusals-- > 0 ? route.abort() : route.continue()));
    expect(await load(shop, { retries: 2 })).toBe("ready");
    expect(refusals).toBe(-1);
  });

  it.each(["", "?release=7", "?"])("asked again, its address keeps the query %j", async (query) => {
    const shop = await openShop();
    shop.addresses.sdkUrl += query;
    const asked: string[] = [];
    await shop.page.route(/iamport\.payment/, (route) => {
      asked.push(route.request().url());
      return asked.length > 1 ? route.continue() : route.abort();
    });
    expect(await load(shop, { retries: 1 })).toBe("ready");
    const [first, second] = asked.map((url) => [...new URL(url).searchParams]);
    expect(second?.slice(0, -1)).toEqual(first);
    // Another address, or the browser would wait for the very same request.
    expect(second?.at(-1)).toEqual([expect.stringMatching(/^\d+$/), ""]);
  });

  it("nobody hears of it who doesn't ask", async () => {
    const shop = await openShop();
    await shop.page.route(/iamport\.payment/, (route) => route.abort());
    await shop.page.evaluate(({ userCode, ...options }) => {
      window.lib.loadIamport(userCode, { ...options, retries: 0 });
    }, shop.addresses);
    await shop.page.waitForFunction(() => !document.querySelector("script[src*=iamport]"));
    expect(shop.log.filter((line) => line.startsWith("uncaught"))).toEqual([]);
  });

  it("one that runs and leaves nothing usable is a failure, and its half-made IMP is gone", async () => {
    const shop = await openShop();
    await shop.page.route(/iamport\.payment/, (route) =>
      route.fulfill({ body: "window.IMP = {}", contentType: "text/javascript" }),
    );
    expect(await load(shop)).toBe("IamportError SDK_LOAD_FAILED");
    expect(await shop.page.evaluate(() => window.IMP)).toBeUndefined();
    await shop.page.unroute(/iamport\.payment/);
    expect(await load(shop)).toBe("ready");
  });

  it("a page's own tag that failed before we came is not waited for", async () => {
    const shop = await openShop({
      head: (url) => `<script src="${url}/js/no/iamport.payment-1.2.0.js"></script>`,
    });
    expect(await load(shop, { retries: 1 })).toBe("ready");
  });
});

describe("under a strict policy", () => {
  it("the nonce of a script on the page is used", async () => {
    const shop = await openShop({
      headers: {
        "content-security-policy":
          "script-src 'nonce-abc' 'strict-dynamic'; require-trusted-types-for 'script'; trusted-types iamport-request-pay default",
      },
      head: () => `<script nonce="abc">
        trustedTypes.createPolicy("default", { createHTML: (s) => s, createScriptURL: (s) => s, createScript: (s) => s });
        addEventListener("securitypolicyviolation", (event) => console.log("violation", event.violatedDirective));
      </script><script nonce="abc" type="module">window.lib = await import("/lib/index.js")</script>`,
      bare: true,
    });
    await shop.page.waitForFunction(() => window.lib);
    expect(await load(shop)).toBe("ready");
    await framesLoaded(shop.page);
    // jQuery 1.12 tries out event attributes when it starts, which is reported, and harmless.
    expect(
      shop.log.filter((line) => line.includes("violation") && !line.includes("script-src-attr")),
    ).toEqual([]);
  });

  it("its own tags pass with the policy named iamport-request-pay alone", async () => {
    const shop = await openShop({
      headers: {
        "content-security-policy": "require-trusted-types-for 'script'; trusted-types iamport-request-pay",
      },
    });
    await load(shop, { version: "v1", sdkUrl: `${shop.sandbox.url}/v1/iamport.js` });
    expect(await tags(shop.page)).toEqual(["iamport.js"]);
  });

  it("its early connections violate nothing, and pass with that policy", async () => {
    const shop = await openShop({
      headers: {
        "content-security-policy":
          "frame-src 'none'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types iamport-request-pay",
      },
      head: () => `<script>
        addEventListener("securitypolicyviolation", (event) => console.log("violation", event.violatedDirective, event.sample));
      </script>`,
    });
    expect(await earlyConnections(shop)).toEqual({ ofPage: [service], ofFrames: [service], left: 0 });
    expect(shop.log.filter((line) => line.includes("violation"))).toEqual([]);
  });

  it("a page that forbids the policy gives a clear error too", async () => {
    const shop = await openShop({
      headers: { "content-security-policy": "require-trusted-types-for 'script'; trusted-types none" },
    });
    expect(await load(shop)).toBe("IamportError SDK_LOAD_FAILED");
    expect(await tags(shop.page)).toEqual([]);
  });

  it("an IMP.init that throws is an error of its own", async () => {
    const shop = await openShop({
      head: () =>
        "<script>IMP = { init() { throw new Error('no') }, agency() {}, request_pay() {} }</script>",
    });
    expect(await load(shop)).toBe("IamportError INIT_FAILED");
  });

  it("a policy that blocks the SDK gives a clear error at once", async () => {
    const shop = await openShop({
      headers: { "content-security-policy": "script-src 'self' 'unsafe-eval'" },
    });
    expect(await load(shop)).toBe("IamportError SDK_LOAD_FAILED");
  });
});
