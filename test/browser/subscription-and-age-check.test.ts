import type { BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startShop } from "../../examples/checkout/server/start-shop.mjs";
import {
  cancel,
  decline,
  launch,
  pay,
  phone,
  popupOf,
  pressIn,
  refuseNextPopup,
  windowWith,
} from "./harness.ts";

// The demo shop's subscription and its age check, as a customer sees them.

let shop: Awaited<ReturnType<typeof startShop>>;
let browser: Awaited<ReturnType<typeof launch>>;

beforeAll(async () => {
  // A frame for each gateway: few, so that a page is quick to load.
  const gateways = [
    { pg_provider: "kcp", pg_id: "T0000", type: "payment" as const },
    { pg_provider: "danal", pg_id: "A010002002", type: "certification" as const },
  ];
  const settings = { port: 0, lookEvery: false as const, sandbox: { gateways }, onVerdict: () => undefined };
  [shop, browser] = await Promise.all([startShop(settings), launch()]);
});
afterAll(() => Promise.all([shop.close(), browser.close()]));

const small = { ...phone, viewport: { width: 360, height: 740 } };

/** A customer with a browser of their own, gone after what they do there. */
async function visit(
  path: string,
  options: BrowserContextOptions,
  shopping: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await page.goto(shop.url + path);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  await shopping(page);
  await context.close();
}

/** A phone's page is left for the gateway's. */
async function atTheGateway(page: Page): Promise<Page> {
  await page.waitForURL((url) => !url.href.startsWith(shop.url));
  return page;
}

const isSmall = (page: Page) => page.viewportSize()?.width === small.viewport.width;

async function answer(page: Page, button: RegExp): Promise<void> {
  const window = isSmall(page) ? await atTheGateway(page) : await windowWith(page, button);
  await pressIn(window, button);
}

describe("the age check", () => {
  const verify = /인증하기$/;
  const adult = "성인 인증 완료";
  const button = (page: Page) => page.getByRole("button", { name: "휴대폰으로 본인인증하기" });
  /** Presses the button, and gives the window that comes: on a PC a popup. */
  const begin = async (page: Page) => {
    if (!isSmall(page)) return popupOf(page, () => button(page).click());
    await button(page).click();
    return atTheGateway(page);
  };
  const says = (page: Page, text: string) => page.getByText(text).waitFor();
  const checks = async () =>
    (await shop.db.query("select count(*)::int from age_checks where is_adult")).rows;

  it("shows the page to an adult, and still does after a reload, and to nobody else", () =>
    visit("/age-check?lang=ko", {}, async (page) => {
      await pressIn(await begin(page), verify);
      await says(page, adult);
      await page.reload();
      await says(page, adult);
      expect(await button(page).count()).toBe(0);
      await visit("/age-check?lang=ko&said=adult", {}, async (other) => {
        expect(await button(other).isVisible()).toBe(true);
        expect(await other.content()).not.toContain(adult);
      });
    }));

  it("keeps the page on a phone too, where the shop asks for a popup", () =>
    visit("/age-check?lang=ko", small, async (page) => {
      await page.route("**/age-check", async (route) => {
        const response = await route.fetch();
        await route.fulfill({ response, json: { ...(await response.json()), popup: true } });
      });
      // As its script does when the page has loaded: the one that it has made is without.
      await page.goto(`${shop.url}/age-check?lang=ko&again`);
      await pressIn(await popupOf(page, () => button(page).click()), verify);
      await says(page, adult);
    }));

  it("whose popup the browser refuses says so, and the next press opens it", () =>
    visit("/age-check?lang=ko", {}, async (page) => {
      await refuseNextPopup(page);
      await button(page).click();
      await says(page, "팝업");
      await pressIn(await begin(page), verify);
      await says(page, adult);
    }));

  it("whose popup the customer closes can be done once more", () =>
    visit("/age-check?lang=ko", {}, async (page) => {
      const popup = await begin(page);
      await popup.getByRole("button", { name: verify }).waitFor();
      await popup.close();
      await says(page, "다시 인증해 주세요.");
      await pressIn(await begin(page), verify);
      await says(page, adult);
    }));

  it("brings an adult back to the page on a phone, with nothing of the answer in the address", () =>
    visit("/age-check?lang=ko", small, async (page) => {
      await pressIn(await begin(page), verify);
      await says(page, adult);
      expect(new URL(page.url()).pathname).toBe("/age-check");
      expect(page.url()).not.toMatch(/imp_uid|merchant_uid/);
    }));

  it.each([
    ["a PC", {}],
    ["a phone", small],
  ])("refuses a minor, on %s, who can't do better by another try", (_, device) =>
    visit("/age-check?lang=ko", device, async (page) => {
      const before = await checks();
      const year = new Date(Date.now() + 9 * 60 * 60_000).getUTCFullYear();
      const window = await begin(page);
      await window.getByLabel("생년월일").fill(`${year - 18}-01-01`);
      await pressIn(window, verify);
      await says(page, "19세 이상만 이용할 수 있습니다.");
      expect(await page.content()).not.toContain(adult);
      expect(await checks()).toEqual(before);
    }),
  );

  it.each([
    ["declined", decline, {}],
    ["given up", cancel, {}],
    ["declined on a phone", decline, small],
    ["given up on a phone", cancel, small],
  ])("that is %s can be done once more", (_, choice, device) =>
    visit("/age-check?lang=ko", device, async (page) => {
      await pressIn(await begin(page), choice);
      await says(page, "다시 인증해 주세요.");
      await pressIn(await begin(page), verify);
      await says(page, adult);
    }),
  );

  it("whose report the server couldn't take is reported again, without another verification", () =>
    visit("/age-check?lang=ko", {}, async (page) => {
      await page.route("**/age-check/complete", (route) => route.fulfill({ status: 503, json: {} }), {
        times: 1,
      });
      await pressIn(await begin(page), verify);
      await says(page, "결과를 전하지 못했습니다.");
      await button(page).click();
      await says(page, adult);
    }));

  it("believes a report once: not told again for another request, nor by another customer", () =>
    visit("/age-check?lang=ko", {}, async (page) => {
      const [reported] = await Promise.all([
        page.waitForRequest("**/age-check/complete"),
        begin(page).then((window) => pressIn(window, verify)),
      ]);
      await says(page, adult);
      const report = reported.postDataJSON();
      await visit("/age-check?lang=ko", {}, async (other) => {
        const told = (body: object) =>
          other.evaluate(async (body) => {
            const headers = { "content-type": "application/json" };
            const send = { method: "POST", headers, body: JSON.stringify(body) };
            return (await (await fetch("/age-check/complete", send)).json()).status as string;
          }, body);
        const own = await other.evaluate(async () => (await fetch("/age-check", { method: "POST" })).json());
        expect(await told(report)).toBe("failed");
        expect(await told({ ...report, ...own })).toBe("failed");
        const landing = new URLSearchParams({ ...report, success: "true" });
        await other.goto(`${shop.url}/age-check/landed?lang=ko&${landing}`);
        await says(other, "본인인증을 확인하지 못했습니다.");
        expect(await other.content()).not.toContain(adult);
      });
    }));
});

