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
      "paid already, as the v1 SDK says it",
      { merchant_uid: "order-1", error_code: "F400", error_msg: "이미 결제가 이루어진 거래건입니다." },
      "F400",
      "unknown",
    ],
    [
      "paid already, without a code",
      { success: false, error_msg: "이미 결제된 주문입니다." },
      null,
      "unknown",
    ],
    [
      "a no with a blank reason",
      { success: false, ...ids, error_code: " ", error_msg: "\n" },
      null,
      "unknown",
    ],
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
    ["a success without imp_uid", { success: true, merchant_uid: "order-1" }, null, "unknown"],
    ["a success with an error_code", { success: true, ...ids, error_code: "X" }, "X", "unknown"],
    ["flags that differ", { success: true, imp_success: false, ...ids }, null, "unknown"],
    ["a flag that is 1", { success: 1, ...ids }, null, "unknown"],
    ["a flag that is null", { success: null, ...ids }, null, "unknown"],
    ["nothing", undefined, null, "unknown"],
    ["null", null, null, "unknown"],
    ["a string", "success", null, "unknown"],
    ["a list", [true], null, "unknown"],
    ["a no without a reason", { success: false, ...ids, error_code: "", error_msg: null }, null, "unknown"],
    [
      "a reason beside a yes",
      { imp_success: true, ...ids, error_code: "51", error_msg: "no" },
      "51",
      "unknown",
    ],
    ["a flag that is TRUE", { imp_success: "TRUE", ...ids }, null, "unknown"],
    ["a flag that is 0, with a reason", { success: 0, ...ids, error_code: "51" }, "51", "unknown"],
    [
      "reasons that are no texts",
      { success: false, ...ids, error_code: {}, error_msg: [1] },
      null,
      "unknown",
    ],
    ["a no by imp_status", { imp_status: "false", ...ids, error_msg: "no" }, null, "failed"],
    ["imp_status that contradicts", { imp_success: true, imp_status: false, ...ids }, null, "unknown"],
    ["nobody saw the end", { error_code: "ABANDONED", error_msg: "No answer." }, "ABANDONED", "unknown"],
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
      toResult({ success: true, imp_uid: "imp_9", merchant_uid: "order-9" }, "callback", {
        merchant_uid: "order-1",
      }),
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
    expect(toResult(answer, "callback", { merchant_uid: "order-1" })).toMatchObject({
      success: false,
      imp_uid: null,
    });
  });
});

describe("how far a no is believed", () => {
  const no = { success: false, ...ids, error_code: "PAY_PROCESS_CANCELED", error_msg: "취소" };
  const outcomeOf = (asked: object, answer: object = no) =>
    toResult({ ...answer }, "callback", { merchant_uid: "order-1", ...asked }).outcome;

  it.each([
    ["at an ordinary gateway it is final", { pg: "kcp.T0000", pay_method: "card" }, "failed"],
    ["Daou may have approved", { pg: "daou", pay_method: "card" }, "unknown"],
    ["Daou, with a merchant ID", { pg: "daou.T0000" }, "unknown"],
    ["Payment Wall may approve later", { pg: "paymentwall" }, "unknown"],
    ["KICC v2, WeChat Pay", { pg: "kicc_v2.T0000", pay_method: "wechat" }, "unknown"],
    ["KICC v2, Alipay+", { pg: "kicc_v2", pay_method: "alipay_plus" }, "unknown"],
    ["KICC v2, a card", { pg: "kicc_v2", pay_method: "card" }, "failed"],
    ["a gateway that is none", { pg: "__proto__" }, "failed"],
    ["a popup that the page's headers cut off", { pg: "payco", isPopupCutOff: true }, "unknown"],
  ])("%s", (_, asked, expected) => {
    expect(outcomeOf(asked)).toBe(expected);
  });

  it("an answer names the gateway where the page asked by a channel key", () => {
    expect(outcomeOf({}, { ...no, pg_provider: "paymentwall" })).toBe("unknown");
    expect(outcomeOf({}, { ...no, pg_provider: "kcp" })).toBe("failed");
  });

  it.each([
    [
      "the window's own method was one that is approved later",
      { pg: "kicc_v2" },
      { pay_method: "alipay_plus" },
    ],
    [
      "asked by a channel key, the gateway named by the answer",
      { pay_method: "wechat" },
      { pg_provider: "kicc_v2" },
    ],
    ["asked by a channel key, the gateway named by nobody", { pay_method: "alipay_plus" }, {}],
  ])("KICC v2, %s", (_, asked, answer) => {
    expect(outcomeOf(asked, { ...no, ...answer })).toBe("unknown");
  });

  it("a success stays one, and what a customer cancelled keeps its code and message", () => {
    expect(outcomeOf({ pg: "daou", isPopupCutOff: true }, { success: true, ...ids })).toBe("authenticated");
    expect(toResult(no, "callback", { merchant_uid: "order-1", isPopupCutOff: true })).toMatchObject({
      error_code: "PAY_PROCESS_CANCELED",
      error_msg: "취소",
    });
  });

  it("an address that lost its order proves no success, and is about the order that was asked for", () => {
    const damaged = { imp_uid: "imp_1", imp_success: "true" };
    expect(toResult(damaged, "redirect", { merchant_uid: "order-1" })).toMatchObject({
      outcome: "unknown",
      imp_uid: "imp_1",
      merchant_uid: "order-1",
    });
    // Nor does it prove that this order's payment has failed.
    const no = { imp_uid: "imp_1", imp_success: "false", error_msg: "no" };
    expect(toResult(no, "redirect", { merchant_uid: "order-1" })).toMatchObject({
      outcome: "unknown",
      error_msg: "no",
      merchant_uid: "order-1",
    });
  });
});
