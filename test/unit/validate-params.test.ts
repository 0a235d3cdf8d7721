import { afterEach, describe, expect, it, vi } from "vitest";
import { validateParams } from "../../src/index.ts";

const good = { pg: "kcp", amount: 64900, merchant_uid: "order-1" };
const problems = (params: object) => validateParams({ ...good, ...params } as never);

afterEach(() => vi.useRealTimers());

describe("what can be paid with", () => {
  it.each([
    {},
    { pg: "kcp.T0000" },
    { pg: "brand_new_gateway" },
    { amount: 14.2, currency: "USD" },
    { amount: 0, customer_uid: "card-1" },
    { tax_free: 900 },
    { merchant_uid: "!".repeat(40) },
    { name: "가".repeat(40) },
    { m_redirect_url: "https://shop.example/complete?a=1#b" },
    { m_redirect_url: "myapp://complete" },
    { notice_url: "http://shop.example/webhook" },
    { notice_url: ["https://shop.example/webhook", "https://other.example/"] },
    { vbank_due: "2099-12-31" },
    { vbank_due: "20991231" },
    { vbank_due: "2099-12-31 23:59:59" },
    { vbank_due: "20991231235959" },
    { buyer_tel: undefined, digital: false },
    { brand_new_parameter: [1, { a: null }] },
  ])("%j", (params) => {
    expect(problems(params)).toEqual([]);
  });
});

describe("what stops a payment", () => {
  it.each([
    [
      { amount: "64900" },
      "amount",
      "amount: wanted a number above 0 (KRW, JPY: whole; USD, EUR: cents), got string 64900",
    ],
    [{ amount: undefined }, "amount", "amount: wanted a number, got undefined"],
    [
      { amount: Number.NaN },
      "amount",
      "amount: wanted a number above 0 (KRW, JPY: whole; USD, EUR: cents), got number NaN",
    ],
    [
      { amount: Number.POSITIVE_INFINITY },
      "amount",
      "amount: wanted a number above 0 (KRW, JPY: whole; USD, EUR: cents), got number Infinity",
    ],
    [
      { amount: -1 },
      "amount",
      "amount: wanted a number above 0 (KRW, JPY: whole; USD, EUR: cents), got number -1",
    ],
    [
      { amount: 0 },
      "amount",
      "amount: wanted a number above 0 (KRW, JPY: whole; USD, EUR: cents), got number 0",
    ],
    [
      { amount: 100.5, currency: "KRW" },
      "amount",
      "amount: wanted a number above 0 (KRW, JPY: whole; USD, EUR: cents), got number 100.5",
    ],
    [{ tax_free: 64901 }, "tax_free", "tax_free: wanted a part of amount, got number 64901"],
    [{ tax_free: "1" }, "tax_free", "tax_free: wanted a part of amount, got string 1"],
    [{ merchant_uid: "" }, "merchant_uid", "merchant_uid: wanted 1 to 40 ASCII characters, got string "],
    [
      { merchant_uid: "x".repeat(41) },
      "merchant_uid",
      `merchant_uid: wanted 1 to 40 ASCII characters, got string ${"x".repeat(41)}`,
    ],
    [
      { merchant_uid: "주문" },
      "merchant_uid",
      "merchant_uid: wanted 1 to 40 ASCII characters, got string 주문",
    ],
    [{ merchant_uid: 7 }, "merchant_uid", "merchant_uid: wanted 1 to 40 ASCII characters, got number 7"],
    [
      { m_redirect_url: "/complete" },
      "m_redirect_url",
      "m_redirect_url: wanted an absolute URL, got string /complete",
    ],
    [
      { m_redirect_url: "javascript:alert(1)" },
      "m_redirect_url",
      "m_redirect_url: wanted an absolute URL, got string javascript:alert(1)",
    ],
    [
      { m_redirect_url: " java\nscript:alert(1)" },
      "m_redirect_url",
      "m_redirect_url: wanted an absolute URL, got string  java\nscript:alert(1)",
    ],
    [
      { notice_url: ["https://a.example", "b"] },
      "notice_url[1]",
      "notice_url[1]: wanted an absolute http(s) URL, got string b",
    ],
    [
      { confirm_url: "myapp://x" },
      "confirm_url",
      "confirm_url: wanted an absolute http(s) URL, got string myapp://x",
    ],
  ])("%j", (params, path, message) => {
    expect(problems(params)).toEqual([{ path, message, severity: "error" }]);
  });

  it.each([
    ["paypal_v2", "IMP.loadUI"],
    ["paypal_v2.MID", "IMP.loadUI"],
    ["naverco", "IMP.request_pay"],
  ])("%s, and says what to call instead", (pg, instead) => {
    const [issue] = problems({ pg });
    expect(issue).toMatchObject({ path: "pg", severity: "error" });
    expect(issue?.message).toContain(instead);
  });

  it.each([null, undefined, 5, "x"])("parameters that are %j", (params) => {
    expect(validateParams(params as never)).toMatchObject([{ path: "amount", severity: "error" }]);
  });
});

describe("what only looks wrong", () => {
  it.each([
    [{ name: "가".repeat(41) }, "name"],
    [{ name: "" }, "name"],
    [{ vbank_due: "2020-01-01" }, "vbank_due"],
    [{ vbank_due: "2099-02-30" }, "vbank_due"],
    [{ vbank_due: "2099-12-31T00:00" }, "vbank_due"],
    [{ vbank_due: "209912312359" }, "vbank_due"],
    [{ vbank_due: "soon" }, "vbank_due"],
    [{ buyer_tel: 1012345678 }, "buyer_tel"],
    [{ digital: "false" }, "digital"],
  ])("%j", (params, path) => {
    expect(problems(params)).toMatchObject([{ path, severity: "warning" }]);
  });

  it("a day is over when it is over in Korea", () => {
    vi.useFakeTimers({ now: new Date("2026-11-23T14:59:00Z") });
    expect(problems({ vbank_due: "20261123" })).toEqual([]);
    vi.setSystemTime(new Date("2026-11-23T15:00:00Z"));
    expect(problems({ vbank_due: "20261123" })).toMatchObject([{ severity: "warning" }]);
  });
});

it("everything that is wrong is said at once", () => {
  const paths = problems({ amount: "1", merchant_uid: "", m_redirect_url: "x", name: "" }).map(
    ({ path }) => path,
  );
  expect(paths.sort()).toEqual(["amount", "m_redirect_url", "merchant_uid", "name"]);
});
