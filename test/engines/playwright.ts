import playwright, { type BrowserContext, type Page } from "playwright-core";
import { asCode, type Engine, type Tab, until, userAgent } from "./tab.ts";

/** A browser that Playwright drives: any Chromium, and its own builds of the other two. */
export function playwrightEngine(name: string, executablePath: string): Engine {
  const type = { chromium: playwright.chromium, firefox: playwright.firefox, webkit: playwright.webkit }[
    name
  ];
  if (!type) throw new Error(`Playwright knows no ${name}`);
  const launch = () =>
    type.launch({
      executablePath,
      ...(name === "chromium" && {
        args: ["--no-sandbox", "--disable-gpu"],
        // As a person's Chromium has it.
        ignoreDefaultArgs: ["--disable-back-forward-cache", "--disable-popup-blocking"],
      }),
    });
  return {
    open: async ({ phone }) => {
      const browser = await launch();
      const context = await browser.newContext(
        phone ? { userAgent, viewport: { width: 390, height: 844 } } : {},
      );
      return { tab: tabOf(await context.newPage(), context), close: () => browser.close() };
    },
  };
}

function tabOf(page: Page, context: BrowserContext): Tab {
  const others = () => context.pages().filter((other) => other !== page);
  return {
    goto: async (url) => {
      await page.goto(url);
    },
    evaluate: (work, argument) => page.evaluate(asCode(work as never, argument)),
    click: (selector) => page.locator(selector).click(),
    clickInWindow: (selector) =>
      page.locator("iframe:visible").first().contentFrame().locator(selector).click(),
    clickAt: (x, y) => page.mouse.click(x, y),
    pressEscape: () => page.keyboard.press("Escape"),
    stayAfter: async (leave) => {
      const stayed = page.waitForEvent("dialog").then((question) => question.dismiss());
      await Promise.all([leave(), stayed]);
    },
    setOffline: (isOffline) => context.setOffline(isOffline),
    close: () => page.close(),
    popup: async () => tabOf(await until("a popup", async () => others()[0]), context),
    popups: async () => others().length,
  };
}
