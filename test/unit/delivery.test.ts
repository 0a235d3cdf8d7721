import { afterEach, describe, expect, it, vi } from "vitest";
import { resultDelivery } from "../../src/index.ts";

const at = (userAgent: string, maxTouchPoints = 0) => {
  vi.stubGlobal("navigator", { userAgent, maxTouchPoints });
};
afterEach(() => vi.unstubAllGlobals());

describe("where an answer comes", () => {
  it.each([
    [{ pg: "kcp" }, "callback", "redirect"],
    [{}, "callback", "redirect"],
    [{ pg: "danal" }, "callback", "callback"],
    [{ pg: "danal_tpay.9810030929" }, "callback", "callback"],
    [{ pg: "payco" }, "callback", "callback"],
    [{ pg: "toss_brandpay" }, "callback", "callback"],
    [{ pg: "eximbay" }, "callback", "callback"],
    [{ pg: "eximbay", popup: false }, "redirect", "redirect"],
    [{ pg: "paypal" }, "redirect", "redirect"],
    [{ pg: "paypal", popup: true }, "callback", "callback"],
    [{ pg: "paypal_v2" }, "callback", "callback"],
    [{ pg: "naverpay" }, "redirect", "redirect"],
    [{ pg: "naverpay", naverPopupMode: true }, "callback", "redirect"],
    [{ pg: "naverco" }, "none", "none"],
    // Of these, PortOne's guide says "redirect", and another source "callback": the guide's word stands.
    [{ pg: "smilepay" }, "callback", "redirect"],
    [{ pg: "bluewalnut" }, "callback", "redirect"],
    [{ pg: "settle_acc" }, "callback", "redirect"],
    [{ pg: "mobilians", pay_method: "phone" }, "callback", "redirect"],
    [{ pg: "html5_inicis", customer_uid: "card-1" }, "callback", "redirect"],
    [{ pg: "brand_new.MID" }, "callback", "redirect"],
    [{ pg: "constructor" }, "callback", "redirect"],
  ])("%j", (params, pc, mobile) => {
    expect([resultDelivery(params, "pc"), resultDelivery(params, "mobile")]).toEqual([pc, mobile]);
  });
});

describe("the device, by the SDK's rule", () => {
  it.each([
    [
      "iPhone",
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1",
      "redirect",
    ],
    [
      "Android tablet",
      "Mozilla/5.0 (Linux; Android 14; SM-X710) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36",
      "redirect",
    ],
    [
      "Windows",
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36",
      "callback",
    ],
    [
      "iPad as a Macintosh",
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15",
      "callback",
    ],
  ])("%s", (_, userAgent, delivery) => {
    at(userAgent, 5);
    expect(resultDelivery({ pg: "kcp" })).toBe(delivery);
  });

  it("recognises an iPad in disguise for the v1 SDK's own channels", () => {
    at(
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15",
      5,
    );
    expect(resultDelivery({ channelKey: "channel-key-1" })).toBe("redirect");
    at(
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15",
      0,
    );
    expect(resultDelivery({ channelKey: "channel-key-1" })).toBe("callback");
  });

  it("on a server it is a PC", () => {
    vi.stubGlobal("navigator", undefined);
    expect(resultDelivery({ pg: "kcp" })).toBe("callback");
  });
});
