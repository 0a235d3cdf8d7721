import type { BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startShop } from "../../examples/checkout/server/start-shop.mjs";
import { decline, issue, launch, pay, phone, press, windowWith } from "./harness.ts";

// The demo shop as a customer sees it.

let shop: Awaited<ReturnType<typeof startShop>>;
let browser: Awaited<ReturnType<typeof launch>>;

beforeAll(async () => {
  [shop, browser] = await Promise.all([startShop({ port: 0 }), launch()]);
});
afterAll(() => Promise.all([shop.close(), browser.close()]));

const paid = /결제 완료|Paid/;

/** The order whose page is shown, as the shop's database has it. */
function orderOf(page: Page) {
  const { pathname, searchParams } = new URL(page.url());
  return shop.orders.find(searchParams.get("merchant_uid") ?? pathname.replace("/orders/", ""));
}

async function visit(options: BrowserContextOptions, path = "/?lang=ko"): Promise<Page> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await page.goto(shop.url + path);
  return page;
}

describe("the demo shop, on a PC", () => {
  it("has one button, which works at once, and says that it is paid when it is", async () => {
    const page = await visit({});
    expect(await page.getByRole("button").count()).toBe(1);
    expect(await page.content()).not.toMatch(paid);
    await page.getByRole("button", { name: pay }).click();
    await press(page, pay);
    await page.getByRole("heading", { name: "결제 완료" }).waitFor();
    expect(await page.locator("main").textContent()).toContain("64,900원");
    expect(await orderOf(page)).toMatchObject({ state: "paid", payMethod: "card" });
    await page.context().close();
  });

  it("shows the gateway's message when it is not, and the button works again", async () => {
    const page = await visit({}, "/?lang=en");
    await page.getByRole("button", { name: "Pay ₩64,900" }).click();
    await press(page, decline);
    await page.getByText("didn't go through").waitFor();
    expect(await page.content()).not.toMatch(paid);
    await page.getByRole("button", { name: "Pay ₩64,900" }).click();
    await press(page, pay);
    await page.getByRole("heading", { name: "Paid" }).waitFor();
    await page.context().close();
  });

  it("shows the virtual account, which is no payment until the deposit is there", async () => {
    const page = await visit({});
    await page.getByLabel("가상계좌").check();
    await page.getByRole("button", { name: pay }).click();
    await press(page, issue);
    await page.getByText("계좌 번호").waitFor();
    expect(await page.content()).not.toMatch(paid);
    const order = await orderOf(page);
    expect(order).toMatchObject({ state: "waiting" });
    expect(await page.locator("main").textContent()).toContain(order?.vbankNum);
    // The deposit, by the sandbox's own page; the webhook settles the order, and the page shows it by itself.
    const [sandbox] = await Promise.all([
      page.context().waitForEvent("page"),
      page.getByRole("link", { name: "샌드박스에서 입금하기" }).click(),
    ]);
    await sandbox.getByRole("button", { name: /입금/ }).first().click();
    await page.getByRole("heading", { name: "결제 완료" }).waitFor();
    expect(await orderOf(page)).toMatchObject({ state: "paid" });
    await page.context().close();
  });

  it("refuses a price that was changed in the browser before the window opens", async () => {
    const page = await visit({});
    await page.route("**/orders", async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, json: { ...(await answer.json()), amount: 100 } });
    });
    await page.reload();
    await page.getByRole("button", { name: pay }).click();
    await page.getByText("사전 등록된 결제금액과 일치하지 않습니다").waitFor();
    expect(await page.content()).not.toMatch(paid);
    await page.context().close();
  });

  it("settles an order whose customer closes the browser once it is paid", async () => {
    const page = await visit({});
    // The report to the server never leaves.
    await page.route("**/payments/complete", () => {});
    const [begun] = await Promise.all([
      page.waitForRequest(/\/orders\/.+\/begin/),
      page.getByRole("button", { name: pay }).click(),
    ]);
    const merchant_uid = new URL(begun.url()).pathname.split("/")[2] ?? "";
    await press(page, pay);
    await page.getByRole("button", { name: "결제를 확인하는 중…" }).waitFor();
    await page.context().close();
    await expect.poll(async () => (await shop.orders.find(merchant_uid))?.state).toBe("paid");
  });

  it("goes to the order's page when its server gives no verdict, which tells as soon as it knows", async () => {
    const page = await visit({});
    await page.route("**/payments/complete", (route) =>
      route.fulfill({ status: 503, json: { message: "later" } }),
    );
    await page.getByRole("button", { name: pay }).click();
    await press(page, pay);
    await page.getByRole("heading", { name: /결제 완료|확인하고 있습니다/ }).waitFor();
    await page.getByRole("heading", { name: "결제 완료" }).waitFor();
    await page.context().close();
  });

  it("has a live button and a new order after Back from the order's page", async () => {
    const page = await visit({});
    await page.getByRole("button", { name: pay }).click();
    await press(page, pay);
    await page.getByRole("heading", { name: "결제 완료" }).waitFor();
    await page.goBack();
    await page.getByRole("button", { name: "64,900원 결제하기" }).click();
    await press(page, pay);
    await page.getByRole("heading", { name: "결제 완료" }).waitFor();
    await page.context().close();
  });

  it("takes a click that comes before the SDK, and pays once that is there", async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.route(/iamport\.payment/, async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      await route.continue();
    });
    await page.goto(`${shop.url}/?lang=ko`, { waitUntil: "domcontentloaded" });
    await page.getByRole("button", { name: pay }).click();
    await page.getByRole("button", { name: "불러오는 중…" }).waitFor();
    await press(page, pay);
    await page.getByRole("heading", { name: "결제 완료" }).waitFor();
    await context.close();
  });

  it("puts nothing of the form into the address, however early the click", async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.route(/checkout\.js/, (route) => route.abort());
    await page.goto(`${shop.url}/?lang=ko`);
    await page.locator("button").click();
    expect(page.url()).toBe(`${shop.url}/?lang=ko`);
    await context.close();
  });

  it("can be paid in with the keyboard alone", async () => {
    const page = await visit({});
    await page.getByLabel("이름").focus();
    const button = page.getByRole("button", { name: pay });
    for (
      let presses = 0;
      presses < 12 && !(await button.evaluate((it) => it === document.activeElement));
      presses++
    ) {
      await page.keyboard.press("Tab");
    }
    await page.keyboard.press("Enter");
    await windowWith(page, pay);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "결제 완료" }).waitFor();
    await page.context().close();
  });
});

