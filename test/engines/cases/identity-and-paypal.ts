import { expect, it } from "vitest";
import { observe } from "../../faults/observe.ts";
import type { Checkout, Page } from "../checkout.ts";
import { until } from "../tab.ts";

export function casesOfIdentityAndPaypal(at: Checkout): void {
  const { visit, visitReady, load, armWith, end, isFree, paysAgain, read, wayOutComes, address } = at;

  it("identity verification: on a PC", async (context) => {
    await visitReady();
    const request = await armWith("requestCertification", {}, {});
    await at.tab.click("#pay");
    const popup = await at.tab.popup();
    await popup.click("[data-decision=approve]");
    const came = await end(request);
    expect(came).toBe("success");
    await until("no popup", async () => (await at.tab.popups()) === 0);
    observe(context, { happens: came, sees: await paysAgain() });
  });

  it("identity verification: on a phone, as a redirect", async (context) => {
    await visitReady({ phone: true });
    const request = await armWith(
      "requestCertification",
      { m_redirect_url: `${at.shop.origin}/complete` },
      {},
    );
    await at.tab.click("#pay");
    await until("the gateway", async () => !(await address()).startsWith(at.shop.origin));
    await at.tab.click("[data-decision=approve]");
    await until("the landing page", async () => (await address()).startsWith(`${at.shop.origin}/complete?`));
    expect(await read()).toBeNull();
    const landed = await at.tab.evaluate(() =>
      (window as never as Page).lib.getCertificationRedirectResult(),
    );
    expect(landed).toMatchObject({
      result: { success: true, merchant_uid: request, delivery: "redirect" },
      request: { merchant_uid: request },
    });
    observe(context, {
      happens: `${landed?.result.success && "success"} by ${landed?.result.delivery}; request: known`,
      sees: "the landing page, with the result, which is taken for no payment",
    });
  });

  it("identity verification: a dead window", async (context) => {
    await visitReady({ fault: { kind: "frameSilent", path: "/certificates/ready" } });
    const request = await armWith("requestCertification", {}, { exitAfter: 500 });
    // Nothing comes in its popup, and the customer closes it.
    await at.tab.evaluate(() => {
      const { open } = window;
      window.open = (...args) => {
        const popup = open.apply(window, args);
        setTimeout(() => popup?.close(), 300);
        return popup;
      };
    });
    await at.tab.click("#pay");
    await wayOutComes();
    await at.tab.pressEscape();
    const came = await end(request);
    expect(came).toBe("unknown, ABANDONED");
    observe(context, { happens: came, sees: `a button to close the window; then ${await paysAgain()}` });
  });

  it("PayPal's own button: each click pays, and each has its result", async (context) => {
    await visit();
    expect(await load({ version: "v1", sdkUrl: `${at.shop.sandbox.url}/v1/iamport.js` })).toBe("ready");
    const order = at.nextOrder();
    const drawn = await at.tab.evaluate((merchant_uid) => {
      const page = window as never as Page;
      const place = document.body.appendChild(document.createElement("div"));
      place.className = "portone-ui-container";
      place.dataset.portoneUiType = "paypal-spb";
      const params = { pg: "paypal_v2", merchant_uid, name: "Chair", amount: 14.2, currency: "USD" };
      let answers = 0;
      return page.lib
        .loadPaymentUI("paypal-spb", params, {
          onResult: ({ success, outcome }) => {
            page.ends[`${merchant_uid}, ${++answers}`] = success ? "success" : outcome;
          },
        })
        .then(() => "drawn");
    }, order);
    expect(drawn).toBe("drawn");
    const pays = async (count: number, decision: "cancel" | "approve") => {
      await at.tab.click(".portone-ui-container button");
      await at.tab.clickInWindow(`[data-decision=${decision}]`);
      return end(`${order}, ${count}`);
    };
    const came = [await pays(1, "cancel"), await pays(2, "approve")];
    expect(came).toEqual(["failed", "success"]);
    await until("a free page", isFree);
    observe(context, { happens: came.join(", then "), sees: "the button, which pays again" });
  });
}
