// From the click to the message that the payment frame receives, beside a direct call of `IMP.request_pay`.
import { serveCheckout } from "./serve-checkout.mjs";
import { median, ratios, spread } from "./statistics.mjs";

/** Tells the page when the SDK's message has come; by the clock that all of the browser's processes share. */
const ear = `<script>
  addEventListener("message", () => {
    parent.postMessage({ heard: performance.timeOrigin + performance.now() }, "*");
  }, true);
</script>`;

const page = (
  _,
  serviceUrl,
) => `<!doctype html><html lang="ko"><head><meta charset="utf-8"><title>click</title>
<script>
  // Before the SDK listens: it takes every message of its service for an answer.
  addEventListener("message", (event) => {
    if (!event.data.heard) return;
    event.stopImmediatePropagation();
    window.heard(event.data.heard);
  });
  /** When the next payment frame has loaded. (The SDK adds each with an empty document first.) */
  const nextFrame = () => new Promise((loaded) => {
    document.addEventListener("load", function load({ target }) {
      if (!/ready/.test(target.src)) return;
      document.removeEventListener("load", load, true);
      loaded();
    }, true);
  });
  window.ready = nextFrame();
</script>
<script src="${serviceUrl}/jquery-1.12.4.min.js"></script>
<script src="${serviceUrl}/js/iamport.payment-1.2.0.js"></script><!--library--></head>
<body><button>Pay</button><script>
  IamportRequestPay.loadIamport("imp00000000");
  let orders = 0;
  const params = () => ({ pg: "kcp", pay_method: "card", merchant_uid: "order-" + Date.now() + ++orders, name: "chair",
    amount: 64900, buyer_tel: "010-4242-4242", m_redirect_url: location.href });
  const direct = (params) => new Promise((answered) => IMP.request_pay(params, answered));
  const ways = {
    "iamport-request-pay": (params) => IamportRequestPay.requestPay(params),
    "IMP.request_pay": direct,
    "IMP.request_pay, again": direct,
  };
  /** One click, in milliseconds from its handler: until the SDK is called, the call is over, the frame has the message. */
  window.next = (way) => new Promise((resolve) => {
    document.querySelector("button").onclick = async () => {
      const { request_pay } = IMP;
      const given = params();
      const arrived = new Promise((arrive) => { window.heard = arrive; });
      const renewed = nextFrame();
      let toSdk;
      IMP.request_pay = (...given) => {
        toSdk = performance.now() - start;
        IMP.request_pay = request_pay;
        return request_pay(...given);
      };
      const start = performance.now();
      const answer = ways[way](given);
      const busy = performance.now() - start;
      const toWindow = (await arrived) - performance.timeOrigin - start;
      const { success } = await answer;
      // The SDK brings a new frame after each answer; the next click needs it.
      await renewed;
      resolve({ toSdk, busy, toWindow, success });
    };
  });
</script></body></html>`;

/** The direct call twice: what its two differ by is no difference of ours. */
const names = ["iamport-request-pay", "IMP.request_pay", "IMP.request_pay, again"];

/** How much longer than the direct call a click may take. */
const promised = { first: 1.1, later: 1.02 };

/**
 * @param {import("playwright-core").Browser} browser
 * @param {{ first: number, later: number, slowdowns: number[] }} size how many first clicks of a page, and later ones
 */
