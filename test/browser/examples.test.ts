import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startExample } from "../../examples/start-example.mjs";
import { launch, pay, phone } from "./harness.ts";
import { payOnPc } from "./pay-in-example.ts";

let browser: Awaited<ReturnType<typeof launch>>;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

describe.each(["react", "vue", "script-tag"])("the example %s", (name) => {
  let example: Awaited<ReturnType<typeof startExample>>;
  beforeAll(async () => {
    example = await startExample(name);
  });
  afterAll(() => example.close());

  it("is paid in, on a PC: declined first, and then not", async () => {
    await payOnPc(browser, example.url);
  });

  it("is paid in, on a phone, by way of the gateway's page", async () => {
    const context = await browser.newContext({ ...phone, viewport: { width: 360, height: 740 } });
    const page = await context.newPage();
    await page.goto(example.url);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    await page.getByRole("button", { name: "결제하기" }).click();
    await page.waitForURL((url) => !url.href.startsWith(example.url));
    await page.getByRole("button", { name: pay }).click();
    await page.getByRole("heading", { name: "결제가 완료되었습니다." }).waitFor();
    await context.close();
  });
});
