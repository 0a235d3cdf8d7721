// From the call to a usable `window.IMP`, and to a payment frame that can be paid in.
import { serveCheckout } from "./serve-checkout.mjs";
import { ratios, spread } from "./statistics.mjs";

const jquery = "/jquery-1.12.4.min.js";
const sdk = "/js/iamport.payment-1.2.0.js";

/** Written into each page: what came when, in milliseconds since its beginning. */
const clock = `<script>
  const measured = {};
  const start = performance.now();
  const done = (what) => {
    measured[what] ??= performance.now() - start;
    if (Object.keys(measured).length === wanted) finish(measured);
  };
  document.addEventListener("load", ({ target }) => {
    if (target.tagName === "IFRAME" && target.src.includes("/ready/")) done("frame");
  }, true);
  const init = () => { IMP.init("imp00000000"); done("usable"); };
  const add = (src, then) => {
    const tag = document.createElement("script");
    Object.assign(tag, { async: false, src, onload: then });
    document.head.append(tag);
  };
</script>`;

/** What any loader comes down to. */
const bare = "two tags from a script";

/** The ways to get there. Each begins to count where its page would begin. */
const ways = {
  "iamport-request-pay": `<!--library-->${clock}<script>
    IamportRequestPay.loadIamport("imp00000000", { sdkUrl: "${sdk}", jqueryUrl: "${jquery}" })
      .then(() => done("usable"));
  </script>`,
  "script tags with defer": `${clock}<script defer src="${jquery}"></script><script defer src="${sdk}"></script>
    <script>addEventListener("DOMContentLoaded", init)</script>`,
  [bare]: `${clock}<script>add("${jquery}"); add("${sdk}", init)</script>`,
  "one script after the other": `${clock}<script>add("${jquery}", () => add("${sdk}", init))</script>`,
  "jQuery alone": `${clock}<script>add("${jquery}", () => done("usable"))</script>`,
  "the SDK alone": `${clock}<script>add("${sdk}", () => done("usable"))</script>`,
};

const page = (name) =>
  `<!doctype html><html lang="ko"><head><meta charset="utf-8"><title>${name}</title>${
    Object.values(ways)[Number(name)]
  }</head><body></body></html>`;

/**
 * @param {import("playwright-core").Browser} browser
 * @param {{ runs: Record<number, number> }} size how many runs for each latency
 */
export async function measureLoading(browser, { runs: runsByLatency }) {
  const checkout = await serveCheckout(page);
  const names = Object.keys(ways);
  const whole = names.filter((name) => !name.endsWith("alone"));
  const cells = [];
  try {
    for (const [latency, runs] of Object.entries(runsByLatency).map((pair) => pair.map(Number))) {
      checkout.setLatency(latency);
      /** @type {Record<"cold" | "warm", Record<string, { usable: number[], frame: number[] }>>} */
      const times = { cold: {}, warm: {} };
      for (const state of Object.values(times))
        for (const name of names) state[name] = { usable: [], frame: [] };
      // The first round is not counted. Within a round each way has its turn, and each round begins with another.
      for (let run = -1; run < runs; run++) {
        for (let turn = 0; turn < names.length; turn++) {
          const index = (turn + run + 1) % names.length;
          const context = await browser.newContext();
          for (const state of /** @type {const} */ (["cold", "warm"])) {
            const measured = await visit(context, `${checkout.url}/page/${index}`, index < whole.length);
            if (run < 0) continue;
            times[state][names[index]].usable.push(measured.usable);
            if (measured.frame) times[state][names[index]].frame.push(measured.frame);
          }
          await context.close();
        }
      }
      for (const [cache, byName] of Object.entries(times)) {
        const { usable: jqueryAlone } = byName["jQuery alone"];
        const { usable: sdkAlone } = byName["the SDK alone"];
        const limit = jqueryAlone.map((time, run) => Math.max(time, sdkAlone[run]));
        for (const name of whole) {
          const { usable, frame } = byName[name];
          cells.push({
            ...{ latency, cache, name, usable: spread(usable), frame: spread(frame) },
            toLimit: spread(ratios(usable, limit)),
            toDefer: spread(ratios(usable, byName["script tags with defer"].usable)),
            frameToDefer: spread(ratios(frame, byName["script tags with defer"].frame)),
          });
        }
        cells.push({
          ...{ latency, cache, name: "the limit: the slower script alone", usable: spread(limit) },
          toLimit: spread(limit.map(() => 1)),
        });
      }
    }
  } finally {
    await checkout.close();
  }
  const targets = cells
    .filter(({ name, cache, latency }) => name === names[0] && cache === "cold" && latency >= 200)
    .map(({ latency, toLimit }) => ({
      name: {
        en: `loading at ${latency} ms, beside the slower script alone`,
        ko: `지연 ${latency} ms에서 불러오기, 느린 스크립트 하나만 불러올 때 대비`,
      },
      measured: `${toLimit.median.toFixed(3)} ×`,
      promised: "≤ 1.05 ×",
      met: toLimit.median <= 1.05,
      why: whyNot(
        cells.find((cell) => cell.name === bare && cell.cache === "cold" && cell.latency === latency),
      ),
    }));
  return { cells, targets };
}

/** @param {{ toLimit: { median: number } }} deferred what the two tags alone came to */
function whyNot({ toLimit }) {
  const times = `${toLimit.median.toFixed(3)} ×`;
  return {
    en: `the browser has to fetch and run both scripts: two tags that a script adds, without a loader around them, take ${times}`,
    ko: `브라우저가 두 스크립트를 모두 받아 실행해야 합니다. 로더 없이 스크립트로 태그 두 개만 넣어도 ${times}입니다`,
  };
}

/** Opens a page of its own, and gives back its times once it has them all: the page says when, nobody asks meanwhile. */
async function visit(context, url, hasFrame) {
  const page = await context.newPage();
  await page.addInitScript(
    (wanted) => {
      const finished = new Promise((finish) => Object.assign(window, { finish, wanted }));
      Object.assign(window, { finished });
    },
    hasFrame ? 2 : 1,
  );
  await page.goto(url, { waitUntil: "commit" });
  const measured = await page.evaluate(() => window.finished);
  await page.close();
  return measured;
}
