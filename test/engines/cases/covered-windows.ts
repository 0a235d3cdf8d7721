import { expect, it } from "vitest";
import { coversOfPages } from "../../covers.ts";
import { observe } from "../../faults/observe.ts";
import type { Checkout } from "../checkout.ts";
import { until } from "../tab.ts";

export function casesOfCoveredWindows(at: Checkout): void {
  const { visitReady, arm, openWindow, end, isFree, paysAgain, replaceBody } = at;

  it("usable window: the page's body was replaced before the click", async (context) => {
    await visitReady();
    await replaceBody();
    observe(context, { happens: "success", sees: await paysAgain() });
  });

  for (const [what, cover] of coversOfPages) {
    it(`usable window: ${what} while it is open`, async (context) => {
      await visitReady();
      const order = await openWindow();
      await at.tab.evaluate(cover);
      await until("a window that can be used", () =>
        at.tab.evaluate(() => {
          const there = document.elementFromPoint(innerWidth / 2, innerHeight / 2);
          return there?.matches(".imp-frame");
        }),
      );
      await at.tab.clickInWindow("[data-decision=approve]");
      const came = await end(order);
      expect(came).toBe("success");
      await until("a free page", isFree);
      observe(context, { happens: came, sees: "the window, which can be used; then the page is free" });
    });
  }

  it("modal dialog: open at the click", async (context) => {
    await visitReady();
    const order = await arm();
    await at.tab.evaluate(() => {
      const modal = document.body.appendChild(document.createElement("dialog"));
      modal.showModal();
      (document.querySelector("#pay") as HTMLButtonElement).click();
    });
    const came = await end(order);
    expect(came).toBe("WINDOW_FAILED");
    await at.tab.evaluate(() => document.querySelector("dialog")?.close());
    observe(context, { happens: came, sees: `the dialog; once that is closed, ${await paysAgain()}` });
  });

  it("modal dialog: opened over a window that nobody has used", async (context) => {
    await visitReady({ fault: { kind: "frameSilent" } });
    const order = await openWindow();
    await at.tab.evaluate(() => document.body.appendChild(document.createElement("dialog")).showModal());
    const came = await end(order);
    expect(came).toBe("WINDOW_FAILED");
    await at.tab.evaluate(() => document.querySelector("dialog")?.close());
    observe(context, { happens: came, sees: `the dialog; once that is closed, ${await paysAgain()}` });
  });
}
