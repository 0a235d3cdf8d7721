// @vitest-environment node
import { renderToString } from "@vue/server-renderer";
import { expect, it, vi } from "vitest";
import { createSSRApp, defineComponent, h, Suspense } from "vue";
import { useRedirectResult, useRequestPay } from "../../src/vue/index.ts";

// Nuxt renders a page on the server, in a process that serves everybody: no window, nothing that one customer leaves for
// the next, nothing begun that only a browser can end. Its pages stand in a Suspense and may be asynchronous.

const page = (userCode: string) =>
  defineComponent({
    async setup() {
      const { status, result, error } = useRequestPay(userCode);
      const landed = useRedirectResult();
      await Promise.resolve();
      return () => h("p", `${userCode} ${status.value} ${result.value} ${error.value} ${landed.value}`);
    },
  });

const render = (userCode: string) =>
  renderToString(createSSRApp({ render: () => h(Suspense, null, { default: () => h(page(userCode)) }) }));

it("renders on a server without a window, for two shops at once, and begins nothing there", async () => {
  expect(typeof window).toBe("undefined");
  // (Vue leaves marks of its own.)
  const globals = () => Object.getOwnPropertyNames(globalThis).filter((name) => !name.startsWith("__VUE"));
  const before = globals();
  const told = [vi.spyOn(console, "error"), vi.spyOn(console, "warn")];
  const timers = vi.spyOn(globalThis, "setTimeout");
  const [first, second] = await Promise.all([render("imp00000001"), render("imp00000002")]);
  expect(first).toContain("<p>imp00000001 loading null null null</p>");
  expect(second).toContain("<p>imp00000002 loading null null null</p>");
  expect(timers).not.toHaveBeenCalled();
  expect(globals()).toEqual(before);
  for (const method of told) expect(method).not.toHaveBeenCalled();
});

it("paying on a server says what is wrong", async () => {
  let refs: ReturnType<typeof useRequestPay> | undefined;
  await renderToString(
    createSSRApp({
      setup() {
        refs = useRequestPay("imp00000000");
        return () => h("p");
      },
    }),
  );
  await expect(refs?.requestPay({ pg: "kcp", amount: 1 })).rejects.toMatchObject({ code: "NOT_IN_BROWSER" });
});
