import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import type { SandboxOptions } from "../../dist/sandbox.js";
import {
  framesLoaded,
  importLibrary,
  openShop,
  order,
  outcome,
  pay,
  phone,
  press,
  type Shop,
  type ShopOptions,
  startPayment,
  useBrowser,
} from "./harness.ts";

useBrowser();

declare global {
  interface Window {
    headersRead: Promise<void>;
  }
}

/** A merchant who has identity verification. */
const verifying: SandboxOptions = {
  gateways: [{ pg_provider: "danal", pg_id: "B010007255", type: "certification" }],
};

type Observed = Shop & {
  /** How often the page has asked for its own headers. */
  heads: string[];
  /** What the library has warned of. */
  warnings: () => string;
  /** The page has read the answer, and the library has said what it has to say of it. */
  headersRead: () => Promise<void>;
};

/** A checkout page with the build for development. */
async function openInDevelopment(options: ShopOptions = {}, path = "/checkout"): Promise<Observed> {
  const shop = await openShop({ ...options, bare: true });
  const { page, log, origin } = shop;
  const heads: string[] = [];
  page.on("request", (request) => request.method() === "HEAD" && heads.push(request.url()));
  await page.route("**/lib/index.js", async (route) =>
    route.fulfill({
      body: await readFile(new URL("../../dist/index.dev.js", import.meta.url), "utf8"),
      contentType: "text/javascript",
    }),
  );
  if (path !== "/checkout") {
    await page.goto(`${origin}${path}`);
    await page.reload();
  }
  await page.evaluate(() => {
    const { fetch } = window;
    window.headersRead = new Promise((read) => {
      window.fetch = async (...asked) => {
        const answer = await fetch(...asked);
        if (asked[1]?.method === "HEAD") setTimeout(read);
        return answer;
      };
    });
  });
  await importLibrary(page);
  const warnings = () => log.filter((line) => line.startsWith("iamport-request-pay:")).join("\n");
  const headersRead = () => page.evaluate(() => window.headersRead);
  return { ...shop, heads, warnings, headersRead };
}

/** Asks for the SDK, and gives the message with which that failed, if it did. */
function load({ page, addresses }: Shop): Promise<string | undefined> {
  return page.evaluate(
    ({ userCode, ...options }) =>
      window.lib.loadIamport(userCode, { retries: 0, timeout: 2_000, ...options }).then(
        () => undefined,
        (error: Error) => error.message,
      ),
    addresses,
  );
}

/** Begins a payment on a page whose SDK is ready. */
async function begin(shop: Shop, params: object = order): Promise<Page> {
  await load(shop);
  await framesLoaded(shop.page);
  await startPayment(shop.page, params);
  return shop.page;
}

describe("a page with nothing in the way", () => {
  it("hears nothing, is asked for nothing, and pays", async () => {
    const shop = await openInDevelopment();
    const page = await begin(shop, { ...order, m_redirect_url: `${shop.origin}/complete` });
    await press(page, pay);
    expect((await outcome(page)).result).toMatchObject({ success: true });
    expect(shop.warnings()).toBe("");
    expect(shop.heads).toEqual([]);
  });

  it("hears nothing of a policy under which payments work", async () => {
    const shop = await openInDevelopment({
      headers: {
        "content-security-policy":
          "script-src 'self' http://127.0.0.1:*; frame-src http://127.0.0.1:*; form-action http://127.0.0.1:*",
        "cross-origin-opener-policy": "same-origin-allow-popups",
      },
    });
    await begin(shop, { ...order, pg: "payco" });
    // Because of the popup.
    await shop.headersRead();
    expect(shop.heads.length).toBe(1);
    expect(shop.warnings()).toBe("");
  });
});

