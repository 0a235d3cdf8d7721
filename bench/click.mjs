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
  /** What checking the parameters takes by itself, in milliseconds. */
  window.checking = () => {
    const given = params();
    const start = performance.now();
    IamportRequestPay.validateParams(given);
    return performance.now() - start;
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
      const firstChecking = async () => {
        const page = await open();
        const time = await page.evaluate(() => window.checking());
        await page.close();
        return time;
      };
      cells.push(
        ...withChecking(
          await inTurns(firstClick, first, 3, { slowdown, which: "first" }),
          await medianOf(firstChecking, first),
        ),
      );
      // A page each: the library takes frames that were loaded after a direct call for a loop, until they are quiet.
      const pages = Object.fromEntries(await Promise.all(names.map(async (name) => [name, await open()])));
      for (const page of Object.values(pages)) await page.setRate(1);
      const checkingOf = async (page) => {
        await page.setRate(slowdown);
        return page.evaluate(() => window.checking());
      };
      const laterClick = async (name) => {
        const page = pages[name];
        await page.bringToFront();
        await page.setRate(slowdown);
        const times = await click(page, name);
        await page.setRate(1);
        return times;
      };
      cells.push(
        ...withChecking(
          await inTurns(laterClick, later, 10, { slowdown, which: "later" }),
          await medianOf(() => checkingOf(pages["iamport-request-pay"]), later),
        ),
      );
      await context.close();
    }
  } finally {
    await checkout.close();
  }
  const atFullSpeed = cells.filter(({ slowdown }) => slowdown === 1);
  const targets = atFullSpeed
    .filter(({ checking }) => checking !== undefined)
    .map(({ which, toDirect, more, checking }) => {
      const again = atFullSpeed.find((cell) => cell.which === which && cell.name === names[2]);
      return target(which, toDirect, more, checking, again.toDirect);
    });
  return { cells, targets };
}

/** Within the promised ratio, or, at later clicks, within the middle half of what two direct calls differ by. */
function target(which, toDirect, more, checking, again) {
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
    why: whyNot(which, checking),
  };
}

/** With its sign. */
export const signed = (milliseconds) => `${milliseconds < 0 ? "−" : "+"}${Math.abs(milliseconds).toFixed(2)}`;

/** @param {string} which @param {number} checking milliseconds */
function whyNot(which, checking) {
  const time = checking.toFixed(2);
  const en = `before the message leaves the page, the parameters and the frame are checked (the parameters, by themselves: ${time} ms)`;
  const ko = `메시지가 페이지를 떠나기 전에 파라미터와 프레임을 확인합니다(파라미터 확인만 따로 재면 ${time} ms)`;
  if (which !== "first") return { en, ko };
  return {
    en: `${en}; what that is more than at later clicks, the browser takes to compile`,
    ko: `${ko}. 그다음 클릭보다 더 걸리는 만큼은 브라우저가 컴파일하는 시간입니다`,
  };
}

async function medianOf(measure, runs) {
  const times = [];
  for (let run = 0; run < runs; run++) times.push(await measure());
  return median(times);
}

/** The checks belong to our own way. */
const withChecking = ([ours, ...direct], checking) => [{ ...ours, checking }, ...direct];

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
