import { describe, expect, it, vi } from "vitest";
import { createMerchantUid, IamportError } from "../../src/index.ts";

describe("createMerchantUid", () => {
  it("makes IDs that PortOne takes and that never come twice", () => {
    const made = Array.from({ length: 10_000 }, () => createMerchantUid());
    expect(new Set(made).size).toBe(10_000);
    for (const uid of made) expect(uid).toMatch(/^[a-z\d]{24}$/);
  });

  it("makes them where a page has an Array.from of its own", () => {
    vi.spyOn(Array, "from").mockImplementation((list) => Array.prototype.slice.call(list));
    const made = createMerchantUid();
    vi.restoreAllMocks();
    expect(made).toMatch(/^[a-z\d]{24}$/);
  });

  it("keeps the prefix, and the 40 bytes", () => {
    expect(createMerchantUid("order")).toMatch(/^order[a-z0-9]{24}$/);
    expect(createMerchantUid("0123456789abcdef")).toHaveLength(40);
    expect(createMerchantUid("ORD20180131000000011shop")).toMatch(/^ORD20180131000000011shop[a-z0-9]{16}$/);
  });

  it.each([
    ["order-", /^order[a-z0-9]{24}$/],
    ["ORD20180131-0000011-shop", /^ORD201801310000011shop[a-z0-9]{18}$/],
    ["my_shop", /^myshop[a-z0-9]{24}$/],
  ])("leaves out of the prefix %j what Smartro doesn't take", (prefix, made) => {
    expect(createMerchantUid(prefix)).toMatch(made);
  });

  it.each(["주문", "a b", "1234567890123456789012345"])("refuses the prefix %j", (prefix) => {
    expect(() => createMerchantUid(prefix)).toThrow(IamportError);
  });
});
