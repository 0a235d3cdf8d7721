import type { Page } from "playwright-core";
import { expect } from "vitest";
import { isPageFree, type Outcome, order, outcome, pay, press, startPayment } from "./harness.ts";

// What the tests of a window that is open share.

export const wayOut = /결제창 닫기|Close the payment window/;

export const ready = /\/payments\/ready\//;

/** Payment frames that load, and in which nothing ever happens: a gateway whose window has closed without a word. */
export const silence = (page: Page) =>
  page.route(ready, (route) => route.fulfill({ contentType: "text/html", body: "<p>…</p>" }));

/** Pays with options of the payment's own. */
export async function startWith(page: Page, options: object, params: object = order): Promise<void> {
  await page.evaluate(
    ([params, options]) => {
      window.outcome = window.lib.requestPay(params as never, options).then(
        (result) => ({ result }),
        ({ name, code, message, merchant_uid }) => ({ error: { name, code, message, merchant_uid } }),
      );
    },
    [params, options] as const,
  );
}

/** How it ends, whatever way: an end that never comes fails here, and not by the test's time. */
export function endWithin(page: Page, ms: number): Promise<Outcome | "no end"> {
  return page.evaluate(
    (ms) =>
      Promise.race([
        window.outcome as Promise<Outcome>,
        new Promise<"no end">((late) => setTimeout(() => late("no end"), ms)),
      ]),
    ms,
  );
}

export const abandoned = {
  result: { success: false, outcome: "unknown", error_code: "ABANDONED", merchant_uid: "order-1" },
};

/** The page is free, and the next click pays. */
export async function nextClickPays(page: Page): Promise<void> {
  await expect.poll(() => isPageFree(page)).toBe(true);
  await startPayment(page, { ...order, merchant_uid: "order-next" });
  await press(page, pay);
  expect((await outcome(page)).result).toMatchObject({ success: true, merchant_uid: "order-next" });
}

export function showModal(): void {
  const modal = document.createElement("dialog");
  document.body.append(modal);
  modal.showModal();
}