describe("the page's headers", () => {
  it("COOP same-origin is named once at a gateway with a popup, after a request for the page's own headers", async () => {
    const shop = await openInDevelopment({ headers: { "cross-origin-opener-policy": "same-origin" } });
    const page = await begin(shop, { ...order, pg: "payco" });
    await expect.poll(shop.warnings).toMatch(/Cross-Origin-Opener-Policy: same-origin .*payco/);
    await startPayment(page, { ...order, pg: "payco" });
    await outcome(page);
    // An answer that the popup is closed, which may have come meanwhile, has them asked for once more.
    expect(new Set(shop.heads)).toEqual(new Set([`${shop.origin}/checkout`]));
    expect(shop.warnings().match(/Opener-Policy/g)).toHaveLength(1);
  });

  it.each([
    ["a PC", {}, true],
    ["a phone, which is left for the gateway's page", phone, false],
  ])("COOP same-origin is named at an identity verification on %s", async (_, context, isNamed) => {
    const headers = { "cross-origin-opener-policy": "same-origin" };
    const shop = await openInDevelopment({ headers, context, sandbox: verifying });
    await load(shop);
    await framesLoaded(shop.page);
    await shop.page.evaluate(() => {
      window.lib.requestCertification({ merchant_uid: "verify-1", popup: false }).catch(() => {});
    });
    if (isNamed) {
      await expect
        .poll(shop.warnings)
        .toMatch(/Cross-Origin-Opener-Policy: same-origin .*identity verification/);
    } else {
      await shop.page.waitForURL((url) => !url.href.startsWith(shop.origin));
      expect(shop.heads).toEqual([]);
      expect(shop.warnings()).not.toContain("Opener-Policy");
    }
  });

  it("of another page, to which the server leads whoever asks, say nothing of this one", async () => {
    const shop = await openInDevelopment();
    const headers = { "cross-origin-opener-policy": "same-origin" };
    await shop.page.route("**/checkout", (route) =>
      route.request().method() === "HEAD" ? route.fulfill({ status: 404, headers }) : route.continue(),
    );
    await begin(shop, { ...order, pg: "payco" });
    await shop.headersRead();
    expect(shop.heads.length).toBe(1);
    expect(shop.warnings()).toBe("");
  });

  it("COOP same-origin is nothing to a gateway inside the page", async () => {
    const shop = await openInDevelopment({ headers: { "cross-origin-opener-policy": "same-origin" } });
    await begin(shop);
    expect(shop.warnings()).toBe("");
  });

  it.each(["require-corp", "credentialless"])("COEP %s is named", async (value) => {
    const shop = await openInDevelopment({
      headers: { "cross-origin-opener-policy": "same-origin", "cross-origin-embedder-policy": value },
    });
    await load(shop);
    await expect.poll(shop.warnings).toContain(`Cross-Origin-Embedder-Policy: ${value}`);
  });

  it("a script that the policy blocks: the error and the console name the directive and the address", async () => {
    const shop = await openInDevelopment({ headers: { "content-security-policy": "script-src 'self'" } });
    const message = await load(shop);
    expect(message).toContain("add ");
    expect(message).toContain("script-src");
    expect(message).toContain(new URL(shop.addresses.sdkUrl).origin);
    await expect.poll(shop.warnings).toMatch(/blocked http:.* Add it to script-src/);
  });

  it("payment frames that the policy blocks are named", async () => {
    const shop = await openInDevelopment({ headers: { "content-security-policy": "frame-src 'self'" } });
    await load(shop);
    await expect.poll(shop.warnings).toMatch(/blocked http:.* Add it to frame-src/);
  });

  it("a form-action that keeps forms here is named", async () => {
    const shop = await openInDevelopment({ headers: { "content-security-policy": "form-action 'self'" } });
    await begin(shop, { ...order, pg: "payco" });
    await expect.poll(shop.warnings).toContain("Add the gateways' addresses to form-action");
  });

  it("a form to the gateway that the policy blocks on a phone is named when it is sent", async () => {
    const shop = await openInDevelopment({
      headers: { "content-security-policy": "form-action https://pg.example" },
      context: phone,
    });
    await begin(shop);
    await expect.poll(shop.warnings).toMatch(/blocked http:.* Add it to form-action/);
  });

  it("a <style> of the SDK's that the policy blocks is named", async () => {
    const shop = await openInDevelopment({ headers: { "content-security-policy": "style-src 'self'" } });
    await load(shop);
    await expect.poll(shop.warnings).toMatch(/blocked 'unsafe-inline'.* Add it to style-src/);
  });

  it("Trusted Types without a default policy are named", async () => {
    const shop = await openInDevelopment({
      headers: { "content-security-policy": "require-trusted-types-for 'script'" },
    });
    await load(shop);
    await expect.poll(shop.warnings).toContain("no policy named default");
  });
});

describe("where the page is", () => {
  it("a sandboxed frame is told what its sandbox lacks", async () => {
    const shop = await openInDevelopment();
    await shop.page.evaluate(async () => {
      const frame = document.createElement("iframe");
      frame.setAttribute("sandbox", "allow-scripts allow-same-origin");
      frame.src = "/checkout";
      const loaded = new Promise((resolve) => frame.addEventListener("load", resolve));
      document.body.append(frame);
      await loaded;
    });
    await shop.page
      .frames()[1]
      ?.evaluate(
        'import("/lib/index.js").then((lib) => void lib.loadIamport("imp00000000", { sdkUrl: "/none.js", jqueryUrl: "/none.js", retries: 0 }))',
      );
    await expect
      .poll(shop.warnings)
      .toContain("a sandbox that lacks allow-forms, allow-popups, allow-top-navigation:");
  });

  it("a policy in the markup is read without a request", async () => {
    const shop = await openInDevelopment({
      head: () => `<meta http-equiv="Content-Security-Policy" content="form-action 'none'">`,
    });
    await load(shop);
    expect(shop.warnings()).toContain("form-action");
    expect(shop.heads).toEqual([]);
  });
});

