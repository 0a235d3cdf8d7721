import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import {
  loadIamport,
  loadPaymentUI,
  type PaymentParams,
  type PaymentResult,
  requestCertification,
  requestPay,
} from "../../src/index.ts";
import { type FakeIamport, type FakeIamportOptions, installFakeIamport } from "../../src/testing/index.ts";

const order = { pg: "kcp", merchant_uid: "order-1", amount: 64900, name: "회전의자" };

let fake: FakeIamport;
const install = (options?: FakeIamportOptions) => {
  fake = installFakeIamport(options);
};
const pay = async (params: PaymentParams = order) => {
  await loadIamport("imp00000000");
  return requestPay(params);
};

beforeEach(() => {
  vi.stubGlobal("fetch", () => Promise.reject(new Error("no network in a unit test")));
});
afterEach(() => {
  fake.uninstall();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("the library takes it for PortOne's SDK", () => {
  it("and a payment goes through, with nothing loaded and nothing left on the page", async () => {
    install();
    const result = await pay();
    expect(result).toMatchObject({
      success: true,
      outcome: "authenticated",
      delivery: "callback",
      imp_uid: expect.stringMatching(/^imp_\d{12}$/),
      merchant_uid: "order-1",
      response: { paid_amount: 64900, pay_method: "card", pg_provider: "kcp", status: "paid" },
    });
    expect(document.querySelector("script")).toBeNull();
    expect(fake.calls.init).toEqual([["imp00000000"]]);
    expect(fake.calls.request_pay).toMatchObject([{ ...order, m_redirect_url: expect.any(String) }]);
  });

  it.each([
    ["decline", "PAY_PROCESS_ABORTED"],
    ["cancel", "PAY_PROCESS_CANCELED"],
  ] as const)("%s is a failure with a code and a message", async (outcome, error_code) => {
    install({ outcome });
    const result = await pay();
    expect(result).toMatchObject({ success: false, outcome: "failed", error_code, merchant_uid: "order-1" });
    expect(result.error_msg).toBeTruthy();
  });

  it("a virtual account is issued when told so, or when one was asked for", async () => {
    install({ outcome: "vbank" });
    expect(await pay()).toMatchObject({ response: { status: "ready", vbank_num: expect.any(String) } });
    fake.uninstall();
    install();
    const { response } = await pay({ ...order, pay_method: "vbank" });
    expect(response).toMatchObject({ status: "ready", vbank_name: expect.any(String) });
    expect(Number(response.vbank_date)).toBeGreaterThan(Date.now() / 1000);
  });

  it("a function answers as it likes", async () => {
    install({
      outcome: ({ merchant_uid }) => ({ success: false, error_code: "F1002", merchant_uid }),
    });
    expect(await pay()).toMatchObject({ outcome: "unknown", error_code: "F1002" });
  });

  it("an asynchronous function does, too", async () => {
    install({ outcome: async () => ({ imp_uid: "imp_1", success: true }) });
    expect(await pay()).toMatchObject({ success: true, imp_uid: "imp_1", merchant_uid: "order-1" });
  });
});

describe("gateways", () => {
  const gateways = [
    { pg_provider: "tosspayments", pg_id: "shop", type: "payment" as const },
    { pg_provider: "danal", pg_id: "A010002002", type: "certification" as const },
  ];

  it("a pg that the merchant doesn't have is paid through the default one", async () => {
    install({ gateways });
    expect((await pay()).response.pg_provider).toBe("tosspayments");
  });

  it("one that isn't for payments is refused as the SDK refuses it", async () => {
    install({ gateways });
    expect(await pay({ ...order, pg: "danal.A010002002" })).toMatchObject({
      success: false,
      error_code: "F1001",
    });
  });
});

describe("time", () => {
  it("an answer comes after its delay, and one payment at a time", async () => {
    vi.useFakeTimers();
    install({ delay: 3_000 });
    await loadIamport("imp00000000");
    const first = requestPay(order);
    await expect(requestPay(order)).rejects.toMatchObject({ code: "PAYMENT_IN_PROGRESS" });
    const settled = vi.fn();
    first.then(settled);
    await vi.advanceTimersByTimeAsync(2_999);
    expect(settled).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(settled).toHaveBeenCalledWith(expect.objectContaining({ success: true }));
  });

  it("a payment can be called off before the answer", async () => {
    install({ delay: 60_000 });
    await loadIamport("imp00000000");
    const controller = new AbortController();
    const payment = requestPay(order, { signal: controller.signal });
    controller.abort();
    await expect(payment).rejects.toMatchObject({ code: "ABORTED", merchant_uid: "order-1" });
  });
});

describe("from one test to the next", () => {
  it("nothing is left: another merchant can be initialised", async () => {
    install();
    await pay();
    fake.uninstall();
    expect(window).not.toHaveProperty("IMP");
    expect(document.querySelector(".imp-dialog")).toBeNull();
    expect(sessionStorage).toHaveLength(0);
    install();
    await loadIamport({ userCode: "imp99999999", tierCode: "AAA" });
    expect(fake.calls.init).toEqual([["imp99999999", "AAA"]]);
  });

  it("an IMP that was there before is put back", () => {
    const own = { mine: true };
    Reflect.set(window, "IMP", own);
    install();
    expect(window).not.toHaveProperty("IMP", own);
    fake.uninstall();
    expect(window).toHaveProperty("IMP", own);
    Reflect.deleteProperty(window, "IMP");
  });

  it("an answer that was still to come doesn't", async () => {
    vi.useFakeTimers();
    const outcome = vi.fn();
    install({ outcome, delay: 100 });
    await loadIamport("imp00000000");
    void requestPay(order);
    fake.uninstall();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(outcome).not.toHaveBeenCalled();
  });

  it("a payment that is open ends as unknown, and no timer outlives it", async () => {
    vi.useFakeTimers();
    install({ delay: 60_000 });
    await loadIamport("imp00000000");
    const payment = requestPay(order);
    await vi.advanceTimersByTimeAsync(10);
    fake.uninstall();
    await expect(payment).resolves.toMatchObject({
      outcome: "unknown",
      error_code: "ABANDONED",
      merchant_uid: "order-1",
    });
    // jsdom's storage tells of a change in a task of its own.
    await vi.advanceTimersByTimeAsync(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("an answer that your function gives after that is nobody's", async () => {
    let answer: (response: unknown) => void = () => {};
    install({ outcome: () => new Promise((resolve) => (answer = resolve)) });
    await loadIamport("imp00000000");
    const payment = requestPay(order);
    await vi.waitFor(() => expect(document.querySelector(".imp-dialog")).not.toBeNull());
    await new Promise((resolve) => setTimeout(resolve));
    fake.uninstall();
    answer({ success: true, imp_uid: "imp_1" });
    await expect(payment).resolves.toMatchObject({ outcome: "unknown" });
  });

  it("a payment that was answered leaves no timer behind", async () => {
    vi.useFakeTimers();
    install();
    await loadIamport("imp00000000");
    const payment = requestPay(order);
    await vi.advanceTimersByTimeAsync(1);
    await expect(payment).resolves.toMatchObject({ success: true });
    fake.uninstall();
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe("identity verification", () => {
  it.each([
    ["approve", { success: true, outcome: "authenticated", error_msg: null }],
    ["cancel", { success: false, outcome: "failed", error_msg: expect.stringMatching(/./) }],
  ] as const)("%s is answered as told", async (outcome, expected) => {
    install({ outcome });
    await loadIamport("imp00000000");
    const result = await requestCertification({ merchant_uid: "verify-1", pg: "danal.X" });
    expect(result).toMatchObject({
      ...expected,
      merchant_uid: "verify-1",
      imp_uid: expect.stringMatching(/^imp_\d{12}$/),
      response: { pg_provider: "danal" },
    });
    expect(fake.calls.certification).toMatchObject([{ merchant_uid: "verify-1" }]);
    expect(fake.calls.request_pay).toEqual([]);
  });
});

it("PayPal's button is drawn, and each click pays what was asked for last", async () => {
  install();
  void loadIamport("imp00000000");
  const place = document.body.appendChild(document.createElement("div"));
  place.className = "portone-ui-container";
  const results: PaymentResult[] = [];
  const ui = await loadPaymentUI(
    "paypal-spb",
    { pg: "paypal_v2", merchant_uid: "order-1", amount: 14.2, currency: "USD" },
    { onResult: (result) => results.push(result) },
  );
  place.querySelector("button")?.click();
  await vi.waitFor(() => expect(results).toMatchObject([{ success: true, merchant_uid: "order-1" }]));
  ui.update({ merchant_uid: "order-2", amount: 28.4 });
  place.querySelector("button")?.click();
  await vi.waitFor(() => expect(results[1]).toMatchObject({ success: true, merchant_uid: "order-2" }));
  expect(fake.calls.loadUI.map(([type]) => type)).toEqual(["paypal-spb", "paypal-spb"]);
  place.remove();
});
