// `parseRedirect` beside `URLSearchParams` alone, in Chromium, for queries of each length and of two kinds.
import { serveCheckout } from "./serve-checkout.mjs";
import { ratios, spread } from "./statistics.mjs";

const page = () =>
  '<!doctype html><html lang="ko"><head><title>landing</title><!--library--></head><body></body></html>';
const result = "imp_uid=imp_448280090638&merchant_uid=order-8d4a1f&imp_success=true";

/** The rest of a query that is as long as that. */
const kinds = {
  "one long value": (rest) => `&memo=${"%EA%B0%80".repeat(rest).slice(0, Math.max(rest - 6, 0))}`,
  "many names": (rest) =>
    Array.from({ length: Math.ceil(rest / 10) }, (_, i) => `&n${`${i}`.padStart(5, "0")}=v1`).join(""),
};

const korean = { "one long value": "긴 값 하나", "many names": "많은 이름" };

/**
 * @param {import("playwright-core").Browser} browser
 * @param {{ runs: number }} size
 */
export async function measureLanding(browser, { runs }) {
  const checkout = await serveCheckout(page);
  const cells = [];
  try {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${checkout.url}/page/landing`);
    for (const [kind, rest] of Object.entries(kinds)) {
      for (const length of [100, 10_000, 1_000_000]) {
        const query = `?${(result + rest(length - result.length)).slice(0, length - 1)}`;
        const [ours, alone, record] = await page.evaluate(
          ([query, runs]) => {
            const { parseRedirect } = window.IamportRequestPay;
            const works = [
              (query) => parseRedirect(query)?.merchant_uid,
              (query) => new URLSearchParams(query).get("merchant_uid"),
              // What a result can't do without: the query as a plain record.
              (query) => Object.fromEntries(new URLSearchParams(query)).merchant_uid,
            ];
            // So many at a time that the clock can tell.
            const times = Math.max(1, Math.round(2_000_000 / (query.length + 1000)));
            const measured = [[], [], []];
            for (let run = -3; run < runs; run++) {
              for (const turn of [0, 1, 2]) {
                const index = (turn + run + 3) % 3;
                // A string of its own each time, as an address is: the browser remembers what it has converted.
                const written = JSON.stringify(query);
                const queries = Array.from({ length: times }, () => JSON.parse(written));
                const start = performance.now();
                for (const query of queries) {
                  if (works[index](query) !== "order-8d4a1f") throw new Error("misread");
                }
                if (run >= 0) measured[index].push((performance.now() - start) / times);
              }
            }
            return measured;
          },
          [query, runs],
        );
        cells.push({
          ...{ kind, length: query.length, ours: spread(ours), alone: spread(alone), record: spread(record) },
          toAlone: spread(ratios(ours, alone)),
          recordToAlone: spread(ratios(record, alone)),
        });
      }
    }
    await context.close();
  } finally {
    await checkout.close();
  }
  // From 10 KB to 1 MB, as a multiple of what the length grows; URLSearchParams itself is not quite linear in names.
  const growth = Object.keys(kinds).map((kind) => {
    const [, shorter, longer] = cells.filter((cell) => cell.kind === kind);
    const by = longer.length / shorter.length;
    return {
      kind,
      ours: longer.ours.median / shorter.ours.median / by,
      alone: longer.alone.median / shorter.alone.median / by,
      record: longer.record.median / shorter.record.median / by,
    };
  });
  return {
    cells,
    growth,
    targets: [
      ...cells.map(({ kind, length, toAlone, recordToAlone }) => ({
        name: {
          en: `parseRedirect beside URLSearchParams alone, ${length.toLocaleString("en")} characters, ${kind}`,
          ko: `parseRedirect, URLSearchParams만 쓸 때 대비, ${length.toLocaleString("en")}자, ${korean[kind]}`,
        },
        measured: `${toAlone.median.toFixed(2)} ×`,
        promised: "≤ 2 ×",
        met: toAlone.median <= 2,
        why: {
          en: `a result holds all that the query says as a plain record, and to build that record alone, with Object.fromEntries and nothing else, takes ${recordToAlone.median.toFixed(2)} ×`,
          ko: `결과에는 쿼리의 모든 값이 일반 객체로 들어 있는데, Object.fromEntries로 그 객체만 만들어도 ${recordToAlone.median.toFixed(2)} ×입니다`,
        },
      })),
      ...growth.map(({ kind, ours, alone, record }) => ({
        name: {
          en: `parseRedirect, a hundred times the length, ${kind}: growth of the time`,
          ko: `parseRedirect, 길이가 100배일 때 시간의 증가, ${korean[kind]}`,
        },
        measured: `${(100 * ours).toFixed(0)} × (URLSearchParams: ${(100 * alone).toFixed(0)} ×)`,
        promised: {
          en: "no faster than linearly, or than URLSearchParams (+ 25 % for noise)",
          ko: "선형 또는 URLSearchParams보다 빠르지 않게 (오차 25 % 허용)",
        },
        met: ours <= 1.25 * Math.max(1, alone),
        why: {
          en: `the record of all that the query says, built with Object.fromEntries and nothing else, takes ${(100 * record).toFixed(0)} × as well`,
          ko: `쿼리의 모든 값을 Object.fromEntries로 객체에 담기만 해도 ${(100 * record).toFixed(0)} ×입니다`,
        },
      })),
    ],
  };
}
