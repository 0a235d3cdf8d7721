import { describe, expect, it } from "vitest";
import type { SandboxOptions } from "../../dist/sandbox.js";
import { framesLoaded, loadAndWaitForFrames, openShop, type Shop, useBrowser } from "./harness.ts";
import { nextClickPays } from "./open-window.ts";
import { answers, payByHand, v1Head } from "./raw-shop.ts";

// Each quirk of PortOne's SDK twice: how the SDK behaves on its own, and that a payment through this library
// gets past it. Here: the v1 SDK, and jQuery.

useBrowser();

describe("1.2.0 and v1 on one page", () => {
  const head = (url: string) =>
    `<script src="/jquery-1.12.4.js"></script><script src="${url}/js/iamport.payment-1.2.0.js"></script>
     <script>window.raw = IMP</script><script src="${url}/v1/iamport.js"></script>`;

  it("SDK: the second does nothing", async () => {
    const shop = await openShop({ head, bare: true });
    expect(
      await shop.page.evaluate(() => [window.IMP === (window.raw as never), "loadUI" in window.raw]),
    ).toEqual([true, false]);
  });

  it("library: pays by the first", async () => {
    const shop = await openShop({ head });
    await loadAndWaitForFrames(shop);
    await nextClickPays(shop.page);
  });
});

interface V1 {
  loadUI(type: string, data: object, callback: (answer: Record<string, unknown>) => void): void;
  updateLoadUIRequest(type: string, data: object): void;
  loadModule(type: string, merchant: object): Promise<{ userCode: string }>;
  slots: { CORE_SERVER: string; CHECKOUT_SERVER: string };
}

describe("the v1 SDK", () => {
  const channels: SandboxOptions = { outcome: "approve" };
  const v1Shop = () => openShop({ head: v1Head(), sandbox: channels, bare: true });

  it("answers bare for Toss Payments, and with the record for KCP", async () => {
    const shop = await v1Shop();
    await framesLoaded(shop.page);
    await payByHand(shop, { pg: "tosspayments" });
    await expect.poll(() => answers(shop)).toHaveLength(1);
    await framesLoaded(shop.page);
    await payByHand(shop, { pg: "kcp", merchant_uid: "order-2" });
    await expect.poll(() => answers(shop)).toHaveLength(2);
    const [bare, whole] = await answers(shop);
    expect(Object.keys(bare ?? {}).sort()).toEqual(["imp_uid", "merchant_uid"]);
    expect(whole).toMatchObject({
      success: true,
      status: "paid",
      pg_provider: "kcp",
      merchant_uid: "order-2",
    });
  });

  it.each([
    ["paypal-spb", '<div class="portone-ui-container" data-portone-ui-type="paypal-spb"></div>', "PayPal"],
    [
      "paypal-rt",
      '<div class="portone-ui-container" data-portone-ui-type="paypal-rt"></div>',
      "PayPal 정기결제",
    ],
    ["toss-brandpay-widget", '<div id="portone-ui-container"></div>', "토스 브랜드페이"],
    ["payment-bridge", '<div class="portone-ui-container"></div>', "결제하기"],
  ])(
    "draws %s where the shop has left room for it, and its click pays what was last asked",
    async (type, place, name) => {
      const shop = await v1Shop();
      await shop.page.evaluate(
        ([type, place, order]) => {
          const other = '<div class="portone-ui-container" data-portone-ui-type="other"></div>';
          document.body.insertAdjacentHTML("beforeend", place + other);
          const v1 = window.raw as never as V1;
          v1.loadUI(type, order, (answer) => window.answers.push(answer));
          v1.updateLoadUIRequest("other", { merchant_uid: "nobody's" });
          v1.updateLoadUIRequest(type, { ...order, merchant_uid: "order-2" });
        },
        [type, place, { amount: 14, currency: "USD", merchant_uid: "order-1" }] as const,
      );
      await shop.page.getByRole("button", { name, exact: true }).click();
      await expect.poll(() => answers(shop)).toHaveLength(1);
      expect((await answers(shop))[0]).toMatchObject({
        merchant_uid: "order-2",
        imp_uid: expect.any(String),
      });
    },
  );

  it.each([
    ["paypal-rt", { customer_uid: "card-1", merchant_uid: "order-1" }, "PayPal 정기결제"],
    ["paypal-rt", { amount: 0, merchant_uid: "order-1" }, "PayPal 정기결제"],
    ["paypal-rt", { merchant_uid: "order-1" }, "PayPal 정기결제"],
    ["paypal-spb", { amount: "14.50", merchant_uid: "order-1" }, "PayPal"],
    ["paypal-spb", { amount: 14.5 }, "PayPal"],
  ])("%s takes %o, and a place that comes after it", async (type, asked, name) => {
    const shop = await v1Shop();
    await shop.page.evaluate(
      ([type, asked]) => {
        const v1 = window.raw as never as V1;
        v1.loadUI(type, { currency: "USD", ...asked }, (answer) => window.answers.push(answer));
      },
      [type, asked] as const,
    );
    await shop.page.evaluate(() => {
      document.body.insertAdjacentHTML(
        "beforeend",
        '<section><p class="portone-ui-container"></p></section>',
      );
    });
    await shop.page.getByRole("button", { name, exact: true }).click();
    await expect.poll(() => answers(shop)).toHaveLength(1);
    const [answer] = await answers(shop);
    expect(answer).toMatchObject({ imp_uid: expect.any(String), merchant_uid: expect.any(String) });
    expect(Object.keys(answer ?? {})).not.toContain("error_code");
  });

  it("draws each type once, also in places that are made anew", async () => {
    const shop = await v1Shop();
    await shop.page.evaluate(() => {
      const v1 = window.raw as never as V1;
      v1.loadUI("paypal-spb", { amount: 14, currency: "USD" }, () => undefined);
      v1.loadUI("paypal-rt", { currency: "USD" }, () => undefined);
      document.body.insertAdjacentHTML(
        "beforeend",
        `<div class="portone-ui-container" data-portone-ui-type="paypal-rt"></div>
         <div class="portone-ui-container" data-portone-ui-type="paypal-spb"></div>`,
      );
    });
    const buttons = shop.page.locator(".portone-ui-container > button");
    await expect.poll(() => buttons.allTextContents()).toEqual(["PayPal 정기결제", "PayPal"]);
    await shop.page.evaluate(() => {
      for (const place of document.querySelectorAll(".portone-ui-container"))
        place.replaceWith(place.cloneNode());
    });
    await expect.poll(() => buttons.allTextContents()).toEqual(["PayPal 정기결제", "PayPal"]);
  });

  it("takes the order number of the guide's own sample, of 44 characters", async () => {
    const shop = await v1Shop();
    const merchant_uid = `payment-${crypto.randomUUID()}`;
    await payByHand(shop, { channelKey: "channel-key-of-mine", merchant_uid });
    await expect.poll(() => answers(shop)).toHaveLength(1);
    expect(await answers(shop)).toEqual([{ imp_uid: expect.any(String), merchant_uid }]);
  });

  it("as a module, exports the IMP of the page, with its slots and Toss Brandpay's module", async () => {
    const shop = await openShop({ bare: true });
    const seen = await shop.page.evaluate(
      `import("${shop.sandbox.url}/v1/iamport.esm.js").then(async ({ default: IMP, IMP: named }) => ({
        same: IMP === window.IMP && IMP === named,
        slots: IMP.slots,
        module: await IMP.loadModule("toss-brandpay", { userCode: "imp00000000" }),
        unknown: await IMP.loadModule("other", { userCode: "imp00000000" }).catch(String),
      }))`,
    );
    expect(seen).toMatchObject({
      same: true,
      slots: { CORE_SERVER: shop.sandbox.url, CHECKOUT_SERVER: shop.sandbox.url },
      module: { userCode: "imp00000000" },
      unknown: expect.stringContaining("other"),
    });
  });
});

