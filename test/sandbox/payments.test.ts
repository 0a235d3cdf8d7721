import { describe, expect, test } from "vitest";
import { iPhone, testSandbox } from "./ask.ts";

describe("the window in the SDK's frame", () => {
  test("a payment that is approved is paid, and answered with its record", async () => {
    const { open, decide, payments } = testSandbox();
    const { impUid = "", message, markup } = await open({ pg: "kcp.T0000", custom_data: { seat: 7 } });
    expect(message).toBeUndefined();
    expect(markup).toContain("64,900원");
    expect(payments.get(impUid)).toMatchObject({
      status: "ready",
      vbank_num: null,
      paid_at: 0,
      pg_id: "T0000",
    });

    const answer = await decide(impUid, "approve");
    expect(answer.message).toEqual({
      data: expect.objectContaining({
        success: true,
        imp_uid: impUid,
        merchant_uid: "order-1",
        request_id: "req_1",
        status: "paid",
        paid_amount: 64900,
        pg_provider: "kcp",
        custom_data: '{"seat":7}',
        apply_num: expect.stringMatching(/^\d{8}$/),
      }),
    });
    expect(impUid).toMatch(/^imp_\d{12}$/);
    expect(payments.get(impUid)).toMatchObject({
      status: "paid",
      amount: 64900,
      channel: "pc",
      sandbox: true,
    });
    expect(payments.get(impUid)?.paid_at).toBeGreaterThan(0);
  });

  test.each([
    ["decline", "PAY_PROCESS_ABORTED", /한도 초과/],
    ["cancel", "PAY_PROCESS_CANCELED", /^\[결제포기\] 사용자가 결제를 취소하셨습니다$/],
  ])("%s fails the payment, with a code and a reason", async (decision, error_code, reason) => {
    const { open, decide, payments } = testSandbox();
    const { impUid = "" } = await open({});
    const { message } = await decide(impUid, decision);
    expect(message?.data).toMatchObject({
      success: false,
      imp_uid: impUid,
      merchant_uid: "order-1",
      error_code,
    });
    expect(message?.data.error_msg).toMatch(reason);
    expect(payments.get(impUid)).toMatchObject({ status: "failed", fail_reason: message?.data.error_msg });
  });

  test("a virtual account is issued and waits for its deposit", async () => {
    const { open, decide, payments } = testSandbox();
    const { impUid = "", markup } = await open({ pay_method: "vbank", vbank_due: "2030-01-31" });
    expect(markup).toContain(">계좌 발급</button>");
    const { message } = await decide(impUid, "approve");
    expect(message?.data).toMatchObject({
      success: true,
      status: "ready",
      vbank_date: 1896101999,
      paid_at: 0,
    });
    expect(payments.get(impUid)?.vbank_num).toMatch(/^\d{14}$/);
  });

  test("who presses twice, or closes after paying, gets the first decision again", async () => {
    const { open, decide, post, payments } = testSandbox();
    const { impUid = "" } = await open({});
    const [first, second] = await Promise.all([decide(impUid, "approve"), decide(impUid, "decline")]);
    const closed = await post(`/gateway/${impUid}/closed`, {});
    expect(second.message).toEqual(first.message);
    expect(closed.message).toEqual(first.message);
    expect(payments.get(impUid)?.status).toBe("paid");
  });

  const bare = ["tosspayments", "smartro_v2", "nice_v2", "paypal_v2", "ksnet", "welcome"];

  test.each(bare)("%s answers the v1 SDK with the two identifiers, and why when it failed", async (pg) => {
    const { open, decide } = testSandbox();
    const paid = await decide((await open({ pg }, { sdk: "1.3.0" })).impUid, "approve");
    expect(Object.keys(paid.message?.data ?? {}).sort()).toEqual(["imp_uid", "merchant_uid", "request_id"]);
    const declined = await open({ pg, merchant_uid: "order-2" }, { sdk: "v1" });
    expect((await decide(declined.impUid, "decline")).message?.data).toEqual({
      imp_uid: declined.impUid,
      merchant_uid: "order-2",
      request_id: "req_1",
      error_code: "PAY_PROCESS_ABORTED",
      error_msg: expect.stringContaining("한도 초과"),
    });
  });

  test.each([
    ["kcp", "v1"],
    ["html5_inicis", "v1"],
    ["tosspay_v2", "v1"],
    ["kakaopay", "v1"],
    ["kakaopay", "1.2.0"],
    ["tosspayments", "1.2.0"],
  ])("%s answers SDK %s with success and the whole record", async (pg, sdk) => {
    const { open, decide } = testSandbox();
    const { message } = await decide((await open({ pg }, { sdk })).impUid, "approve");
    expect(message?.data).toMatchObject({
      success: true,
      status: "paid",
      pg_provider: pg,
      paid_amount: 64900,
    });
    expect(message?.data).not.toHaveProperty("imp_success");
  });

  test("a key stands for its channel, and one that no channel has for Toss Payments", async () => {
    const channel = {
      pg_provider: "html5_inicis",
      pg_id: "MOIA",
      type: "payment",
      channelKey: "key-1",
    } as const;
    const { open, decide, payments } = testSandbox({ gateways: [channel] });
    const overlay = { sdk: "v1", overlay: true };
    const known = await open({ channelKey: "key-1" }, overlay);
    expect(known.markup).toContain("KG이니시스");
    expect(payments.get(known.impUid ?? "")).toMatchObject({ pg_provider: "html5_inicis", pg_id: "MOIA" });
    expect((await decide(known.impUid, "approve")).message?.data).toMatchObject({ success: true });
    const unknown = await open({ channelKey: "key-2", merchant_uid: "order-2" }, overlay);
    expect(payments.get(unknown.impUid ?? "")).toMatchObject({ pg_provider: "tosspayments" });
  });

  test("a channel's answer comes where its gateway's does", async () => {
    const channel = { pg_provider: "danal", pg_id: "D1", type: "payment", channelKey: "key-1" } as const;
    const { open } = testSandbox({ gateways: [channel] });
    const asked = { sdk: "v1", overlay: true, userAgent: iPhone };
    const landing = { m_redirect_url: "https://shop.example/done" };
    expect((await open({ channelKey: "key-1", ...landing }, asked)).markup).toContain("결제하기");
    const other = await open({ channelKey: "key-2", merchant_uid: "order-2", ...landing }, asked);
    expect(other.message?.action).toBe("proxy.post");
  });

  test.each(["wechat", "alipay_plus"])(
    "kicc_v2 approves %s after its window has closed",
    async (pay_method) => {
      const { open, decide, post, payments, state } = testSandbox();
      const { impUid = "" } = await open({ pg: "kicc_v2", pay_method });
      const { message, markup } = await decide(impUid, "approve");
      expect(message?.data).toMatchObject({ success: false, status: "ready", imp_uid: impUid });
      expect(message?.data).not.toHaveProperty("error_msg");
      expect(markup).toContain("결제 승인을 기다리고 있습니다");
      await post(`/gateway/${impUid}/closed`, {});
      expect(payments.get(impUid)?.status).toBe("ready");
      await state.clock.advance(5_000);
      expect(payments.get(impUid)).toMatchObject({ status: "paid", pg_provider: "kicc_v2" });
      state.clock.stop();
    },
  );

  test("kicc_v2 approves a card at once", async () => {
    const { open, decide } = testSandbox();
    const { message } = await decide((await open({ pg: "kicc_v2" })).impUid, "approve");
    expect(message?.data).toMatchObject({ success: true, status: "paid" });
  });

  test("SmilePay and LG U+ never answer a customer who gives up", async () => {
    const { open, decide, payments } = testSandbox();
    const smilepay = await open({ pg: "smilepay" }, { provider: "smilepay" });
    expect((await decide(smilepay.impUid, "cancel")).message).toEqual({
      action: "smilepay.cancelled",
      data: {},
    });
    const uplus = await open({ pg: "uplus" });
    expect(await decide(uplus.impUid, "cancel")).toEqual({ closes: true, markup: "" });
    expect(payments.get(uplus.impUid ?? "")?.status).toBe("failed");
  });

  test("whatever the shop sends is shown as the text it is", async () => {
    const { open, get } = testSandbox();
    const nasty = `"><script>alert(1)</script><img src=x onerror='alert(1)'>`;
    const fields = [
      "name",
      "buyer_name",
      "company",
      "pay_method",
      "pg",
      "currency",
      "language",
      "m_redirect_url",
    ];
    const data = Object.fromEntries(fields.map((field) => [field, nasty]));
    const { impUid, markup = "" } = await open(
      { ...data, merchant_uid: "<b>order</b>" },
      { userCode: "imp00000000" },
    );
    const page = await (await get(`/gateway/${impUid}`)).text();
    for (const shown of [markup, page]) {
      expect(shown).toContain("&#60;b&#62;order");
      expect(shown).not.toMatch(/<b>|<img|<script>alert/);
    }
    const frame = await (await get(`/payments/ready/${encodeURIComponent('"><img>')}/kcp`)).text();
    expect(frame).not.toContain("<img>");
  });

  test("the window speaks English when it is asked to", async () => {
    const { open } = testSandbox();
    const { markup } = await open({ language: "en", currency: "USD", amount: 14.2, pg: "html5_inicis" });
    for (const text of ["$14.20", "KG Inicis", ">Pay</button>", ">Decline</button>", ">Cancel</button>"]) {
      expect(markup).toContain(text);
    }
  });
});

