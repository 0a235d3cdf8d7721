import type { BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { gateways } from "../../examples/checkout/public/gateways.js";
import { names } from "../../examples/checkout/public/names.js";
import { startShop } from "../../examples/checkout/server/start-shop.mjs";
import { decline, issue, launch, pay, phone, press, pressIn, windowWith } from "./harness.ts";

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
    let letScriptCome = () => {};
    const scriptMayCome = new Promise<void>((resolve) => (letScriptCome = resolve));
    await page.route(/iamport\.payment/, async (route) => {
      await scriptMayCome;
      await route.continue();
    });
    await page.goto(`${shop.url}/?lang=ko`, { waitUntil: "domcontentloaded" });
    await page.getByRole("button", { name: pay }).click();
    await page.getByRole("button", { name: "불러오는 중…" }).waitFor();
    letScriptCome();
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

const rows = Object.values(gateways).flat();

/** The parameters that the form would pay with now. */
function paramsOf(page: Page): Promise<Record<string, unknown>> {
  return page.evaluate('import("/payment-form.js").then(({ readPaymentForm }) => readPaymentForm())');
}

/** Chooses each method of each gateway, one after the other, and notes what the page says of each. */
function chooseAll(page: Page) {
  return page.evaluate(
    (codes) => {
      const find = <Found extends Element>(selector: string) => document.querySelector<Found>(selector);
      const choose = (element: HTMLInputElement | HTMLSelectElement) =>
        element.dispatchEvent(new Event("change", { bubbles: true }));
      const seen: { pg: string; said: string; width: number }[] = [];
      const note = (pg: string) =>
        seen.push({
          pg,
          said: [...document.querySelectorAll(".problem, .problems")].map((it) => it.textContent).join(""),
          width: document.documentElement.scrollWidth,
        });
      for (const pg of codes) {
        const list = find<HTMLSelectElement>("select[name=pg]");
        if (!list) throw new Error("There are no gateways.");
        list.value = pg;
        choose(list);
        for (const radio of document.querySelectorAll<HTMLInputElement>("#methods input")) {
          radio.checked = true;
          choose(radio);
          note(pg);
        }
        const others = find<HTMLSelectElement>("#methods select");
        for (const { value } of others?.options ?? []) {
          if (others) others.value = value;
          if (others) choose(others);
          note(pg);
        }
      }
      return seen;
    },
    rows.map(({ code }) => code),
  );
}

describe("the demo shop's gateways", () => {
  it("are all of PortOne's, with all of its methods", () => {
    expect(new Set(rows.map(({ code }) => code)).size).toBe(46);
    expect(rows).toHaveLength(46);
    expect(new Set(rows.flatMap(({ methods }) => methods)).size).toBe(46);
  });

  it.each([
    ["ko", 0],
    ["en", 1],
  ] as const)("have their names (%s), and no two the same", async (language, index) => {
    const page = await visit({}, `/?lang=${language}`);
    const shown = await page.locator("select[name=pg] option").allTextContents();
    expect(shown).toEqual(rows.map(({ code }) => names[code]?.[index]));
    expect(new Set(shown).size).toBe(46);
    for (const { methods } of rows) {
      const own = methods.map((method) => names[method]?.[index]);
      expect(own).not.toContain(undefined);
      expect(new Set(own).size).toBe(own.length);
    }
    await page.context().close();
  });

  it("can be paid with the samples that the form is filled in with", async () => {
    const page = await visit({});
    const wrong = (await chooseAll(page)).filter(({ said }) => said);
    // Two begin with a button of their own, PayPal takes no won, two are for identity verification, and the others want
    // what the form doesn't ask for: a warning, with which the payment goes on.
    expect([...new Set(wrong.map(({ pg }) => pg))].sort()).toEqual([
      ...["galaxia", "inicis_jp", "inicis_unified", "kcp", "kcp_v2", "naverco", "paypal", "paypal_v2"],
    ]);
    await page.context().close();
  });

  it("offer their own methods; one that both offer stays chosen", async () => {
    const page = await visit({});
    await page.getByLabel("가상계좌").check();
    await page.getByLabel("결제사").selectOption({ label: "다날" });
    expect(await page.locator("#methods label").allTextContents()).toEqual([
      "신용카드",
      "계좌이체",
      "가상계좌",
    ]);
    expect(await page.getByLabel("가상계좌").isChecked()).toBe(true);
    await page.getByLabel("결제사").selectOption({ label: "카카오페이" });
    expect(await page.locator("#methods label").allTextContents()).toEqual(["신용카드"]);
    expect(await page.getByLabel("신용카드").isChecked()).toBe(true);
    await page.context().close();
  });

  it("are asked for what they demand, and for nothing else", async () => {
    const page = await visit({});
    const kcp = await paramsOf(page);
    expect(kcp).toEqual({
      pg: "kcp",
      pay_method: "card",
      buyer_name: "홍길동",
      buyer_tel: "010-4242-4242",
      buyer_email: "gildong@example.com",
    });
    const choose = (code: string) => page.getByLabel("결제사").selectOption(code);
    await choose("naverpay");
    expect(await paramsOf(page)).toMatchObject({
      naverPopupMode: true,
      naverProducts: [
        {
          categoryType: "PRODUCT",
          categoryId: "GENERAL",
          uid: "chair-1",
          name: "노르웨이 회전의자",
          count: 1,
        },
      ],
    });
    await choose("inicis_jp");
    expect(await paramsOf(page)).toEqual({ ...kcp, pg: "inicis_jp", popup: true });
    await choose("danal");
    expect(await paramsOf(page)).toEqual({ ...kcp, pg: "danal", pay_method: "phone", digital: false });
    await page.getByLabel("디지털 상품").check();
    expect(await paramsOf(page)).toMatchObject({ digital: true });
    await choose("danal_tpay");
    await page.getByLabel("가상계좌").check();
    expect(await paramsOf(page)).toMatchObject({
      biz_num: expect.stringMatching(/^\d{10}$/),
      vbank_due: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
    });
    await choose("kcp");
    await page.getByLabel("다른 방법").check();
    await page.getByLabel("결제 방법 고르기").selectOption({ label: "포인트" });
    expect(await paramsOf(page)).toEqual({ ...kcp, pay_method: "point" });
    await page.getByLabel("신용카드").check();
    expect(await paramsOf(page)).toEqual(kcp);
    await page.context().close();
  });

  it.each([
    ["tosspayments", "토스페이", "tosspay"],
    ["kcp_billing", "신용카드", "card"],
    ["toss_brandpay", "토스 브랜드페이", "toss_brandpay"],
    ["danal", "휴대폰", "phone"],
  ])("are paid through: %s, %s", async (code, method, payMethod) => {
    const page = await visit({});
    await page.getByLabel("결제사").selectOption(code);
    const choice = page.getByRole("radio", { name: method, exact: true });
    if (await choice.isVisible()) await choice.check();
    else {
      await page.getByLabel("다른 방법").check();
      await page.getByLabel("결제 방법 고르기").selectOption({ label: method });
    }
    await page.getByRole("button", { name: pay }).click();
    await press(page, pay);
    await page.getByRole("heading", { name: "결제 완료" }).waitFor();
    expect(await orderOf(page)).toMatchObject({ state: "paid", payMethod });
    await page.context().close();
  });

  it.each(["naverpay", "payco", "kcp_quick"])("are paid through in a popup: %s", async (code) => {
    const page = await visit({});
    await page.getByLabel("결제사").selectOption(code);
    // The SDK is there: the popup opens in the click.
    await page.waitForLoadState("networkidle");
    const [popup] = await Promise.all([
      page.waitForEvent("popup"),
      page.getByRole("button", { name: pay }).click(),
    ]);
    await pressIn(popup, pay);
    await page.getByRole("heading", { name: "결제 완료" }).waitFor();
    expect(await orderOf(page)).toMatchObject({ state: "paid" });
    await page.context().close();
  });
});

describe("a problem of the demo shop's form", () => {
  /** That Pay opens no window, and the server hears of no payment. */
  async function expectNoPayment(page: Page, act: () => Promise<void>) {
    const begun: string[] = [];
    page.on("request", (request) => request.url().endsWith("/begin") && begun.push(request.url()));
    await act();
    expect(begun).toEqual([]);
    expect(await page.getByRole("button", { name: "64,900원 결제하기" }).isVisible()).toBe(true);
    expect(await page.locator(".imp-dialog").isVisible()).toBe(false);
  }

  it.each([
    ["paypal_v2", "loadPaymentUI"],
    ["naverco", "openNaverOrder"],
  ])("stands beside a gateway that can't be paid through here (%s)", async (code, instead) => {
    const page = await visit({});
    const gateway = page.getByLabel("결제사");
    await gateway.selectOption(code);
    const said = page.locator(".field", { has: gateway }).locator(".problem");
    await expect.poll(() => said.textContent()).toContain(instead);
    await expectNoPayment(page, async () => {
      await page.getByRole("button", { name: pay }).click();
      await expect.poll(() => gateway.evaluate((it) => it === document.activeElement)).toBe(true);
    });
    expect(await gateway.getAttribute("aria-invalid")).toBe("true");
    expect(await gateway.getAttribute("aria-describedby")).toBe(await said.getAttribute("id"));
    // Another one, and the problem is gone.
    await gateway.selectOption("kcp");
    expect(await said.textContent()).toBe("");
    await page.getByRole("button", { name: pay }).click();
    await windowWith(page, pay);
    await page.context().close();
  });

  it("stands beside an empty field, which gets the focus, and goes when it is filled in", async () => {
    const page = await visit({}, "/?lang=en");
    await page.getByLabel("Gateway").selectOption({ label: "Danal" });
    await page.getByLabel("Virtual account").check();
    const number = page.getByLabel("Business number");
    const said = page.locator(".field", { has: number }).locator(".problem");
    await number.fill("");
    await page.getByRole("button", { name: "Pay ₩64,900" }).click();
    await expect.poll(() => said.textContent()).toBe("Enter the business number.");
    expect(await number.evaluate((it) => it === document.activeElement)).toBe(true);
    expect(await page.locator(".imp-dialog").isVisible()).toBe(false);
    await number.pressSequentially("1234567891");
    expect(await said.textContent()).toBe("");
    await page.getByRole("button", { name: "Pay ₩64,900" }).click();
    await press(page, issue);
    await page.getByRole("heading", { name: "Your virtual account is ready" }).waitFor();
    await page.context().close();
  });

  it.each([
    ["danal", "휴대폰", "휴대폰 번호", "", "꼭 필요합니다"],
    ["paymentwall", "신용카드", "이메일", "", "꼭 필요합니다"],
    ["danal_tpay", "가상계좌", "사업자등록번호", "123-45", "10자리"],
    ["kcp", "가상계좌", "입금 기한", "2020-02-20", "오늘"],
    ["naverpay", "신용카드", "수량", "1.5", "정수"],
  ])("that may be none is shown all the same: %s, %s, %s", async (code, method, label, value, text) => {
    const page = await visit({});
    await page.getByLabel("결제사").selectOption(code);
    await page.getByRole("radio", { name: method, exact: true }).check();
    const field = page.getByLabel(label, { exact: true });
    await field.fill(value);
    await field.blur();
    const said = page.locator(".field", { has: field }).locator(".problem");
    await expect.poll(() => said.textContent()).toContain(text);
    await page.context().close();
  });

  it("without a field stands above the button", async () => {
    const page = await visit({});
    await page.getByLabel("결제사").selectOption("paypal");
    await expect.poll(() => page.locator("#message").textContent()).toContain("통화");
    await page.getByLabel("결제사").selectOption("kcp");
    expect(await page.locator("#message").textContent()).not.toContain("통화");
    await page.context().close();
  });

  it("in the order's price keeps the window from opening", async () => {
    const page = await visit({});
    await page.route("**/orders", async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, json: { ...(await answer.json()), amount: 64900.5 } });
    });
    const made = page.waitForResponse("**/orders");
    await page.reload();
    await made;
    await expectNoPayment(page, async () => {
      await page.getByRole("button", { name: pay }).click();
      await page.getByText("결제 금액이 올바르지 않습니다").waitFor();
    });
    await page.context().close();
  });
});

describe("the demo shop, on a phone of 360 pixels", () => {
  const small = { ...phone, viewport: { width: 360, height: 740 } };

  it.each(["ko", "en"])("fits, whatever is chosen (%s)", async (language) => {
    const page = await visit(small, `/?lang=${language}`);
    const seen = await chooseAll(page);
    expect(seen.filter(({ width }) => width !== 360)).toEqual([]);
    expect(seen.length).toBeGreaterThan(100);
    await page.context().close();
  });

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
