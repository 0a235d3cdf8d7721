import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { framesLoaded, isPageFree, loadAndWaitForFrames, openShop, useBrowser } from "../browser/harness.ts";
import { observe, times } from "./observe.ts";

useBrowser();

/** What is on the page, counted from before its first script on. */
interface Left {
  listeners: number;
  timers: number;
  tags: number;
  stored: number;
}

/** Counts what is added and taken away. A timer that has fired is gone. */
function countEverything() {
  const counted = { listeners: new Map<string, number>(), timers: new Set<unknown>() };
  Object.assign(window, { counted });
  const { addEventListener, removeEventListener } = EventTarget.prototype;
  const ids = new WeakMap<object, number>();
  let last = 0;
  const idOf = (thing: unknown) => {
    if (!Object(thing) || typeof thing !== "function") return "";
    if (!ids.has(thing)) ids.set(thing, ++last);
    return `${ids.get(thing)}`;
  };
  const isPage = (target: unknown) =>
    !target || target === window || target === document || target === document.body;
  const key = (target: unknown, type: string, listener: unknown, options: unknown) => {
    const capture = typeof options === "object" ? (options as { capture?: boolean })?.capture : options;
    return `${target === document} ${type} ${idOf(listener)} ${!!capture}`;
  };
  EventTarget.prototype.addEventListener = function (type, listener, options) {
    if (isPage(this)) counted.listeners.set(key(this, type, listener, options), 1);
    addEventListener.call(this, type, listener, options);
  };
  EventTarget.prototype.removeEventListener = function (type, listener, options) {
    if (isPage(this)) counted.listeners.delete(key(this, type, listener, options));
    removeEventListener.call(this, type, listener, options);
  };
  for (const [begin, end] of [
    ["setTimeout", "clearTimeout"],
    ["setInterval", "clearInterval"],
  ] as const) {
    const page = window as never as Record<string, (...args: unknown[]) => unknown>;
    const [given, cleared] = [page[begin], page[end]] as [
      (...args: unknown[]) => unknown,
      (...args: unknown[]) => unknown,
    ];
    page[begin] = (work: unknown, ...rest) => {
      const id = given.call(
        window,
        (...args: unknown[]) => {
          if (begin === "setTimeout") counted.timers.delete(id);
          (work as (...args: unknown[]) => void)(...args);
        },
        ...rest,
      );
      counted.timers.add(id);
      return id;
    };
    page[end] = (id) => {
      counted.timers.delete(id);
      cleared.call(window, id);
    };
  }
}

const left = (page: Page): Promise<Left> =>
  page.evaluate(() => {
    const { counted } = window as never as {
      counted: { listeners: Map<string, number>; timers: Set<unknown> };
    };
    return {
      listeners: counted.listeners.size,
      timers: counted.timers.size,
      tags: document.querySelectorAll("*").length,
      stored: sessionStorage.length + localStorage.length,
    };
  });

describe("Paying", () => {
  it("a page that stays open for a thousand payments", async (context) => {
    const shop = await openShop({ sandbox: { outcome: "approve" }, bare: true });
    const { page } = shop;
    await page.addInitScript(countEverything);
    await page.reload();
    await page.evaluate('import("/lib/index.js").then((lib) => { window.lib = lib; })');
    await loadAndWaitForFrames(shop);

    /** Payments one after the other: every fourth declined, every fifth called off, the rest approved. */
    const payments = (from: number, many: number) =>
      page.evaluate(
        async ([from, many]) => {
          const ends: Record<string, number> = {};
          for (let payment = from; payment < from + many; payment++) {
            const off = new AbortController();
            const paying = window.lib
              .requestPay(
                // PortOne refuses an order that is paid: that is every fourth's decline.
                {
                  pg: "kcp",
                  merchant_uid: payment % 4 ? `order-${payment}` : "order-1",
                  amount: 100,
                  name: "chair",
                },
                { signal: off.signal },
              )
              .then(
                ({ success, outcome }) => (success ? "success" : outcome),
                ({ code }: { code: string }) => code,
              );
            if (payment % 5 === 0) off.abort();
            const end = await paying;
            ends[end] = (ends[end] ?? 0) + 1;
          }
          return ends;
        },
        [from, many] as const,
      );
    /** The SDK brings new frames after each answer; counted when the last are there, and the last timer has run out. */
    const settled = async () => {
      await expect.poll(() => isPageFree(page)).toBe(true);
      await framesLoaded(page);
      await expect.poll(async () => (await left(page)).timers, { timeout: 20_000 }).toBe(0);
      return left(page);
    };

    await payments(1, 20);
    const first = await settled();
    const many = times(1000);
    const ends = await payments(21, many);
    const last = await settled();
    expect(Object.keys(ends).sort()).toEqual(["ABORTED", "success", "unknown"]);
    expect(last).toEqual(first);
    observe(context, {
      happens: `after ${many} payments (${Object.entries(ends)
        .map(([end, count]) => `${count} ${end}`)
        .join(
          ", ",
        )}) as many listeners (${last.listeners}), timers (${last.timers}), elements (${last.tags}) and storage entries (${last.stored}) as after the first 20`,
      sees: "the page is free",
      payments: many,
    });
  });
});
