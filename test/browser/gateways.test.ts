import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { GatewayCode, PaymentResult } from "../../dist/index.js";
import {
  cancel,
  decline,
  framesLoaded,
  hasWords,
  importLibrary,
  isPageFree,
  loadAndWaitForFrames,
  openShop,
  openTab,
  outcome,
  phone,
  press,
  pressIn,
  type Shop,
  type ShopOptions,
  startPayment,
  useBrowser,
  userCode,
} from "./harness.ts";

useBrowser();

type Device = "pc" | "mobile";

/** Where the customer pays. A frame and a popup answer by callback, a page in the shop's place by redirect. */
type Way = "frame" | "popup" | "redirect";

type Row = [pc: Way, mobile: Way, params?: Readonly<Record<string, unknown>>, version?: "v1"];

const byPhoneBill = { pay_method: "phone", digital: false };
const inDollars = { currency: "USD", amount: 14.2 };
const naverProducts = [
  { categoryType: "PRODUCT", categoryId: "GENERAL", uid: "chair-1", name: "회전의자", count: 1 },
];

/** Every gateway, by PortOne's documentation and the popups of its SDK 1.2.0; not what the library makes of it. */
const table: Record<GatewayCode, Row[] | "refused"> = {
  alipay: [["frame", "redirect"]],
  bluewalnut: [["frame", "redirect"]],
  chai: [
    ["frame", "redirect"],
    ["popup", "redirect", { popup: true }],
  ],
  danal: [
    ["frame", "frame"],
    ["frame", "frame", byPhoneBill],
  ],
  danal_tpay: [
    ["frame", "frame"],
    ["frame", "frame", { pay_method: "vbank", biz_num: "1234567890" }],
  ],
  daou: [["popup", "redirect"]],
  eximbay: [
    ["popup", "popup"],
    ["popup", "popup", { popup: true }],
    ["redirect", "redirect", { popup: false }],
  ],
  galaxia: [["frame", "redirect"]],
  html5_inicis: [
    ["frame", "redirect"],
    ["frame", "redirect", { customer_uid: "card-1" }],
  ],
  hyphen: [["frame", "redirect"]],
  inicis: [["frame", "redirect"]],
  inicis_jp: [["frame", "redirect", { popup: true, currency: "JPY" }]],
  inicis_unified: [["frame", "redirect"]],
  jtnet: [["frame", "redirect"]],
  kakaopay: [["frame", "redirect"]],
  kcp: [["frame", "redirect"]],
  kcp_billing: [["frame", "redirect", { customer_uid: "card-1", amount: 0 }]],
  kcp_quick: [["popup", "redirect"]],
  kcp_v2: [["frame", "redirect"]],
  kicc: [["frame", "redirect"]],
  kicc_v2: [["frame", "redirect"]],
  kpn: [["frame", "redirect"]],
  ksnet: [["frame", "redirect"]],
  mobilians: [
    ["frame", "redirect"],
    ["frame", "redirect", byPhoneBill],
  ],
  mobilians_v2: [["frame", "redirect"]],
  naverco: "refused",
  naverpay: [
    ["redirect", "redirect", { naverProducts }],
    ["redirect", "redirect", { naverProducts, naverPopupMode: false }],
    ["popup", "redirect", { naverProducts, naverPopupMode: true }],
  ],
  nice: [["frame", "redirect"]],
  nice_v2: [["frame", "redirect"]],
  payco: [
    ["popup", "frame"],
    ["popup", "popup", { popup: true }],
  ],
  payletter_global: [["frame", "redirect"]],
  paymentwall: [["frame", "redirect", { buyer_email: "gildong@example.com" }]],
  paypal: [
    ["redirect", "redirect", inDollars],
    ["redirect", "redirect", { ...inDollars, popup: false }],
    ["popup", "popup", { ...inDollars, popup: true }],
  ],
  paypal_v2: "refused",
  settle: [["popup", "redirect"]],
  settle_acc: [["frame", "redirect"]],
  settle_firm: [
    ["frame", "redirect"],
    ["popup", "redirect", { popup: true }],
  ],
  smartro: [["popup", "redirect"]],
  smartro_v2: [["frame", "redirect"]],
  smilepay: [["frame", "redirect"]],
  syrup: [["frame", "redirect"]],
  toss_brandpay: [["frame", "frame", { customer_id: "gildong" }, "v1"]],
  tosspay: [["popup", "redirect"]],
  tosspay_v2: [["frame", "redirect"]],
  tosspayments: [["frame", "redirect"]],
  uplus: [["frame", "redirect"]],
  welcome: [["frame", "redirect"]],
};

