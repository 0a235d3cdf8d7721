import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startExample } from "../../examples/start-example.mjs";
import { decline, launch, pay, phone, press } from "./harness.ts";

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
    const page = await browser.newPage();
    const log: string[] = [];
    page.on("console", (message) => message.type() === "error" && log.push(message.text()));
    page.on("pageerror", (error) => log.push(String(error)));
    await page.goto(example.url);
    const button = page.getByRole("button", { name: "결제하기" });
    await button.click();
    await press(page, decline);
    await page.getByRole("alert").filter({ hasText: "거절" }).waitFor();
    await button.click();
    await press(page, pay);
    await page.getByRole("heading", { name: "결제가 완료되었습니다." }).waitFor();
    // The browser notes the server's answer to the declined one.
    expect(log.filter((line) => !/status of 400/.test(line))).toEqual([]);
    await page.close();
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
