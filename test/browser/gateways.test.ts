import { describe, expect, it } from "vitest";
import {
  decline,
  importLibrary,
  isPageFree,
  loadAndWaitForFrames,
  openShop,
  outcome,
  phone,
  press,
  type ShopOptions,
  startPayment,
  useBrowser,
} from "./harness.ts";

useBrowser();

type Way = "callback" | "redirect";

/** What some gateways demand. */
const naverProducts = [
  { categoryType: "PRODUCT", categoryId: "GENERAL", uid: "chair-1", name: "회전의자", count: 1 },
];
const byPhone = { pay_method: "phone", digital: false };

/** Where PortOne's documentation says that the answer comes, row by row: on a PC, and on a phone. */
const rows: [pg: string, pc: Way, mobile: Way, params?: object][] = [
  ["bluewalnut", "callback", "redirect"],
  ["chai", "callback", "redirect"],
  ["danal", "callback", "callback", byPhone],
  ["danal_tpay", "callback", "callback"],
  ["danal_tpay", "callback", "callback", { pay_method: "vbank", biz_num: "1234567890" }],
  ["daou", "callback", "redirect"],
  ["eximbay", "callback", "callback"],
  ["eximbay", "redirect", "redirect", { popup: false }],
  ["galaxia", "callback", "redirect"],
  ["html5_inicis", "callback", "redirect"],
  ["html5_inicis", "callback", "redirect", { customer_uid: "card-1" }],
  ["inicis", "callback", "redirect"],
  ["inicis_jp", "callback", "redirect", { popup: true, currency: "JPY" }],
  ["inicis_unified", "callback", "redirect"],
  ["jtnet", "callback", "redirect"],
  ["kakaopay", "callback", "redirect"],
  ["kcp", "callback", "redirect"],
  ["kcp_billing", "callback", "redirect", { customer_uid: "card-1", amount: 0 }],
  ["kcp_quick", "callback", "redirect"],
  ["kicc", "callback", "redirect"],
  ["ksnet", "callback", "redirect"],
  ["mobilians", "callback", "redirect"],
  ["mobilians", "callback", "redirect", byPhone],
  ["naverpay", "redirect", "redirect", { naverProducts }],
  ["naverpay", "callback", "redirect", { naverProducts, naverPopupMode: true }],
  ["nice", "callback", "redirect"],
  ["nice_v2", "callback", "redirect"],
  ["payco", "callback", "callback"],
  ["payco", "callback", "callback", { popup: true }],
  ["paymentwall", "callback", "redirect", { buyer_email: "gildong@example.com" }],
  ["paypal", "redirect", "redirect", { currency: "USD", amount: 14.2 }],
  ["paypal", "callback", "callback", { currency: "USD", amount: 14.2, popup: true }],
  ["settle", "callback", "redirect"],
  ["settle_acc", "callback", "redirect"],
  ["settle_firm", "callback", "redirect"],
  ["settle_firm", "callback", "redirect", { popup: true }],
  ["smartro", "callback", "redirect"],
  ["smartro_v2", "callback", "redirect"],
  ["smilepay", "callback", "redirect"],
  ["syrup", "callback", "redirect"],
  ["toss_brandpay", "callback", "callback", { customer_id: "gildong" }],
  ["tosspay", "callback", "redirect"],
  ["tosspay_v2", "callback", "redirect"],
  ["tosspayments", "callback", "redirect"],
  ["uplus", "callback", "redirect"],
  ["welcome", "callback", "redirect"],
];

const contact = { buyer_tel: "010-4242-4242", name: "회전의자", merchant_uid: "order-1", amount: 64900 };

/** A shop that has this gateway beside its default one, its SDK ready. */
async function shopWith(pg: string, device: "pc" | "mobile", sandbox: ShopOptions["sandbox"] = {}) {
  const gateways = [pg, "kcp"].map((pg_provider) => ({
    pg_provider,
    pg_id: "MID",
    type: "payment" as const,
  }));
  const shop = await openShop({
    sandbox: { gateways, outcome: "approve", ...sandbox },
    ...(device === "mobile" && { context: phone }),
  });
  await loadAndWaitForFrames(shop);
  return shop;
}

/** Pays, and gives back the result: from the promise where the page stays, else from the landing page. */
async function paid({ page, origin }: Awaited<ReturnType<typeof shopWith>>, params: object, way: Way) {
  const m_redirect_url = `${origin}/complete?lang=ko`;
  const loads: string[] = [];
  page.on("framenavigated", (frame) => frame === page.mainFrame() && loads.push(frame.url()));
  if (way === "redirect") {
    // The page may be gone before the call has returned.
    await startPayment(page, { ...contact, m_redirect_url, ...params }).catch(() => undefined);
    await page.waitForURL(`${origin}/complete?**`);
    await importLibrary(page);
    const landed = await page.evaluate(() => window.lib.getRedirectResult());
    expect(landed?.request).toMatchObject({ merchant_uid: "order-1" });
    return landed?.result;
  }
  await startPayment(page, { ...contact, m_redirect_url, ...params });
  const { result, error } = await outcome(page);
  expect(error).toBeUndefined();
  await expect.poll(() => isPageFree(page)).toBe(true);
  expect(loads).toEqual([]);
  // The gateway's popup, where there was one, is closed.
  await expect.poll(() => page.context().pages()).toEqual([page]);
  return result;
}