/** What PortOne's guide has come by redirect on a phone, and the React Native SDK's table by callback. */
const disputed = [
  { pg: "smilepay" },
  { pg: "bluewalnut" },
  { pg: "settle_acc" },
  { pg: "mobilians", ...byPhoneBill },
  { pg: "html5_inicis", customer_uid: "card-1" },
];

const order = { merchant_uid: "order-1", amount: 64900, name: "회전의자", buyer_tel: "010-4242-4242" };

const places = { pc: "on a PC", mobile: "on a phone" };
const answers = {
  frame: "the promise has the answer",
  popup: "the promise has the answer of a popup",
  redirect: "the landing page has the answer",
};

function deliveryBy(way: Way) {
  return way === "redirect" ? "redirect" : "callback";
}

/** A payment's name: its gateway, and the parameters that could matter. */
function titleOf({ pg, ...params }: Readonly<Record<string, unknown>>) {
  const shown = Object.entries(params)
    .filter(([, value]) => !Array.isArray(value))
    .map(([name, value]) => `${name}: ${value}`);
  return [pg, shown.length > 0 && `(${shown.join(", ")})`].filter(Boolean).join(" ");
}

interface Counted {
  /** Calls of the SDK. */
  calls: number;
  /** Calls of its callback. */
  answers: number;
  /** How often the promise has settled. */
  settled: number;
  popups: number;
  /** Where the shop's tab has been since. */
  visited: string[];
}

type CountedShop = Shop & { counted: Counted };

/** The customer's two tabs. Each payment has a shop of its own in them, at an origin with nothing stored. */
let tabs: Record<Device, Page>;

const nothing = (): Counted => ({ calls: 0, answers: 0, settled: 0, popups: 0, visited: [] });
let counted = nothing();

/** What the page counts is kept outside of it, since it may be left. */
async function count(tab: Page): Promise<void> {
  tab.context().on("page", () => counted.popups++);
  tab.on("framenavigated", (frame) => frame === tab.mainFrame() && counted.visited.push(frame.url()));
  await tab.exposeFunction("count", (what: "calls" | "answers" | "settled") => {
    counted[what]++;
  });
}

beforeAll(async () => {
  tabs = { pc: await openTab(), mobile: await openTab({ context: phone }) };
  await Promise.all([count(tabs.pc), count(tabs.mobile)]);
});
// A popup that a failed test has left is no later one's.
afterEach(async () => {
  for (const tab of Object.values(tabs)) {
    const pages = tab.context().pages();
    await Promise.all(pages.filter((page) => page !== tab).map((popup) => popup.close()));
  }
});
afterAll(() => Promise.all(Object.values(tabs).map((tab) => tab.context().close())));

/** A shop with this gateway beside its default one, its SDK ready, and everything counted from here on. */
async function shopWith(
  pg: string,
  device: Device,
  sandbox: ShopOptions["sandbox"] = {},
  version?: "v1",
): Promise<CountedShop> {
  const shop = await openShop({
    sandbox: {
      gateways: [...new Set(["kcp", pg])].map((pg_provider) => ({
        pg_provider,
        pg_id: "MID",
        type: "payment" as const,
      })),
      outcome: "approve",
      ...sandbox,
    },
    page: tabs[device],
  });
  const { page } = shop;
  if (version) {
    await page.evaluate(
      async ([userCode, version, sdkUrl]) => {
        await window.lib.loadIamport(userCode, { version, sdkUrl });
      },
      [userCode, version, `${shop.sandbox.url}/v1/iamport.js`] as const,
    );
    await framesLoaded(page);
  } else {
    await loadAndWaitForFrames(shop);
  }

  counted = nothing();
  await page.evaluate(() => {
    const { count, lib, IMP } = window as never as {
      count(what: string): void;
      lib: typeof window.lib;
      IMP: { request_pay(data: object, callback: (answer: object) => void): void };
    };
    const { request_pay } = IMP;
    IMP.request_pay = (data, callback) => {
      count("calls");
      request_pay(data, (answer) => {
        count("answers");
        callback(answer);
      });
    };
    const requestPay = (params: never) => {
      const promise = lib.requestPay(params);
      const settled = () => count("settled");
      promise.then(settled, settled);
      return promise;
    };
    window.lib = { ...lib, requestPay } as never;
  });
  return { ...shop, counted };
}

/** What the customer does at the payment window, where the sandbox doesn't decide by itself. */
type Act = { button: RegExp } | "closes the popup";

