// From the click to the message that the payment frame receives, beside a direct call of `IMP.request_pay`.
import { serveCheckout } from "./serve-checkout.mjs";
import { median, ratios, spread } from "./statistics.mjs";

const page = () => `<!doctype html><html lang="ko"><head><meta charset="utf-8"><title>click</title>
<script src="/jquery-1.12.4.min.js"></script><script src="/js/iamport.payment-1.2.0.js"></script><!--library--></head>
<body><button>Pay</button><script>
  IamportRequestPay.loadIamport("imp00000000");
  let orders = 0;
  const params = () => ({ pg: "kcp", pay_method: "card", merchant_uid: "order-" + Date.now() + ++orders, name: "chair",
    amount: 64900, buyer_tel: "010-4242-4242", m_redirect_url: location.href });
  const ways = {
    "iamport-request-pay": (params) => IamportRequestPay.requestPay(params),
    "IMP.request_pay": (params) => new Promise((answered) => IMP.request_pay(params, answered)),
  };
  /** A click's handler: how long it kept the page busy, and how long until the frame had its message. */
  window.next = (way) => new Promise((resolve) => {
    document.querySelector("button").onclick = async () => {
      const frame = document.querySelector(".imp-frame").contentWindow;
      const given = params();
      const start = performance.now();
      const arrived = new Promise((arrive) =>
        frame.addEventListener("message", () => arrive(performance.now()), { once: true, capture: true }));
      const answer = ways[way](given);
      const busy = performance.now() - start;
      const toWindow = (await arrived) - start;
      // The SDK brings a new frame after each answer; the next click needs it.
      const renewed = new Promise((renew) => document.addEventListener("load", renew, { once: true, capture: true }));
      const { success } = await answer;
      await renewed;
      resolve({ busy, toWindow, success });
    };
  });
</script></body></html>`;

/**
 * @param {import("playwright-core").Browser} browser
 * @param {{ runs: number, slowdowns: number[] }} size
 */
export async function measureClick(browser, { runs, slowdowns }) {
  const checkout = await serveCheckout(page);
  const names = ["iamport-request-pay", "IMP.request_pay"];
  const cells = [];
  try {
    for (const slowdown of slowdowns) {
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.goto(`${checkout.url}/page/click`);
      await page.waitForFunction(() => {
        const frame = document.querySelector(".imp-frame");
        return (
          window.IMP && frame?.contentDocument?.readyState === "complete" && frame.src.includes("/ready/")
        );
      });
      const chrome = await context.newCDPSession(page);
      await chrome.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
      const times = names.map(() => ({ busy: [], toWindow: [] }));
      // The first five are not counted. Each of the two goes first every second time.
      for (let run = -5; run < runs; run++) {
        for (const turn of [0, 1]) {
          const index = (turn + run + 6) % 2;
          const clicked = page.evaluate((name) => window.next(name), names[index]);
          await page.locator("button").click();
          const { success, busy, toWindow } = await clicked;
          if (!success) throw new Error(`${names[index]} didn't pay`);
          if (run < 0) continue;
          times[index].busy.push(busy);
          times[index].toWindow.push(toWindow);
        }
      }
      await context.close();
      const [ours, direct] = times;
      for (const [index, name] of names.entries()) {
        cells.push({
          slowdown,
          name,
          toWindow: spread(times[index].toWindow),
          busy: spread(times[index].busy),
        });
      }
      cells.at(-2).toDirect = spread(ratios(ours.toWindow, direct.toWindow));
      cells.at(-2).more = median(ours.toWindow.map((time, run) => time - direct.toWindow[run]));
    }
  } finally {
    await checkout.close();
  }
  const targets = cells
    .filter(({ toDirect, slowdown }) => toDirect && slowdown === 1)
    .map(({ toDirect, more }) => ({
      name: "click to window, beside a direct call",
      measured: `${toDirect.median.toFixed(3)} ×, ${more.toFixed(3)} ms more`,
      promised: "≤ 1.02 ×, or < 0.2 ms more",
      met: toDirect.median <= 1.02 || more < 0.2,
    }));
  return { cells, targets };
}