const success = (delivery: Way) => ({
  success: true,
  outcome: "authenticated",
  imp_uid: expect.stringMatching(/^imp_/),
  merchant_uid: "order-1",
  error_code: null,
  error_msg: null,
  delivery,
});

const cases = rows.flatMap(([pg, pc, mobile, params = {}]) => [
  [pg, "pc", pc, params] as const,
  [pg, "mobile", mobile, params] as const,
]);

describe("a payment through every gateway has a result", () => {
  it.each(cases)("%s on %s: by %s (%j)", async (pg, device, way, params) => {
    const shop = await shopWith(pg, device);
    expect(await paid(shop, { pg, ...params }, way)).toMatchObject(success(way));
  });

  it.each(["paypal_v2", "naverco"])("%s, which no promise could answer, is refused", async (pg) => {
    const { page } = await shopWith(pg, "pc");
    await startPayment(page, { ...contact, pg });
    expect((await outcome(page)).error).toMatchObject({ code: "INVALID_PARAMS", issues: [{ path: "pg" }] });
    expect(await isPageFree(page)).toBe(true);
  });
});

describe("where the sources differ, both answers give the same result on a phone", () => {
  it.each([
    ["smilepay", {}],
    ["bluewalnut", {}],
    ["settle_acc", {}],
    ["mobilians", byPhone],
    ["html5_inicis", { customer_uid: "card-1" }],
  ])("%s %j", async (pg, params) => {
    const results = [];
    for (const way of ["redirect", "callback"] as const) {
      const shop = await shopWith(pg, "mobile", { disputedDelivery: way });
      const result = await paid(shop, { pg, ...params }, way);
      expect(result).toMatchObject(success(way));
      const { delivery, response, imp_uid, ...same } = result ?? {};
      results.push(same);
    }
    expect(results[0]).toEqual(results[1]);
  });

  it("on a PC they don't differ", async () => {
    const shop = await shopWith("smilepay", "pc", { disputedDelivery: "redirect" });
    expect(await paid(shop, { pg: "smilepay" }, "callback")).toMatchObject(success("callback"));
  });
});

describe("through the v1 SDK", () => {
  it.each([
    ["pc", "toss_brandpay", { pg: "toss_brandpay", customer_id: "gildong" }, "callback"],
    ["mobile", "toss_brandpay", { pg: "toss_brandpay", customer_id: "gildong" }, "callback"],
    ["pc", "a channel", { channelKey: "channel-key-1" }, "callback"],
    ["mobile", "a channel", { channelKey: "channel-key-1" }, "redirect"],
  ] as const)("on %s: %s", async (device, _, params, way) => {
    const shop = await openShop({
      sandbox: { outcome: "approve" },
      ...(device === "mobile" && { context: phone }),
    });
    const sdkUrl = `${shop.sandbox.url}/v1/iamport.js`;
    await shop.page.evaluate(
      (sdkUrl) => window.lib.loadIamport("imp00000000", { version: "v1", sdkUrl }),
      sdkUrl,
    );
    expect(await paid(shop, params, way)).toMatchObject(success(way));
  });
});

describe("a refusal comes the same way", () => {
  it.each([
    ["kcp", "pc", "callback"],
    ["kcp", "mobile", "redirect"],
    ["danal_tpay", "mobile", "callback"],
  ] as const)("%s on %s: by %s", async (pg, device, way) => {
    const shop = await shopWith(pg, device, { outcome: "decline" });
    const result = await paid(shop, { pg }, way);
    expect(result).toMatchObject({
      success: false,
      outcome: "failed",
      delivery: way,
      merchant_uid: "order-1",
    });
    expect(result?.error_msg).toContain("거절");
  });

  it("payco, in its popup on a PC", async () => {
    const shop = await shopWith("payco", "pc", { outcome: "manual" });
    const popup = shop.context.waitForEvent("page");
    await startPayment(shop.page, { ...contact, pg: "payco" });
    await (await popup).getByRole("button", { name: decline }).click();
    expect((await outcome(shop.page)).result).toMatchObject({ success: false, outcome: "failed" });
    expect(await isPageFree(shop.page)).toBe(true);
  });

  it("danal, in its frame on a phone", async () => {
    const shop = await shopWith("danal", "mobile", { outcome: "manual" });
    await startPayment(shop.page, { ...contact, pg: "danal", ...byPhone });
    await press(shop.page, decline);
    expect((await outcome(shop.page)).result).toMatchObject({ success: false, outcome: "failed" });
  });
});
