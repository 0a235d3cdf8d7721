import { beforeEach, describe, expect, it, vi } from "vitest";
import { clearRedirectResult, getRedirectResult } from "../../src/index.ts";
import { remember } from "../../src/request/memory.ts";

const landing = "/complete?lang=ko&imp_uid=imp_1&merchant_uid=order-1&imp_success=true&tab=%2B#top";
const request = {
  merchant_uid: "order-1",
  amount: 64900,
  name: "Chair",
  pg: "kcp",
  pay_method: "card",
  requestedAt: 1,
};

/** What a reload does to the library: its record on the page is gone, `sessionStorage` is not. */
function load(address: string) {
  delete (window as never)[Symbol.for("iamport-request-pay")];
  history.replaceState({ router: 1 }, "", address);
}

beforeEach(() => {
  sessionStorage.clear();
  load(landing);
});

describe("on the landing page", () => {
  it("the result comes with what this tab had asked for", () => {
    remember("request", request);
    expect(getRedirectResult()).toMatchObject({ result: { success: true, imp_uid: "imp_1" }, request });
  });

  it("a link that this tab never asked for comes without a request", () => {
    expect(getRedirectResult()).toMatchObject({ result: { success: true }, request: null });
    remember("request", { ...request, merchant_uid: "order-2" });
    load(landing);
    expect(getRedirectResult()).toMatchObject({ request: null });
  });

  it("the result is given out once, and again after a reload", () => {
    remember("request", request);
    expect(getRedirectResult()).not.toBeNull();
    expect(getRedirectResult()).toBeNull();
    load(landing);
    expect(getRedirectResult()).toMatchObject({ request });
  });

  it("clearing takes the result out of the address, and nothing else", () => {
    remember("request", request);
    getRedirectResult();
    clearRedirectResult();
    expect(location.pathname + location.search + location.hash).toBe("/complete?lang=ko&tab=%2B#top");
    expect(history.state).toEqual({ router: 1 });
    expect(getRedirectResult()).toBeNull();
    load(landing);
    expect(getRedirectResult()).toMatchObject({ request: null });
  });

  it.each([
    ["/complete?imp_uid=1&merchant_uid=o", "/complete"],
    ["/?a=1#/complete?imp_uid=1&merchant_uid=o&b=2", "/?a=1#/complete?b=2"],
    ["/#/complete?imp_uid=1", "/#/complete"],
    ["/?success=x&imp_uid=1#a?b", "/#a?b"],
    ["/complete?success=1&imp_uid=1&merchant_uid=o&imp_success=true", "/complete?success=1"],
    ["/complete?a=1&imp_uid=1&imp_status=true&kcp_action=Pay&b=%2B", "/complete?a=1&b=%2B"],
    ["/complete?a=1?imp_uid=1&merchant_uid=o&b=2", "/complete?a=1&b=2"],
    ["/complete?imp_uid=1&amp;merchant_uid=o&amp;imp_success=true", "/complete"],
    ["/a&b?imp_uid=1&next=/cart?x=1", "/a&b?next=/cart?x=1"],
  ])("clears %s to %s", (before, after) => {
    load(before);
    clearRedirectResult();
    expect(location.pathname + location.search + location.hash).toBe(after);
  });

  it("an order that was lost on the way is the one that this tab asked for, and nobody calls it paid", () => {
    remember("request", request);
    load("/complete?imp_uid=imp_1&imp_success=true");
    expect(getRedirectResult()).toMatchObject({
      result: { success: false, outcome: "unknown", imp_uid: "imp_1", merchant_uid: "order-1" },
      request,
    });
  });

  it("a no is believed as far as the gateway that this tab asked for is", () => {
    const declined = "/complete?imp_uid=imp_1&merchant_uid=order-1&imp_success=false&error_msg=no";
    remember("request", { ...request, pg: "daou" });
    load(declined);
    expect(getRedirectResult()).toMatchObject({ result: { outcome: "unknown", error_msg: "no" } });
    remember("request", request);
    load(declined);
    expect(getRedirectResult()).toMatchObject({ result: { outcome: "failed" } });
  });

  it("an order that is paid already is unknown, also where the SDK came here by itself and left the code out", () => {
    const query = new URLSearchParams({
      imp_uid: "undefined",
      merchant_uid: "order-1",
      imp_success: "false",
      error_msg: "이미 결제가 이루어진 거래건입니다.",
    });
    load(`/complete?${query}`);
    expect(getRedirectResult()).toMatchObject({ result: { outcome: "unknown" }, request: null });
    remember("request", request);
    load(`/complete?${query}`);
    expect(getRedirectResult()).toMatchObject({ result: { outcome: "unknown" }, request });
  });

  it("INICIS on iOS lands twice, and the second landing is read too", () => {
    load("/complete?imp_uid=imp_1&merchant_uid=order-1");
    expect(getRedirectResult()).toMatchObject({ result: { outcome: "authenticated" } });
    history.replaceState(null, "", landing);
    expect(getRedirectResult()).toMatchObject({ result: { outcome: "authenticated" } });
  });

  it("clearing leaves another page alone", () => {
    load("/form?success=1&error_msg=x");
    clearRedirectResult();
    expect(location.search).toBe("?success=1&error_msg=x");
  });

  it("works where storage is denied, full, or holds something else", () => {
    sessionStorage.setItem("iamport-request-pay:request", "[1");
    expect(getRedirectResult()).toMatchObject({ request: null });
    load(landing);
    const denied = vi.spyOn(window, "sessionStorage", "get").mockImplementation(() => {
      throw new DOMException("denied", "SecurityError");
    });
    expect(() => remember("request", request)).not.toThrow();
    expect(getRedirectResult()).toMatchObject({ result: { success: true }, request: null });
    denied.mockRestore();
  });
});

it("any other page has no redirect result", () => {
  load("/checkout");
  expect(getRedirectResult()).toBeNull();
});
