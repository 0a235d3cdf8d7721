import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { type Fault, faults, type Kind } from "./cdn.ts";
import { openCheckout, paysNow, useShop } from "./loading-page.ts";
import { observe } from "./observe.ts";

const at = useShop();

type Script = Exclude<Kind, "gateways">;

const scripts: [name: string, kinds: Script[]][] = [
  ["jQuery", ["jquery"]],
  ["the SDK", ["sdk"]],
  ["jQuery and the SDK", ["jquery", "sdk"]],
];
const addresses = { jquery: /\/jquery-/, sdk: /iamport\.payment/ };

/** Every script with every fault. */
const each = <What>(what: Record<string, What>) =>
  scripts.flatMap(([script, kinds]) =>
    Object.entries(what).map(([fault, how]) => [`${script}: ${fault}`, kinds, how] as const),
  );

/** No tag; of the globals what came whole. */
const whatCame = (failed: Script[]) => {
  const jQuery = failed.includes("jquery") ? "undefined" : "function";
  return { tags: 0, IMP: failed.includes("sdk") ? "none" : "whole", jQuery, $: jQuery };
};

describe("Loading", () => {
  const { "never ends": neverEnds, ...atOnce } = faults;

  it.for(each<Fault>(atOnce))("%s", async ([, kinds, fault], context) => {
    at.cdn.break(Object.fromEntries(kinds.map((kind) => [kind, fault])));
    const checkout = await openCheckout();
    const code = await checkout.load();
    expect(code).toBe("SDK_LOAD_FAILED");
    const told = await checkout.pay();
    expect(told).toContain("SDK_LOAD_FAILED");
    expect(await checkout.left()).toEqual(whatCame(kinds));
    at.cdn.break({});
    observe(context, {
      happens: `${code}; nothing left behind`,
      sees: `"${told}"; then ${await paysNow(checkout)}`,
    });
  });

  it.for(
    each({
      "blocked by an ad blocker": "blockedbyclient",
      "its host has no address": "namenotresolved",
    }),
  )("%s", async ([, kinds, reason], context) => {
    const checkout = await openCheckout();
    for (const kind of kinds) await checkout.page.route(addresses[kind], (route) => route.abort(reason));
    const code = await checkout.load();
    expect(code).toBe("SDK_LOAD_FAILED");
    const told = await checkout.pay();
    expect(told).toMatch(/SDK_LOAD_(FAILED|TIMEOUT)/);
    expect(await checkout.left()).toEqual(whatCame(kinds));
    for (const kind of kinds) await checkout.page.unroute(addresses[kind]);
    observe(context, {
      happens: `${code}; nothing left behind`,
      sees: `"${told}"; then ${await paysNow(checkout)}`,
    });
  });

  it.for(each({ "other than its hash says": null }))("%s", async ([, kinds], context) => {
    const checkout = await openCheckout();
    const wrong = `sha256-${"A".repeat(43)}=`;
    const code = await checkout.load({
      ...(kinds.includes("jquery") && { jqueryIntegrity: wrong }),
      ...(kinds.includes("sdk") && { sdkIntegrity: wrong }),
    });
    expect(code).toBe("SDK_LOAD_FAILED");
    const told = await checkout.pay();
    expect(told).toMatch(/SDK_LOAD_(FAILED|TIMEOUT)/);
    expect(await checkout.left()).toEqual(whatCame(kinds));
    const sdk = await (await fetch(`${at.cdn.url}/js/iamport.payment-1.2.0.js`)).text();
    const right = {
      jqueryIntegrity: "sha256-ZosEbRLbNQzLpnKIkEdrPv7lOy9C27hHQ+Xp8a4MxAQ=",
      sdkIntegrity: `sha256-${createHash("sha256").update(sdk).digest("base64")}`,
    };
    expect(await checkout.load(right)).toBe("ready");
    observe(context, {
      happens: `${code}; nothing left behind; ready with the right hash`,
      sees: `"${told}"; then ${await paysNow(checkout)}`,
    });
  });

  it.for(each({ "never ends": neverEnds }))("%s", async ([, kinds, fault], context) => {
    at.cdn.break(Object.fromEntries(kinds.map((kind) => [kind, fault])));
    const checkout = await openCheckout();
    const code = await checkout.load({ timeout: 500 });
    expect(code).toBe("SDK_LOAD_TIMEOUT");
    // Scripts run in order, so that the SDK waits for a jQuery that never comes.
    expect(await checkout.left()).toMatchObject({ tags: 0, IMP: "none" });
    const told = await checkout.pay();
    expect(told).toMatch(/SDK_LOAD_(FAILED|TIMEOUT)/);
    expect(await checkout.left()).toMatchObject({ tags: 0 });
    // What was asked for never comes, and what is asked for from now on does.
    at.cdn.break({});
    expect(await checkout.load()).toBe("ready");
    observe(context, {
      happens: `${code}; nothing left behind`,
      sees: `"${told}"; then ${await paysNow(checkout)}`,
    });
  });

  it.for(each({ "comes after the timeout": null }))("%s", async ([, kinds], context) => {
    const checkout = await openCheckout();
    const { page } = checkout;
    const release = at.cdn.hold(...kinds);
    const code = await checkout.load({ timeout: 500 });
    expect(code).toBe("SDK_LOAD_TIMEOUT");
    expect(await checkout.left()).toMatchObject({ tags: 0, IMP: "none" });
    // Meanwhile the page has got a jQuery of its own, and a `$` that is none.
    await page.addScriptTag({ url: "/jquery-1.12.4.js" });
    await page.evaluate(() => Object.assign(window, { own: window.jQuery, $: "theirs" }));
    const arrivals = page.waitForFunction(() => window.IMP);
    release();
    await arrivals;
    const kept = () =>
      page.evaluate(
        () => window.jQuery === (window as never as { own: unknown }).own && window.$ === "theirs",
      );
    expect(await kept()).toBe(true);
    expect(await checkout.left()).toMatchObject({ tags: 1, IMP: "whole" });
    expect(await checkout.load()).toBe("ready");
    expect(at.cdn.asked.filter((path) => /\.js/.test(path))).toHaveLength(2);
    const pays = await paysNow(checkout);
    expect(await kept()).toBe(true);
    observe(context, {
      happens: `${code}; what arrives then serves the next call, and the page's own jQuery and $ are kept`,
      sees: pays,
    });
  });
});
