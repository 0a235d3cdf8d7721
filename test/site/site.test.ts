import { readFileSync } from "node:fs";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished, vi } from "vitest";
import { readCodes } from "../../scripts/read-messages.mjs";
import { fileOf, pages, serve } from "./serve.ts";

const all = pages();
const html = new Map(all.map(({ path, html }) => [path, html]));
const idsOf = (path: string) =>
  new Set([...(html.get(path) ?? "").matchAll(/\sid="([^"]+)"/g)].map(([, id = ""]) => id));

let browser: Browser;
let site: Awaited<ReturnType<typeof serve>>;
beforeAll(async () => {
  browser = await chromium.connect(inject("browserEndpoint"));
  site = await serve();
});
afterAll(async () => {
  await browser.close();
  site.close();
});

/** A page as somebody sees it. */
async function open(
  path: string,
  { width = 1280, colorScheme = "light" as "light" | "dark" } = {},
): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  await page.goto(site.url + path);
  return page;
}

/** Types words into the search of a page that nobody has searched yet. */
async function search(page: Page, words: string): Promise<void> {
  const input = page.locator("#localsearch-input");
  // The button is there before it works.
  await vi.waitFor(
    async () => {
      if (!(await input.isVisible())) await page.locator(".VPNavBarSearch button").first().click();
      await input.fill(words, { timeout: 1_000 });
    },
    { timeout: 20_000 },
  );
}

/** What it finds: titles, with the pages that they lead to. */
async function find(path: string, words: string): Promise<{ page: Page; titles: string[]; paths: string[] }> {
  const page = await open(path);
  await search(page, words);
  const results = page.locator(".VPLocalSearchBox .result");
  await results.first().waitFor();
  const titles = (await results.allTextContents()).map((text) => text.replace(/\s+/g, " ").trim());
  const links = await results.evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href));
  return { page, titles, paths: links.map((link) => new URL(link).pathname) };
}

describe("search", () => {
  it("finds a Korean word inside another, with a particle behind it", async () => {
    // The guides say 가상계좌가, 가상계좌를, 가상계좌 입금.
    const { page, titles, paths } = await find("/ko/", "계좌");
    expect(titles.join()).toContain("가상계좌");
    expect(paths).toEqual(paths.map(() => expect.stringMatching(/^\/ko\//)));
    await page.locator(".VPLocalSearchBox .result").first().click();
    await page.waitForURL(/\/ko\/.+/);
    await page.locator("main", { hasText: "계좌" }).waitFor();
  });

  it("finds two Korean words where both are", async () => {
    const { titles } = await find("/ko/", "결제창 팝업");
    expect(titles.length).toBeGreaterThan(0);
  });

  it("says so when there is nothing", async () => {
    const page = await open("/ko/");
    await search(page, "존재하지않는말");
    await page.getByText("찾지 못했습니다").waitFor();
  });

  it("finds the wire's names, codes and functions", async () => {
    expect((await find("/", "merchant_uid")).titles.length).toBeGreaterThan(3);
    expect((await find("/", "POPUP_BLOCKED")).paths).toContain("/errors");
    expect((await find("/", "parseRedirect")).titles.join()).toContain("parseRedirect");
  });
});

describe("pages", () => {
  it("there are guides in both languages, and the reference", () => {
    const paths = all.map(({ path }) => path);
    expect(paths).toEqual(
      expect.arrayContaining([
        ...["/", "/guides", "/server", "/errors", "/benchmarks", "/reliability", "/changelog"],
        ...["/ko/", "/ko/guides", "/ko/server", "/ko/errors", "/ko/benchmarks"],
        ...["", "/react", "/vue", "/server", "/testing", "/sandbox"].map(
          (name) => `/reference/iamport-request-pay${name}`,
        ),
      ]),
    );
  });

  it("every link leads to a page that is there, and to a heading on it", () => {
    const dead = all.flatMap(({ path, html }) =>
      [...html.matchAll(/<a[^>]*\shref="([^"]+)"/g)]
        .map(([, href = ""]) => new URL(href.replace(/&amp;/g, "&"), `http://site${path}`))
        .filter(({ host }) => host === "site")
        .filter(({ pathname, hash }) => {
          if (!fileOf(pathname)) return true;
          return hash && !idsOf(decodeURI(pathname)).has(decodeURIComponent(hash.slice(1)));
        })
        .map(({ pathname, hash }) => `${path} → ${decodeURIComponent(pathname + hash)}`),
    );
    expect([...new Set(dead)]).toEqual([]);
  });

  it.each(["/errors", "/ko/errors"])("%s has an anchor for each code", (path) => {
    const codes = [...readCodes(readFileSync("src/errors.ts", "utf8")).keys()];
    expect(codes.length).toBeGreaterThan(10);
    const ids = idsOf(path);
    expect(codes.filter((code) => !ids.has(code.toLowerCase()))).toEqual([]);
  });
});

describe("on a phone of 360 pixels", () => {
  it("no page is wider than the screen", async () => {
    // The pages are whole without their scripts.
    const viewport = { width: 360, height: 900 };
    const context = await browser.newContext({ viewport, javaScriptEnabled: false });
    onTestFinished(() => context.close());
    const page = await context.newPage();
    const tooWide: string[] = [];
    for (const { path } of all) {
      await page.goto(site.url + path);
      if ((await page.evaluate(() => document.documentElement.scrollWidth)) > 360) tooWide.push(path);
    }
    expect(tooWide).toEqual([]);
  }, 120_000);

  it("the menu leads to the other guides", async () => {
    const page = await open("/ko/", { width: 360 });
    const sidebar = page.locator(".VPSidebar.open");
    await vi.waitFor(
      async () => {
        await page.getByRole("button", { name: "메뉴", exact: true }).click();
        await sidebar.waitFor({ timeout: 1_000 });
      },
      { timeout: 20_000 },
    );
    await sidebar.getByRole("link", { name: "웹훅" }).click();
    await page.getByRole("heading", { level: 1, name: "웹훅" }).waitFor();
  });
});

it("is dark for who wants it dark, and light for the others", async () => {
  const background = (page: Page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const dark = await background(await open("/", { colorScheme: "dark" }));
  const light = await background(await open("/"));
  expect(light).toBe("rgb(255, 255, 255)");
  expect(dark).not.toBe(light);
});