describe("the subscription", () => {
  const register = (page: Page) => page.getByRole("button", { name: "카드 등록하고 첫 달 결제하기" });
  const action = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
  const months = (page: Page) => page.locator(".months dd").allTextContents();

  it("registers a card on a PC, pays another month with it, and is stopped", () =>
    visit("/subscription?lang=ko", {}, async (page) => {
      await register(page).click();
      await answer(page, pay);
      await page.getByText("결제되었습니다.").waitFor();
      expect(await months(page)).toEqual(["결제 완료"]);
      await action(page, "한 달 더 결제하기").click();
      await expect.poll(() => months(page)).toEqual(["결제 완료", "결제 완료"]);
      await action(page, "다음 석 달 자동 결제").click();
      await page.getByText("다음 석 달의 결제를 예약했습니다.").waitFor();
      await action(page, "구독 중지").click();
      await page.getByText("구독을 중지하고 카드를 지웠습니다.").waitFor();
      expect(await months(page)).toEqual(["결제 완료", "결제 완료"]);
      await action(page, "다시 구독하기").click();
      await answer(page, pay);
      await page.getByText("결제되었습니다.").waitFor();
      expect(await months(page)).toEqual(["결제 완료"]);
    }));

  it("says that the card was declined, keeps none, and takes the next try", () =>
    visit("/subscription?lang=ko", {}, async (page) => {
      await register(page).click();
      await answer(page, decline);
      await page.getByText("결제하지 못했습니다").waitFor();
      expect(await months(page)).toEqual([]);
      await register(page).click();
      await answer(page, pay);
      await page.getByText("결제되었습니다.").waitFor();
    }));

  it("registers a card on a phone, by the landing page, also after a declined one", () =>
    visit("/subscription?lang=ko", small, async (page) => {
      await register(page).click();
      await answer(page, decline);
      await page.getByText("결제하지 못했습니다. 청구되지 않았습니다.").waitFor();
      await register(page).click();
      await answer(page, pay);
      await page.getByText("결제되었습니다.").waitFor();
      expect(page.url()).not.toMatch(/imp_uid|merchant_uid/);
      await action(page, "구독 중지").waitFor();
      expect(await months(page)).toEqual(["결제 완료"]);
    }));

  // The last one here: from then on the sandbox is in another month.
  it("is charged by PortOne when a month has gone by, and the page shows it", () =>
    visit("/subscription?lang=ko", {}, async (page) => {
      await register(page).click();
      await answer(page, pay);
      await action(page, "다음 석 달 자동 결제").click();
      await expect.poll(() => months(page)).toEqual(["예약됨", "예약됨", "예약됨", "결제 완료"]);
      const send = { method: "POST", body: new URLSearchParams({ ms: `${32 * 24 * 60 * 60_000}` }) };
      expect((await fetch(`${shop.sandboxUrl}/sandbox/time`, send)).ok).toBe(true);
      await expect
        .poll(async () => {
          await page.reload();
          return months(page);
        })
        .toEqual(["예약됨", "예약됨", "결제 완료", "결제 완료"]);
    }));
});
