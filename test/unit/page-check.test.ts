import { afterEach, describe, expect, it, vi } from "vitest";
import { allowsAddress, parsePolicies } from "../../src/page-check/content-policy.ts";
import { describeElement } from "../../src/page-check/describe-element.ts";
import { lookAtPage } from "../../src/page-check/look-at-page.ts";
import { opensPopup } from "../../src/page-check/opens-popup.ts";

afterEach(() => vi.unstubAllGlobals());

describe("a policy's sources", () => {
  const sdk = "https://cdn.iamport.kr/js/iamport.payment-1.2.0.js";
  it.each([
    ["*", true],
    ["https:", true],
    ["http:", true],
    ["data:", false],
    ["'self'", false],
    ["'none'", false],
    ["https://cdn.iamport.kr", true],
    ["cdn.iamport.kr", true],
    ["CDN.iamport.kr:443", true],
    ["https://cdn.iamport.kr:*", true],
    ["https://cdn.iamport.kr:8443", false],
    ["*.iamport.kr", true],
    ["iamport.kr", false],
    ["*.cdn.iamport.kr", false],
    ["https://cdn.iamport.kr/js/", true],
    ["https://cdn.iamport.kr/js", false],
    [sdk, true],
    ["https://cdn.iamport.kr/v1/iamport.js", false],
  ])("%s", (source, allows) => {
    expect(allowsAddress([source], sdk)).toBe(allows);
  });

  it("of a header there may be several policies, and of a directive the first counts", () => {
    const [first, second] = parsePolicies("script-src 'self'; SCRIPT-SRC *, frame-src https:", "header");
    expect(first?.directives.get("script-src")).toEqual(["'self'"]);
    expect(second?.directives.get("frame-src")).toEqual(["https:"]);
  });
});

it.each([
  [{ pg: "kcp" }, false],
  [{ pg: "payco.PARTNERTEST" }, true],
  [{ pg: "eximbay", popup: false }, false],
  [{ pg: "paypal", popup: true }, true],
  [{ pg: "naverpay" }, false],
  [{ pg: "naverpay", naverPopupMode: true }, true],
])("whether a payment of %j opens a popup", (params, opens) => {
  expect(opensPopup({ params, isCertification: false })).toBe(opens);
});

const iPhone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) Mobile/15E148 Safari/604.1";
it.each([
  ["a PC", "Mozilla/5.0 (X11; Linux x86_64)", undefined, true],
  ["a PC", "Mozilla/5.0 (X11; Linux x86_64)", false, true],
  ["a phone", iPhone, undefined, false],
  ["a phone", iPhone, true, true],
])("whether an identity verification on %s (%s) with popup: %s opens one", (_, userAgent, popup, opens) => {
  vi.stubGlobal("navigator", { userAgent });
  expect(opensPopup({ params: { pg: "danal", popup }, isCertification: true })).toBe(opens);
});

it("an element is described as a developer finds it", () => {
  document.body.innerHTML = '<div id="modal" class="a b c d"></div><p></p>';
  const [modal, paragraph] = document.body.children;
  expect(describeElement(modal as Element)).toBe("<div#modal.a.b.c>");
  expect(describeElement(paragraph as Element)).toBe("<p>");
});

it("a shop's own unit tests see no request, and no error whatever the page lacks", () => {
  const fetch = vi.fn();
  vi.stubGlobal("fetch", fetch);
  vi.stubGlobal("navigator", undefined);
  lookAtPage("loading");
  lookAtPage("paying", { params: { pg: "payco", m_redirect_url: "not an address://" } });
  lookAtPage("INIT_FAILED");
  expect(fetch).not.toHaveBeenCalled();
});
