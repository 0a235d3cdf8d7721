// From the navigation to a payment frame that can be paid in: what a customer waits who opens a checkout page.
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { sdkHints } from "../dist/index.js";
import { createSandbox } from "../dist/sandbox.js";
import { serveFarAway } from "./far-away.mjs";
import { openScreen } from "./screen.mjs";
import { ratios, spread } from "./statistics.mjs";

const shop = "shop.example";
const service = "service.iamport.kr";
const jquery = "https://code.jquery.com/jquery-1.12.4.min.js";
const sdk = "https://cdn.iamport.kr/js/iamport.payment-1.2.0.js";

const library = await readFile(new URL("../dist/iamport-request-pay.global.js", import.meta.url), "utf8");
/** About what a small shop's own script weighs, compressed, so that the page's bundle has a size. */
const ballast = `/*${"framework ".repeat(6_000)}*/`;
const bundle = (call) => `${ballast}${call}`;
const hints = sdkHints()
  .map(
    (hint) =>
      `<link ${Object.entries(hint)
        .map(([name, value]) => `${name}="${value}"`)
        .join(" ")}>`,
  )
  .join("");
const tags = `<script src="${jquery}"></script><script src="${sdk}"></script>`;

const ours = "iamport-request-pay";
const oursHinted = "iamport-request-pay, sdkHints in the head";
const best = "the best HTML by hand";
const plain = "script tags in the HTML";

/** Each with a page and the shop's own bundle, which has come last in all of them. */
const ways = {
  [ours]: { head: "", script: bundle(`${library};IamportRequestPay.loadIamport("imp00000000")`) },
  [oursHinted]: { head: hints, script: bundle(`${library};IamportRequestPay.loadIamport("imp00000000")`) },
  // Found and asked for while the HTML is read, and the connections to the service with them: the page's, and the one that
  // Chromium makes for frames of another site. Nobody is known to write the latter; it is the best that can be had.
  [best]: {
    head: `<link rel="preconnect" href="https://${service}"><script>
        const frame = document.createElement("iframe");
        frame.setAttribute("sandbox", "");
        frame.srcdoc = '<link rel="preconnect" href="https://${service}">';
        document.head.append(frame);
      </script>${tags}<script>IMP.init("imp00000000")</script>`,
    script: bundle(""),
  },
  // As PortOne's guide has it: the tags in the HTML, and init in the shop's script.
  [plain]: { head: tags, script: bundle('IMP.init("imp00000000")') },
};
const names = Object.keys(ways);

/**
 * As Chrome comes, which some builds of Chromium don't: it connects where a page says that it will need to, and lets
 * others than the page's own site have cookies. (Where they have none, what is connected ahead goes unused.) A private
 * window, as Playwright opens one, does neither.
 */
const preferences = {
  net: { network_prediction_options: 0 },
  profile: { cookie_controls_mode: 0, block_third_party_cookies: false },
};

/** Keeps the moment in which the payment frame has loaded, since the navigation began. */
const clock = `<script>
  window.opened = new Promise((resolve) => {
    document.addEventListener("load", ({ target }) => {
      if (target.tagName === "IFRAME" && target.src.includes("/ready/")) resolve(performance.now());
    }, true);
  });
</script>`;

/**
 * @param {string} executablePath Chromium
 * @param {{ runs: Record<number, number> }} size how many runs for each round trip, in milliseconds
 */
