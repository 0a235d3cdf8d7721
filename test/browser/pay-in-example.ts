import type { Browser } from "playwright-core";
import { expect } from "vitest";
import { decline, pay, press } from "./harness.ts";

/** Pays on a PC in a shop of `examples/`, at the second attempt: the first is declined, and the page says so. One order has both. */
export async function payOnPc(browser: Browser, url: string): Promise<void> {
  const page = await browser.newPage();
  const log: string[] = [];
  page.on("console", (message) => message.type() === "error" && log.push(message.text()));
  page.on("pageerror", (error) => log.push(String(error)));
  const reported: string[] = [];
  page.on("request", (request) => {
    if (request.url().endsWith("/payments/complete")) reported.push(request.postDataJSON().merchant_uid);
  });
  await page.goto(url);
  const button = page.getByRole("button", { name: "결제하기" });
  await button.click();
  await press(page, decline);
  await page.getByRole("alert").filter({ hasText: "거절" }).waitFor();
  await button.click();
  await press(page, pay);
  await page.getByRole("heading", { name: "결제가 완료되었습니다." }).waitFor();
  expect(reported).toEqual([expect.stringMatching(/^order/), reported[0]]);
  // The browser notes the server's answer to the declined one.
  expect(log.filter((line) => !/status of 400/.test(line))).toEqual([]);
  await page.close();
}
