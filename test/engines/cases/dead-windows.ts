import { expect, it } from "vitest";
import { observe } from "../../faults/observe.ts";
import { type Checkout, wayOut } from "../checkout.ts";
import { until } from "../tab.ts";

export function casesOfDeadWindows(at: Checkout): void {
  const {
    endOfDeadWindow,
    visit,
    visitReady,
    load,
    arm,
    openWindow,
    end,
    isFree,
    paysAgain,
    isWayOutThere,
    wayOutComes,
    clickIntoWindow,
    replaceBody,
    address,
  } = at;

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

  it("dead window: a script in its frame has the SDK load its frames over and over", async (context) => {
    await visit();
    await at.askForFaults({ kind: "frameReload", times: 1_000 });
    await load();
    // Rounds of four frames each. Before the second, nobody can know.
    await until("the third round", () =>
      at.tab.evaluate(() => {
        const loads = performance.getEntriesByType("resource");
        return loads.filter(({ name }) => name.includes("/ready/")).length >= 12;
      }),
    );
    const order = await arm();
    await at.tab.click("#pay");
    const { came, byWayOut } = await endOfDeadWindow(order);
    expect({ came, byWayOut }).toEqual({ came: "INIT_FAILED", byWayOut: false });
    await at.askForFaults();
    observe(context, { happens: came, sees: await paysAgain() });
  });

  for (const [what, fault, act] of [
    ["a script in its frame has the SDK load its frames once", { kind: "strayText" }, async () => {}],
    [
      "the gateway closes its page without a word",
      { kind: "silentClose" },
      () => at.tab.clickInWindow("[data-decision=cancel]"),
    ],
  ] as const) {
    it(`dead window: ${what}`, async (context) => {
      await visitReady();
      await at.askForFaults(fault);
      const order = await arm({}, { exitAfter: 2_000 });
      await at.tab.click("#pay");
      await act();
      const { came, byWayOut } = await endOfDeadWindow(order);
      expect(came).toBe("unknown, ABANDONED");
      const button = byWayOut ? "a button to close the window; then " : "";
      observe(context, { happens: came, sees: `${button}${await paysAgain()}` });
    });
  }

  it("dead window: a click into it is a sign of life, and takes the button away for a time", async (context) => {
    await visitReady({ fault: { kind: "frameSilent" } });
    const order = await arm({}, { exitAfter: 1_500 });
    await at.tab.click("#pay");
    await wayOutComes();
    // Whoever has no mouse is there already.
    expect(await at.tab.evaluate((wayOut) => document.activeElement?.matches(wayOut), wayOut)).toBe(true);
    await clickIntoWindow();
    await until("no way out", async () => !(await isWayOutThere()));
    await wayOutComes();
    await at.tab.click(wayOut);
    const came = await end(order);
    expect(came).toBe("unknown, ABANDONED");
    observe(context, {
      happens: came,
      sees: `a button to close the window, which is away for a time after the click; then ${await paysAgain()}`,
    });
  });

  for (const [method, pg, path] of [
    ["request_pay", "kcp", "/payments/ready"],
    ["certification", "danal", "/certificates/ready"],
  ] as const) {
    it(`dead window: one that the page opens by hand, by IMP.${method}`, async (context) => {
      await visitReady({ fault: { kind: "frameSilent", path } });
      const params = { pg, amount: 64900, name: "회전의자", merchant_uid: at.nextOrder() };
      await at.tab.evaluate(
        ({ method, params }) => {
          // Looks at the window come fifty times a second in place of two: the way out is there after 600 ms.
          const { setInterval } = window;
          const sooner = (look: TimerHandler, ms?: number) => setInterval(look, ms === 500 ? 20 : ms);
          Object.assign(window, { setInterval: sooner });
          const imp = (window as never as { IMP: Record<string, (...args: unknown[]) => void> }).IMP;
          const byHand = () => imp[method]?.(params, () => {});
          // An identity verification's popup in which nothing comes, and which the customer closes.
          const { open } = window;
          window.open = (...args) => {
            const popup = open.apply(window, args);
            setTimeout(() => popup?.close(), 300);
            return popup;
          };
          (document.querySelector("#pay") as HTMLButtonElement).onclick = byHand;
        },
        { method, params },
      );
      await at.tab.click("#pay");
      await wayOutComes();
      expect(await isFree()).toBe(false);
      await at.tab.click(wayOut);
      await until("a free page", isFree);
      expect(await isWayOutThere()).toBe(false);
      observe(context, {
        happens: "nobody is told",
        sees: `a button to close the window; then ${await paysAgain()}`,
      });
    });
  }
}
