import { beforeEach, describe, expect, it } from "vitest";
import {
  clearRedirectResult,
  getCertificationRedirectResult,
  getRedirectResult,
  parseCertificationRedirect,
} from "../../src/index.ts";
import { remember } from "../../src/request/memory.ts";

const query = "imp_uid=imp_1&merchant_uid=verify-1&success=true";
const visit = (address: string) => {
  // A page load of its own.
  delete (window as unknown as Record<symbol, unknown>)[Symbol.for("iamport-request-pay")];
  history.replaceState(null, "", address);
};

beforeEach(() => {
  sessionStorage.clear();
  visit("/verified");
});

describe("parseCertificationRedirect", () => {
  it.each([
    ["a URL", `https://shop.example/verified?${query}`],
    ["a query", `?${query}`],
    ["a fragment", `https://shop.example/#/verified?${query}`],
    ["a framework's record", { imp_uid: "imp_1", merchant_uid: "verify-1", success: "true" }],
  ])("reads %s", (_, input) => {
    expect(parseCertificationRedirect(input)).toEqual({
      success: true,
      outcome: "authenticated",
      imp_uid: "imp_1",
      merchant_uid: "verify-1",
      error_code: null,
      error_msg: null,
      delivery: "redirect",
      response: { imp_uid: "imp_1", merchant_uid: "verify-1", success: "true" },
    });
  });

  it.each([
    ["a no with a reason", "imp_uid=imp_1&merchant_uid=v&success=false&error_msg=cancelled", "failed"],
    ["a no without a reason", "imp_uid=imp_1&merchant_uid=v&success=false", "unknown"],
    ["no flag at all", "imp_uid=imp_1&merchant_uid=v", "unknown"],
    ["a flag that is neither", "imp_uid=imp_1&merchant_uid=v&success=1", "unknown"],
    ["a yes with an error", "imp_uid=imp_1&merchant_uid=v&success=true&error_code=E1", "unknown"],
  ])("%s is no success", (_, query, outcome) => {
    expect(parseCertificationRedirect(query)).toMatchObject({ success: false, outcome });
  });

  it.each([
    ["no landing address", "/verified?lang=ko"],
    ["a payment's", "?imp_uid=imp_1&merchant_uid=o&imp_success=true"],
    ["a payment's by KCP quick pay", "?imp_uid=imp_1&merchant_uid=o&imp_status=true"],
  ])("%s is none", (_, input) => {
    expect(parseCertificationRedirect(input)).toBeNull();
  });
});

describe("getCertificationRedirectResult", () => {
  const asked = { kind: "certification", merchant_uid: "verify-1", pg: "danal", requestedAt: 1 } as const;

  it("gives what the tab asked for, once, and again after a reload, until it is cleared", () => {
    remember("request", asked);
    visit(`/verified?lang=ko&${query}`);
    const landed = getCertificationRedirectResult();
    expect(landed).toMatchObject({
      result: { success: true },
      request: { merchant_uid: "verify-1", pg: "danal", requestedAt: 1 },
    });
    expect(getCertificationRedirectResult()).toBeNull();
    visit(location.href);
    expect(getCertificationRedirectResult()).toEqual(landed);
    clearRedirectResult();
    expect(location.search).toBe("?lang=ko");
    expect(sessionStorage.getItem("iamport-request-pay:request")).toBeNull();
  });

  it("is no payment for whoever looks for one first", () => {
    remember("request", asked);
    visit(`/verified?${query}`);
    expect(getRedirectResult()).toBeNull();
    expect(getCertificationRedirectResult()?.result.success).toBe(true);
  });

  it("a payment that this tab asked for is no verification, whatever its address looks like", () => {
    remember("request", { merchant_uid: "verify-1", amount: 1000, requestedAt: 1 });
    visit(`/complete?${query}`);
    expect(getCertificationRedirectResult()).toBeNull();
    expect(getRedirectResult()?.request?.amount).toBe(1000);
  });

  it("a tab that remembers nothing goes by the flag, and leaves what has none to payments", () => {
    visit(`/verified?${query}`);
    expect(getCertificationRedirectResult()).toMatchObject({ result: { success: true }, request: null });
    visit("/complete?imp_uid=imp_1&merchant_uid=o1");
    expect(getCertificationRedirectResult()).toBeNull();
    expect(getRedirectResult()).toMatchObject({ result: { success: true } });
  });

  it("an address that lost its request on the way is of the one that this tab asked for, and proves nothing", () => {
    remember("request", asked);
    visit("/verified?imp_uid=imp_1&success=true");
    expect(getCertificationRedirectResult()).toMatchObject({
      result: { success: false, outcome: "unknown", merchant_uid: "verify-1" },
    });
  });
});