describe("refused before the window opens", () => {
  test("an order that was paid already: F1002, with neither imp_uid nor merchant_uid", async () => {
    const { open, decide } = testSandbox();
    await decide((await open({})).impUid, "approve");
    expect(await open({})).toEqual({
      message: {
        data: {
          success: false,
          error_code: "F1002",
          error_msg: "이미 결제가 이루어진 거래건입니다.",
          request_id: "req_1",
        },
      },
    });
  });

  test("an order whose payment failed may be paid again", async () => {
    const { open, decide } = testSandbox();
    await decide((await open({})).impUid, "decline");
    expect((await open({})).markup).toContain("결제하기");
  });

  test("an unknown user code is named", async () => {
    const { open } = testSandbox();
    const { message } = await open({}, { userCode: "imp99999999" });
    expect(message?.data.error_msg).toBe("등록되지 않은 가맹점 식별코드입니다: imp99999999");
  });

  test.each([
    { amount: -1 },
    { amount: "many" },
    { amount: 0 },
    { merchant_uid: "" },
    { merchant_uid: "가".repeat(14) },
  ])("%o", async (data) => {
    const { open, payments } = testSandbox();
    const { message, impUid } = await open(data);
    expect(message?.data).toMatchObject({ success: false, error_code: "F400" });
    expect(impUid).toBeUndefined();
    expect(payments.ofOrder("order-1")).toEqual([]);
  });

  test("an order number may have the 44 characters of the guide's sample with the v1 SDK, and no more", async () => {
    const { open } = testSandbox();
    const opened = await open({ merchant_uid: "x".repeat(44) }, { sdk: "v1", overlay: true });
    expect(opened.impUid).toEqual(expect.any(String));
    const { message } = await open({ merchant_uid: "x".repeat(45) }, { sdk: "v1", overlay: true });
    expect(message?.data).toMatchObject({ error_code: "F400" });
  });

  test("the v1 SDK's newer gateways name the order and say F400", async () => {
    const { open } = testSandbox();
    const { message } = await open({ amount: -1 }, { sdk: "v1", overlay: true });
    expect(message?.data).toMatchObject({ merchant_uid: "order-1", error_code: "F400" });
    expect(message?.data).not.toHaveProperty("success");
  });
});