export async function measureOpening(executablePath, { runs: runsByRoundTrip }) {
  const sandbox = createSandbox({
    outcome: "approve",
    gateways: [{ pg_provider: "kcp", pg_id: "T0000", type: "payment" }],
  });
  const hosts = [shop, "code.jquery.com", "cdn.iamport.kr", service];
  const internet = await serveFarAway(hosts, async (request) => {
    const { hostname, pathname } = new URL(request.url);
    if (hostname !== shop) return sandbox.fetch(request);
    const [, kind, index] = /^\/(page|bundle)\/(\d+)/.exec(pathname) ?? [];
    const way = ways[names[Number(index)] ?? ""];
    if (!way) return new Response(null, { status: 404 });
    if (kind === "bundle")
      return new Response(way.script, { headers: { "content-type": "text/javascript" } });
    return new Response(
      `<!doctype html><html lang="ko"><head><meta charset="utf-8"><title>${index}</title>${clock}${way.head}</head>
       <body><h1>Checkout</h1><script src="/bundle/${index}"></script></body></html>`,
      { headers: { "content-type": "text/html; charset=utf-8" } },
    );
  });
  const screen = await openScreen();
  /** A browser that has been nowhere yet: no connection, no cache. */
  const launch = async (/** @type {string} */ profile) => {
    await mkdir(join(profile, "Default"));
    await writeFile(join(profile, "Default", "Preferences"), JSON.stringify(preferences));
    return chromium.launchPersistentContext(profile, {
      executablePath,
      // Without a window it makes none either.
      headless: false,
      ignoreHTTPSErrors: true,
      env: { ...process.env, ...screen.env },
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--ignore-certificate-errors",
        `--host-resolver-rules=${internet.rules}`,
      ],
    });
  };
  /** Milliseconds from the navigation to a payment frame that has loaded. */
  const open = async (/** @type {number} */ index) => {
    const profile = await mkdtemp(join(tmpdir(), "iamport-request-pay-"));
    try {
      const context = await launch(profile);
      const page = await context.newPage();
      await page.goto(`https://${shop}/page/${index}`, { waitUntil: "commit" });
      const opened = await page.evaluate(() => /** @type {Promise<number>} */ (window.opened));
      await context.close();
      return opened;
    } finally {
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    }
  };
  const cells = [];
  try {
    for (const [roundTrip, runs] of Object.entries(runsByRoundTrip).map((pair) => pair.map(Number))) {
      internet.setRoundTrip(roundTrip);
      /** @type {Record<string, number[]>} */
      const times = Object.fromEntries(names.map((name) => [name, []]));
      // The first round is not counted. Within a round each way has its turn, and each round begins with another.
      for (let run = -1; run < runs; run++) {
        for (let turn = 0; turn < names.length; turn++) {
          const index = (turn + run + 1) % names.length;
          const opened = await open(index);
          if (run >= 0) times[names[index] ?? ""]?.push(opened);
        }
      }
      for (const name of names) {
        const opened = times[name] ?? [];
        cells.push({
          ...{ roundTrip, name, opened: spread(opened) },
          toBest: spread(ratios(opened, times[best] ?? [])),
          toPlain: spread(ratios(opened, times[plain] ?? [])),
        });
      }
    }
  } finally {
    screen.close();
    await internet.close();
    await sandbox.close();
  }
  const bestBySelf = new Map(
    cells.filter(({ name }) => name === best).map(({ roundTrip, opened }) => [roundTrip, opened]),
  );
  const targets = cells
    .filter(({ name }) => name === oursHinted)
    .flatMap(({ roundTrip, toBest, toPlain }) => [
      {
        name: nameOf(roundTrip, { en: best, ko: "가장 잘 쓴 HTML" }),
        measured: `${toBest.median.toFixed(3)} ×`,
        promised: { en: "≤ 1 ×, within the middle half of the runs", ko: "≤ 1 ×, 측정값 가운데 절반 안에서" },
        met: toBest.low <= 1,
        why: whyBehind(bestBySelf.get(roundTrip)),
      },
      {
        name: nameOf(roundTrip, { en: "script tags without hints", ko: "힌트 없는 스크립트 태그" }),
        measured: `${toPlain.median.toFixed(3)} ×`,
        promised: "< 1 ×",
        met: toPlain.median < 1,
      },
    ]);
  return { cells, targets };
}

/**
 * By how much the best HTML differs from itself.
 *
 * @param {ReturnType<typeof spread> | undefined} opened
 */
function whyBehind(opened) {
  if (!opened) return undefined;
  const [low, high] = [opened.low, opened.high].map((time) => (time / opened.median).toFixed(3));
  return {
    en: `of the best HTML's own runs the middle half lies between ${low} and ${high} × their median; our call runs with the page's bundle, which comes a little later than a script in the head`,
    ko: `가장 잘 쓴 HTML의 측정값도 가운데 절반이 중앙값의 ${low} ~ ${high} ×에 있고, 이 라이브러리는 head의 스크립트보다 조금 늦게 오는 번들에서 부릅니다`,
  };
}

/** @param {{ en: string, ko: string }} beside */
const nameOf = (/** @type {number} */ roundTrip, beside) => ({
  en: `opening with sdkHints, round trips of ${roundTrip} ms, beside ${beside.en}`,
  ko: `sdkHints를 넣고 결제창이 열릴 수 있을 때까지, 왕복 ${roundTrip} ms, ${beside.ko} 대비`,
});
