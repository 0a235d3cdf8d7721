import { describe, expect, it } from "vitest";
import { checkBeforePaying } from "../../src/payment/validation/check-before-paying.ts";
import { throwStops } from "../../src/request/params/stops.ts";

const order = { pg: "kcp", amount: 64900, merchant_uid: "order1" };
const check = (params: object, device: "pc" | "mobile" = "pc", knowsChannels = false) =>
  checkBeforePaying({ ...order, ...params }, device, { knowsChannels });

describe("what goes to the SDK", () => {
  it.each([
    [{ amount: "15000" }, { ...order, amount: 15000 }],
    [
      { amount: " 64900.00\n", tax_free: "900", vat_amount: "0" },
      { ...order, tax_free: 900, vat_amount: 0 },
    ],
    [{ merchant_uid: 1764020000000 }, { ...order, merchant_uid: "1764020000000" }],
    [{ merchant_uid: null, pg: "" }, { amount: 64900 }],
    [{ notice_url: "", customer_uid: null, buyer_tel: undefined }, order],
    [{ custom_data: "" }, { ...order, custom_data: "" }],
    [{ m_redirect_url: "/done?a=1" }, { ...order, m_redirect_url: "https://shop.example/done?a=1" }],
    [{ m_redirect_url: "done" }, { ...order, m_redirect_url: "https://shop.example/done" }],
    [{ m_redirect_url: "https://other.example" }, { ...order, m_redirect_url: "https://other.example" }],
    [{ m_redirect_url: "myapp://done" }, { ...order, m_redirect_url: "myapp://done" }],
    [{ m_redirect_url: "http://" }, order],
    [
      { escrow: "false", buyer_tel: 1042424242 },
      { ...order, escrow: "false", buyer_tel: 1042424242 },
    ],
    [{ brand_new: [1, { deep: null }] }, { ...order, brand_new: [1, { deep: null }] }],
    [
      { custom_data: { day: new Date(0), call: () => 1 } },
      { ...order, custom_data: { day: new Date(0).toJSON() } },
    ],
  ])("%j is read as it is meant", (params, sent) => {
    const { given, issues } = check(params);
    expect(given).toEqual(sent);
    expect(issues.filter(({ severity }) => severity === "error")).toEqual([]);
  });

  it("is a copy, down to the ground", () => {
    const custom_data = { list: [1] };
    const { given } = check({ custom_data });
    expect(given.custom_data).toEqual(custom_data);
    expect(given.custom_data).not.toBe(custom_data);
  });

  it("is read once: what a getter says later doesn't count", () => {
    let reads = 0;
    const params = {
      ...order,
      get amount() {
        reads += 1;
        return reads === 1 ? 64900 : -1;
      },
    };
    const { given, issues } = checkBeforePaying(params, "pc", { knowsChannels: false });
    expect(given.amount).toBe(64900);
    expect(issues).toEqual([]);
  });
});

describe("what JSON makes of it", () => {
  it("is what the SDK gets, also where texts and numbers have a toJSON (Prototype.js) or are boxed", () => {
    const texts = String.prototype as { toJSON?: () => string };
    const numbers = Number.prototype as { toJSON?: () => string };
    texts.toJSON = numbers.toJSON = function (this: unknown) {
      return `"${this}"`;
    };
    const boxed = {
      ...order,
      name: new String("의자"),
      amount: new Number(64900),
      digital: new Boolean(true),
    };
    try {
      expect(check(order).given).toEqual(order);
      expect(check(boxed).given).toEqual({ ...order, name: "의자", amount: 64900, digital: true });
    } finally {
      delete texts.toJSON;
      delete numbers.toJSON;
    }
  });
});

describe("what is said", () => {
  it.each(["channelKey", "channelGroupId"])("%s is refused with an SDK that doesn't know it", (name) => {
    const { issues } = check({ [name]: "key-1" });
    expect(issues).toMatchObject([{ path: name, severity: "error" }]);
    const message = issues[0]?.message ?? "";
    expect(message).toContain(__DEV__ ? 'load version "v1"' : "channels");
    expect(check({ [name]: "key-1" }, "pc", true).issues).toEqual([]);
  });

  it.each([[["kcp"]], [{ value: "kcp" }], [7], [true]])("a gateway that is no text is refused: %j", (pg) => {
    expect(check({ pg }).issues).toMatchObject([{ path: "pg", severity: "error" }]);
  });

  it.each(["paypal_v2", "naverco.mid"])("%s is refused, but for a button of its own", (pg) => {
    expect(check({ pg }).issues).toMatchObject([{ path: "pg", severity: "error" }]);
    const withButton = checkBeforePaying({ ...order, pg, amount: -1 }, "pc", { hasOwnButton: true });
    // What else is wrong stops a button too.
    const stops = withButton.issues.filter(({ severity }) => severity === "error").map(({ path }) => path);
    expect(stops).toContain("amount");
    expect(stops).not.toContain("pg");
  });

  it("both builds stop the same payments; the one for development warns as well, in sentences", () => {
    const { issues } = check({ amount: 64900.5, pay_method: "crad" });
    const error = { path: "amount", severity: "error" };
    expect(issues).toMatchObject(__DEV__ ? [error, { path: "pay_method", severity: "warning" }] : [error]);
    expect(issues[0]?.message).toBe(
      __DEV__ ? "amount: KRW has no fraction, and 64900.5 came; round it." : "amount: fraction",
    );
  });

  it("the error of the build that ships has the code and where to read about it, and what is wrong in its issues", () => {
    const { issues } = check({ amount: 64900.5 });
    const stop = () => throwStops(issues);
    expect(stop).toThrow(expect.objectContaining({ code: "INVALID_PARAMS", issues }));
    expect(stop).toThrow(
      __DEV__
        ? "amount: KRW has no fraction, and 64900.5 came; round it."
        : "INVALID_PARAMS: see iamport-request-pay/docs/errors.md#invalid_params",
    );
  });

  it("what is wrong with the parameters as a whole is said of them, and not of nothing", () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    const { issues } = checkBeforePaying(proxy, "pc", {});
    expect(issues[0]).toMatchObject({ path: "", message: expect.stringMatching(/^the parameters: ./) });
  });

  it("an order without an ID is noticed while developing", () => {
    const { issues } = check({ merchant_uid: undefined });
    expect(issues).toEqual(
      __DEV__
        ? [
            {
              path: "merchant_uid",
              severity: "warning",
              message:
                "merchant_uid: your server knows no order by the ID that was made; make the order there, and pass its ID.",
            },
          ]
        : [],
    );
  });

  it("an address that can't be resolved stops a phone, and no PC", () => {
    const errors = (device: "pc" | "mobile") =>
      check({ m_redirect_url: "http://" }, device).issues.filter(({ severity }) => severity === "error");
    expect(errors("pc")).toEqual([]);
    expect(errors("mobile")).toMatchObject([{ path: "m_redirect_url" }]);
  });
});