describe("where the window is", () => {
  const landing = { m_redirect_url: "https://shop.example/done?a=1#top" };

  test.each([
    ["payco", {}, "payco.modal", "orderUrl"],
    ["eximbay", {}, "eximbay.modal", "action"],
    ["naverpay", { naverPopupMode: true }, "naverpay.modal", "payUrl"],
    ["paypal", { popup: true }, "paypal.modal", "redirectUrl"],
    ["tosspay", {}, "proxy.post", "action"],
  ])("%s has the SDK send its popup to the gateway's page", async (pg, params, action, field) => {
    const { open, get, decide } = testSandbox();
    const { impUid = "", message } = await open({ pg, ...params }, { provider: pg });
    expect(message).toMatchObject({
      action,
      data: { [field]: `https://service.iamport.kr/gateway/${impUid}` },
    });
    expect(await (await get(`/gateway/${impUid}`)).text()).toContain("결제하기");
    const answer = await decide(impUid, "approve");
    expect(answer.message).toMatchObject({ action: "done", data: { success: true, request_id: "req_1" } });
  });

  test.each([
    ["kcp", iPhone, "proxy.post"],
    ["html5_inicis", iPhone, "inicis.mobile"],
    ["naverpay", undefined, "naverpay.modal"],
    ["paypal", undefined, "paypal.modal"],
  ])("%s leaves the shop, and comes back to its landing page", async (pg, userAgent, action) => {
    const { open, decide } = testSandbox();
    const asked = { provider: pg, ...(userAgent ? { userAgent } : {}) };
    const { impUid, message } = await open({ pg, ...landing }, asked);
    expect(message?.action).toBe(action);
    const { location } = await decide(impUid, "approve");
    expect(location).toBe(
      `https://shop.example/done?a=1&imp_uid=${impUid}&merchant_uid=order-1&imp_success=true#top`,
    );
  });

  test("a failure comes to the landing page with its code and reason", async () => {
    const { open, decide } = testSandbox();
    const { impUid } = await open(landing, { userAgent: iPhone });
    const { location = "" } = await decide(impUid, "cancel");
    const query = new URL(location).searchParams;
    expect(query.get("imp_success")).toBe("false");
    expect(query.get("error_code")).toBe("PAY_PROCESS_CANCELED");
    expect(query.get("error_msg")).toContain("결제포기");
  });

  test.each([
    ["approve", {}, "imp_status=true&kcp_action=Pay"],
    ["decline", {}, "imp_status=false&kcp_action=Pay"],
    ["approve", { bypass: { kcpQuick: { actionType: "Pay" } } }, "imp_status=true&kcp_action=Pay"],
    ["approve", { bypass: { kcpQuick: { actionType: "Register" } } }, "imp_status=true&kcp_action=Register"],
    [
      "cancel",
      { amount: undefined, bypass: { kcpQuick: { actionType: "PinChange" } } },
      "imp_status=false&kcp_action=PinChange",
    ],
  ])("KCP quick pay, %s %o: its own names in place of imp_success", async (decision, data, query) => {
    const { open, decide } = testSandbox();
    const { impUid } = await open({ pg: "kcp_quick", ...landing, ...data }, { userAgent: iPhone });
    const { location } = await decide(impUid, decision);
    expect(location).toContain(query);
    expect(location).not.toContain("imp_success");
  });

  test.each([undefined, 0])("KCP quick pay registers a card without anything to pay (%o)", async (amount) => {
    const { open, decide, payments } = testSandbox();
    const register = { kcpQuick: { actionType: "Register" } };
    const { impUid = "" } = await open({ pg: "kcp_quick", amount, bypass: register });
    expect((await decide(impUid, "approve")).message?.data).toMatchObject({ success: true });
    expect(payments.get(impUid)).toMatchObject({ amount: 0, status: "paid" });
    for (const bypass of [{ kcpQuick: { actionType: "Pay" } }, { kcpQuick: {} }, {}, null, "Register"]) {
      const refused = await open({ pg: "kcp_quick", merchant_uid: "order-2", amount, bypass });
      expect(refused.message?.data).toMatchObject({ success: false, error_code: "F400" });
    }
  });

  test("the v1 SDK's landing URL has no imp_success", async () => {
    const { open, decide } = testSandbox();
    const { impUid } = await open(landing, { userAgent: iPhone, sdk: "v1" });
    expect((await decide(impUid, "approve")).location).not.toContain("imp_success");
  });

  test.each([undefined, "javascript:alert(1)", "/done"])(
    "landing URL %s: a result page, and nowhere to go",
    async (url) => {
      const { open, decide } = testSandbox();
      const { impUid } = await open({ m_redirect_url: url }, { userAgent: iPhone });
      const { location, markup } = await decide(impUid, "approve");
      expect(location).toBeUndefined();
      expect(markup).toContain("결제가 완료되었습니다");
      expect(markup).not.toContain("href");
    },
  );

  test("a finished payment's page shows how it ended, and asks nothing", async () => {
    const { open, decide, get } = testSandbox();
    const { impUid } = await open(landing, { userAgent: iPhone });
    await decide(impUid, "approve");
    const page = await (await get(`/gateway/${impUid}`)).text();
    expect(page).toContain("결제가 완료되었습니다");
    expect(page).not.toContain('data-decision="approve"');
  });

  test("a gateway without a frame of its own is paid all the same, in the frame", async () => {
    const { open, decide, payments } = testSandbox();
    const { impUid = "", message } = await open({ pg: "shinhan.my_id" });
    expect(message).toBeUndefined();
    await decide(impUid, "approve");
    expect(payments.get(impUid)).toMatchObject({ status: "paid", pg_provider: "shinhan", pg_id: "my_id" });
  });

  test("naverco takes the order, and tells the browser nothing", async () => {
    const { open, decide } = testSandbox();
    const { impUid, message, markup } = await open({ pg: "naverco" });
    expect(message).toBeUndefined();
    expect(markup).toContain("주문이 접수되었습니다");
    expect((await decide(impUid, "close")).message).toEqual({ data: {} });
  });

  test("an identity verification answers with success, and is no payment", async () => {
    const { open, decide, payments } = testSandbox();
    const { impUid = "" } = await open({ pg: "danal" }, { action: "certification" });
    const { message } = await decide(impUid, "approve");
    expect(message?.data).toMatchObject({ success: true, imp_uid: impUid, pg_type: "certification" });
    expect(payments.get(impUid)).toBeUndefined();
    const asked = { action: "certification", sdk: "v1" } as const;
    const v1 = await decide((await open({ pg: "danal" }, asked)).impUid, "cancel");
    expect(v1.message?.data).toMatchObject({ success: false, error_code: "PAY_PROCESS_CANCELED" });
    const onPhone = { ...asked, userAgent: iPhone };
    const left = await open({ pg: "danal", ...landing }, onPhone);
    expect((await decide(left.impUid, "approve")).location).toContain("&success=true");
  });
});

