import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import type { LoadOptions } from "../../dist/index.js";
import {
  isPageFree,
  openShop,
  pay,
  phone,
  press,
  type Shop,
  useBrowser,
  windowWith,
} from "../browser/harness.ts";
import { type Observed, observe } from "./observe.ts";

// The policies are those of the guide, word for word: the sandbox answers for PortOne's own hosts.

useBrowser();

/** The blocks of the guide, without the marks about them. */
function blocks(document: string, language: string): string[] {
  const text = readFileSync(new URL(`../../${document}`, import.meta.url), "utf8");
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, "gm"))].map(
    ([, code = ""]) => code,
  );
}
const [hosts = "", nonce = ""] = blocks("docs/content-security-policy.md", "csp").map((policy) =>
  policy
    .replace(/\s*\n/g, " ")
    .replace("{random}", "abc")
    // The gateways' pages are the sandbox's, which stands at PortOne's address.
    .replace("https://pg.example", "https://service.iamport.kr/gateway/"),
);
/** The script, without the element about it. */
const scripts = (document: string) =>
  blocks(document, "html").map((block) => block.replace(/<.*script.*>\n/g, ""));
const [defaultPolicy = ""] = scripts("docs/content-security-policy.md");

const portone = /^https:\/\/(code\.jquery\.com|cdn\.iamport\.kr|service\.iamport\.kr)\//;
const headers: Record<string, string> = {};
let shop: Shop;
beforeAll(async () => {
  shop = await openShop({
    bare: true,
    lasting: true,
    headers,
    head: () => '<script nonce="abc" type="module" src="/shop.js"></script>',
  });
});

/** The shop's own script: it loads, takes a payment, has the server asked, and says what came of it. */
const shopScript = (options: LoadOptions) => `
  import { completePayment, loadIamport, requestPay } from "/lib/index.js";
  const told = document.createElement("p");
  document.body.append(told);
  loadIamport("imp00000000", ${JSON.stringify({ retries: 0, timeout: 1_500, ...options })});
  window.runs = true;
  document.querySelector("button").onclick = () =>
    requestPay({ pg: "kcp", name: "의자", amount: 64900, m_redirect_url: location.origin + "/complete" })
      .then((result) => completePayment(result, { url: "/payments/complete", retries: 0 }))
      .then(({ status }) => status, ({ code, message }) => code + ": " + message)
      .then((text) => { told.textContent = text; });`;

interface Visit {
  page: Page;
  /** What the page says once the customer has pressed Pay, and paid if a window has opened. */
  pays(): Promise<string>;
}

