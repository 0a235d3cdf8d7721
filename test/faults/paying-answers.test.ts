import { describe, expect, it } from "vitest";
import { outcome, useBrowser } from "../browser/harness.ts";
import { inWords, newOrder, readyShop, seesPageThatPays } from "./checkout.ts";
import { observe } from "./observe.ts";

useBrowser();

/**
 * What the SDK might hand to its callback one day, written as the page's own code. `order` is the order that was asked
 * for, and the customer has not paid. Where it says neither yes nor no and why, nothing is known.
 */
const answers: [name: string, code: string, expected: string][] = [
  ["null", "null", "unknown"],
  ["undefined", "undefined", "unknown"],
  ["a string", '"success=true&imp_uid=imp_1"', "unknown"],
  ["a number", "1", "unknown"],
  ["true", "true", "unknown"],
  ["an array", "[true, { success: true }]", "unknown"],
  ["an array with a success written on it", "Object.assign([], { success: 'yes' })", "unknown"],
  ["a function", "() => ({ success: true })", "unknown"],
  ["success as a list that reads like true", "({ success: ['true'], imp_uid: 'imp_1' })", "unknown"],
  ["success without imp_uid", "({ success: true })", "unknown"],
  ["imp_uid as an object", "({ success: true, imp_uid: { toString: () => 'imp_1' } })", "unknown"],
  ["a success with an error_code", "({ success: true, imp_uid: 'imp_1', error_code: 'X' })", "unknown, X"],
  [
    "another order's success",
    "({ success: true, imp_uid: 'imp_1', merchant_uid: 'other' })",
    "unknown, MISMATCH",
  ],
  [
    "getters that change their mind",
    "(() => { let asked = 0; return { get success() { return asked++ > 0; }, imp_uid: 'imp_1' }; })()",
    "unknown",
  ],
  [
    "a getter that throws",
    "({ success: true, get imp_uid() { throw new Error('no'); } })",
    "unknown, ABANDONED",
  ],
  ["a proxy that throws", "new Proxy({}, { ownKeys() { throw new Error('no'); } })", "unknown, ABANDONED"],
  [
    "success from a prototype",
    "Object.create({ success: true, imp_uid: 'imp_1', merchant_uid: order })",
    "unknown",
  ],
  [
    "__proto__ as a name of its own",
    `JSON.parse('{"__proto__": {"success": true, "imp_uid": "imp_1", "polluted": true}}')`,
    "unknown",
  ],
  ["a message of a megabyte", "({ success: false, error_msg: '가'.repeat(1e6) })", "failed"],
];

