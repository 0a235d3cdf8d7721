import { describe, expect, it } from "vitest";
import {
  framesLoaded,
  importLibrary,
  loadAndWaitForFrames,
  outcome,
  pay,
  press,
  startPayment,
  useBrowser,
  userCode,
  windowWith,
} from "../browser/harness.ts";
import { inWords, newOrder, readyShop, seesPageThatPays } from "./checkout.ts";
import { observe } from "./observe.ts";

useBrowser();

describe("Paying", () => {
  it("50 clicks within a second", async (context) => {
    const shop = await readyShop();
    const { page } = shop;
    await page.evaluate((params) => {
      const { lib, IMP } = window as never as { lib: typeof window.lib; IMP: { request_pay: unknown } };
      const given = IMP.request_pay as (...args: unknown[]) => void;
      const counted = { calls: 0, ends: [] as string[] };
      IMP.request_pay = (...args: unknown[]) => {
        counted.calls++;
        given(...args);
      };
      window.outcome = counted;
      document.querySelector("button")?.addEventListener("click", () => {
        lib.requestPay(params as never).then(
          ({ success }) => counted.ends.push(`success: ${success}`),
          ({ code }) => counted.ends.push(code),
        );
      });
    }, newOrder());
    // Without a mouse between them, which the open window would catch.
    await page.evaluate(() => {
      for (let click = 0; click < 50; click++) document.querySelector("button")?.click();
    });
    await page.waitForFunction(() => (window.outcome as { ends: string[] }).ends.length === 50);
    const { calls, ends } = (await page.evaluate(() => window.outcome)) as { calls: number; ends: string[] };
    const paid = ends.filter((end) => end === "success: true").length;
    const refused = ends.filter((end) => end === "PAYMENT_IN_PROGRESS").length;
    expect({ calls, paid, refused }).toEqual({ calls: 1, paid: 1, refused: 49 });
    observe(context, {
      happens: `the SDK is called ${calls} time; ${paid} payment, ${refused} times PAYMENT_IN_PROGRESS`,
      sees: await seesPageThatPays(shop),
    });
  });

  it("two tabs pay at the same time", async (context) => {
    const shop = await readyShop({ sandbox: { outcome: "manual" } });
    const other = await shop.context.newPage();
    await other.goto(`${shop.origin}/checkout`);
    await importLibrary(other);
    await loadAndWaitForFrames({ ...shop, page: other });
    const [first, second] = [newOrder(), newOrder()];
    await startPayment(shop.page, first);
    await startPayment(other, second);
    await windowWith(shop.page, pay);
    await press(other, pay);
    await press(shop.page, pay);
    const ends = [await outcome(shop.page), await outcome(other)];
    expect(ends.map(({ result }) => [result?.success, result?.merchant_uid])).toEqual([
      [true, first.merchant_uid],
      [true, second.merchant_uid],
    ]);
    observe(context, {
      happens: `each tab has the answer of its own order: ${ends.map(inWords).join(" and ")}`,
      sees: "one payment window in each tab, and its result",
    });
  });

  it("a second requestPay while the first is open", async (context) => {
    const shop = await readyShop({ sandbox: { outcome: "manual" } });
    const { page } = shop;
    const first = newOrder();
    await startPayment(page, first);
    await windowWith(page, pay);
    const second = await page.evaluate(
      (params) => window.lib.requestPay(params as never).catch(({ code }) => code),
      newOrder(),
    );
    expect(second).toBe("PAYMENT_IN_PROGRESS");
    await press(page, pay);
    const end = await outcome(page);
    expect(end.result).toMatchObject({ success: true, merchant_uid: first.merchant_uid });
    observe(context, {
      happens: `the second is ${second}, the first goes on: ${inWords(end)}`,
      sees: "the window of the first payment, untouched",
    });
  });

  for (const [whose, code, expected] of [
    ["the same merchant", userCode, "does nothing"],
    ["another merchant", "imp99999999", "throws ALREADY_INITIALIZED"],
  ] as const) {
    it(`IMP.init is called by somebody else during a payment, for ${whose}`, async (context) => {
      const shop = await readyShop({ sandbox: { outcome: "manual" } });
      const { page } = shop;
      const asked = newOrder();
      await startPayment(page, asked);
      await windowWith(page, pay);
      const thrown = await page.evaluate((code) => {
        try {
          window.IMP?.init(code);
          return null;
        } catch (error) {
          return (error as { code: string }).code;
        }
      }, code);
      const said = thrown ? `throws ${thrown}` : "does nothing";
      expect(said).toBe(expected);
      await press(page, pay);
      const end = await outcome(page);
      expect(end.result).toMatchObject({ success: true, merchant_uid: asked.merchant_uid });
      observe(context, {
        happens: `it ${said}; the payment: ${inWords(end)}`,
        sees: "the payment window stays, and answers",
      });
    });
  }

  it("IMP.init that somebody has kept from before is called during a payment", async (context) => {
    // A reference to the SDK's own function can't be taken away: it throws away the frames, and the window in one.
    const shop = await readyShop({
      sandbox: { outcome: "manual" },
      head: (url) =>
        `<script src="/jquery-1.12.4.js"></script><script src="${url}/js/iamport.payment-1.2.0.js"></script>
         <script>window.kept = IMP.init.bind(IMP)</script>`,
    });
    const { page } = shop;
    await page.evaluate((params) => {
      window.outcome = window.lib
        .requestPay(params as never, { exitAfter: 500 })
        .then((result) => ({ result }));
    }, newOrder());
    await windowWith(page, pay);
    await page.evaluate((code) => (window as never as { kept(code: string): void }).kept(code), userCode);
    await framesLoaded(page);
    // No answer can come any more, and the empty dialog stays: the customer has the way out.
    await page.getByRole("button", { name: /결제창 닫기|Close the payment window/ }).click();
    const end = await outcome(page);
    expect(inWords(end)).toBe("unknown, ABANDONED");
    observe(context, {
      happens: `the SDK throws the open window away, and no answer can come: ${inWords(end)}`,
      sees: `an empty window, and after exitAfter a button to close it; then ${await seesPageThatPays(shop)}`,
    });
  });
});
