import { act, type ReactElement } from "react";
import { createRoot } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Component, createApp } from "vue";
import * as sandbox from "../../src/sandbox/index.ts";
import * as server from "../../src/server/index.ts";
import * as testing from "../../src/testing/index.ts";
import { type Block, documents, read } from "./documents.ts";
import { runBlock } from "./run-block.ts";

// The tests that the guides show, as they stand. Those that open a browser need a shop to open; its own tests do that.

const blocks = documents
  .flatMap((document) => read(document).blocks)
  .filter(({ code }) => /from "(vitest|@jest\/globals)"/.test(code) && !/from "playwright"/.test(code));

type Step = () => unknown;

/** A runner that keeps what it is told. */
function collect() {
  const tests: [name: string, run: Step][] = [];
  const before: Step[] = [];
  const after: Step[] = [];
  const runner = {
    vi,
    expect,
    test: (name: string, run: Step) => tests.push([name, run]),
    beforeEach: (step: Step) => before.push(step),
    afterEach: (step: Step) => after.push(step),
  };
  return { tests, before, after, runner };
}

let unmount: () => void;

/** Testing Library, as far as the guides use it. */
const find = (name: string) =>
  [...document.querySelectorAll("button")].find(({ textContent }) => textContent?.trim() === name) as Element;
const library = {
  screen: {
    getByRole: (_: string, { name }: { name: string }) => find(name),
    findByText: (text: RegExp) =>
      vi.waitFor(() => {
        const found = [...document.querySelectorAll("p")].find(({ textContent }) =>
          text.test(textContent ?? ""),
        );
        if (!found) throw new Error(`No ${text} in ${document.body.innerHTML}`);
        return found;
      }),
  },
};
/** jsdom's signals aren't those of Node's Request. */
const createIamportClient = ({ fetch, ...options }: server.IamportClientOptions) =>
  server.createIamportClient({
    ...options,
    fetch: fetch && ((url, { signal, ...init }) => fetch(url, init)),
  });
const modules = {
  "iamport-request-pay/testing": testing,
  "iamport-request-pay/server": { ...server, createIamportClient },
  "iamport-request-pay/sandbox": sandbox,
  "@testing-library/user-event": {
    default: { click: async (element: HTMLElement) => element.click() },
  },
  "@testing-library/react": {
    ...library,
    render: (element: ReactElement) => {
      const root = createRoot(document.querySelector("main") as Element);
      unmount = () => root.unmount();
      // As its own does: what is rendered is there when it returns.
      vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
      act(() => root.render(element));
      vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", false);
    },
  },
  "@testing-library/vue": {
    ...library,
    render: (component: Component) => {
      const app = createApp(component);
      unmount = () => app.unmount();
      app.mount(document.querySelector("main") as Element);
    },
  },
};

beforeEach(() => {
  document.body.innerHTML = "<main></main>";
  unmount = () => {};
});
afterEach(() => {
  unmount();
  document.documentElement.lang = "";
  history.replaceState(null, "", "/");
});

it("there are such tests in both languages", () => {
  expect(blocks.length).toBeGreaterThanOrEqual(14);
});

describe.each(blocks.map((block: Block) => [`${block.document}:${block.line}`, block] as const))(
  "%s",
  (_, block) => {
    it("passes as it stands", async () => {
      const { tests, before, after, runner } = collect();
      await runBlock(block, { vitest: runner, "@jest/globals": runner, ...modules });
      expect(tests.length).toBeGreaterThan(0);
      for (const [, run] of tests) {
        for (const step of before) await step();
        try {
          await run();
        } finally {
          for (const step of after) await step();
        }
      }
    });
  },
);
