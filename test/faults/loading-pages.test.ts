import { describe, expect, it } from "vitest";
import { openCheckout, paysNow, useShop } from "./loading-page.ts";
import { observe } from "./observe.ts";

const at = useShop();

const jquery = '<script src="/jquery-1.12.4.js"></script>';
const sdk = (attributes = "", version = "1.2.0") =>
  `<script ${attributes} src="CDN/js/iamport.payment-${version}.js"></script>`;
/** Ends the head: what follows is in the body. */
const body = "</head><body>";

describe("Loading", () => {
  it.for([
    ["in <head>", jquery + sdk()],
    ["async", sdk("async")],
    ["async, before its jQuery", sdk("async") + jquery],
    ["defer", jquery + sdk("defer")],
    ["in <body>", body + jquery + sdk()],
    ["of another version", jquery + sdk("", "1.1.8")],
    ["of an old version, without jQuery", sdk("", "1.1.4")],
    ["twice", jquery + sdk() + sdk()],
    ["twice, of two versions", jquery + sdk("", "1.1.5") + sdk()],
  ] as const)("the page has the SDK's tag: %s", async ([, head], context) => {
    const checkout = await openCheckout(head.replace(/CDN/g, at.cdn.url));
    const before = (await checkout.left()).tags;
    const code = await checkout.load();
    expect(code).toBe("ready");
    const { tags, IMP } = await checkout.left();
    expect(IMP).toBe("whole");
    // What the page had has stayed. jQuery is brought where it has none, and so is an SDK that came to nothing.
    const brought = tags - before;
    expect(brought).toBe(head.includes("1.1.4") ? 2 : head.includes("jquery") ? 0 : 1);
    observe(context, {
      happens: `${code}; ${brought === 0 ? "nothing more is loaded" : `${brought} of our tags beside the page's`}`,
      sees: await paysNow(checkout),
    });
  });

  it.for(["1.12.4", "2.2.4", "3.7.1", "4.0.0"])("the page has jQuery %s", async (version, context) => {
    const checkout = await openCheckout(`<script src="/jquery-${version}.js"></script>`);
    const code = await checkout.load();
    expect(code).toBe("ready");
    expect(at.cdn.asked.filter((path) => path.includes("jquery"))).toEqual([]);
    expect(await checkout.page.evaluate(() => window.jQuery?.fn.jquery)).toBe(version);
    observe(context, { happens: `${code}; the page's jQuery is used`, sees: await paysNow(checkout) });
  });

  it.for([
    ["jQuery 3.7.1 slim", '<script src="/jquery-3.7.1.slim.js"></script>'],
    ["jQuery 4.0.0 slim", '<script src="/jquery-4.0.0.slim.js"></script>'],
    [
      "a jQuery older than 1.5",
      "<script>jQuery = $ = Object.assign(() => {}, { fn: { ready() {} }, ajax() {}, getScript() {} })</script>",
    ],
  ] as const)("the page has %s", async ([, head], context) => {
    const checkout = await openCheckout(head);
    const own = await checkout.page.evaluateHandle(() => window.jQuery);
    const code = await checkout.load();
    expect(code).toBe("JQUERY_UNUSABLE");
    const told = await checkout.pay();
    expect(told).toContain("JQUERY_UNUSABLE");
    expect(await checkout.page.evaluate((own) => window.jQuery === own && window.$ === own, own)).toBe(true);
    expect(at.cdn.asked.filter((path) => path.includes("jquery"))).toEqual([]);
    // The page mends it.
    await checkout.page.addScriptTag({ url: "/jquery-3.7.1.js" });
    observe(context, {
      happens: `${code}; the page's jQuery is left alone`,
      sees: `"${told}"; with a full jQuery, ${await paysNow(checkout)}`,
    });
  });

  it("Prototype has the $, and extends arrays and functions", async (context) => {
    const checkout = await openCheckout(`<script>${prototype}</script>`);
    const code = await checkout.load();
    expect(code).toBe("ready");
    const pays = await paysNow(checkout);
    const theirs = await checkout.page.evaluate(() => (window.$ as (id: string) => Element)("pay").tagName);
    expect(theirs).toBe("BUTTON");
    observe(context, { happens: `${code}; $ still finds elements by their ID`, sees: pays });
  });

  it("RequireJS is on the page, and jQuery registers with it", async (context) => {
    const checkout = await openCheckout('<script src="/require.js"></script>');
    const errors: string[] = [];
    checkout.page.on("pageerror", (error) => errors.push(error.message));
    const code = await checkout.load();
    expect(code).toBe("ready");
    const pays = await paysNow(checkout);
    const required = await checkout.page.evaluate(
      () =>
        new Promise((resolve) => {
          const { require } = window as never as { require(names: string[], then: unknown): void };
          require(["jquery"], (jquery: unknown) => resolve(jquery === window.jQuery));
        }),
    );
    expect(required).toBe(true);
    expect(errors).toEqual([]);
    observe(context, { happens: `${code}; RequireJS gives out the same jQuery`, sees: pays });
  });

  it("Object.prototype is extended, and loops don't see it", async (context) => {
    const checkout = await openCheckout(
      '<script>Object.defineProperty(Object.prototype, "each", { value() {}, writable: true });</script>',
    );
    const code = await checkout.load();
    expect(code).toBe("ready");
    observe(context, { happens: code, sees: await paysNow(checkout) });
  });

  it("Object.prototype is extended by a function that loops see", async (context) => {
    const checkout = await openCheckout("<script>Object.prototype.each = () => {};</script>");
    const code = await checkout.load();
    expect(code).toBe("SDK_LOAD_FAILED");
    const told = await checkout.pay();
    expect(await checkout.left()).toMatchObject({ tags: 0, jQuery: "undefined", $: "undefined" });
    await checkout.page.evaluate("delete Object.prototype.each");
    observe(context, {
      happens: `${code}: jQuery itself doesn't run; nothing left behind`,
      sees: `"${told}"; without it, ${await paysNow(checkout)}`,
    });
  });

  it.for([
    ["Object.freeze(IMP)", "Object.freeze(IMP);"],
    [
      "a property that can't be written",
      'Object.defineProperty(window, "IMP", { value: IMP, writable: false });',
    ],
    [
      "a getter without a setter",
      "var it = IMP; delete window.IMP; Object.defineProperty(window, 'IMP', { get: () => it });",
    ],
  ])("window.IMP is whole and shut: %s", async ([, script], context) => {
    const head = jquery + sdk().replace("CDN", at.cdn.url);
    const checkout = await openCheckout(`${head}<script>${script}</script>`);
    const code = await checkout.load();
    expect(code).toBe("ready");
    observe(context, { happens: code, sees: await paysNow(checkout) });
  });

  it("window.IMP is half-made, and can't be written", async (context) => {
    const checkout = await openCheckout(
      '<script>Object.defineProperty(window, "IMP", { value: {}, writable: false, configurable: true });</script>',
    );
    const code = await checkout.load();
    expect(code).toBe("SDK_LOAD_FAILED");
    const told = await checkout.pay();
    expect(told).toContain(code);
    expect((await checkout.left()).tags).toBe(0);
    await checkout.page.evaluate("delete window.IMP");
    observe(context, {
      happens: `${code}; no tag is left`,
      sees: `"${told}"; once it is out of the way, ${await paysNow(checkout)}`,
    });
  });
});

/**
 * What Prototype is known for, on other people's pages: its `$`, arrays and functions with more methods, which loops
 * see, a `toJSON` of arrays, texts and numbers that knows nothing of `JSON.stringify`, and an `Array.from` of its own.
 */
const prototype = `
  function $(element) { return typeof element === "string" ? document.getElementById(element) : element; }
  Array.prototype.each = function (visit) { for (var at = 0; at < this.length; at++) visit(this[at], at); return this; };
  Array.prototype.toJSON = function () { return "[" + this.map(function (one) { return JSON.stringify(one); }).join(", ") + "]"; };
  Function.prototype.bind = function (self) { var it = this, given = [].slice.call(arguments, 1); return function () { return it.apply(self, given.concat([].slice.call(arguments))); }; };
  String.prototype.toJSON = function () { return '"' + this + '"'; };
  Number.prototype.toJSON = function () { return String(this); };
  Array.from = function (list) { return [].slice.call(list); };
`;
