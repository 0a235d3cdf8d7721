import { expect, it } from "vitest";
import { observe } from "../../faults/observe.ts";
import type { Checkout } from "../checkout.ts";
import { until } from "../tab.ts";

export function casesOfRedirects(at: Checkout): void {
  const { visitReady, load, framesLoaded, importLibrary, arm, end, isFree, read, address } = at;

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
}
