import { expect, it } from "vitest";
import { observe } from "../../faults/observe.ts";
import { type Checkout, type Page, wayOut } from "../checkout.ts";
import { until } from "../tab.ts";

export function casesOfRedirects(at: Checkout): void {
  const {
    visit,
    wayOutComes,
    visitReady,
    load,
    framesLoaded,
    importLibrary,
    arm,
    end,
    isFree,
    read,
    address,
  } = at;

  it("redirect: on a phone, the landing page has the answer, and again after a reload", async (context) => {
    await visitReady({ phone: true });
    const order = await arm({ m_redirect_url: `${at.shop.origin}/complete` });
    await at.tab.click("#pay");
    await until("the gateway", async () => !(await address()).startsWith(at.shop.origin));
    await at.tab.click("[data-decision=approve]");
    await until("the landing page", async () => (await address()).startsWith(`${at.shop.origin}/complete?`));
    const landed = await read();
    expect(landed).toMatchObject({
      result: { success: true, merchant_uid: order, delivery: "redirect" },
      request: { merchant_uid: order, amount: 64900 },
    });
    await at.tab.goto(await address());
    expect(await read()).toEqual(landed);
    observe(context, {
      happens: `${landed?.result.success && "success"} by ${landed?.result.delivery}; request: known`,
      sees: "the landing page, with the result",
    });
  });

  it("redirect: an SDK that leaves the page within its call", async (context) => {
    await visitReady();
    await at.tab.evaluate(() => {
      // biome-ignore lint/suspicious/noExplicitAny: a stand-in for the SDK's function
      (window as any).IMP.request_pay = ({ merchant_uid }: { merchant_uid: string }) => {
        location.href = `/complete?imp_uid=imp_1&merchant_uid=${merchant_uid}&imp_success=true`;
      };
    });
    const order = await arm();
    await at.tab.click("#pay");
    await until("the landing page", async () => (await address()).startsWith(`${at.shop.origin}/complete?`));
    const landed = await read();
    expect(landed).toMatchObject({ request: { merchant_uid: order, amount: 64900 } });
    observe(context, { happens: "request: known", sees: "the landing page, with the result" });
  });

  it("Back from the gateway's page, on a phone", async (context) => {
    await visitReady({ phone: true });
    const order = await arm({ m_redirect_url: `${at.shop.origin}/complete` });
    await at.tab.click("#pay");
    await until("the gateway", async () => !(await address()).startsWith(at.shop.origin));
    await until("its button", () =>
      at.tab.evaluate(() => document.querySelector("[data-decision]") !== null),
    );
    await at.tab.evaluate(() => {
      setTimeout(() => history.back());
    });
    await until("the checkout page", async () => (await address()) === `${at.shop.origin}/checkout`);
    const kept = await at.tab.evaluate(() => "lib" in window);
    let came = "the page starts anew";
    if (kept) {
      came = `kept in the back/forward cache: ${await end(order)}`;
      expect(came).toContain("unknown, ABANDONED");
    } else {
      await importLibrary();
      await load();
    }
    await until("a free page", isFree);
    await framesLoaded();
    await arm({ m_redirect_url: `${at.shop.origin}/complete` });
    await at.tab.click("#pay");
    await until("the gateway again", async () => !(await address()).startsWith(at.shop.origin));
    observe(context, {
      happens: came,
      sees: "the page is free, and the button opens the gateway's page again",
    });
  });

  it("a guard asks on a phone whether to leave the page, and the customer stays", async (context) => {
    await visitReady({ phone: true });
    const { stayAfter } = at.tab;
    if (!stayAfter) return context.skip("its driver leaves the page without asking");
    const toGateway = { m_redirect_url: `${at.shop.origin}/complete` };
    const order = await arm(toGateway, { exitAfter: 1_000 });
    await at.tab.evaluate(() => {
      window.onbeforeunload = (event) => event.preventDefault();
    });
    await stayAfter(() => at.tab.click("#pay"));
    await wayOutComes();
    await at.tab.click(wayOut);
    const came = await end(order);
    expect(came).toBe("unknown, ABANDONED");
    expect(await address()).toBe(`${at.shop.origin}/checkout`);
    await until("a free page", isFree);
    await at.tab.evaluate(() => {
      window.onbeforeunload = null;
    });
    await arm(toGateway);
    await at.tab.click("#pay");
    await until("the gateway", async () => !(await address()).startsWith(at.shop.origin));
    observe(context, {
      happens: came,
      sees: "a button to close the window; then the page is free, and the next click leads to the gateway's page",
    });
  });

  it("a shop in a sandboxed frame, on a phone, which may not leave the page around it", async (context) => {
    await visit({ phone: true });
    await at.tab.evaluate(() => {
      const frame = document.createElement("iframe");
      frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-forms");
      frame.setAttribute("style", "width:100%;height:600px");
      frame.src = "/checkout";
      document.body.append(frame);
      return new Promise((loaded) => frame.addEventListener("load", loaded)).then(() => null);
    });
    const order = at.nextOrder();
    await at.tab.evaluate(
      async ({ addresses: { userCode, ...options }, merchant_uid }) => {
        const { contentWindow } = document.querySelector("iframe") as HTMLIFrameElement;
        const lib = await (contentWindow as Window & { eval: typeof eval }).eval('import("/lib/index.js")');
        await lib.loadIamport(userCode, options);
        const params = { pg: "kcp", amount: 64900, name: "회전의자", merchant_uid };
        lib.requestPay(params, { exitAfter: 1_000 }).then(
          ({ outcome, error_code }: { outcome: string; error_code: string }) => {
            (window as never as Page).ends[merchant_uid] = `${outcome}, ${error_code}`;
          },
          ({ code }: { code: string }) => {
            (window as never as Page).ends[merchant_uid] = code;
          },
        );
      },
      { addresses: at.addresses, merchant_uid: order },
    );
    await at.tab.clickInWindow(wayOut);
    const came = await end(order);
    expect(came).toBe("unknown, ABANDONED");
    expect(await address()).toBe(`${at.shop.origin}/checkout`);
    await until("a shop that isn't covered", () =>
      at.tab.evaluate(() => {
        const shop = document.querySelector("iframe")?.contentDocument;
        const dialog = shop?.querySelector(".imp-dialog");
        return dialog && getComputedStyle(dialog).display === "none";
      }),
    );
    observe(context, { happens: came, sees: "a button to close the window; then the shop is free" });
  });
}
