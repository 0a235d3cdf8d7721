import { expect, it } from "vitest";
import { observe } from "../../faults/observe.ts";
import { type Checkout, wayOut } from "../checkout.ts";

export function casesOfDeadWindows(at: Checkout): void {
  const { visitReady, arm, openWindow, end, paysAgain, wayOutComes, replaceBody, address } = at;

  for (const [what, fault] of [
    ["its frame is answered with 503", { kind: "frameError", status: 503 }],
    ["its frame's request fails", { kind: "frameDrop" }],
    ["its frame is silent", { kind: "frameSilent" }],
  ] as const) {
    for (const [how, leave] of [
      ["the button", () => at.tab.click(wayOut)],
      ["Escape", () => at.tab.pressEscape()],
    ] as const) {
      it(`dead window: ${what}, and the customer leaves by ${how}`, async (context) => {
        await visitReady({ fault });
        const order = await arm({}, { exitAfter: 500 });
        await at.tab.click("#pay");
        await wayOutComes();
        await leave();
        const came = await end(order);
        expect(came).toBe("unknown, ABANDONED");
        observe(context, { happens: came, sees: `a button to close the window; then ${await paysAgain()}` });
      });
    }
  }

  it("dead window: Back inside the frame", async (context) => {
    await visitReady();
    const order = await openWindow({}, { exitAfter: 500 });
    await at.tab.evaluate((elsewhere) => {
      const frame = document.querySelector<HTMLIFrameElement>(".imp-frame");
      // All that a page may do with a frame of another origin.
      if (frame?.contentWindow) frame.contentWindow.location.href = elsewhere;
      return new Promise((loaded) => frame?.addEventListener("load", loaded, { once: true })).then(
        () => null,
      );
    }, `${at.shop.sandbox.url}/`);
    await at.tab.evaluate(() => history.back());
    await wayOutComes();
    expect(await address()).toBe(`${at.shop.origin}/checkout`);
    await at.tab.click(wayOut);
    const came = await end(order);
    expect(came).toBe("unknown, ABANDONED");
    observe(context, { happens: came, sees: `a button to close the window; then ${await paysAgain()}` });
  });

  it("dead window: the page's body is replaced while it is open", async (context) => {
    await visitReady();
    const order = await openWindow();
    await replaceBody();
    const came = await end(order);
    expect(came).toBe("unknown, ABANDONED");
    observe(context, { happens: came, sees: await paysAgain() });
  });
}