describe("where an identity verification is shown", () => {
  const landing = { m_redirect_url: "https://shop.example/done" };
  const inPopup = { action: "proxy.post", data: { target: "IMP_CERTIFICATION" } };
  const leaving = { action: "proxy.post", data: { target: "_top" } };

  test.each([
    ["a PC", {}, inPopup],
    ["a PC", { popup: false }, inPopup],
    ["a PC", { popup: true }, inPopup],
    ["a phone", {}, leaving],
    ["a phone", { popup: false }, leaving],
    ["a phone", { popup: true }, inPopup],
  ] as const)("on %s, with %o, by each release of the SDK", async (device, params, expected) => {
    const userAgent = device === "a phone" ? { userAgent: iPhone } : {};
    for (const sdk of ["1.1.5", "1.2.0", "1.3.0"]) {
      const { open } = testSandbox();
      const asked = { action: "certification", sdk, ...userAgent } as const;
      const { message, markup } = await open({ pg: "danal", ...landing, ...params }, asked);
      expect(message).toMatchObject(expected);
      expect(markup).toContain("본인인증");
    }
  });

  test("its window can be used by whoever is to be identified", async () => {
    const { open, get } = testSandbox();
    const { impUid } = await open({ pg: "danal" }, { action: "certification" });
    expect(await (await get(`/gateway/${impUid}`)).text()).toContain("인증하기");
  });
});

