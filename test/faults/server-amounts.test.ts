import { describe, expect, it } from "vitest";
import { createIamportClient } from "../../src/server/index.ts";
import { brokenPortone, json, payment } from "./broken-portone.ts";
import { createShop, expectDiscreet, listen, onNode } from "./handlers.ts";
import { observe } from "./observe.ts";

/** What PortOne says was paid, as it stands in the JSON, and whether it is the 64,900 that the order costs. */
const amounts: [string, boolean][] = [
  ["64900", true],
  ["64900.0", true],
  ["6.49e4", true],
  ['"64900"', true],
  ['"64900.00"', true],
  ['"6.49e4"', true],
  ['"1e3"', false],
  ["1e3", false],
  ["-64900", false],
  ["0", false],
  ["-0", false],
  ["64900.01", false],
  ["64899.99", false],
  ['"64900.0000000000000000000001"', false],
  [`"64900.${"0".repeat(5_000)}1"`, false],
  [`"${"9".repeat(100_000)}"`, false],
  ["1e400", false],
  ["-1e400", false],
  ['"1e999999999"', false],
  ['"NaN"', false],
  ['"Infinity"', false],
  ['"64,900"', false],
  ['" 64900"', false],
  ['"64900원"', false],
  ['"0xFD84"', false],
  ['"６４９００"', false],
  ["true", false],
  ["null", false],
  ["[64900]", false],
  ['{"valueOf":64900}', false],
];

async function verdictOn(changed: string) {
  const entries = Object.entries({ ...payment }).filter(([name]) => !changed.startsWith(`"${name}"`));
  const record = `${JSON.stringify(Object.fromEntries(entries)).slice(0, -1)},${changed}}`;
  const portone = await brokenPortone({ payment: json(`{"code":0,"message":null,"response":${record}}`) });
  const client = createIamportClient({ impKey: "k", impSecret: "s", baseUrl: portone.url, retries: 0 });
  const shop = createShop({}, { client });
  const { url } = await listen(onNode(shop));
  const answers = await Promise.all(
    ["complete", "webhook"].map(async (address) => {
      const headers = { "content-type": "application/json" };
      const body = JSON.stringify({ imp_uid: "imp_1", merchant_uid: "order-1" });
      const answer = await fetch(`${url}/${address}`, { method: "POST", headers, body });
      const text = await answer.text();
      expectDiscreet(text);
      return { status: answer.status, ...JSON.parse(text), http: answer.status };
    }),
  );
  return { shop, answers };
}

describe("Server", () => {
  const shown = (amount: string) =>
    amount.length > 40 ? `${amount.slice(0, 20)}… (${amount.length} characters)` : amount;
  it.for(amounts.map(([amount, same]) => [shown(amount), amount, same] as const))(
    "PortOne says that %s was paid, for an order of 64900",
    async ([, amount, same], context) => {
      const { shop, answers } = await verdictOn(`"amount":${amount}`);
      const settled = shop.onVerified.mock.calls.map(([{ status }]) => status);
      expect(settled).toEqual(same ? ["paid", "paid"] : []);
      expect(answers.map(({ http }) => http)).toEqual(Array(2).fill(same ? 200 : 400));
      const reasons = shop.onForged.mock.calls.map(([{ reason }]) => reason);
      expect(reasons).toEqual(same ? [] : ["amount", "amount"]);
      expect(shop.errors).toEqual([]);
      observe(context, {
        happens: same ? "the same amount: 200, settled" : "400 forgery (amount), not settled",
        sees: answers[0]?.message,
      });
    },
  );

  it.for([
    ['"status":"PAID"', 200, "pending"],
    ['"status":["paid"]', 200, "pending"],
    ['"status":null', 200, "pending"],
    ['"status":1', 200, "pending"],
    ['"merchant_uid":"order-2"', 400, "forgery"],
    ['"merchant_uid":null', 400, "forgery"],
    ['"merchant_uid":["order-1"]', 400, "forgery"],
    ['"currency":"USD"', 400, "forgery"],
    ['"currency":null', 400, "forgery"],
    ['"currency":410', 400, "forgery"],
    ['"currency":["KRW"]', 400, "forgery"],
    ['"sandbox":true', 400, "forgery"],
    ['"sandbox":"true"', 400, "forgery"],
    ['"cancel_amount":64900', 400, "failed"],
    ['"cancel_amount":"64900.0"', 400, "failed"],
  ] as const)("PortOne's payment has %s", async ([changed, http, status], context) => {
    const { shop, answers } = await verdictOn(changed);
    expect(answers[0]).toMatchObject({ http, status });
    const settled = shop.onVerified.mock.calls.map(([verification]) => verification.status);
    expect(settled).not.toContain("paid");
    expect(shop.errors).toEqual([]);
    observe(context, { happens: `${http} ${status}, not settled`, sees: answers[0]?.message });
  });
});
