import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { loadScript } from "../../src/sdk/load-script.ts";
import type { PageState } from "../../src/sdk/page-state.ts";

const url = "https://cdn.example/iamport.payment.js";
const wanted = { url, integrity: undefined, pattern: /never/, arrived: () => {} };

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  document.head.replaceChildren();
});

/** Has the tag fire that, and waits for what comes of it. */
async function loadUntil(event: "load" | "error"): Promise<string> {
  const state: PageState = { timeout: 10_000, tags: [] };
  const loading = loadScript(state, wanted).then(
    () => "loaded",
    ({ code }) => code,
  );
  state.tags?.[0]?.dispatchEvent(new Event(event));
  return loading;
}

it.each([
  ["load", "loaded"],
  ["error", "SDK_LOAD_FAILED"],
] as const)("a script that is through (%s) leaves no timer behind", async (event, end) => {
  expect(await loadUntil(event)).toBe(end);
  expect(vi.getTimerCount()).toBe(0);
});

it("one that doesn't come is given up", async () => {
  const loading = loadScript({ timeout: 10_000, tags: [] }, wanted).catch(({ code }) => code);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(await loading).toBe("SDK_LOAD_TIMEOUT");
});