test("an identity verification by a key that isn't the merchant's goes through its first channel for those", async () => {
  const { open, decide } = testSandbox();
  const asked = { action: "certification", sdk: "v1", overlay: true } as const;
  const { impUid } = await open({ channelKey: "channel-key-nobody" }, asked);
  const { message } = await decide(impUid, "approve");
  expect(message?.data).toMatchObject({ success: true, pg_provider: "danal", pg_type: "certification" });
});

test("custom_data of null comes back as none, not as the text null", async () => {
  const { open, payments } = testSandbox();
  const { impUid = "" } = await open({ custom_data: null });
  expect(payments.get(impUid)?.custom_data).toBeNull();
});

describe("an identity verification with min_age", () => {
  // Everybody is born on 1990-01-01, and today is the clock's.
  const ageToday = new Date(Date.now() + 9 * 60 * 60 * 1000).getUTCFullYear() - 1990;

  test.each([
    [ageToday, "approve", true],
    [String(ageToday), "approve", true],
    [ageToday + 1, "approve", false],
    [String(ageToday + 1), "approve", false],
  ] as const)("of %o", async (min_age, decision, success) => {
    const { open, get, decide, state } = testSandbox();
    const { impUid } = await open({ pg: "danal", min_age }, { action: "certification" });
    expect(await (await get(`/gateway/${impUid}`)).text()).toContain(`만 ${min_age}세`);
    const { message } = await decide(impUid, decision);
    expect(message?.data.success).toBe(success);
    if (!success) expect(message?.data).toMatchObject({ error_code: "CERTIFICATION_MIN_AGE" });
    expect(state.certifications.has(impUid ?? "")).toBe(success);
  });
});

