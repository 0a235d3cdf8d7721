import { afterEach, expect, it } from "vitest";
import { IamportError, sentenceFor } from "../../src/index.ts";

afterEach(() => document.documentElement.removeAttribute("lang"));

const order = { merchant_uid: "order-1" };

it.each([
  ["a payment", { status: "success" }, /complete/, /완료/],
  ["a declined one", { status: "failed", message: "gateway's words" }, /not made/, /결제되지 않았습니다/],
  ["one that isn't finished", { status: "pending" }, /don't pay again/, /다시 결제하지 마시고/],
  ["a forged one", { status: "forgery" }, /contact the shop/, /문의/],
  [
    "a server that said nothing",
    new IamportError("COMPLETE_FAILED", "HTTP 503", order),
    /don't pay again/,
    /다시 결제하지 마시고/,
  ],
  [
    "a payment lost sight of",
    new IamportError("WINDOW_FAILED", "x", order),
    /don't pay again/,
    /다시 결제하지 마시고/,
  ],
  ["a second click", new IamportError("PAYMENT_IN_PROGRESS", "x"), /open already/, /이미 열려/],
  ["a blocked popup", new IamportError("POPUP_BLOCKED", "x", order), /allow popups/, /팝업을 허용/],
  [
    "wrong parameters",
    new IamportError("INVALID_PARAMS", "amount: …"),
    /nothing was charged/,
    /결제된 금액은 없습니다/,
  ],
  [
    "a script that didn't come",
    new IamportError("SDK_LOAD_FAILED", "HTTP 503"),
    /nothing was charged/,
    /시작하지 못했고/,
  ],
  [
    "another copy's error",
    { name: "IamportError", code: "ABORTED", message: "x" },
    /nothing was charged/,
    /시작하지 못했고/,
  ],
  [
    "a mistake in the shop's own code, which may come after the payment",
    new TypeError("x is undefined"),
    /don't pay again/,
    /다시 결제하지 마시고/,
  ],
  [
    "a request of the shop's own that the customer's signal ended",
    new DOMException("HTTP", "AbortError"),
    /don't pay again/,
    /다시 결제하지 마시고/,
  ],
  ["an error of another library", { code: "INIT_FAILED" }, /don't pay again/, /다시 결제하지 마시고/],
  [
    "an error of a later release",
    { name: "IamportError", code: "NOT_YET_KNOWN" },
    /don't pay again/,
    /다시 결제하지 마시고/,
  ],
  ["nothing", undefined, /don't pay again/, /다시 결제하지 마시고/],
])("%s reads as a sentence in both languages, without an error's words", (_, ending, english, korean) => {
  expect(sentenceFor(ending, "en")).toMatch(english);
  expect(sentenceFor(ending, "ko")).toMatch(korean);
  expect(sentenceFor(ending, "en")).not.toMatch(/HTTP|undefined|gateway|amount: /);
});

it("a virtual account is shown with bank, number, holder and the last moment", () => {
  const issued = {
    status: "vbankIssued",
    vbank_name: "신한은행",
    vbank_num: "56211105948400",
    vbank_holder: "상점",
    vbank_date: 1_800_000_000,
  };
  expect(sentenceFor(issued, "ko")).toContain("신한은행 56211105948400 (상점), 2027. 1. 15.");
  expect(sentenceFor(issued, "en")).toMatch(/신한은행 56211105948400 \(상점\) by Jan 15, 2027.* \(Korea\)/);
  expect(sentenceFor({ status: "vbankIssued", vbank_num: "1" }, "en")).toBe(
    "Nothing is paid yet. Please transfer the amount to 1",
  );
});

it("an account that the server doesn't name, to somebody who may not be the customer, is no sentence without an end", () => {
  expect(sentenceFor({ status: "vbankIssued", message: "…" }, "en")).toBe(
    "Nothing is paid yet. The account to transfer to is among your orders.",
  );
  expect(sentenceFor({ status: "vbankIssued" }, "ko")).toMatch(/주문 내역에서 확인해 주세요\.$/);
});

it("a status of the shop's own reads as the server says", () => {
  expect(sentenceFor({ status: "reserved", message: "Reserved for you." }, "en")).toBe("Reserved for you.");
  expect(sentenceFor({ status: "reserved" }, "en")).toMatch(/don't pay again/);
});

it("the language is the page's, else the browser's", () => {
  document.documentElement.lang = "ko-KR";
  expect(sentenceFor({ status: "success" })).toBe("결제가 완료되었습니다.");
  document.documentElement.lang = "en";
  expect(sentenceFor({ status: "success" })).toBe("Your payment is complete.");
});