describe("a jQuery of code.jquery.com", () => {
  const theirs = "https://code.jquery.com/jquery-1.12.4.min.js";
  const published = "sha256-ZosEbRLbNQzLpnKIkEdrPv7lOy9C27hHQ+Xp8a4MxAQ=";

  /** Puts the sandbox in the place of code.jquery.com, and counts what it is asked. */
  async function answerForJquery(shop: Shop): Promise<string[]> {
    const asked: string[] = [];
    await shop.context.route(/^https:\/\/code\.jquery\.com\//, async (route) => {
      asked.push(route.request().url());
      const answer = await shop.sandbox.fetch(new Request(route.request().url()));
      await route.fulfill({
        status: answer.status,
        headers: Object.fromEntries(answer.headers),
        body: Buffer.from(await answer.arrayBuffer()),
      });
    });
    return asked;
  }

  const load = (shop: Shop, src: string, integrity: string) =>
    shop.page.evaluate(
      ([src, integrity]) =>
        new Promise<string>((resolve) => {
          const script = Object.assign(document.createElement("script"), { src, integrity, crossOrigin: "" });
          script.onload = () => resolve(window.jQuery?.fn.jquery ?? "none");
          script.onerror = () => resolve("error");
          document.head.append(script);
        }),
      [src, integrity] as const,
    );

  it("that the sandbox has keeps its integrity", async () => {
    const shop = await openShop({ bare: true });
    await answerForJquery(shop);
    expect(await load(shop, theirs, published)).toBe("1.12.4");
  });

  it("that it has not is let through, once, and never another under its name", async () => {
    const shop = await openShop({ bare: true });
    const asked = await answerForJquery(shop);
    // With the network it is 3.7.1, without it an error.
    expect(await load(shop, theirs.replace("1.12.4", "3.7.1"), "")).not.toBe("1.12.4");
    expect(asked).toHaveLength(1);
  });
});