/**
 * Pays, and gives back the result from where it has to come: the promise, or the landing page. And that it
 * came there alone, once, and left nothing behind.
 */
async function paid(shop: CountedShop, params: object, way: Way, act?: Act): Promise<PaymentResult> {
  const { page, context, origin, counted } = shop;
  const asked = { ...order, m_redirect_url: `${origin}/complete?lang=ko`, ...params };
  const popup = way === "popup" && act ? context.waitForEvent("page") : undefined;
  // The page may be gone before the call has returned.
  await startPayment(page, asked).catch((error) => {
    if (way !== "redirect") throw error;
  });
  if (act === "closes the popup") {
    const opened = await popup;
    await opened?.getByRole("button", { name: decline }).waitFor();
    await opened?.close();
  } else if (act && popup) {
    await pressIn(await popup, act.button);
  } else if (act && way === "redirect") {
    await page.waitForURL((url) => url.origin !== origin);
    await page.getByRole("button", { name: act.button }).click();
  } else if (act) {
    await press(page, act.button);
  }

  if (way === "redirect") {
    await page.waitForURL(`${origin}/complete?**`);
    await importLibrary(page);
    const { landed, parsed } = await page.evaluate(() => ({
      landed: window.lib.getRedirectResult(),
      parsed: window.lib.parseRedirect(),
    }));
    if (!landed) throw new Error(`No result at ${page.url()}`);
    const { pg = null, pay_method = null, amount, name, merchant_uid } = asked as Record<string, unknown>;
    expect(landed.request).toEqual({
      merchant_uid,
      amount,
      name,
      pg,
      pay_method,
      requestedAt: expect.any(Number),
    });
    expect(parsed).toEqual(landed.result);
    expect(landed.result.response.lang).toBe("ko");
    expect(counted).toMatchObject({ calls: 1, answers: 0, settled: 0, popups: 0 });
    expect(counted.visited.filter((url) => url.startsWith(origin))).toEqual([page.url()]);
    return landed.result;
  }

  const { result, error } = await outcome(page);
  if (!result) throw new Error(`${error?.code}: ${error?.message}`);
  await expect.poll(() => isPageFree(page)).toBe(true);
  // The gateway's popup is closed, and the SDK is ready for the next payment.
  await expect.poll(() => context.pages()).toEqual([page]);
  await framesLoaded(page);
  const popups = way === "popup" ? 1 : 0;
  expect(counted).toEqual({ calls: 1, answers: 1, settled: 1, popups, visited: [] });
  return result;
}

function success(way: Way) {
  return {
    success: true,
    outcome: "authenticated",
    imp_uid: expect.stringMatching(/^imp_\d+$/),
    merchant_uid: "order-1",
    error_code: null,
    error_msg: null,
    delivery: deliveryBy(way),
    response: expect.objectContaining({ merchant_uid: "order-1" }),
  };
}

function failure(way: Way, error_code: string, error_msg: unknown) {
  return { ...success(way), success: false, outcome: "failed", error_code, error_msg };
}

describe("every gateway answers a payment", () => {
  const cases = Object.entries(table).flatMap(([pg, rows]) =>
    (rows === "refused" ? [] : rows).flatMap(([pc, mobile, params, version]) =>
      (["pc", "mobile"] as const).map((device) => {
        const way = { pc, mobile }[device];
        const sdk = version ? ", by the v1 SDK" : "";
        return {
          title: `${titleOf({ pg, ...params })} ${places[device]}${sdk}: ${answers[way]}`,
          ...{ pg, device, way, params, version },
        };
      }),
    ),
  );

  it.each(cases.map((each) => [each.title, each] as const))("%s", async (_, each) => {
    const { pg, device, way, params, version } = each;
    const shop = await shopWith(pg, device, {}, version);
    expect(await paid(shop, { pg, ...params }, way)).toEqual(success(way));
  });

  const refused = Object.entries(table).filter(([, rows]) => rows === "refused");
  it.each(
    refused.flatMap(([pg]) => [
      { pg, device: "pc" as const, where: places.pc },
      { pg, device: "mobile" as const, where: places.mobile },
    ]),
  )("$pg $where, whose answer could never come: refused before the SDK is called", async ({ pg, device }) => {
    const { page, counted } = await shopWith(pg, device);
    await startPayment(page, { ...order, pg });
    const { error } = await outcome(page);
    expect(error).toMatchObject({ code: "INVALID_PARAMS", issues: [{ path: "pg", severity: "error" }] });
    const inWords = pg === "naverco" ? "openNaverOrder" : "loadPaymentUI";
    expect(error?.message).toContain(hasWords ? inWords : "docs/errors.md#invalid_params");
    expect(counted).toEqual({ calls: 0, answers: 0, settled: 1, popups: 0, visited: [] });
    expect(await isPageFree(page)).toBe(true);
  });
});