/** The checkout page under a policy, with PortOne's hosts answered by the sandbox. */
async function visit(
  policy: string,
  device: "pc" | "phone" = "pc",
  before = "",
  options: LoadOptions = {},
): Promise<Visit> {
  headers["content-security-policy"] = policy;
  const context = await shop.context.browser()?.newContext(device === "phone" ? phone : {});
  if (!context) throw new Error("The browser is gone.");
  onTestFinished(() => context.close());
  const page = await context.newPage();
  await page.route("**/shop.js", (route) =>
    route.fulfill({ contentType: "text/javascript", body: before + shopScript(options) }),
  );
  await page.route("**/payments/complete", (route) => route.fulfill({ json: { status: "success" } }));
  await page.route(portone, async (route) => {
    const asked = route.request();
    const answer = await shop.sandbox.fetch(
      new Request(asked.url(), { method: asked.method(), headers: asked.headers(), body: asked.postData() }),
    );
    const body = Buffer.from(await answer.arrayBuffer());
    await route.fulfill({ status: answer.status, headers: Object.fromEntries(answer.headers), body });
  });
  await page.goto(`${shop.origin}/checkout`);
  return {
    page,
    async pays() {
      await page.getByRole("button", { name: "Pay" }).click();
      if (device === "phone") {
        await page.waitForURL(/\/gateway\//);
        await page.getByRole("button", { name: pay }).click();
        await page.waitForURL(/imp_success=true/);
        return "success";
      }
      const told = page.locator("p").filter({ hasText: /./ });
      await Promise.race([told.waitFor(), press(page, pay).catch(() => {})]);
      await told.waitFor();
      return `${await told.textContent()}`;
    },
  };
}

/** Presses Pay and reads the error that the page then shows, with the code it is to begin with. */
const fails = (code: string) => async (policy: string) => {
  const told = await (await visit(policy)).pays();
  expect(told.split(":")[0]).toBe(code);
  return { happens: code, sees: `"${told.slice(code.length + 2)}"` };
};

/** The gateway's address is blocked when the SDK goes there: the payment ends by itself, and the page is free. */
const isEnded = async (policy: string) => {
  const { page } = await visit(policy, "phone");
  const refused = page.waitForEvent("console", (message) => /form-action/.test(message.text()));
  await page.evaluate(() => document.querySelector("button")?.click());
  await refused;
  // Not by a locator: it would wait for the navigation that was refused.
  const told = await page.waitForFunction(() => document.querySelector("p")?.textContent);
  const text = `${await told.jsonValue()}`;
  expect(text).toMatch(/^WINDOW_FAILED: /);
  expect(new URL(page.url()).pathname).toBe("/checkout");
  expect(await isPageFree(page)).toBe(true);
  const [code = "", message] = text.split(/: (.*)/);
  return { happens: code, sees: `"${message}"; the page is free` };
};

/** What comes of it when one source is taken out. */
const blocked: Record<string, (policy: string) => Promise<Observed>> = {
  "script-src 'self'": async (policy) => {
    const { page } = await visit(policy);
    await page.getByRole("button", { name: "Pay" }).click();
    expect(await page.evaluate("'runs' in window")).toBe(false);
    return { happens: "the shop's own script doesn't run", sees: "a button that does nothing" };
  },
  "script-src https://code.jquery.com/jquery-1.12.4.min.js": fails("SDK_LOAD_FAILED"),
  "script-src https://cdn.iamport.kr/js/iamport.payment-1.2.0.js": fails("SDK_LOAD_FAILED"),
  "script-src https://service.iamport.kr/users/pg/": fails("INIT_FAILED"),
  "style-src 'unsafe-inline'": async (policy) => {
    const { page } = await visit(policy);
    await page.getByRole("button", { name: "Pay" }).click();
    await windowWith(page, pay);
    const position = () =>
      page.evaluate(() => getComputedStyle(document.querySelector(".imp-dialog") as Element).position);
    expect(await position()).toBe("static");
    // The library brings it to where it can be used.
    await expect.poll(position).toBe("fixed");
    await press(page, pay);
    const told = page.locator("p").filter({ hasText: /./ });
    await told.waitFor();
    expect(await told.textContent()).toBe("success");
    return {
      happens: "success; the SDK's dialog has no style, and the library brings it into the top layer",
      sees: "for half a second the window below the page, then over it",
    };
  },
  "frame-src https://service.iamport.kr": fails("INIT_FAILED"),
  "connect-src 'self'": fails("COMPLETE_FAILED"),
  "form-action https://service.iamport.kr/gateway/": isEnded,
};

const documented: [name: string, policy: string, before: string][] = [
  ["hosts", hosts, ""],
  ["a nonce, 'strict-dynamic' and Trusted Types", nonce, defaultPolicy],
];

describe("CSP", () => {
  it("is the same in both languages", (context) => {
    expect(blocks("docs/content-security-policy.ko.md", "csp")).toEqual(
      blocks("docs/content-security-policy.md", "csp"),
    );
    const code = (document: string) => scripts(document).map((block) => block.replace(/ *\/\/.*\n/g, ""));
    expect(code("docs/content-security-policy.ko.md")).toEqual(code("docs/content-security-policy.md"));
    expect(blocks("docs/content-security-policy.md", "csp")).toHaveLength(2);
    observe(context, { happens: "the two documented policies are those of this table", sees: "–" });
  });

  it.for(
    documented.flatMap(([name, ...rest]) =>
      (["pc", "phone"] as const).map((device) => [name, device, ...rest] as const),
    ),
  )("the documented policy with %s, on a %s", async ([, device, policy, before], context) => {
    const paid = await (await visit(policy, device, before)).pays();
    expect(paid).toBe("success");
    observe(context, { happens: paid, sees: "pays", payments: 1 });
  });

  it("jQuery 4 fetches the gateways by XHR", async (context) => {
    const policy = hosts
      .replace(/ \S+jquery\S+/, "")
      .replace(/ \S+users\/pg\//, "")
      .replace("connect-src", "connect-src https://service.iamport.kr/users/pg/");
    const paid = await (await visit(policy, "pc", "", { jqueryUrl: "/jquery-4.0.0.js" })).pays();
    expect(paid).toBe("success");
    observe(context, {
      happens: `${paid}, with users/pg in connect-src in place of script-src`,
      sees: "pays",
      payments: 1,
    });
  });

  /** Without it, and nothing else: a directive that is left empty allows nothing. */
  const without = (policy: string, directive: string, source: string) =>
    policy.replace(
      new RegExp(`(${directive}\\b[^;]*?) ${source.replace(/[.?+()$]/g, "\\$&")}(?=[ ;]|$)`),
      "$1",
    );
  const sources = [...hosts.matchAll(/([a-z-]+-src|form-action)((?: [^\s;]+)+)/g)]
    .flatMap(([, directive = "", list = ""]) =>
      list
        .trim()
        .split(" ")
        .map((source) => [directive, source] as const),
    )
    .filter(([, source]) => source !== "'none'");

  it.for(sources)("without %s %s", async ([directive, source], context) => {
    const policy = without(hosts, directive, source);
    expect(policy).not.toBe(hosts);
    const saw = await blocked[`${directive} ${source}`]?.(policy);
    if (!saw) throw new Error(`Nothing is known of ${directive} ${source}`);
    observe(context, saw);
  });

  it.for(["createHTML", "createScript", "createScriptURL"])(
    "without %s of the default Trusted Types policy",
    async (member, context) => {
      const lacking = defaultPolicy.replace(new RegExp(` *${member}:.*\\n`), "");
      expect(lacking).not.toBe(defaultPolicy);
      const told = await (await visit(nonce, "pc", lacking)).pays();
      const [code = "", message] = told.split(/: (.*)/);
      expect(code).toBe(member === "createScriptURL" ? "INIT_FAILED" : "SDK_LOAD_FAILED");
      observe(context, { happens: code, sees: `"${message}"` });
    },
  );

  it.for([
    ["the nonce", "'nonce-abc' ", "", ""],
    ["'strict-dynamic'", " 'strict-dynamic'", "", "INIT_FAILED"],
    ["iamport-request-pay in trusted-types", "iamport-request-pay ", "", "SDK_LOAD_FAILED"],
    ["default in trusted-types", " default", "", ""],
  ] as const)("the policy with a nonce, without %s", async ([, given, left, expected], context) => {
    const policy = nonce.replace(given, left);
    expect(policy).not.toBe(nonce);
    const { page, pays } = await visit(policy, "pc", defaultPolicy);
    const runs = await page.evaluate("'runs' in window");
    expect(runs).toBe(expected !== "");
    const [code = "", message] = runs ? (await pays()).split(/: (.*)/) : [];
    expect(code).toBe(expected);
    observe(context, {
      happens: code || "the shop's own script doesn't run",
      sees: message ? `"${message}"` : "a button that does nothing",
    });
  });
});