describe("Paying", () => {
  it.for(answers)("the SDK answers with %s", async ([, code, expected], context) => {
    const shop = await readyShop();
    const { page } = shop;
    const asked = newOrder();
    await page.evaluate(
      ([params, code]) => {
        const imp = window.IMP as never as { request_pay: unknown };
        const given = imp.request_pay;
        imp.request_pay = (_: unknown, callback: (answer: unknown) => void) => {
          imp.request_pay = given;
          setTimeout(() => {
            callback(
              new Function("order", `return ${code}`)((params as { merchant_uid: string }).merchant_uid),
            );
          });
        };
        window.outcome = window.lib.requestPay(params as never).then((result) => ({ result }));
      },
      [asked, code] as const,
    );
    const end = await outcome(page);
    expect(inWords(end)).toBe(expected);
    expect(end.result).toMatchObject({ success: false, merchant_uid: asked.merchant_uid });
    expect(await page.evaluate(() => "polluted" in {})).toBe(false);
    observe(context, { happens: inWords(end), sees: await seesPageThatPays(shop) });
  });

  /** Puts something between the library and the SDK. */
  async function payThrough(code: string, sandbox: object = {}) {
    const shop = await readyShop({ sandbox });
    const asked = newOrder();
    await shop.page.evaluate(
      ([params, code]) => {
        const imp = window.IMP as never as { request_pay: (...args: unknown[]) => unknown };
        const given = imp.request_pay;
        const page = window as never as { settled: number };
        page.settled = 0;
        imp.request_pay = (data, callback) => {
          imp.request_pay = given;
          return new Function("given", "data", "callback", code)(given, data, callback);
        };
        const payment = window.lib.requestPay(params as never);
        const settle = () => page.settled++;
        payment.then(settle, settle);
        window.outcome = payment.then(
          (result) => ({ result }),
          ({ code, message, merchant_uid, cause }) => ({
            error: { code, message, merchant_uid, cause: `${cause}` },
          }),
        );
      },
      [asked, code] as const,
    );
    return { shop, asked, end: () => outcome(shop.page) };
  }

  it("the SDK answers twice, the second time with a success of its own making", async (context) => {
    const { shop, end } = await payThrough(
      `given(data, (answer) => {
        callback({ ...answer, success: false, error_code: "51", error_msg: "한도 초과" });
        callback(answer);
        window.answered = true;
      });`,
    );
    const first = await end();
    await shop.page.waitForFunction(() => (window as never as { answered: boolean }).answered);
    expect(inWords(first)).toBe("failed, 51");
    expect(await shop.page.evaluate(() => (window as never as { settled: number }).settled)).toBe(1);
    observe(context, {
      happens: `the first answer is the result, and the only one: ${inWords(first)}`,
      sees: await seesPageThatPays(shop),
    });
  });

  it("the SDK answers never, and its window has vanished", async (context) => {
    const { shop, end, asked } = await payThrough("window.neverAnswers = callback;");
    // Nobody presses anything: it is the window that is looked after.
    const given = await end();
    expect(inWords(given)).toBe("unknown, ABANDONED");
    expect(given.result?.merchant_uid).toBe(asked.merchant_uid);
    observe(context, {
      happens: `after 5 seconds it ends by itself: ${inWords(given)}, to be looked up by its order`,
      sees: await seesPageThatPays(shop),
    });
  });

  it("the SDK answers late, when the payment is given up and another one open", async (context) => {
    const { shop, end } = await payThrough("window.late = callback;");
    const { page } = shop;
    const next = newOrder();
    const pays = (params: object) =>
      page.evaluate(
        (params) =>
          window.lib.requestPay(params as never).then(
            ({ merchant_uid }) => `${merchant_uid}`,
            ({ code }) => code as string,
          ),
        params,
      );
    await expect.poll(() => pays(next), { timeout: 15_000, interval: 500 }).toBe(next.merchant_uid);
    const given = await end();
    await page.evaluate(() =>
      (window as never as { late(answer: object): void }).late({ success: true, imp_uid: "imp_late" }),
    );
    expect(inWords(await end())).toBe("unknown, ABANDONED");
    observe(context, {
      happens: `the late answer changes nothing: the first is ${inWords(given)}, the second has its own`,
      sees: await seesPageThatPays(shop),
    });
  });

  it("the SDK throws when it is called", async (context) => {
    const { shop, end } = await payThrough('throw new TypeError("undefined is not a function");');
    const given = await end();
    expect(given.error?.code).toBe("WINDOW_FAILED");
    const { cause } = given.error as { cause?: string };
    expect(cause).toBe("TypeError: undefined is not a function");
    observe(context, {
      happens: `${inWords(given)}, with the SDK's own error as its cause: ${cause}`,
      sees: await seesPageThatPays(shop),
    });
  });

  it("the shop's own code throws on the result", async (context) => {
    const shop = await readyShop();
    await shop.page.evaluate((params) => {
      window.lib.requestPay(params as never).then(() => {
        throw new Error("the shop's own mistake");
      });
    }, newOrder());
    await expect.poll(() => shop.log.join()).toContain("the shop's own mistake");
    observe(context, {
      happens: "its error is the page's to see: unhandledrejection",
      sees: await seesPageThatPays(shop),
    });
  });
});
