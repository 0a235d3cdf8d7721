import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { gateways } from "../../examples/checkout/public/gateways.js";
import { names } from "../../examples/checkout/public/names.js";
import { opensPopup } from "../../src/page-check/opens-popup.ts";
import { popupOf, popups } from "../../src/sandbox/service/popups.ts";
import { gatewayName } from "../../src/sandbox/window/gateway-names.ts";
import { namesOf } from "../gateway-codes.ts";

// The lists of gateways that are written by hand in several places, beside each other.

const codes = namesOf("GatewayCode");

describe("the popups that the sandbox's SDK opens on a PC, and those that the page is looked at for", () => {
  beforeEach(() => vi.stubGlobal("navigator", { userAgent: "Mozilla/5.0 (X11; Linux x86_64)" }));
  afterEach(() => vi.unstubAllGlobals());

  const opensOne = (pg: string, params = {}) =>
    opensPopup({ params: { pg, ...params }, isCertification: false });
  const opensOneInSandbox = (pg: string, params = {}) => popupOf(pg, params, "pc", "1.2.0") !== undefined;
  const ofPayments = popups.filter(({ provider }) => provider !== "certification");

  it.each(ofPayments)("$provider: one that the SDK opens is known to the page", ({ provider, when }) => {
    const params = when?.[1] === true ? { [when[0]]: true } : {};
    expect(opensOneInSandbox(provider, params)).toBe(true);
    expect(opensOne(provider, params)).toBe(true);
  });

  it.each(ofPayments)("$provider: popup: false keeps it away where it does so in the SDK", ({ provider }) => {
    expect(opensOne(provider, { popup: false })).toBe(opensOneInSandbox(provider, { popup: false }));
  });

  it("no other gateway's is known, but for those that have one with parameters or an SDK of their own", () => {
    const known = codes.filter((code) => opensOne(code) && !opensOneInSandbox(code));
    expect(known.sort()).toEqual(["inicis_jp", "paypal_v2"]);
  });
});

it("each gateway has its name in the sandbox's window, and the customer doesn't read its code", () => {
  const nameless = codes.filter(
    (code) => gatewayName(code, "ko") === code || gatewayName(code, "en") === code,
  );
  expect(nameless).toEqual([]);
});

it("the demo shop offers each gateway, but for one that PortOne has given up, and has its name", () => {
  const offered = Object.values(gateways).flatMap((rows) => rows.map(({ code }) => code));
  expect([...offered, "syrup"].sort()).toEqual([...codes].sort());
  expect(offered.filter((code) => !names[code])).toEqual([]);
});
