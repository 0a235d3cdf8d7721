import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addresses, createShop, expectDiscreet, listen, onExpress, onNode, type Shop } from "./handlers.ts";
import { observe, times } from "./observe.ts";

const contract = [200, 400, 413, 503];
const headers = { "content-type": "application/json" };

/** One place at PortOne for each ID, and no other: whatever it holds, it is one part of the path. */
function expectOnlyPaths(asked: readonly string[], imp_uid: unknown, merchant_uid: unknown): number {
  const calls = asked.filter((call) => call !== "POST /users/getToken");
  for (const call of calls) {
    const [, byPayment, byOrder] =
      /^GET \/payments\/(?:([\w-]{1,50})|findAll\/([^/?#]+))\?include_sandbox=true(?:&[\w=&-]+)?$/.exec(
        call,
      ) ?? [];
    expect(byPayment ?? decodeURIComponent(byOrder ?? ""), call).toBe(byPayment ? imp_uid : merchant_uid);
  }
  return calls.length;
}

/** The report to all: as a handler, behind `node:http`, behind Express. */
async function send(shop: Shop, urls: readonly string[], body: string) {
  const statuses = new Set<number>();
  for (const address of addresses) {
    const init = { method: "POST", headers, body };
    const answers = [await shop[address](new Request("https://shop.example/", init))];
    for (const url of urls) answers.push(await fetch(`${url}/${address}`, init));
    for (const answer of answers) {
      expectDiscreet(await answer.text());
      expect(contract).toContain(answer.status);
      statuses.add(answer.status);
    }
  }
  return [...statuses].sort();
}

const hostile = {
  "../": "../prepare/order-1",
  "/..": "imp_1/../prepare/order-1",
  "a dot": ".",
  "two dots": "..",
  "encoded dots": "%2e%2e",
  "encoded dots and slash": "%2e%2e%2fprepare%2forder-1",
  "a backslash": "..\\prepare\\order-1",
  "a slash": "order-1/paid",
  "?": "order-1?include_sandbox=false",
  "#": "order-1#",
  "%2F": "order-1%2Fpaid",
  "%00": "order-1%00",
  "a null character": "order-1\u0000",
  "a new line": "order-1\r\nx-header: 1",
  "a tab": "order\t1",
  "a space": "order 1",
  "a semicolon": "order-1;a=b",
  "an at sign and a host": "@evil.example",
  "an address": "http://evil.example/",
  "two slashes": "//evil.example/",
  Korean: "주문-1",
  "an emoji": "🙂-1",
  "right to left": "\u202e1-redro",
  "full-width dots": "．．／prepare",
  "a line separator": "order\u20281",
  "a lone surrogate": "order-\ud800",
  "the other lone surrogate": "order-\udc00",
  "100,000 characters": "a".repeat(100_000),
  "41 characters": "a".repeat(41),
  "256 characters": "a".repeat(256),
  "names of endpoints": "prepare",
  "the name __proto__": "__proto__",
  SQL: "' or 1=1 --",
  markup: "<script>alert(1)</script>",
};

describe("Server", () => {
  it.for(Object.entries(hostile))("imp_uid and merchant_uid: %s", async ([, id], context) => {
    const shop = createShop();
    const good = await shop.pay({ merchant_uid: "order-1" });
    const urls = [(await listen(onNode(shop))).url, (await listen(onExpress(shop))).url];
    const seen = new Set<number>();
    let calls = 0;
    for (const [imp_uid, merchant_uid] of [
      [id, "order-1"],
      [good, id],
      [null, id],
      [id, id],
    ]) {
      shop.asked.length = 0;
      for (const status of await send(shop, urls, JSON.stringify({ imp_uid, merchant_uid })))
        seen.add(status);
      calls += expectOnlyPaths(shop.asked, imp_uid, merchant_uid);
    }
    const status = id.length > 64 * 1024 ? 413 : 400;
    expect([...seen]).toEqual([status]);
    expect(shop.onVerified).not.toHaveBeenCalled();
    expect(shop.errors).toEqual([]);
    expect(await send(shop, urls, JSON.stringify({ imp_uid: good, merchant_uid: "order-1" }))).toEqual([200]);
    observe(context, {
      happens: `${status}; PortOne asked ${calls ? "at this ID's own path, encoded, and found nothing" : "for nothing"}; the next good report: 200`,
      sees: "nothing is settled",
    });
  });

  const wrong: [string, unknown][] = [
    ["a number", 1],
    ["a list", ["order-1"]],
    ["an object", { $ne: 1 }],
    ["a boolean", true],
    ["false", false],
    ["nothing", null],
    ["empty", ""],
    ["missing", undefined],
  ];
  it.for(
    wrong.flatMap(([name, value]) =>
      ["imp_uid", "merchant_uid"].map((field) => [field, name, value] as const),
    ),
  )("%s: %s", async ([field, , value], context) => {
    const shop = createShop();
    const good = await shop.pay({ merchant_uid: "order-1" });
    const urls = [(await listen(onNode(shop))).url, (await listen(onExpress(shop))).url];
    const body = JSON.stringify({ imp_uid: good, merchant_uid: "order-1", [field]: value });
    const seen = await send(shop, urls, body);
    // The browser need not know the payment: it is looked for by order. A webhook always names it.
    const without = field === "imp_uid" && (value === null || value === undefined || value === "");
    expect(seen).toEqual(without ? [200, 400] : [400]);
    const calls = expectOnlyPaths(shop.asked, good, "order-1");
    expect(calls > 0).toBe(without);
    expect(shop.errors).toEqual([]);
    expect(await send(shop, urls, JSON.stringify({ imp_uid: good, merchant_uid: "order-1" }))).toEqual([200]);
    observe(context, {
      happens: without
        ? "complete 200, looked for by order; webhook 400"
        : "400; PortOne asked for nothing; the next good report: 200",
      sees: without ? "the verdict on the order" : "nothing is settled",
    });
  });

  const id = fc.oneof(
    fc.constantFrom(...Object.values(hostile), "order-1", "imp_1"),
    fc.string({ unit: "binary", maxLength: 60 }),
    fc.stringMatching(/^[./%?#\\;@a-z0-9-]{0,45}$/),
    fc.jsonValue(),
  );
  // An object may have a `toString` of its own, which isn't one.
  const asText = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));
  const inForm = (one: unknown, other: unknown) => `imp_uid=${asText(one)}&merchant_uid=${asText(other)}`;
  const body = fc.oneof(
    {
      weight: 6,
      arbitrary: fc
        .record({ imp_uid: id, merchant_uid: id }, { requiredKeys: [] })
        .map((value) => JSON.stringify(value)),
    },
    { weight: 2, arbitrary: fc.json() },
    { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 300 }) },
    { weight: 1, arbitrary: fc.tuple(id, id).map(([one, other]) => inForm(one, other)) },
  );

  const named = (text: string): { imp_uid?: unknown; merchant_uid?: unknown } => {
    try {
      return JSON.parse(text) ?? {};
    } catch {
      // jQuery's form that is called JSON.
      return Object.fromEntries(new URLSearchParams(text));
    }
  };

  it("generated bodies: to both addresses as fetch handlers", async (context) => {
    const shop = createShop();
    const inputs = times(20_000);
    const seen = new Set<number>();
    await fc.assert(
      fc.asyncProperty(body, fc.constantFrom(...addresses), async (text, address) => {
        shop.asked.length = 0;
        const answer = await shop[address](
          new Request("https://shop.example/", { method: "POST", headers, body: text }),
        );
        expect(contract).toContain(answer.status);
        seen.add(answer.status);
        expectDiscreet(await answer.text());
        const { imp_uid, merchant_uid } = named(text);
        expectOnlyPaths(shop.asked, imp_uid, merchant_uid);
      }),
      { numRuns: inputs },
    );
    expect(shop.onVerified).not.toHaveBeenCalled();
    expect(shop.errors).toEqual([]);
    observe(context, {
      happens: `${[...seen].sort().join(" or ")}; PortOne asked at no path but the ID's own`,
      sees: "nothing is settled",
      inputs,
    });
  });

  it("generated bodies: over sockets, behind node:http and Express", async (context) => {
    const shop = createShop();
    const urls = [(await listen(onNode(shop))).url, (await listen(onExpress(shop))).url];
    const inputs = times(2_000);
    const seen = new Set<number>();
    await fc.assert(
      fc.asyncProperty(body, async (text) => {
        shop.asked.length = 0;
        for (const status of await send(shop, urls, text)) seen.add(status);
        const { imp_uid, merchant_uid } = named(text);
        expectOnlyPaths(shop.asked, imp_uid, merchant_uid);
      }),
      { numRuns: inputs },
    );
    expect(shop.onVerified).not.toHaveBeenCalled();
    const good = await shop.pay({ merchant_uid: "order-1" });
    expect(await send(shop, urls, JSON.stringify({ imp_uid: good, merchant_uid: "order-1" }))).toEqual([200]);
    observe(context, {
      happens: `${[...seen].sort().join(" or ")}; PortOne asked at no path but the ID's own; the next good report: 200`,
      sees: "nothing is settled",
      inputs,
    });
  });
});
