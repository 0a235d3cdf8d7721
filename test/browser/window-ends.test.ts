import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import {
  isPageFree,
  type Outcome,
  openShop,
  order,
  outcome,
  pay,
  phone,
  press,
  readyShop,
  startPayment,
  useBrowser,
  windowWith,
} from "./harness.ts";
import {
  abandoned,
  countLooks,
  endWithin,
  looksOf,
  nextClickPays,
  ready,
  showModal,
  startWith,
  wayOut,
} from "./open-window.ts";

useBrowser();

describe("a window that goes without an answer", () => {
  it("ends the payment by itself, and not at the next click", async () => {
    const { page } = await readyShop();
    await startPayment(page, order);
    await windowWith(page, pay);
    await page.evaluate(() => {
      (document.querySelector(".imp-dialog") as HTMLElement).style.display = "none";
    });
    expect(await endWithin(page, 8_000)).toMatchObject(abandoned);
    await nextClickPays(page);
  });

  it("because the page's body was replaced: unknown at once, and the page goes on", async () => {
    const { page } = await readyShop();
    await startPayment(page, order);
    await windowWith(page, pay);
    await page.evaluate(() => {
      const body = document.createElement("body");
      body.innerHTML = "<h1>elsewhere</h1>";
      document.documentElement.replaceChild(body, document.body);
    });
    expect(await endWithin(page, 3_000)).toMatchObject(abandoned);
    await nextClickPays(page);
  });
});

describe("what the page takes away from the window", () => {
  const takings: [name: string, take: () => void][] = [
    ["the SDK's dialog", () => document.querySelector(".imp-dialog")?.remove()],
    ["all that is in the body", () => document.body.replaceChildren()],
  ];
  it.each(takings)("%s: the payment ends at once, and the next click pays", async (_, take) => {
    const { page } = await readyShop();
    await startPayment(page, order);
    await windowWith(page, pay);
    await page.evaluate(take);
    expect(await endWithin(page, 3_000)).toMatchObject(abandoned);
    await nextClickPays(page);
  });

  it("its frames: there is a way out, and the next click pays", async () => {
    const { page } = await readyShop();
    await startWith(page, { exitAfter: 500 });
    await windowWith(page, pay);
    await page.evaluate(() => {
      for (const frame of document.querySelectorAll("iframe")) frame.remove();
    });
    await page.getByRole("button", { name: wayOut }).click();
    expect(await endWithin(page, 2_000)).toMatchObject(abandoned);
    await nextClickPays(page);
  });
});

it("a customer who has been in the popup may have paid: what fails then, nobody knows", async () => {
  // One whose popup the SDK fills by a form, which by itself is nothing that the customer does.
  const gateways = [{ pg_provider: "shinhan", pg_id: "test", type: "payment" as const }];
  const { page } = await readyShop({ sandbox: { gateways } });
  await countLooks(page);
  const popup = page.waitForEvent("popup");
  await startPayment(page, { ...order, pg: "shinhan" });
  await popup;
  await looksOf(page, 1);
  await page.evaluate(showModal);
  // The popup's own end is not heard.
  await page.evaluate(() => {
    for (const frame of document.querySelectorAll("iframe")) frame.src = "about:blank";
  });
  await (await popup).close();
  expect(await endWithin(page, 6_000)).toMatchObject(abandoned);
});

describe("a popup on a page that is cut off from it", () => {
  const closePopup = async (page: Page, popup: Promise<Page>) => {
    await (await popup).close();
    return (await endWithin(page, 10_000)) as Outcome;
  };
  const payco = { ...order, pg: "payco" };

  it("an ordinary page: a closed popup is the customer's own cancel", async () => {
    const { page } = await readyShop();
    const popup = page.waitForEvent("popup");
    await startPayment(page, payco);
    expect(await closePopup(page, popup)).toMatchObject({ result: { outcome: "failed" } });
  });

  it("Cross-Origin-Opener-Policy: same-origin: nobody knows", async () => {
    const { page } = await readyShop({ headers: { "cross-origin-opener-policy": "same-origin" } });
    const popup = page.waitForEvent("popup");
    await startPayment(page, payco);
    expect(await closePopup(page, popup)).toMatchObject({ result: { outcome: "unknown" } });
  });

  for (const [what, answer] of [
    ["doesn't know the request by which the page asks for its headers", { status: 405 }],
    ["leads that request elsewhere", { status: 302, headers: { location: "/elsewhere" } }],
  ] as const) {
    it(`a page whose server ${what}: nobody knows`, async () => {
      const { page } = await readyShop();
      await page.route("**/checkout", (route) =>
        route.request().method() === "HEAD" ? route.fulfill(answer) : route.continue(),
      );
      const popup = page.waitForEvent("popup");
      await startPayment(page, payco);
      expect(await closePopup(page, popup)).toMatchObject({ result: { outcome: "unknown" } });
    });
  }
});

describe("a script in the frame that posts what is no message of the SDK's", () => {
  const junk = (times: "once" | "on each load") =>
    `<script>parent.postMessage("not JSON", "*")</script><p>${times}</p>`;

  it("on each load, so that the SDK loads its frames over and over: INIT_FAILED, and it is said", async () => {
    const shop = await openShop();
    const { page, addresses } = shop;
    await page.route(ready, (route) =>
      route.fulfill({ contentType: "text/html", body: junk("on each load") }),
    );
    await page.evaluate(async ({ userCode, ...options }) => {
      await window.lib.loadIamport(userCode, { ...options, timeout: 4_000 });
    }, addresses);
    await startPayment(page, order);
    expect(await endWithin(page, 10_000)).toMatchObject({ error: { code: "INIT_FAILED" } });
    expect(await isPageFree(page)).toBe(true);
  });
});

describe("afterwards", () => {
  it("a phone is scrolled to where it was, and the focus is back", async () => {
    const { page } = await readyShop({ context: phone });
    await page.evaluate(() => {
      document.body.insertAdjacentHTML("afterbegin", "<p style='height:3000px'>goods</p>");
      const button = document.querySelector<HTMLButtonElement>("#pay");
      button?.scrollIntoView();
      button?.focus({ preventScroll: true });
    });
    const before = await page.evaluate(() => scrollY);
    expect(before).toBeGreaterThan(1000);
    await startPayment(page, { ...order, pg: "danal" });
    await press(page, pay);
    expect((await outcome(page)).result?.success).toBe(true);
    await expect.poll(() => page.evaluate(() => scrollY)).toBe(before);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("pay");
  });

  it("the focus is back inside a web component", async () => {
    const { page } = await readyShop();
    await page.evaluate(() => {
      const host = document.body.appendChild(document.createElement("div"));
      const button = document.createElement("button");
      button.id = "own";
      host.attachShadow({ mode: "open" }).append(button);
      host.id = "host";
      button.focus();
    });
    await startPayment(page, order);
    const frame = await windowWith(page, pay);
    await frame.getByRole("button", { name: pay }).focus();
    await press(page, pay);
    expect((await outcome(page)).result?.success).toBe(true);
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.id))
      .toBe("own");
  });
});
