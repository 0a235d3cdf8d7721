import { expect, it } from "vitest";
import { observe } from "../../faults/observe.ts";
import { type Checkout, wayOut } from "../checkout.ts";
import type { Front } from "../serve-before.ts";
import { until } from "../tab.ts";

export function casesOfDeadWindows(at: Checkout): void {
  const {
    visit,
    visitReady,
    load,
    arm,
    openWindow,
    endSoFar,
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

  /** How the next payment ends whose window is dead: by itself, or by the way out, which the customer takes as soon as it is there. */
  async function endOfDeadWindow(params: object = {}) {
    const order = await arm(params, { exitAfter: 500 });
    // Not as a click of the driver's: Playwright's waits for a navigation that a policy has refused.
    await at.tab.evaluate(() => (document.querySelector("#pay") as HTMLButtonElement).click());
    const came = await until("an end, or the way out", async () => {
      return (await endSoFar(order)) ?? ((await isWayOutThere()) && "the way out");
    });
    if (came !== "the way out") return { came, isByHand: false };
    await at.tab.click(wayOut);
    return { came: await end(order), isByHand: true };
  }
  /** The same, twice: a dead window doesn't keep the next click from its end. */
  async function endsAlikeTwice(params: object = {}) {
    const first = await endOfDeadWindow(params);
    await until("a free page", isFree);
    expect(await endOfDeadWindow(params)).toEqual(first);
    await until("a free page", isFree);
    expect(await endSoFar("PAYMENT_IN_PROGRESS")).toBeNull();
    return {
      ...first,
      sees: first.isByHand
        ? "a button to close the window; the page is free, and the next click ends in the same way"
        : "the page is free, and the next click ends in the same way",
    };
  }

  for (const policy of ["require-corp", "credentialless"]) {
    it(`dead window: Cross-Origin-Embedder-Policy: ${policy} keeps its frame out`, async (context) => {
      await visit({
        headers: { "cross-origin-embedder-policy": policy },
        // A shop that has got as far as to have the scripts.
        onRequest: (path, answer) => {
          if (!path.includes("/ready/")) answer.setHeader("cross-origin-resource-policy", "cross-origin");
        },
      });
      expect(await load({ timeout: 2_000 })).toBe("ready");
      if (at.name === "webkit" && policy === "credentialless") {
        // WebKit doesn't know this one.
        observe(context, { happens: "the policy is not known", sees: await paysAgain() });
        return;
      }
      const { came, isByHand, sees } = await endsAlikeTwice();
      // An engine that fires no `load` for the frame that it keeps out has no window to open.
      expect(came).toBe(isByHand ? "unknown, ABANDONED" : "INIT_FAILED");
      observe(context, { happens: came, sees });
    });
  }

  it("dead window: the page's frame-src keeps its frame out", async (context) => {
    await visit({ headers: { "content-security-policy": "frame-src 'self'" } });
    // Who is told by the policy doesn't wait for this.
    expect(await load({ timeout: 30_000 })).toBe("ready");
    const { came, sees } = await endsAlikeTwice();
    expect(came).toBe("INIT_FAILED");
    observe(context, { happens: came, sees });
  });

  it("dead window: the page's form-action keeps a phone from the gateway's page", async (context) => {
    await visitReady({ phone: true, headers: { "content-security-policy": "form-action 'self'" } });
    const { came, sees } = await endsAlikeTwice({ m_redirect_url: `${at.shop.origin}/complete` });
    expect(came).toBe("WINDOW_FAILED");
    expect(await address()).toBe(`${at.shop.origin}/checkout`);
    observe(context, { happens: came, sees });
  });

  it("dead window: the server of the frames is gone, and comes back", async (context) => {
    let isToGo = true;
    let front: Front | undefined;
    await visit({
      onRequest: async (path, _, itself) => {
        if (!isToGo || !path.includes("/ready/")) return;
        isToGo = false;
        front = itself;
        await front.goAway();
      },
    });
    await load({ timeout: 2_000 });
    await until("the first request for a frame", async () => front);
    const { came, isByHand } = await endOfDeadWindow();
    expect(came).toBe(isByHand ? "unknown, ABANDONED" : "INIT_FAILED");
    await until("a free page", isFree);
    await front?.comeBack();
    const button = isByHand ? "a button to close the window; then " : "";
    observe(context, { happens: came, sees: `${button}${await paysAgain()}` });
  });

  it("dead window: the browser is offline as its frame comes, and at the click", async (context) => {
    let isToBeCutOff = true;
    await visit({
      onRequest: async (path, answer) => {
        if (!isToBeCutOff || !path.includes("/ready/")) return;
        isToBeCutOff = false;
        await at.tab.setOffline?.(true);
        answer.destroy();
      },
    });
    const { setOffline } = at.tab;
    if (!setOffline) return context.skip("its driver can't take a browser off the network");
    await load({ timeout: 2_000 });
    await until("the network's end", () => at.tab.evaluate(() => !navigator.onLine));
    const { came, isByHand } = await endOfDeadWindow();
    expect({ came, isByHand }).toEqual({ came: "INIT_FAILED", isByHand: false });
    await until("a free page", isFree);
    await setOffline(false);
    observe(context, { happens: came, sees: `once the browser is online, ${await paysAgain()}` });
  });

  it("dead window: a script in its frame has the SDK load its frames over and over", async (context) => {
    await visit();
    await at.askForFaults({ kind: "frameReload", times: 1_000 });
    await load();
    const { came, isByHand } = await endOfDeadWindow();
    expect({ came, isByHand }).toEqual({ came: "INIT_FAILED", isByHand: false });
    await at.askForFaults();
    observe(context, { happens: came, sees: await paysAgain() });
  });

  for (const [what, fault, act] of [
    ["a script in its frame has the SDK load its frames once", { kind: "strayText" }, async () => {}],
    [
      "the gateway's closes without a word",
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
      const left = await until("an end, or the way out", async () => {
        return (await endSoFar(order)) ?? ((await isWayOutThere()) && "the way out");
      });
      if (left === "the way out") await at.tab.click(wayOut);
      const came = await end(order);
      expect(came).toBe("unknown, ABANDONED");
      const button = left === "the way out" ? "a button to close the window; then " : "";
      observe(context, { happens: came, sees: `${button}${await paysAgain()}` });
    });
  }

  it("dead window: a click into it is a sign of life, and takes the button away for a time", async (context) => {
    await visitReady({ fault: { kind: "frameSilent" } });
    const order = await arm({}, { exitAfter: 1_500 });
    await at.tab.click("#pay");
    await wayOutComes();
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

  for (const method of ["request_pay", "certification"] as const) {
    it(`dead window: one that the page opens by hand, by IMP.${method}`, async (context) => {
      await visitReady({ fault: { kind: "frameSilent", path: "/" } });
      await at.tab.evaluate((method) => {
        // Looks at the window come fifty times a second in place of two: the way out is there after 600 ms.
        const { setInterval } = window;
        const sooner = (look: TimerHandler, ms?: number) => setInterval(look, ms === 500 ? 20 : ms);
        Object.assign(window, { setInterval: sooner });
        const imp = (window as never as { IMP: Record<string, (...args: unknown[]) => void> }).IMP;
        const params = { pg: method === "request_pay" ? "kcp" : "danal", amount: 64900, name: "회전의자" };
        const byHand = () => imp[method]?.({ ...params, merchant_uid: "by-hand" }, () => {});
        (document.querySelector("#pay") as HTMLButtonElement).onclick = byHand;
      }, method);
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
