// `npm run pictures`: the READMEs' pictures, taken from the running demo: the shop, the payment window and the landing
// page, on a PC and on a phone, in both languages.
import { mkdirSync } from "node:fs";
import { build, install, root } from "./install.mjs";

install();
const { ensureChromium } = await import("./chromium.mjs");
const executablePath = await ensureChromium();
build();
const { chromium, devices } = await import("playwright-core");
const { startShop } = await import(`file://${root}examples/checkout/server/start-shop.mjs`);

const words = { en: { pay: /^Pay/, paid: "Paid" }, ko: { pay: /결제하기/, paid: "결제 완료" } };
const views = {
  pc: { viewport: { width: 1120, height: 880 } },
  phone: { ...devices["iPhone 15"], viewport: { width: 360, height: 760 }, deviceScaleFactor: 2 },
};

const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
const shop = await startShop({ port: 0 });
try {
  for (const [language, { pay, paid }] of Object.entries(words)) {
    const folder = `docs/pictures/${language}`;
    mkdirSync(root + folder, { recursive: true });
    for (const [view, options] of Object.entries(views)) {
      const context = await browser.newContext({ ...options, locale: language, reducedMotion: "reduce" });
      const page = await context.newPage();
      /** @param {string} name */
      const take = async (name) => {
        await page.evaluate(() => document.fonts.ready);
        await page.screenshot({ path: `${root}${folder}/${name}-${view}.png`, animations: "disabled" });
        console.log(`${folder}/${name}-${view}.png`);
      };
      await page.goto(`${shop.url}/?lang=${language}`);
      const button = page.getByRole("button", { name: pay });
      await button.waitFor();
      await take("shop");

      await button.click();
      // On a PC the payment window is a frame of the page, on a phone a page of its own.
      if (view === "phone") await page.waitForURL((url) => url.origin !== shop.url);
      const window = view === "pc" ? page.locator(".imp-frame:visible").contentFrame() : page;
      const confirm = window.getByRole("button", { name: pay });
      await confirm.waitFor();
      await take("payment-window");

      await confirm.click();
      await page.getByRole("heading", { name: paid }).waitFor();
      await take("landing-page");
      await context.close();
    }
  }
} finally {
  await Promise.all([browser.close(), shop.close()]);
}