describe("the demo shop, on a phone of 360 pixels", () => {
  const small = { ...phone, viewport: { width: 360, height: 740 } };

  it("pays by way of the gateway's page and the landing page, which a reload shows again", async () => {
    const page = await visit(small);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    await page.getByRole("button", { name: pay }).click();
    await page.waitForURL((url) => !url.href.startsWith(shop.url));
    await page.getByRole("button", { name: pay }).click();
    await page.getByRole("heading", { name: "결제 완료" }).waitFor();
    expect(await orderOf(page)).toMatchObject({ state: "paid" });
    await page.reload();
    await page.getByRole("heading", { name: "결제 완료" }).waitFor();
    await page.context().close();
  });

  it("shows the virtual account on the landing page: the server knows it, the address doesn't", async () => {
    const page = await visit(small);
    await page.getByLabel("가상계좌").check();
    await page.getByRole("button", { name: pay }).click();
    await page.waitForURL((url) => !url.href.startsWith(shop.url));
    await page.getByRole("button", { name: issue }).click();
    await page.getByText("계좌 번호").waitFor();
    const order = await orderOf(page);
    expect(order).toMatchObject({ state: "waiting", vbankNum: expect.any(String) });
    expect(await page.locator("main").textContent()).toContain(order?.vbankNum);
    expect(await page.content()).not.toMatch(paid);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    await page.context().close();
  });

  it.each(["true", "false"])(
    "does not believe a link that somebody made up (imp_success=%s)",
    async (success) => {
      const evil = "%3Cimg src=x onerror=document.title='pwned'%3E";
      const forged = `imp_uid=imp_1&merchant_uid=${evil}&imp_success=${success}&error_msg=call+010-0000-0000`;
      const page = await visit(small, `/complete?lang=ko&${forged}`);
      await page.getByText("이 주문의 결제로 확인되지 않습니다").waitFor();
      expect(await page.content()).not.toMatch(paid);
      expect(await page.locator("main").textContent()).not.toMatch(/010-0000-0000|청구되지 않았습니다/);
      expect(await page.locator("main img").count()).toBe(0);
      expect(await page.title()).not.toBe("pwned");
      await page.context().close();
    },
  );
});