describe("a payment on a phone of which the sources differ where its answer comes", () => {
  const landing = { m_redirect_url: "https://shop.example/done" };
  const disputed = [
    { pg: "smilepay" },
    { pg: "bluewalnut" },
    { pg: "settle_acc.my_id" },
    { pg: "mobilians", pay_method: "phone" },
    { pg: "html5_inicis", customer_uid: "card-1" },
  ];
  const agreed = [
    { pg: "kcp" },
    { pg: "mobilians", pay_method: "card" },
    { pg: "html5_inicis" },
    { pg: "html5_inicis", customer_uid: "" },
    { channelKey: "channel-key-1", pay_method: "phone", customer_uid: "card-1" },
  ];

  test.each(disputed)("%o leaves the shop, as PortOne's guide says", async (data) => {
    for (const options of [{}, { disputedDelivery: undefined }, { disputedDelivery: "redirect" as const }]) {
      const { open, decide } = testSandbox(options);
      const { impUid, message } = await open({ ...data, ...landing }, { userAgent: iPhone });
      expect(message?.action).toMatch(/^(proxy\.post|inicis\.mobile)$/);
      const answer = await decide(impUid, "approve");
      expect(answer.location).toContain("?imp_uid=");
      expect(answer.message).toBeUndefined();
    }
  });

  test.each(disputed)('%o stays in the frame and answers there, with "callback"', async (data) => {
    const { open, decide } = testSandbox({ disputedDelivery: "callback" });
    const { impUid, message, markup } = await open({ ...data, ...landing }, { userAgent: iPhone });
    expect(message).toBeUndefined();
    expect(markup).toContain("결제하기");
    const answer = await decide(impUid, "approve");
    expect(answer.location).toBeUndefined();
    expect(answer.message?.data).toMatchObject({ success: true, imp_uid: impUid, request_id: "req_1" });
  });

  test.each(disputed)('%o answers at once, with "callback" and an outcome', async (data) => {
    const { open } = testSandbox({ disputedDelivery: "callback", outcome: "decline" });
    const { message, markup } = await open({ ...data, ...landing }, { userAgent: iPhone });
    expect(markup).toBeUndefined();
    expect(message).toEqual({
      data: expect.objectContaining({ success: false, error_code: "PAY_PROCESS_ABORTED" }),
    });
  });

  test.each(agreed)('%o leaves the shop with "callback", too: nobody says otherwise', async (data) => {
    const { open, decide } = testSandbox({ disputedDelivery: "callback" });
    const { impUid } = await open({ ...data, ...landing }, { userAgent: iPhone });
    expect((await decide(impUid, "approve")).location).toContain("?imp_uid=");
  });

  test.each(disputed)('%o stays on a PC with "redirect", too', async (data) => {
    const { open, decide } = testSandbox({ disputedDelivery: "redirect" });
    const { impUid } = await open({ ...data, ...landing });
    expect((await decide(impUid, "approve")).message?.data).toMatchObject({ success: true });
  });
});

