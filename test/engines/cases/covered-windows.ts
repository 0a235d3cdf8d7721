import { expect, it } from "vitest";
import { coversOfPages } from "../../covers.ts";
import { observe } from "../../faults/observe.ts";
import type { Checkout } from "../checkout.ts";
import { until } from "../tab.ts";

export function casesOfCoveredWindows(at: Checkout): void {
  const {
    visitReady,
    arm,
    openWindow,
    end,
    isFree,
    paysAgain,
    clickIntoWindow,
    windowIsUsable,
    replaceBody,
  } = at;

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
      await windowIsUsable();
      await at.tab.clickInWindow("[data-decision=approve]");
      const came = await end(order);
      expect(came).toBe("success");
      await until("a free page", isFree);
      observe(context, { happens: came, sees: "the window, which can be used; then the page is free" });
    });
  }

  for (const [property, value] of [
    ["transform", "translateZ(0)"],
    ["opacity", "0"],
  ] as const) {
    it(`usable window: the page's body has ${property}: ${value}, and is scrolled`, async (context) => {
      await visitReady();
      await at.tab.evaluate(
        ({ property, value }) => {
          document.body.insertAdjacentHTML("beforeend", "<p style='height:5000px'>goods</p>");
          document.body.style.setProperty(property, value);
          // The button is where the customer is.
          const button = document.querySelector<HTMLElement>("#pay");
          if (button) button.style.cssText = "position:absolute;top:2600px";
          scrollTo(0, 2_500);
        },
        { property, value },
      );
      const order = await openWindow();
      await until("a window that fills the screen", () =>
        at.tab.evaluate(() => {
          const dialog = document.querySelector(".imp-dialog");
          const { top, height } = dialog?.getBoundingClientRect() ?? new DOMRect();
          return top === 0 && height === innerHeight && dialog?.matches(":popover-open");
        }),
      );
      await windowIsUsable();
      await at.tab.clickInWindow("[data-decision=approve]");
      const came = await end(order);
      expect(came).toBe("success");
      await until("a free page", isFree);
      expect(await at.tab.evaluate(() => scrollY)).toBe(2_500);
      observe(context, {
        happens: came,
        sees: "the window, as high as the screen; then the page, free, where it was",
      });
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

  for (const isFocused of [true, false]) {
    const focus = isFocused ? "in which the focus is" : "while nobody has the focus";
    it(`modal dialog: inside a web component, ${focus}`, async (context) => {
      await visitReady();
      const order = await arm();
      await at.tab.evaluate((isFocused) => {
        const host = document.body.appendChild(document.createElement("div"));
        const modal = document.createElement("dialog");
        modal.style.cssText = "width:100%;height:100%";
        modal.append(document.createElement("button"));
        host.attachShadow({ mode: "open" }).append(modal);
        modal.showModal();
        if (!isFocused) host.shadowRoot?.querySelector("button")?.blur();
        (document.querySelector("#pay") as HTMLButtonElement).click();
        host.id = "host";
        host.onclick = () => modal.close();
      }, isFocused);
      const came = await end(order);
      expect(came).toBe("WINDOW_FAILED");
      await at.tab.evaluate(() => document.querySelector<HTMLElement>("#host")?.click());
      observe(context, { happens: came, sees: `the dialog; once that is closed, ${await paysAgain()}` });
    });
  }

  it("modal dialog: opened over a window that nobody has used", async (context) => {
    await visitReady({ fault: { kind: "frameSilent" } });
    const order = await openWindow();
    await at.tab.evaluate(() => document.body.appendChild(document.createElement("dialog")).showModal());
    const came = await end(order);
    expect(came).toBe("WINDOW_FAILED");
    await at.tab.evaluate(() => document.querySelector("dialog")?.close());
    observe(context, { happens: came, sees: `the dialog; once that is closed, ${await paysAgain()}` });
  });

  it("modal dialog: opened over a window that the customer has clicked into", async (context) => {
    await visitReady({ fault: { kind: "frameSilent" } });
    const order = await openWindow();
    await clickIntoWindow();
    await at.tab.evaluate(() => document.body.appendChild(document.createElement("dialog")).showModal());
    const came = await end(order);
    expect(came).toBe("unknown, ABANDONED");
    await at.tab.evaluate(() => document.querySelector("dialog")?.close());
    observe(context, { happens: came, sees: `the dialog; once that is closed, ${await paysAgain()}` });
  });

  it("modal dialog: opened inside a closed shadow root, over a window that nobody has used", async (context) => {
    await visitReady({ fault: { kind: "frameSilent" } });
    const order = await openWindow();
    await at.tab.evaluate(() => {
      const host = document.body.appendChild(document.createElement("div"));
      const modal = document.createElement("dialog");
      host.attachShadow({ mode: "closed" }).append(modal);
      modal.showModal();
      host.onclick = () => modal.close();
      host.id = "host";
    });
    const came = await end(order);
    expect(came).toBe("WINDOW_FAILED");
    await at.tab.evaluate(() => document.querySelector<HTMLElement>("#host")?.click());
    observe(context, { happens: came, sees: `the dialog; once that is closed, ${await paysAgain()}` });
  });

  const isFullScreen = () => at.tab.evaluate(() => document.fullscreenElement !== null);
  const wasFullScreen = () => at.tab.evaluate(() => document.querySelector("[data-was-shown]") !== null);
  /** Puts the page's button into a part of the page that becomes full screen at a click of its own, or of the button's. */
  const prepareFilm = (from: "#film" | "#pay") =>
    at.tab.evaluate((from) => {
      const film = document.body.appendChild(document.createElement("div"));
      film.id = "film";
      film.style.cssText = "height:200px;background:#fff";
      film.append(document.querySelector("#pay") as Element);
      film.onclick = ({ target }) => (target as Element).matches(from) && film.requestFullscreen();
      film.onfullscreenchange = () => film.setAttribute("data-was-shown", "");
    }, from);

  for (const [what, from] of [
    ["is full screen at the click", "#film"],
    ["becomes full screen by the click", "#pay"],
  ] as const) {
    it(`usable window: a part of the page ${what}`, async (context) => {
      await visitReady();
      await prepareFilm(from);
      if (from === "#film") {
        await at.tab.click(from);
        await until("full screen", isFullScreen);
      }
      const order = await openWindow();
      await until("full screen, once", wasFullScreen);
      await until("no full screen", async () => !(await isFullScreen()));
      await windowIsUsable();
      await at.tab.clickInWindow("[data-decision=approve]");
      const came = await end(order);
      expect(came).toBe("success");
      await until("a free page", isFree);
      observe(context, {
        happens: came,
        sees: "the window, and nothing is full screen; then the page is free",
      });
    });
  }

  it("afterwards: a phone is scrolled to where it was, and the focus is back", async (context) => {
    await visitReady({ phone: true });
    const place = () => at.tab.evaluate(() => ({ scrollY, focused: document.activeElement?.id }));
    await at.tab.evaluate(() => {
      document.body.insertAdjacentHTML("afterbegin", "<p style='height:3000px'>goods</p>");
      const button = document.querySelector<HTMLButtonElement>("#pay");
      button?.scrollIntoView();
      button?.focus({ preventScroll: true });
    });
    const before = await place();
    expect(before.scrollY).toBeGreaterThan(1_000);
    const order = await openWindow({ pg: "danal" });
    await at.tab.clickInWindow("[data-decision=approve]");
    const came = await end(order);
    expect(came).toBe("success");
    await until("a free page", isFree);
    await until("the place where the customer was", async () => {
      const now = await place();
      return now.scrollY === before.scrollY && now.focused === before.focused;
    });
    observe(context, { happens: came, sees: "the button that was clicked, with the focus" });
  });

  it("afterwards: Back leads away from the page, and through no step of the window's", async (context) => {
    await visitReady();
    const steps = () => at.tab.evaluate(() => history.length);
    const before = await steps();
    const order = await openWindow();
    await at.tab.clickInWindow("[data-decision=decline]");
    const came = await end(order);
    const sees = await paysAgain();
    expect(await steps()).toBe(before);
    observe(context, { happens: `${came}; no step more in the history`, sees });
  });
}