export async function measureClick(browser, { first, later, slowdowns }) {
  const checkout = await serveCheckout(page, ear);
  const cells = [];
  try {
    for (const slowdown of slowdowns) {
      const context = await browser.newContext();
      const open = async () => {
        const page = await context.newPage();
        await page.goto(`${checkout.url}/page/click`);
        await page.evaluate(() => window.ready);
        const chrome = await context.newCDPSession(page);
        // A slowed page keeps a core busy whether it is looked at or not.
        const setRate = (rate) => chrome.send("Emulation.setCPUThrottlingRate", { rate });
        await setRate(slowdown);
        return Object.assign(page, { setRate });
      };
      const firstClick = async (name) => {
        const page = await open();
        const times = await click(page, name);
        await page.close();
        return times;
      };
      cells.push(...(await inTurns(firstClick, first, 3, { slowdown, which: "first" })));
      // A page each: the library takes frames that were loaded after a direct call for a loop, until they are quiet.
      const pages = Object.fromEntries(await Promise.all(names.map(async (name) => [name, await open()])));
      for (const page of Object.values(pages)) await page.setRate(1);
      const laterClick = async (name) => {
        const page = pages[name];
        await page.bringToFront();
        await page.setRate(slowdown);
        const times = await click(page, name);
        await page.setRate(1);
        return times;
      };
      cells.push(...(await inTurns(laterClick, later, 10, { slowdown, which: "later" })));
      await context.close();
    }
  } finally {
    await checkout.close();
  }
  const atFullSpeed = cells.filter(({ slowdown }) => slowdown === 1);
  const cell = (wantedName, wantedClick) =>
    atFullSpeed.find(({ name, which }) => name === wantedName && which === wantedClick);
  const [ours, , again] = names;
  const targets = ["first", "later"].map((which) =>
    target(cell(ours, which), cell(again, which).toDirect, cell(ours, "later")),
  );
  return { cells, targets };
}

/** Within the promised ratio, or, at later clicks, within the middle half of what two direct calls differ by. */
function target(ours, again, later) {
  const { which, toDirect, more } = ours;
  const limit = which === "first" ? promised.first : Math.max(promised.later, again.high);
  const twoDirect = { en: "two direct calls", ko: "직접 호출 둘" };
  const promise = (twoCalls, or) =>
    `≤ ${promised[which]} ×${which === "first" ? "" : `${or} ${again.high.toFixed(3)} × (${twoCalls})`}`;
  return {
    name: {
      en: `click to window, beside a direct call, ${which === "first" ? "the first click of a page" : "later clicks"}`,
      ko: `클릭에서 결제창까지, 직접 호출 대비, ${which === "first" ? "페이지의 첫 클릭" : "그다음 클릭"}`,
    },
    measured: `${toDirect.median.toFixed(3)} ×, ${signed(more)} ms`,
    promised: { en: promise(twoDirect.en, ", or"), ko: promise(twoDirect.ko, " 또는") },
    met: toDirect.median <= limit,
    why: whyNot(ours, later),
  };
}

/** With its sign. */
export const signed = (milliseconds) => `${milliseconds < 0 ? "−" : "+"}${Math.abs(milliseconds).toFixed(2)}`;

/** What stands between the click and the SDK's call. */
function whyNot({ which, toSdk }, later) {
  const time = toSdk.median.toFixed(2);
  const en = `before the SDK is called, the parameters and the frame are checked: ${time} ms`;
  const ko = `SDK를 부르기 전에 파라미터와 프레임을 확인하는 데 ${time} ms 걸립니다`;
  if (which !== "first") return { en, ko };
  const again = later.toSdk.median.toFixed(2);
  return {
    en: `${en}; at later clicks ${again} ms, so that the rest goes to code that runs for the first time`,
    ko: `${ko}. 그다음 클릭에서는 ${again} ms이므로, 나머지는 코드를 처음 실행하는 데 드는 시간입니다`,
  };
}

/** A click that pays, and its times. */
async function click(page, name) {
  const clicked = page.evaluate((name) => window.next(name), name);
  await page.locator("button").click();
  const { success, ...times } = await clicked;
  if (!success) throw new Error(`${name} didn't pay`);
  return times;
}

/** Each way in its turn, and each round begins with another; the first few are not counted. */
async function inTurns(measure, runs, uncounted, what) {
  const times = names.map(() => ({ toSdk: [], busy: [], toWindow: [] }));
  for (let run = -uncounted; run < runs; run++) {
    for (let turn = 0; turn < names.length; turn++) {
      const index = (turn + run + uncounted) % names.length;
      const measured = await measure(names[index]);
      if (run >= 0) for (const [part, time] of Object.entries(measured)) times[index][part].push(time);
    }
  }
  const [, direct] = times;
  return names.map((name, index) => ({
    ...{ ...what, name },
    ...Object.fromEntries(Object.entries(times[index]).map(([part, all]) => [part, spread(all)])),
    ...(times[index] !== direct && {
      toDirect: spread(ratios(times[index].toWindow, direct.toWindow)),
      more: median(times[index].toWindow.map((time, run) => time - direct.toWindow[run])),
    }),
  }));
}