describe("the click", () => {
  it("requestPay without one is told that the popup will be refused", async () => {
    const shop = await openInDevelopment();
    await load(shop);
    await framesLoaded(shop.page);
    // What Playwright evaluates counts as a click; what the page does later by itself doesn't.
    await shop.page.evaluate(`(async () => {
      const lapsed = () => navigator.userActivation.isActive ? setTimeout(lapsed, 50) : lib.requestPay(${JSON.stringify({ ...order, pg: "payco" })}).catch(() => {});
      lapsed();
    })()`);
    await expect.poll(shop.warnings, { timeout: 15_000 }).toMatch(/without a click.*popup that payco opens/);
  });

  it("requestCertification without one is told the same on a PC, where it opens a popup whatever popup says", async () => {
    const shop = await openInDevelopment({ sandbox: verifying });
    await load(shop);
    await framesLoaded(shop.page);
    await shop.page.evaluate(`(async () => {
      const params = { merchant_uid: "verify-1", popup: false };
      const lapsed = () => navigator.userActivation.isActive ? setTimeout(lapsed, 50) : lib.requestCertification(params).catch(() => {});
      lapsed();
    })()`);
    await expect
      .poll(shop.warnings, { timeout: 15_000 })
      .toMatch(/requestCertification was called without a click.*popup that identity verification opens/);
  });

  it("loadIamport in the click itself is told to come earlier", async () => {
    const shop = await openInDevelopment();
    await shop.page.evaluate(
      ({ addresses: { userCode, ...options }, order }) => {
        window.lib.loadIamport(userCode, options);
        window.lib.requestPay(order).catch(() => {});
      },
      { addresses: shop.addresses, order },
    );
    expect(shop.warnings()).toContain("Call loadIamport when the checkout page opens");
  });
});

describe("the SDK and the way back", () => {
  it("two releases on one page are named", async () => {
    const shop = await openInDevelopment({
      head: (sandbox) =>
        `<script src="${sandbox}/jquery-1.12.4.min.js"></script>` +
        `<script src="${sandbox}/js/iamport.payment-1.2.0.js"></script><script src="${sandbox}/v1/iamport.js"></script>`,
    });
    await load(shop);
    expect(shop.warnings()).toMatch(/more than one SDK.*iamport\.payment-1\.2\.0\.js, .*v1\/iamport\.js/);
  });

  it("a hash router's page as return address is named", async () => {
    const shop = await openInDevelopment({}, "/checkout#/cart");
    await begin(shop);
    expect(shop.warnings()).toMatch(/checkout#\/cart, has its route behind the #/);
  });

  it("a return address on another origin is named", async () => {
    const shop = await openInDevelopment();
    await begin(shop, { ...order, m_redirect_url: "https://www.shop.example/complete" });
    expect(shop.warnings()).toContain(
      "m_redirect_url https://www.shop.example/complete is on another origin",
    );
  });

  it("a return address without https is named, but not on one's own machine", async () => {
    const shop = await openInDevelopment();
    await begin(shop, { ...order, m_redirect_url: "http://shop.example/complete" });
    expect(shop.warnings()).toContain("http://shop.example/complete, isn't https");
  });
});

describe("what lies over the payment window", () => {
  it.each([
    ["nothing", "", null],
    [
      "a banner",
      '<div id="banner" class="cookie consent" style="position:fixed;inset:0;z-index:9"></div>',
      "<div#banner.cookie.consent>",
    ],
    [
      "something at its side",
      '<div style="position:fixed;top:0;left:0;width:9px;height:9px;z-index:9"></div>',
      null,
    ],
    ["a modal dialog", "<dialog id=modal>Wait</dialog><script>modal.showModal()</script>", "<dialog#modal>"],
  ])("%s", async (_, over, expected) => {
    const { outputFiles } = await build({
      stdin: {
        contents:
          'export * from "./src/page-check/element-over.ts"; export * from "./src/page-check/describe-element.ts";',
        resolveDir: fileURLToPath(new URL("../..", import.meta.url)),
      },
      bundle: true,
      write: false,
      globalName: "pageCheck",
    });
    const { page } = await openShop({ bare: true });
    await page.setContent(`<div id="window" style="position:fixed;inset:0">Pay</div>${over}`);
    await page.addScriptTag({ content: `${outputFiles[0]?.text}` });
    const found = await page.evaluate(
      "(() => { const over = pageCheck.elementOver(document.getElementById('window')); return over ? pageCheck.describeElement(over) : null; })()",
    );
    expect(found).toBe(expected);
  });
});

it("the build that ships says nothing of the page, and asks for nothing", async () => {
  const shop = await openShop({ headers: { "cross-origin-opener-policy": "same-origin" } });
  const heads: string[] = [];
  shop.page.on("request", (request) => request.method() === "HEAD" && heads.push(request.url()));
  await begin(shop, { ...order, pg: "payco", m_redirect_url: "https://www.shop.example/complete" });
  expect(shop.log.filter((line) => line.startsWith("iamport-request-pay:"))).toEqual([]);
  expect(heads).toEqual([]);
});
