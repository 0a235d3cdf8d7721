import { expect, it } from "vitest";
import { createIamportClient, readAge, verifyCertification } from "../../dist/server.js";
import { openShop, outcome, pay, popupOf, press, pressIn, startPayment, useBrowser } from "./harness.ts";

// What PortOne's guides to identity verification, billing keys and PayPal do by hand, step by step and with the
// parameters of their samples, through the library and against the sandbox.

useBrowser();

const verify = /인증하기/;
const buyer = {
  buyer_email: "gildong@example.com",
  buyer_name: "포트원",
  buyer_tel: "010-1234-5678",
};

async function openGuide(version: "1.2.0" | "v1") {
  const shop = await openShop({
    sandbox: {
      gateways: [
        { pg_provider: "kcp_billing", pg_id: "BA001", type: "payment" },
        { pg_provider: "paypal_v2", pg_id: "merchant", type: "payment" },
        { pg_provider: "danal", pg_id: "A010002002", type: "certification" },
      ],
    },
  });
  const { page, sandbox, addresses } = shop;
  const sdkUrl = version === "v1" ? `${sandbox.url}/v1/iamport.js` : addresses.sdkUrl;
  const options = { version, sdkUrl, jqueryUrl: version === "v1" ? (false as const) : addresses.jqueryUrl };
  await page.evaluate(
    ([userCode, options]) => window.lib.loadIamport(userCode, options).then(() => undefined),
    [addresses.userCode, options] as const,
  );
  const client = createIamportClient({
    impKey: "imp_apikey",
    impSecret: "imp_secret",
    baseUrl: `${sandbox.url}`,
    includeSandbox: true,
  });
  return { ...shop, client };
}

it("identity verification: the window, then who it was, their age, and whether they have been here before", async () => {
  const { page, client } = await openGuide("1.2.0");
  const certify = async (merchant_uid: string) => {
    const verifying = (merchant_uid: string) => {
      const params = {
        pg: "danal.A010002002",
        merchant_uid,
        m_redirect_url: `${location.origin}/complete`,
        popup: false,
        min_age: 14,
      };
      window.outcome = window.lib.requestCertification(params).then((result) => ({ result }));
    };
    // `popup: false` is for phones: on a PC it is one all the same.
    const popup = await popupOf(page, () => page.evaluate(verifying, merchant_uid));
    const closed = popup.waitForEvent("close");
    await pressIn(popup, verify);
    // A popup of that name that is still there would be taken for the next one.
    await closed;
    const { result } = await outcome(page);
    expect(result).toMatchObject({ success: true, merchant_uid });
    return { imp_uid: `${result?.imp_uid}`, merchant_uid };
  };
  const used = new Map<string, string>();
  const claim = (imp_uid: string, request: string) => {
    if (!used.has(imp_uid)) used.set(imp_uid, request);
    return used.get(imp_uid) === request;
  };
  const first = await verifyCertification(client, await certify("ORD20180131-0000011"), { claim });
  if (first.status !== "certified") throw new Error(first.status);
  const { name, gender, unique_key, unique_in_site } = first.certification;
  expect({ name, gender }).toEqual({ name: "홍길동", gender: "male" });
  expect(readAge(first.certification)?.birthYear).toBe(1990);
  expect([unique_key?.length, unique_in_site?.length]).toEqual([88, 64]);
  // The same person once more: the account is found by it.
  const again = await certify("ORD20180131-0000012");
  expect(await verifyCertification(client, again, { claim, unique_key: `${unique_key}` })).toMatchObject({
    status: "certified",
  });
});

it("billing keys: registered by the window, charged, scheduled for the next month and charged then, called off", async () => {
  const { page, client, sandbox } = await openGuide("1.2.0");
  const customer_uid = "gildong_0001_1234";
  await startPayment(page, {
    pg: "kcp_billing.BA001",
    pay_method: "card",
    merchant_uid: "order_monthly_0001",
    name: "최초인증결제",
    amount: 0,
    customer_uid,
    ...buyer,
  });
  await press(page, pay);
  const { result } = await outcome(page);
  expect(result).toMatchObject({ success: true, merchant_uid: "order_monthly_0001" });
  expect(await client.getCustomer(customer_uid)).toMatchObject({ customer_uid, pg_provider: "kcp_billing" });

  const charge = { amount: 8900, name: "월간 이용권 정기결제", ...buyer };
  expect(
    await client.chargeBillingKey({ customer_uid, merchant_uid: "order_monthly_0002", ...charge }),
  ).toMatchObject({ status: "paid", amount: 8900 });

  const month = 30 * 24 * 60 * 60_000;
  const schedules = [3, 4].map((number) => ({
    merchant_uid: `order_monthly_000${number}`,
    schedule_at: new Date(Date.now() + (number - 2) * month),
    ...charge,
  }));
  expect(await client.scheduleCharges({ customer_uid, schedules })).toHaveLength(2);
  const body = new URLSearchParams({ ms: `${month + 60_000}` });
  expect((await fetch(`${sandbox.url}/sandbox/time`, { method: "POST", body })).ok).toBe(true);
  expect(await client.findPayment("order_monthly_0003")).toMatchObject({
    status: "paid",
    amount: 8900,
    customer_uid,
  });
  expect(await client.unscheduleCharges({ customer_uid })).toMatchObject([
    { merchant_uid: "order_monthly_0004" },
  ]);
  expect(await client.deleteCustomer(customer_uid)).toBe(true);
});

it.each([
  ["paypal-spb", { merchant_uid: "order_no_0001", name: "주문명:결제테스트", amount: 1.5 }],
  [
    "paypal-rt",
    { merchant_uid: "order_no_0002", name: "정기결제", amount: 0, customer_uid: "gildong_paypal" },
  ],
] as const)("PayPal: the button of %s, and what it leaves", async (type, params) => {
  const { page, client } = await openGuide("v1");
  await page.evaluate(
    ([type, params]) => {
      const place = document.body.appendChild(document.createElement("div"));
      place.className = "portone-ui-container";
      place.dataset.portoneUiType = type;
      window.outcome = new Promise((resolve, reject) => {
        const request = { pg: "paypal_v2.merchant", pay_method: "paypal", currency: "USD", ...params };
        window.lib.loadPaymentUI(type, request, { onResult: (result) => resolve({ result }) }).catch(reject);
      });
    },
    [type, params] as const,
  );
  await page.getByRole("button", { name: "PayPal" }).click();
  await press(page, pay);
  const { result } = await outcome(page);
  expect(result).toMatchObject({ success: true, merchant_uid: params.merchant_uid });
  expect(await client.getPayment(`${result?.imp_uid}`)).toMatchObject({ status: "paid", currency: "USD" });
  if (type === "paypal-spb") return;
  const { customer_uid } = params as { customer_uid: string };
  const charge = {
    customer_uid,
    merchant_uid: "order_no_0003",
    name: "정기결제",
    amount: 12.34,
    currency: "USD",
  };
  expect(await client.chargeBillingKey(charge)).toMatchObject({
    status: "paid",
    amount: 12.34,
    currency: "USD",
  });
});
