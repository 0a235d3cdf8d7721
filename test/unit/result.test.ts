import { describe, expect, it } from "vitest";
import { toResult } from "../../src/payment/result.ts";

const ids = { imp_uid: "imp_1", merchant_uid: "order-1" };

describe("answers seen in the wild", () => {
  it.each([
    ["a payment", { success: true, ...ids, paid_amount: 64900 }],
    ["a payment, by a gateway that says imp_success", { imp_success: true, ...ids }],
    ["a payment, by the v1 SDK", ids],
    ["a payment whose order is left out", { success: true, imp_uid: "imp_1" }],
    ["a virtual account", { success: true, ...ids, status: "ready", vbank_num: "1" }],
  ])("%s is a success", (_, answer) => {
    expect(toResult(answer, "callback", { merchant_uid: "order-1" })).toEqual({
      success: true,
      outcome: "authenticated",
      ...ids,
      error_code: null,
      error_msg: null,
      delivery: "callback",
      response: answer,
    });
  });

  it.each([
    ["a decline", { success: false, ...ids, error_code: "51", error_msg: "한도 초과" }, "51", "failed"],
    ["paid already", { success: false, error_code: "F1002", error_msg: "이미" }, "F1002", "unknown"],
    [
      "no such gateway, misspelt by 1.2.0",
      { imp_success: false, imp_uid: null, merchant_uid: "order-1", error_coe: "F1001" },
      "F1001",
      "failed",
    ],
    [
      "refused by the v1 SDK",
      { merchant_uid: "order-1", error_code: "F400", error_msg: "no" },
      "F400",
      "failed",
    ],
    ["v1 SDK, a message alone", { ...ids, error_msg: "no" }, null, "failed"],
    ["a code that is a number", { success: false, error_code: 51 }, "51", "failed"],
    ["a success without imp_uid", { success: true, merchant_uid: "order-1" }, null, "failed"],
    ["a success with an error_code", { success: true, ...ids, error_code: "X" }, "X", "failed"],
    ["flags that differ", { success: true, imp_success: false, ...ids }, null, "failed"],
    ["a flag that is 1", { success: 1, ...ids }, null, "failed"],
    ["a flag that is null", { success: null, ...ids }, null, "failed"],
    ["nothing", undefined, null, "failed"],
    ["null", null, null, "failed"],
    ["a string", "success", null, "failed"],
    ["a list", [true], null, "failed"],
  ])("%s is no success", (_, answer, error_code, outcome) => {
    // As a payment takes it, whatever it is.
    expect(toResult({ ...(answer as object) }, "callback", { merchant_uid: "order-1" })).toMatchObject({
      success: false,
      outcome,
      error_code,
      merchant_uid: "order-1",
    });
  });

  it("another order's answer is a mismatch, and says nothing of this order", () => {
    expect(
      toResult({ success: true, imp_uid: "imp_9", merchant_uid: "order-9" }, "callback", { merchant_uid: "order-1" }),
    ).toMatchObject({
      success: false,
      outcome: "unknown",
      error_code: "MISMATCH",
      merchant_uid: "order-1",
      imp_uid: null,
      response: { imp_uid: "imp_9", merchant_uid: "order-9" },
    });
  });

  it("an answer with __proto__ changes no prototype", () => {
    const answer = JSON.parse('{"__proto__":{"success":true,"imp_uid":"imp_1"}}');
    expect(toResult(answer, "callback", { merchant_uid: "order-1" })).toMatchObject({ success: false, imp_uid: null });
  });
});
