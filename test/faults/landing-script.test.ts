import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startShop } from "../../examples/checkout/server/start-shop.mjs";
import { startExample } from "../../examples/start-example.mjs";
import { sentenceFor } from "../../src/payment/sentence-for.ts";
import { launch } from "../browser/harness.ts";
import { observe } from "./observe.ts";

const unconfirmed = sentenceFor({ status: "pending" }, "ko");

let browser: Awaited<ReturnType<typeof launch>>;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

/** Each of the examples, and its landing page. */
const examples: [
  name: string,
  start: () => Promise<{ url: string; close: () => Promise<unknown> }>,
  path: string,
][] = [
  ["checkout", () => startShop({ port: 0, onError: () => {} }), "/complete"],
  ["react", () => startExample("react"), "/"],
  ["vue", () => startExample("vue"), "/"],
  ["script-tag", () => startExample("script-tag"), "/"],
];

const fields = [
  ...["imp_uid", "merchant_uid", "error_code", "error_msg", "error_coe", "status", "message", "pg_tid"],
  ...["name", "buyer_name", "receipt_url", "vbank_num", "vbank_holder", "lang", "redirect", "__proto__"],
];
const scripts: [string, (field: string) => string][] = [
  [
    "markup with script, and a template's braces",
    (field) =>
      `"><img src=x onerror="ran('${field}')"><script>ran('${field}')</script>{{constructor.constructor("ran()")()}}\${ran()}`,
  ],
  ["an address that is script", (field) => `javascript:ran('${field}')`],
];

/** Opens a landing page with script in all of its query, but for what is given. */
async function land(
  url: string,
  script: (field: string) => string,
  success: string,
  wellFormed: Record<string, string> = {},
) {
  const page = await browser.newPage();
  const ran: unknown[] = [];
  await page.exposeFunction("ran", (field: string) => ran.push(field));
  page.on("dialog", (dialog) => dialog.dismiss());
  const query = new URLSearchParams(fields.map((field) => [field, script(field)]));
  query.set("imp_success", success);
  query.set(script("name"), script("value"));
  if (success === "true") {
    // Otherwise no success is shown at all.
    for (const name of ["error_code", "error_coe"]) query.delete(name);
  }
  for (const [name, value] of Object.entries(wellFormed)) query.set(name, value);
  await page.goto(`${url}?${query}`);
  return { page, ran };
}

/** Elements that the address has made: those that no example has of its own. */
const made = (page: Page) =>
  page.evaluate(
    () =>
      document.querySelectorAll("main img, [onerror], a[href^='javascript:'], iframe[src^='javascript:']")
        .length + [...document.scripts].filter(({ text }) => /^ran\(/.test(text)).length,
  );

/** Whatever loads by itself has had its turn: an image that fails now was asked for last. */
const lastImage = (page: Page) =>
  page.evaluate(() =>
    new Promise((failed) => {
      const image = new Image();
      image.onerror = failed;
      image.src = "/no-such-image.png";
    }).then(() => {}),
  );

/** Everything that was to run has had its turn, and nothing has run. */
async function expectNothingRan(page: Page, ran: unknown[]) {
  await lastImage(page);
  expect(await made(page)).toBe(0);
  expect(ran).toEqual([]);
  await page.close();
}

describe("Landing", () => {
  it.for(scripts)(
    "%s on a page that takes it for markup, to see that it would be noticed",
    async ([, script], context) => {
      const { page, ran } = await land("data:text/html,<main></main>", script, "false");
      await page.evaluate(() => {
        const query = new URLSearchParams(location.href.split("?")[1]);
        (document.querySelector("main") as HTMLElement).innerHTML =
          `${query.get("error_msg")}<a href="${query.get("pg_tid")}">receipt</a>`;
      });
      expect(await made(page)).toBeGreaterThan(0);
      if (/onerror/.test(script("")))
        await expect.poll(() => ran).toEqual(expect.arrayContaining(["error_msg"]));
      await page.close();
      observe(context, { happens: "it is noticed", sees: "no page of ours: a careless one" });
    },
  );
});

describe.each(examples)("Landing", (name, start, path) => {
  let example: Awaited<ReturnType<typeof start>>;
  beforeAll(async () => {
    example = await start();
  });
  afterAll(() => example.close());

  it.for(scripts)(`%s in every field, examples/${name}`, async ([, script], context) => {
    for (const success of ["true", "false"]) {
      const { page, ran } = await land(example.url + path, script, success);
      // The shop shows the order's number. The others' server refuses such a payment's, and they show what that means.
      await page.getByText(name === "checkout" ? script("merchant_uid") : unconfirmed).waitFor();
      await expectNothingRan(page, ran);
    }
    observe(context, {
      happens: "nothing runs, no element is made",
      sees: name === "checkout" ? "the text as it is: merchant_uid" : unconfirmed,
    });
  });

  it.for(scripts)(
    `%s in every field but the payment's and the order's, examples/${name}`,
    async ([, script], context) => {
      const order = await (await fetch(`${example.url}/orders`, { method: "POST" })).json();
      const { page, ran } = await land(example.url + path, script, "false", {
        imp_uid: "imp_123456789012",
        merchant_uid: order.merchant_uid,
      });
      // The shop says what its server says. The others show what the gateway gave as a reason, too.
      await page.getByText(name === "checkout" ? order.merchant_uid : script("error_msg")).waitFor();
      await expectNothingRan(page, ran);
      observe(context, {
        happens: "nothing runs, no element is made",
        sees: `the text as it is: ${name === "checkout" ? "merchant_uid" : "error_msg"}`,
      });
    },
  );
});
