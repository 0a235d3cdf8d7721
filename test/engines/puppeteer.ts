import puppeteer, { type Browser, type Page } from "puppeteer-core";
import { asCode, type Engine, type Tab, until, userAgent } from "./tab.ts";

/** A Firefox as it is published, by WebDriver BiDi: Playwright drives none but its own. */
export function firefoxEngine(executablePath: string): Engine {
  return {
    open: async ({ phone }) => {
      const browser = await puppeteer.launch({
        browser: "firefox",
        executablePath,
        headless: true,
        extraPrefsFirefox: {
          // As a person's Firefox has it.
          "dom.disable_open_during_load": true,
          ...(phone && { "general.useragent.override": userAgent }),
        },
      });
      return { tab: tabOf(await browser.newPage(), browser), close: () => browser.close() };
    },
  };
}

function tabOf(page: Page, browser: Browser): Tab {
  const press = async (where: { $(selector: string): Promise<unknown> }, selector: string) => {
    const button = (await until(selector, () => where.$(selector))) as { click(): Promise<void> };
    await button.click();
  };
  /** Not the empty tab that Firefox begins with. */
  const others = async () =>
    (await browser.pages()).filter(
      (other) => other !== page && !/^about:(blank|home|newtab)$/.test(other.url()),
    );
  return {
    goto: async (url) => {
      await page.goto(url);
    },
    evaluate: (work, argument) => page.evaluate(asCode(work as never, argument)) as never,
    click: (selector) => press(page, selector),
    clickInWindow: async (selector) => {
      const frame = await until("the payment window", async () => {
        for (const frame of page.frames()) {
          if (frame === page.mainFrame()) continue;
          const button = await frame.$(selector);
          if (await button?.isVisible()) return frame;
        }
        return null;
      });
      await press(frame, selector);
    },
    clickAt: (x, y) => page.mouse.click(x, y),
    pressEscape: () => page.keyboard.press("Escape"),
    stayAfter: async (leave) => {
      const stayed = new Promise<void>((resolve, reject) => {
        page.once("dialog", (question) => question.dismiss().then(resolve, reject));
      });
      await Promise.all([leave(), stayed]);
    },
    setOffline: (isOffline) => page.setOfflineMode(isOffline),
    close: () => page.close(),
    popup: async () => tabOf(await until("a popup", async () => (await others())[0]), browser),
    popups: async () => (await others()).length,
  };
}
