import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { userCode } from "../browser/harness.ts";
import { openCheckout, paysNow, useShop } from "./loading-page.ts";
import { observe } from "./observe.ts";

const at = useShop();

/** Each as the page gets it: its global, once it is there. */
const copies = {
  module: "window.lib",
  "script tag": "window.IamportRequestPay",
  "older version": "window.older",
};
const older = new URL("older-version.js.txt", import.meta.url);
type Copy = keyof typeof copies;

/** A page with three copies of this library: a bundle's, a script tag's, and one of an older version. */
async function openWithCopies(inHead = "") {
  const checkout = await openCheckout(inHead);
  const { page } = checkout;
  // All have the same name: the older one comes first, and is put aside.
  await page.addScriptTag({ content: await readFile(older, "utf8") });
  await page.evaluate("window.older = window.IamportRequestPay; delete window.IamportRequestPay");
  await page.addScriptTag({ url: "/lib/global.js" });
  const different = await page.evaluate(
    `new Set([${Object.values(copies).map((copy) => `${copy}.loadIamport`)}]).size`,
  );
  expect(different).toBe(3);
  return checkout;
}

const options = () =>
  JSON.stringify({
    sdkUrl: `${at.cdn.url}/js/iamport.payment-1.2.0.js`,
    jqueryUrl: `${at.cdn.url}/jquery-1.12.4.min.js`,
    retries: 0,
  });

/** All of them load, in one task: each outcome, and whether they share one promise. */
const loadWith = (order: readonly Copy[]) =>
  `(async () => {
    const loading = [${order.map((copy) => copies[copy])}].map((copy) => copy.loadIamport("${userCode}", ${options()}));
    const outcomes = await Promise.all(loading.map((one) => one.then(() => "ready", (error) => error.code)));
    return { outcomes, one: loading.every((one) => one === loading[0]) };
  })()`;

/** A payment through one of them. */
const payWith = (copy: Copy) =>
  `${copies[copy]}.requestPay({ pg: "kcp", amount: 64900, name: "의자" }).then((result) => result.success ? "success" : result.error_code, (error) => error.code)`;

const orders: (readonly [Copy, Copy, Copy])[] = [
  ["module", "script tag", "older version"],
  ["script tag", "older version", "module"],
  ["older version", "module", "script tag"],
];

describe("Loading", () => {
  it.for(orders)(
    "three copies of this library, of two versions: %s, then %s, then %s",
    async (order, context) => {
      const checkout = await openWithCopies();
      const { page } = checkout;
      const loaded = await page.evaluate(loadWith(order));
      expect(loaded).toEqual({ outcomes: ["ready", "ready", "ready"], one: true });
      await page.waitForSelector(".imp-frame", { state: "attached" });
      const counts = [/\/jquery/, /iamport\.payment/, /users\/pg/].map(
        (script) => at.cdn.asked.filter((path) => script.test(path)).length,
      );
      expect(counts).toEqual([1, 1, 1]);
      // One payment at a time, whoever asks; and each of them can pay.
      const [first, second, third] = order;
      const both = await page.evaluate(`Promise.all([${payWith(first)}, ${payWith(second)}])`);
      expect(both).toEqual(["success", "PAYMENT_IN_PROGRESS"]);
      expect(await page.evaluate(payWith(second))).toBe("success");
      expect(await page.evaluate(payWith(third))).toBe("success");
      observe(context, {
        happens:
          "one promise, each script once, one init; a second payment at the same time: PAYMENT_IN_PROGRESS",
        sees: `one window, whichever copy opens it; ${await paysNow(checkout)}`,
        payments: 4,
      });
    },
  );

  it.for(orders)(
    "three copies, and the SDK is blocked at first: %s, then %s, then %s",
    async (order, context) => {
      const checkout = await openWithCopies();
      await checkout.page.route(/iamport\.payment/, (route) => route.abort("blockedbyclient"));
      const failed = (await checkout.page.evaluate(loadWith(order))) as { outcomes: string[] };
      expect(failed.outcomes).toEqual(["SDK_LOAD_FAILED", "SDK_LOAD_FAILED", "SDK_LOAD_FAILED"]);
      expect(await checkout.left()).toMatchObject({ tags: 1, IMP: "none" });
      await checkout.page.unroute(/iamport\.payment/);
      expect(await checkout.page.evaluate(payWith(order[2]))).toBe("success");
      observe(context, {
        happens: `${failed.outcomes[0]} for all; nothing left behind; the copy that came last can load again`,
        sees: await paysNow(checkout),
        payments: 2,
      });
    },
  );
});
