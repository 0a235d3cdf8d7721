import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildTemplate, startTemplate, templates } from "../../examples/start-template.mjs";
import { decline, launch, pay, phone } from "../browser/harness.ts";
import { payOnPc } from "../browser/pay-in-example.ts";

// Each template as its README starts it: installed, with this package packed, built for production.

const names = process.env.TEMPLATE ? templates.filter((name) => name === process.env.TEMPLATE) : templates;

let browser: Awaited<ReturnType<typeof launch>>;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

describe.each(names)("the template %s", (name) => {
  let shop: Awaited<ReturnType<typeof startTemplate>>;
  beforeAll(async () => {
    await buildTemplate(name);
    shop = await startTemplate(name);
  }, 600_000);
  afterAll(() => shop?.close());

  /** The webhooks that the shop has taken, by the status that they brought. */
  async function webhooks(): Promise<string[]> {
    const log = await fetch(`${shop.sandboxUrl}/sandbox/webhooks`);
    const deliveries: { body: { status: string }; attempts: { status?: number }[] }[] = await log.json();
    return deliveries
      .filter(({ attempts }) => attempts.some(({ status }) => status === 200))
      .map(({ body }) => body.status);
  }

  it("is paid in, on a PC: declined first, and then not", async () => {
    await payOnPc(browser, shop.url);
    await expect.poll(webhooks).toEqual(["paid"]);
  });

  it("is paid in, on a phone, and the landing page says so", async () => {
    const context = await browser.newContext({ ...phone, viewport: { width: 360, height: 740 } });
    const page = await context.newPage();
    await page.goto(shop.url);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    await page.getByRole("button", { name: "결제하기" }).click();
    await page.waitForURL((url) => !url.href.startsWith(shop.url));
    await page.getByRole("button", { name: pay }).click();
    await page.waitForURL(`${shop.url}/landing?**`);
    await page.getByRole("heading", { name: "결제가 완료되었습니다." }).waitFor();
    // Once more, as a customer who reloads it.
    await page.reload();
    await page.getByRole("heading", { name: "결제가 완료되었습니다." }).waitFor();
    await context.close();
  });

  it("is declined, on a phone: the landing page says so, and leads back to the shop", async () => {
    const context = await browser.newContext(phone);
    const page = await context.newPage();
    await page.goto(shop.url);
    await page.getByRole("button", { name: "결제하기" }).click();
    await page.waitForURL((url) => !url.href.startsWith(shop.url));
    await page.getByRole("button", { name: decline }).click();
    await page.getByRole("alert").filter({ hasText: "거절" }).waitFor();
    await page.getByRole("link", { name: "다시 결제하기" }).click();
    await page.getByRole("button", { name: "결제하기" }).waitFor();
    await context.close();
  });

  it("takes no other payment's word: a landing address with somebody else's payment, or with none", async () => {
    const log = await fetch(`${shop.sandboxUrl}/sandbox/log`);
    const events: { imp_uid: string; merchant_uid: string; status: string | number }[] = await log.json();
    const paid = events.find(({ status }) => status === "paid");
    // Its own order was declined before: the same one is tried again.
    const declined = events.find(
      ({ status, merchant_uid }) => status === "failed" && merchant_uid !== paid?.merchant_uid,
    );
    const page = await browser.newPage();
    await page.goto(
      `${shop.url}/landing?imp_uid=${paid?.imp_uid}&merchant_uid=${declined?.merchant_uid}&imp_success=true`,
    );
    expect(await page.getByRole("heading").textContent()).toContain("주문과 일치하지 않습니다");
    await page.goto(`${shop.url}/landing`);
    expect(await page.getByRole("heading").textContent()).toBe("결제한 주문이 없습니다.");
    await page.close();
  });
});
