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

declare global {
  interface Window {
    /** How often the library has looked at a payment window. */
    looks: number;
  }
}

/** How often the library looks at a payment window that is open, in milliseconds. */
const usually = 500;

/** Counts the looks at each payment window that is opened from now on, and can have them come sooner than usually. */
export const countLooks = (page: Page, every = usually) =>
  page.evaluate(
    ([usually, every]) => {
      const { setInterval } = window;
      const counting = (run: () => void, ms?: number) => {
        const look = () => {
          run();
          window.looks++;
        };
        return ms === usually ? setInterval(look, every) : setInterval(run, ms);
      };
      window.looks = 0;
      Object.assign(window, { setInterval: counting });
    },
    [usually, every] as const,
  );

/** The library has looked at the window so many times since: what it would have done by then, it has done. */
export async function looksOf(page: Page, times: number): Promise<void> {
  const looks = () => page.evaluate(() => window.looks);
  const before = await looks();
  await expect.poll(looks, { timeout: 20_000 }).toBeGreaterThanOrEqual(before + times);
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