describe("outcome", () => {
  test.each([
    ["approve", "paid"],
    ["decline", "failed"],
    ["cancel", "failed"],
    ["vbank", "ready"],
  ] as const)(
    "%s: every payment is %s at once, in a frame, a popup and by redirect",
    async (outcome, status) => {
      const { open, get, payments } = testSandbox({ outcome });
      const framed = await open({});
      expect(framed.markup).toBeUndefined();
      expect(framed.message?.data).toMatchObject({
        success: status !== "failed",
        status,
        request_id: "req_1",
      });

      const popup = await open({ pg: "payco", merchant_uid: "order-2" }, { provider: "payco" });
      expect(await (await get(`/gateway/${popup.impUid}`)).text()).toContain("data-deliver=");

      const leaving = await open(
        { m_redirect_url: "https://shop.example/done", merchant_uid: "order-3" },
        { userAgent: iPhone },
      );
      const page = await (await get(`/gateway/${leaving.impUid}`)).text();
      expect(page).toContain("https://shop.example/done?imp_uid=");

      for (const { impUid = "" } of [framed, popup, leaving]) {
        const payment = payments.get(impUid);
        expect(payment?.status).toBe(status);
        expect(payment?.vbank_num !== null).toBe(outcome === "vbank");
      }
    },
  );

  test.each(["approve", "vbank"] as const)("%s identifies who is to be identified", async (outcome) => {
    const { open, get, state } = testSandbox({ outcome });
    const { impUid = "" } = await open({ pg: "danal" }, { action: "certification" });
    // The popup that the SDK has opened says so by itself.
    expect(await (await get(`/gateway/${impUid}`)).text()).toMatch(/data-deliver="[^"]*certification/);
    expect(state.certifications.get(impUid)).toMatchObject({ certified: true });
  });

  test("approve issues an account when that is how the customer pays", async () => {
    const { open } = testSandbox({ outcome: "approve" });
    const { message } = await open({ pay_method: "vbank" });
    expect(message?.data).toMatchObject({ status: "ready", vbank_num: expect.any(String) });
  });
});

test("an order's payments are found, the newest first", async () => {
  const { open, decide, payments } = testSandbox();
  const first = await open({});
  await decide(first.impUid, "decline");
  const second = await open({});
  expect(payments.ofOrder("order-1").map(({ imp_uid }) => imp_uid)).toEqual([second.impUid, first.impUid]);
});

test("what is no request of an SDK is refused", async () => {
  const { post } = testSandbox();
  for (const body of [null, [], "x", { action: "payment" }, { action: "other", data: {} }]) {
    expect(await post("/payments/open", body)).toHaveProperty("error");
  }
  expect(await post("/gateway/imp_1/answer", { decision: "approve" })).toHaveProperty("error");
});
