import { act, type ComponentType, createElement } from "react";
import { createRoot } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createApp, type Component as VueComponent } from "vue";
import { clearRedirectResult, loadIamport, type PaymentParams, sentenceFor } from "../../src/index.ts";
import * as server from "../../src/server/index.ts";
import { type FakeIamport, installFakeIamport } from "../../src/testing/index.ts";
import { portone } from "../server/portone.ts";
import { type Block, documents, read } from "./documents.ts";
import { runBlock } from "./run-block.ts";

// What is copied from the README and the guides takes payments: each component and handler runs as it stands, from the
// click to the sentence that the customer reads, against the handlers of the README and the sandbox as PortOne.

// The library's pauses are short here: it asks the server again within the second that a customer would wait.
vi.mock("../../src/pause.ts", () => ({
  pause: (ms: number) => new Promise((resolve) => setTimeout(resolve, Math.min(ms, 20))),
}));

vi.setConfig({ testTimeout: 20_000 });

const blocks = documents.flatMap((document) => read(document).blocks);
const uses = (block: Block, pattern: RegExp) =>
  /^(tsx?|js|vue|html)$/.test(block.language) && pattern.test(block.code);
// PayPal's own button is pressed in place of the shop's: tried below by itself.
const asksServer = blocks.filter(
  (block) => uses(block, /completePayment\(/) && !/loadPaymentUI|PaymentUI\b/.test(block.code),
);
const drawers = blocks.filter(
  (block) => uses(block, /completePayment\(/) && uses(block, /loadPaymentUI\(|usePaymentUI\(|<PaymentUI/),
);
/** It calls a payment off by itself, without a click: tried below by itself. */
const callsOff = asksServer.filter(({ code }) => /AbortSignal\.timeout/.test(code));
const landers = asksServer.filter(({ code }) => /getRedirectResult|useRedirectResult|useLanding/.test(code));
const payers = asksServer.filter(
  (block) => /requestPay\(/.test(block.code) && !/expect\(/.test(block.code) && !callsOff.includes(block),
);
const handlers = blocks.filter((block) => uses(block, /\/\/ payments\.ts\n[\s\S]*createPaymentHandlers\(/));
const asksWhose = ({ code }: Block) => /^\s+authorize/m.test(code);
const named = (blocks: Block[]) => blocks.map((block) => [`${block.document}:${block.line}`, block] as const);

const amount = 64_900;
const order = { merchant_uid: "order-1", name: "Norway swivel chair", amount };
/** The guides' own beside it. */
const orders = new Set([order.merchant_uid, "ORD20180131-0000011"]);
const says = {
  en: {
    paid: /complete\.|, it is paid/,
    notPaid: /was not made/,
    unsure: /don't pay again/,
    notThisOrder: /doesn't match the order/,
  },
  ko: {
    paid: /완료되었습니다|결제되었습니다/,
    notPaid: /결제되지 않았습니다/,
    unsure: /다시 결제하지 마시고/,
    notThisOrder: /주문과 일치하지 않습니다/,
  },
};
const sentencesOf = ({ document }: Block) => says[document.endsWith(".ko.md") ? "ko" : "en"];

let fake: FakeIamport;
let shop: ReturnType<typeof portone>;
/** Whether the shop's server answers 503. */
let isDown: boolean;
/** What the customer does in the payment window, and for how much. */
let customer: { decision: "approve" | "decline" | "vbank"; amount: number };
let settled: server.SettledPayment[];
let handler: server.PaymentHandlers;
let unmount: () => void;

/** The README's `payments.ts`, or another's: PortOne is the sandbox, the shop's books a map. */
async function handlersOf(block: Block): Promise<server.PaymentHandlers> {
  const createIamportClient = (given: server.IamportClientOptions) =>
    server.createIamportClient({
      ...given,
      impKey: "imp_apikey",
      impSecret: "imp_secret",
      includeSandbox: true,
      retries: 0,
      // jsdom's signals aren't those of Node's Request.
      fetch: (url, { signal, ...init }) => shop.fetch(url, init),
    });
  const books = {
    findOrder: async (merchant_uid: string) => (orders.has(merchant_uid) ? { amount } : null),
    settle: async (payment: server.SettledPayment) => void settled.push(payment),
    keepForged: async () => {},
  };
  const exports = await runBlock(block, {
    "iamport-request-pay/server": { ...server, createIamportClient },
    "./books": books,
    "./session": { isCustomers: async () => true },
    "./sandbox": await sandboxOf(block),
  });
  return exports as unknown as server.PaymentHandlers;
}

/** The README's `sandbox.ts`: where page and server look for PortOne. */
async function sandboxOf({ document }: Block): Promise<object> {
  const block = blocks.find((block) => block.document === document && /^\/\/ sandbox\.ts\n/.test(block.code));
  return block ? runBlock(block, {}) : {};
}

/** As the page sends it, but for what jsdom and Node have each of their own. */
const reported = ({ method = "POST", headers = {}, body = null }: RequestInit) =>
  new Request("https://shop.example/payments/complete", { method, headers, body });

/** The shop's server, as the page reaches it. */
async function answer(url: string, init: RequestInit = {}): Promise<Response> {
  if (url === "/orders") return Response.json(order);
  if (isDown) return Response.json({ message: "Not now." }, { status: 503 });
  return handler.complete(reported(init));
}

/** What PortOne's SDK answers once the customer has done what they do. */
async function decide({ merchant_uid }: Pick<PaymentParams, "merchant_uid">) {
  const { decision, amount } = customer;
  const paying = { merchant_uid, amount, ...(decision === "vbank" && { pay_method: "vbank" }) };
  const imp_uid = await shop.pay(paying, decision);
  if (!imp_uid)
    return { success: false, error_code: "F1002", error_msg: "이미 결제된 주문입니다.", merchant_uid };
  if (decision === "decline") return { success: false, imp_uid, merchant_uid, error_msg: "카드 한도 초과" };
  return { success: true, imp_uid, merchant_uid };
}

beforeEach(async () => {
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", false);
  vi.stubGlobal("fetch", vi.fn(answer));
  vi.stubGlobal("alert", show);
  vi.spyOn(console, "error").mockImplementation(() => {});
  vi.spyOn(console, "warn").mockImplementation(() => {});
  document.body.innerHTML = '<button id="pay"></button><p id="message" role="status"></p><main></main>';
  isDown = false;
  customer = { decision: "approve", amount };
  settled = [];
  shop = portone();
  unmount = () => {};
  fake = installFakeIamport({ outcome: decide });
  // With sessions: it shows the customer the account to pay into.
  const whole = handlers.find(asksWhose);
  if (!whole) throw new Error("No block has the handlers with `authorize`.");
  handler = await handlersOf(whole);
});
afterEach(() => {
  unmount();
  clearRedirectResult();
  fake.uninstall();
  document.documentElement.lang = "";
  history.replaceState(null, "", "/checkout");
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

function show(text: string) {
  const message = document.querySelector("#message");
  if (message) message.textContent = text;
}

const status = () =>
  [...document.querySelectorAll('[role="status"]')].map((element) => element.textContent).join("");
const reads = (sentence: RegExp) =>
  vi.waitFor(() => expect(status()).toMatch(sentence), { timeout: 15_000, interval: 10 });

/** A router's function, the same in each rendering. */
const goNowhere = () => {};

/** Puts a block onto the page as a shop would, and gives what pressing its button is. */
async function open(block: Block): Promise<() => void> {
  document.documentElement.lang = block.document.endsWith(".ko.md") ? "ko" : "en";
  const exports = await runBlock(block, {
    "./order": { order },
    "./show": { show },
    "../sandbox": await sandboxOf(block),
    "react-router-dom": { useNavigate: () => goNowhere },
    "vue-router": { useRouter: () => ({ replace: async () => {} }) },
  });
  // Some guides' orders have an `id`.
  const { merchant_uid, ...rest } = order;
  const given = /\bid: string|\{ id,/.test(block.code) ? { id: merchant_uid, ...rest } : order;
  const main = document.querySelector("main");
  const { Pay, Complete, requestPay } = exports;
  const pay = exports.pay ?? exports.subscribe;
  if (Pay ?? Complete) {
    const root = createRoot(main as Element);
    const Component = (Pay ?? Complete) as ComponentType<{ order: object; onPaid: () => void }>;
    const element = createElement(Component, { order: given, onPaid: () => {} });
    // With its effects: nobody presses before they have run.
    vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
    await act(async () => root.render(element));
    vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", false);
    unmount = () => root.unmount();
  } else if (block.language === "vue") {
    const app = createApp(exports.default as VueComponent, { order: given });
    app.mount(main as Element);
    unmount = () => app.unmount();
  } else if (typeof pay === "function") {
    loadIamport("imp00000000");
    // It gives back the verdict, or shows it by itself; what it throws is the caller's.
    return () =>
      void Promise.resolve(pay(given)).then(
        (verdict) => verdict && show(sentenceFor(verdict)),
        (error: unknown) => show(sentenceFor(error)),
      );
  }
  if (typeof requestPay === "function") return () => void requestPay();
  return () => button().click();
}

function button(): HTMLButtonElement {
  const found = document.querySelector("main button") ?? document.querySelector("#pay");
  return found as HTMLButtonElement;
}

/** The page is loaded anew, with the address as it is. */
async function reload() {
  unmount();
  fake.uninstall();
  fake = installFakeIamport({ outcome: decide });
  document.body.innerHTML = '<button id="pay"></button><p id="message" role="status"></p><main></main>';
}

it("there are such blocks, and each is run", () => {
  expect(payers.length).toBeGreaterThanOrEqual(20);
  expect(landers.length).toBeGreaterThanOrEqual(10);
  expect(handlers.map(({ document }) => document)).toEqual(
    expect.arrayContaining(["README.md", "README.ko.md", "docs/webhooks.md", "docs/webhooks.ko.md"]),
  );
  expect(drawers.length).toBeGreaterThanOrEqual(6);
  const run = new Set([...payers, ...landers, ...callsOff]);
  const left = asksServer.filter((block) => !run.has(block) && !/expect\(/.test(block.code));
  expect(left.map(({ document, line }) => `${document}:${line}`)).toEqual([]);
});

describe.each(named(payers))("%s takes a payment", (_, block) => {
  const sentence = sentencesOf(block);

  it("approved: the customer reads that it is paid", async () => {
    const press = await open(block);
    press();
    await reads(sentence.paid);
    expect(settled.map(({ status }) => status)).toEqual(["paid"]);
    expect(button().disabled).toBe(false);
  });

  it("declined: the customer reads so, the server hears of it, and the next press pays", async () => {
    customer.decision = "decline";
    const press = await open(block);
    press();
    await reads(sentence.notPaid);
    expect(settled.map(({ status }) => status)).toEqual(["failed"]);
    customer.decision = "approve";
    press();
    await reads(sentence.paid);
  });

  it("a virtual account: the customer reads where to transfer to, and not that it is paid", async () => {
    customer.decision = "vbank";
    const press = await open(block);
    press();
    await reads(/\d{6,}/);
    expect(status()).not.toMatch(sentence.paid);
    expect(settled.map(({ status }) => status)).toEqual(["ready"]);
  });

  it("a server that answers 503 after an approval: nobody is told to pay again, and the next press finds it paid", async () => {
    isDown = true;
    let press = await open(block);
    press();
    await reads(sentence.unsure);
    expect(status()).not.toMatch(sentence.paid);
    isDown = false;
    // Some take their button away until the page is loaded again.
    if (document.querySelector("main > *") && !document.querySelector("main button")) {
      await reload();
      press = await open(block);
    }
    press();
    await reads(sentence.paid);
    expect(
      settled.filter(({ status }) => status === "paid").map(({ payment }) => payment.imp_uid),
    ).toHaveLength(1);
  });

  it("a second click: it is paid once, and that is what stands there", async () => {
    const press = await open(block);
    press();
    press();
    await reads(sentence.paid);
    expect(fake.calls.request_pay).toHaveLength(1);
  });

  it("an amount that was changed in the console: nothing is settled, and nobody reads that it is paid", async () => {
    customer.amount = 100;
    const press = await open(block);
    press();
    await reads(sentence.notThisOrder);
    expect(settled).toEqual([]);
  });
});

describe.each(named(landers))("%s reads what came back", (_, block) => {
  const sentence = sentencesOf(block);

  /** The customer comes back from the gateway. */
  async function land() {
    const { success, imp_uid, merchant_uid } = { imp_uid: null, ...(await decide(order)) };
    history.replaceState(
      null,
      "",
      `/complete?imp_uid=${imp_uid}&merchant_uid=${merchant_uid}&imp_success=${success}`,
    );
  }

  it("approved", async () => {
    await land();
    await open(block);
    await reads(sentence.paid);
    expect(location.search).toBe("");
  });

  it("declined", async () => {
    customer.decision = "decline";
    await land();
    await open(block);
    await reads(sentence.notPaid);
  });

  it("a virtual account, and a reload after it, which waits for nothing", async () => {
    customer.decision = "vbank";
    await land();
    await open(block);
    await reads(/\d{6,}/);
    await reload();
    const asked = vi.mocked(fetch).mock.calls.length;
    await open(block);
    await vi.waitFor(() => expect(status()).not.toMatch(/One moment|확인하고 있습니다/));
    expect(vi.mocked(fetch).mock.calls).toHaveLength(asked);
  });

  it("a server that answers 503: nobody is told to pay again, and a reload asks again", async () => {
    await land();
    isDown = true;
    await open(block);
    await reads(sentence.unsure);
    isDown = false;
    await reload();
    await open(block);
    await reads(sentence.paid);
  });

  it("an amount that was changed in the console", async () => {
    customer.amount = 100;
    await land();
    await open(block);
    await reads(sentence.notThisOrder);
  });
});

describe.each(named(drawers))("%s has PayPal's button pressed", (_, block) => {
  const sentence = sentencesOf(block);

  /** The block on its page, and its button, once the SDK has drawn it. */
  async function draw(): Promise<HTMLButtonElement> {
    document.documentElement.lang = block.document.endsWith(".ko.md") ? "ko" : "en";
    const main = document.querySelector("main") as HTMLElement;
    const place = '<div class="portone-ui-container" data-portone-ui-type="paypal-spb"></div>';
    const modules = { "./order": { order }, "./show": { show } };
    if (/usePaymentUI/.test(block.code)) {
      const setup = () => {
        void runBlock(block, modules);
        return () => null;
      };
      const app = createApp({ setup });
      app.mount(main);
      main.insertAdjacentHTML("beforeend", place);
      unmount = () => app.unmount();
    } else if (block.language === "tsx") {
      const { PayPal } = await runBlock(block, modules);
      const root = createRoot(main);
      const { merchant_uid: id, amount: total } = order;
      root.render(createElement(PayPal as ComponentType<{ id: string; total: number }>, { id, total }));
      unmount = () => root.unmount();
    } else {
      main.innerHTML = place;
      await runBlock(block, modules);
    }
    return vi.waitFor(() => {
      const button = main.querySelector("button");
      if (!button) throw new Error("No button is drawn.");
      return button;
    });
  }

  it("approved", async () => {
    (await draw()).click();
    await reads(sentence.paid);
    expect(settled.map(({ status }) => status)).toEqual(["paid"]);
  });

  it("declined, and approved at the next press", async () => {
    customer.decision = "decline";
    const button = await draw();
    button.click();
    await reads(sentence.notPaid);
    expect(settled.map(({ status }) => status)).toEqual(["failed"]);
    customer.decision = "approve";
    button.click();
    await reads(sentence.paid);
  });

  it("a server that answers 503 after an approval: nobody is told to pay again, and the next press finds it paid", async () => {
    isDown = true;
    const button = await draw();
    button.click();
    await reads(sentence.unsure);
    isDown = false;
    button.click();
    await reads(sentence.paid);
  });

  it("an amount that was changed in the console", async () => {
    customer.amount = 100;
    (await draw()).click();
    await reads(sentence.notThisOrder);
    expect(settled).toEqual([]);
  });
});

describe.each(named(callsOff))("%s calls a payment off", (_, block) => {
  it("paid in time", async () => {
    loadIamport("imp00000000");
    await open(block);
    await reads(sentencesOf(block).paid);
  });
});

describe.each(named(handlers))("%s verifies", (_, block) => {
  const report = (imp_uid: string | null) =>
    reported({
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ imp_uid, merchant_uid: order.merchant_uid }),
    });
  const verdictOf = async (response: Response) => [response.status, (await response.json()).status];

  it("approved, declined, a virtual account, a changed amount, PortOne away, and the same webhook twice", async () => {
    const { complete, webhook } = await handlersOf(block);
    const declined = await shop.pay({}, "decline");
    expect(await verdictOf(await complete(report(declined)))).toEqual([400, "failed"]);
    const account = await shop.pay({ pay_method: "vbank" }, "vbank");
    const issued = await (await complete(report(account))).json();
    // Whoever doesn't say whose order it is tells nobody the account.
    const vbank_num = asksWhose(block) ? expect.stringMatching(/\d/) : undefined;
    expect(issued).toEqual(expect.objectContaining({ status: "vbankIssued" }));
    expect(issued.vbank_num).toEqual(vbank_num);
    const cheap = await shop.pay({ amount: 100 });
    expect(await verdictOf(await complete(report(cheap)))).toEqual([400, "forgery"]);
    await shop.deposit(account);
    await shop.faults({ kind: "error", status: 500, times: 5 });
    expect((await webhook(report(account))).status).toBe(503);
    await shop.faults();
    expect((await webhook(report(account))).status).toBe(200);
    expect((await webhook(report(account))).status).toBe(200);
    expect(await verdictOf(await complete(report(account)))).toEqual([200, "success"]);
    expect(await verdictOf(await complete(report(null)))).toEqual([200, "success"]);
  });
});