describe("the v1 SDK answers a payment", () => {
  it.each([
    ["a channel, whatever its gateway, on a PC", "pc", { channelKey: "channel-key-1" }, "frame"],
    ["a channel, whatever its gateway, on a phone", "mobile", { channelKey: "channel-key-1" }, "redirect"],
    ["one of its newer gateways on a PC", "pc", { pg: "tosspayments" }, "frame"],
    ["one of its newer gateways on a phone", "mobile", { pg: "tosspayments" }, "redirect"],
    ["a gateway in a frame on a PC", "pc", { pg: "danal" }, "frame"],
    ["a gateway in a frame on a phone", "mobile", { pg: "danal" }, "frame"],
  ] as const)("%s", async (_, device, params, way) => {
    const shop = await shopWith("pg" in params ? params.pg : "kcp", device, {}, "v1");
    expect(await paid(shop, params, way)).toEqual(success(way));
  });
});

describe("where the sources differ on a phone, both answers give the same result", () => {
  /** What a result says, apart from the way it came and the number of that one payment. */
  function said({ delivery, imp_uid, response, ...rest }: PaymentResult) {
    const { merchant_uid, error_code, error_msg } = response;
    expect(response.imp_uid).toBe(imp_uid);
    return { ...rest, response: { merchant_uid, error_code, error_msg } };
  }

  it.each(
    disputed.flatMap((params) => [
      [`${titleOf(params)}, paid`, params, "approve"] as const,
      [`${titleOf(params)}, declined`, params, "decline"] as const,
    ]),
  )("%s", async (_, params, decision) => {
    const expected = (way: Way) =>
      decision === "approve"
        ? success(way)
        : failure(way, "PAY_PROCESS_ABORTED", expect.stringMatching("거절"));
    const sandbox = { outcome: decision };
    const guide = await shopWith(params.pg, "mobile", { ...sandbox, disputedDelivery: "redirect" });
    const left = await paid(guide, params, "redirect");
    expect(left).toEqual(expected("redirect"));
    const other = await shopWith(params.pg, "mobile", { ...sandbox, disputedDelivery: "callback" });
    const stayed = await paid(other, params, "frame");
    expect(stayed).toEqual(expected("frame"));
    expect(said(stayed)).toEqual(said(left));
  });

  it("on a PC nobody disputes that the promise has the answer", async () => {
    const shop = await shopWith("smilepay", "pc", { disputedDelivery: "redirect" });
    expect(await paid(shop, { pg: "smilepay" }, "frame")).toEqual(success("frame"));
  });
});

describe("a payment that is not made answers the same way", () => {
  const declined = ["declined by the card's issuer", { button: decline }, "PAY_PROCESS_ABORTED"] as const;
  const cancelled = ["cancelled by the customer", { button: cancel }, "PAY_PROCESS_CANCELED"] as const;
  const closed = ["whose popup is closed", "closes the popup", "PAY_PROCESS_CANCELED"] as const;

  it.each(
    (
      [
        ["in a frame", "pc", { pg: "kcp" }, "frame", [declined, cancelled]],
        ["in a frame", "mobile", { pg: "danal" }, "frame", [declined, cancelled]],
        ["in a popup", "pc", { pg: "payco" }, "popup", [declined, cancelled, closed]],
        ["in a popup", "mobile", { pg: "eximbay", ...inDollars }, "popup", [declined, cancelled, closed]],
        ["in the shop's place", "pc", { pg: "paypal", ...inDollars }, "redirect", [declined, cancelled]],
        ["in the shop's place", "mobile", { pg: "kcp" }, "redirect", [declined, cancelled]],
      ] as const
    ).flatMap(([where, device, params, way, ends]) =>
      ends.map(
        ([what, act, code]) =>
          [`${params.pg} ${where} ${places[device]}, ${what}`, { device, params, way, act, code }] as const,
      ),
    ),
  )("%s", async (_, { device, params, way, act, code }) => {
    const shop = await shopWith(params.pg, device, { outcome: "manual" });
    const result = await paid(shop, params, way, act);
    expect(result).toEqual(failure(way, code, expect.stringMatching(/./)));
    expect(result.response).toMatchObject({ error_code: code, error_msg: result.error_msg });
  });
});
