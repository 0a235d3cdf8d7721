// @vitest-environment node
import { expect, it } from "vitest";
import * as lib from "../../src/index.ts";

it("importing it on a server is harmless, and calling it says what is wrong", async () => {
  await expect(lib.loadIamport("imp00000000")).rejects.toMatchObject({
    name: "IamportError",
    code: "NOT_IN_BROWSER",
  });
  await expect(lib.requestPay({ amount: 1 })).rejects.toMatchObject({ code: "NOT_IN_BROWSER" });
  expect(lib.getRedirectResult()).toBeNull();
  expect(lib.clearRedirectResult()).toBeUndefined();
  expect(lib.parseRedirect()).toBeNull();
  expect(lib.parseRedirect("?imp_uid=imp_1&merchant_uid=o&imp_success=true")?.success).toBe(true);
  expect(lib.resultDelivery({ pg: "kcp" })).toBe("callback");
  expect(lib.validateParams({ amount: 1 })).toEqual([]);
  expect(lib.createMerchantUid()).toHaveLength(24);
});
