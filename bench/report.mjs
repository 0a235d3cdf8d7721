// What was measured, as tables: on the terminal, and in `docs/benchmarks.md` and its Korean sibling.
import { mkdirSync, writeFileSync } from "node:fs";
import { signed } from "./click.mjs";
import { drawClick, drawLanding, drawLoading, drawOpening, drawSize, drawVerification } from "./plots.mjs";

const ms = (spread) => spread && `${figure(spread.median)} (${figure(spread.low)} – ${figure(spread.high)})`;
const figure = (value) => (value < 1000 ? value.toPrecision(3) : count(value));
const times = (spread, digits = 2) => spread && `${spread.median.toFixed(digits)} ×`;
const count = (value) => value.toLocaleString("en", { maximumFractionDigits: 0 });

/** What the tables say beside names and figures. */
const korean = {
  everything: "전체",
  cold: "없음",
  warm: "있음",
  "script tags with defer": "defer 스크립트 태그",
  "two tags from a script": "스크립트로 넣은 태그 두 개",
  "one script after the other": "스크립트를 하나씩 차례로",
  "the limit: the slower script alone": "한계: 느린 스크립트 하나만",
  "iamport-request-pay, sdkHints in the head": "iamport-request-pay, head에 sdkHints",
  "the best HTML by hand": "직접 쓴 가장 좋은 HTML",
  "script tags in the HTML": "HTML의 스크립트 태그",
  first: "첫 클릭",
  later: "그다음",
  "IMP.request_pay, again": "IMP.request_pay, 한 번 더",
  "full speed": "원래 속도",
  "6 × slower": "6배 느리게",
  "one long value": "긴 값 하나",
  "many names": "많은 이름",
  "the guide's sample": "가이드의 예제",
};
/** A text in that language: it has both, or it is the same in both, or the list above knows it. */
const say = (text, language) => text[language] ?? (language === "ko" ? korean[text] : undefined) ?? text;

/**
 * How often each was measured.
 *
 * @param {[what: string, spread: { runs: number[] }][]} measured
 */
const runsOf = (measured, language) => {
  const parts = measured.map(([what, { runs }]) => `${count(runs.length)} (${say(what, language)})`);
  return [...new Set(parts)].join(", ");
};

/** Each measurement: how it is called, how it was made, which of its figures tell how often, its table and its picture. */
const chapters = [
  {
    id: "size",
    title: { en: "Size", ko: "크기" },
    how: {
      en: "Bundled, minified and tree-shaken by esbuild, with what is named and nothing else imported: the whole bundle counts. (`npm run size` says 46 bytes less of each, since size-limit takes off what an empty bundle has.) A framework that the page has anyway is left out. The first three columns are of the build that ships; the one for development has whole messages, warnings and a look at the page. The others load other payment windows (or maps); they show what a loader costs. `react-iamport` and `vue-iamport` load PortOne's SDK 1.1.5 and 1.1.7.",
      ko: "esbuild로 번들하고 minify했으며, 이름을 적은 것만 가져온 번들 전체의 크기입니다. (`npm run size`가 쓰는 size-limit은 빈 번들의 크기를 빼므로 각각 46바이트 작게 나옵니다.) 페이지에 이미 있는 프레임워크는 뺐습니다. 앞의 세 열은 배포용 빌드의 크기이고, 개발용 빌드에는 자세한 메시지와 경고, 페이지 점검이 더 들어 있습니다. 다른 패키지는 다른 결제창(또는 지도)을 불러오는 것으로, 로더가 보통 얼마나 큰지 보여 줍니다. `react-iamport`와 `vue-iamport`는 포트원 SDK 1.1.5와 1.1.7을 불러옵니다.",
    },
    draw: drawSize,
    columns: {
      en: ["imported", "minified", "gzip", "brotli", "gzip, for development"],
      ko: ["가져온 것", "minify", "gzip", "brotli", "gzip, 개발용 빌드"],
    },
    rows: ({ ours, peers }) =>
      [...ours, ...peers].map(({ name, minified, gzip, brotli, development }) => [
        name,
        count(minified),
        count(gzip),
        count(brotli),
        development ? count(development) : "–",
      ]),
  },
  {
    id: "loading",
    title: { en: "Loading", ko: "불러오기" },
    how: {
      en: "In Chromium, each answer of PortOne held back by the latency; a new profile for the cold cache, the same page again for the warm one. Counted from the page's first script, which is the call, to a usable `window.IMP`, and to a payment frame that has loaded. The limit is the slower of the two scripts with nothing else on the page. A script tag in the HTML has a start that no call can have: the browser finds it before any script has begun. Two tags that a script adds at once are what any loader comes down to. `react-iamport` loads one script after the other. Ratios are of runs that stood beside each other.",
      ko: "Chromium에서 포트원의 모든 응답을 표의 지연 시간만큼 늦추어 쟀습니다. 캐시가 없는 경우는 새 프로필, 있는 경우는 같은 페이지를 다시 연 것입니다. 호출이 들어 있는 페이지의 첫 스크립트부터 `window.IMP`를 쓸 수 있을 때까지, 그리고 결제 프레임이 다 뜰 때까지의 시간입니다. 한계는 두 스크립트 중 느린 쪽 하나만 불러오는 시간입니다. HTML에 적힌 스크립트 태그는 브라우저가 스크립트를 실행하기 전에 미리 찾아내므로 호출보다 먼저 출발합니다. 스크립트로 한꺼번에 넣은 태그 두 개는 어떤 로더든 결국 하게 되는 일입니다. `react-iamport`는 스크립트를 하나씩 차례로 불러옵니다. 비율은 나란히 잰 값끼리 나눈 것입니다.",
    },
    draw: drawLoading,
    columns: {
      en: ["latency", "cache", "way", "usable, ms", "frame, ms", "beside the limit", "beside defer"],
      ko: ["지연", "캐시", "방법", "사용 가능, ms", "프레임, ms", "한계 대비", "defer 대비"],
    },
    measured: ({ cells }) => cells.map(({ latency, usable }) => [`${latency} ms`, usable]),
    rows: ({ cells }) =>
      cells.map(({ latency, cache, name, usable, frame, toLimit, toDefer }) => [
        `${latency} ms`,
        cache,
        name,
        ms(usable),
        ms(frame) ?? "–",
        times(toLimit, 3),
        times(toDefer) ?? "–",
      ]),
  },
  {
    id: "opening",
    title: {
      en: "From opening the page to a window that can open",
      ko: "페이지를 열어 결제창을 열 수 있을 때까지",
    },
    how: {
      en: "In Chromium with a window (without one it makes no early connections), over TLS and HTTP/2: the shop, code.jquery.com, cdn.iamport.kr and service.iamport.kr are four addresses behind a proxy each, which holds every piece back for half a round trip in either direction, and a new connection for two more, for the name and TCP; TLS takes its own. A new browser with a new profile each time, set as Chrome comes. (One that allows no cookies to PortOne on a shop's page, as a private window does, makes a connection of another kind than the one that was made ahead, and gains nothing by it.) Counted from the navigation to a payment frame that has loaded. Each page has a bundle of the shop's own, in which ours is called. The best HTML by hand has in its head what our call does as well, a connection to PortOne's service for the page and one for its frames (to which Chromium gives none of the page's), then both scripts and `IMP.init`; PortOne's guide has both script tags there, and `IMP.init` in the shop's script. Ratios are of runs that stood beside each other.",
      ko: "창을 띄운 Chromium에서(창이 없으면 미리 연결하지 않습니다) TLS와 HTTP/2로 쟀습니다. 쇼핑몰, code.jquery.com, cdn.iamport.kr, service.iamport.kr이 각각 프록시 뒤의 네 주소이고, 프록시는 오가는 모든 조각을 왕복 시간의 절반만큼, 새 연결은 이름 조회와 TCP를 위해 두 왕복만큼 더 늦춥니다. TLS의 왕복은 그 위에 더해집니다. 매번 Chrome의 기본 설정대로 새 프로필로 브라우저를 새로 띄웁니다. (시크릿 창처럼 쇼핑몰 페이지에서 포트원의 쿠키를 막는 브라우저는 미리 맺은 연결을 쓰지 못해 얻는 것이 없습니다.) 페이지로 이동한 때부터 결제 프레임이 다 뜰 때까지의 시간입니다. 모든 페이지에는 쇼핑몰의 번들이 있고, 이 라이브러리는 그 안에서 부릅니다. 직접 쓴 가장 좋은 HTML의 head에는 이 라이브러리도 호출할 때 하는 포트원 서비스 연결 두 개(페이지용, 그리고 Chromium이 페이지의 연결을 나누어 주지 않는 프레임용)와 두 스크립트, `IMP.init`이 있고, 포트원 가이드는 head에 스크립트 태그 두 개, 쇼핑몰 스크립트에 `IMP.init`이 있습니다. 비율은 나란히 잰 값끼리 나눈 것입니다.",
    },
    draw: drawOpening,
    columns: {
      en: ["round trip", "page", "frame, ms", "beside the best HTML", "beside script tags"],
      ko: ["왕복", "페이지", "프레임, ms", "가장 좋은 HTML 대비", "스크립트 태그 대비"],
    },
    measured: ({ cells }) => cells.map(({ roundTrip, opened }) => [`${roundTrip} ms`, opened]),
    rows: ({ cells }) =>
      cells.map(({ roundTrip, name, opened, toBest, toPlain }) => [
        `${roundTrip} ms`,
        name,
        ms(opened),
        times(toBest, 3),
        times(toPlain, 3),
      ]),
  },
  {
    id: "click",
    title: { en: "Click to window", ko: "클릭에서 결제창까지" },
    how: {
      en: "Real clicks in Chromium, in turns; from the click's handler to the SDK's message in the payment frame, which is of another site and so in a process of its own, as PortOne's is; and how long the call itself kept the main thread busy. The first click of a page that has just been opened, and later ones; once at full speed, once with the CPU slowed down. The direct call stands there twice, to show what two of the same differ by.",
      ko: "Chromium에서 실제로 클릭하며 번갈아 쟀습니다. 클릭 핸들러가 시작된 때부터 결제 프레임이 SDK의 메시지를 받을 때까지, 그리고 호출 자체가 메인 스레드를 잡고 있던 시간입니다. 결제 프레임은 실제 포트원처럼 다른 사이트이므로 별도 프로세스에서 돕니다. 방금 연 페이지의 첫 클릭과 그다음 클릭을, 원래 속도와 CPU를 늦춘 속도에서 각각 쟀습니다. 같은 호출 둘이 얼마나 다른지 보이려고 직접 호출을 두 번 넣었습니다.",
    },
    draw: drawClick,
    columns: {
      en: [
        "CPU",
        "click",
        "call",
        "to the SDK's call, ms",
        "to the frame's message, ms",
        "main thread, ms",
        "beside the direct call",
      ],
      ko: [
        "CPU",
        "클릭",
        "호출",
        "SDK 호출까지, ms",
        "프레임 메시지까지, ms",
        "메인 스레드, ms",
        "직접 호출 대비",
      ],
    },
    measured: ({ cells }) => cells.map(({ which, toWindow }) => [which, toWindow]),
    rows: ({ cells }) =>
      cells.map(({ slowdown, which, name, toSdk, toWindow, busy, toDirect, more }) => [
        slowdown === 1 ? "full speed" : `${slowdown} × slower`,
        which,
        name,
        ms(toSdk),
        ms(toWindow),
        ms(busy),
        toDirect ? `${times(toDirect, 3)}, ${signed(more)} ms` : "–",
      ]),
  },
  {
    id: "landing",
    title: { en: "The landing page", ko: "결제 결과 페이지" },
    how: {
      en: "In Chromium: `parseRedirect`, which builds a result of all that the query says, beside a `URLSearchParams` that is asked for one name. Each query is a new string, as an address is.",
      ko: "Chromium에서, 쿼리의 모든 값으로 결과를 만드는 `parseRedirect`와 이름 하나만 묻는 `URLSearchParams`를 비교했습니다. 실제 주소처럼 매번 새 문자열입니다.",
    },
    draw: drawLanding,
    columns: {
      en: ["query", "characters", "parseRedirect, ms", "URLSearchParams alone, ms", "ratio"],
      ko: ["쿼리", "글자 수", "parseRedirect, ms", "URLSearchParams만, ms", "비율"],
    },
    measured: ({ cells }) => cells.map(({ kind, ours }) => [kind, ours]),
    rows: ({ cells }) =>
      cells.map(({ kind, length, ours, alone, toAlone }) => [
        kind,
        count(length),
        ms(ours),
        ms(alone),
        times(toAlone),
      ]),
  },
  {
    id: "verification",
    title: { en: "Verification on the server", ko: "서버의 검증" },
    how: {
      en: "In Node, against a sandbox in a process of its own on loopback, each of its answers held back by the latency. Every way starts a round without a token, looks each payment up by its `imp_uid` and compares status and amount. They take turns. `iamport` has no option for the API's address: its default address is set to the sandbox's.",
      ko: "Node에서, 별도 프로세스로 띄운 샌드박스(루프백)를 상대로 쟀고, 모든 응답을 표의 지연 시간만큼 늦추었습니다. 어느 방법이든 토큰 없이 시작해 `imp_uid`로 결제를 조회하고 상태와 금액을 비교합니다. 번갈아 쟀습니다. `iamport`에는 API 주소를 정하는 옵션이 없어, 기본 주소를 샌드박스로 바꾸었습니다.",
    },
    draw: drawVerification,
    columns: {
      en: [
        "latency",
        "at a time",
        "way",
        "a second",
        "beside the guide",
        "payment requests",
        "token requests",
      ],
      ko: ["지연", "동시 개수", "방법", "초당 개수", "가이드 대비", "결제 조회 요청", "토큰 요청"],
    },
    rows: ({ cells }) =>
      cells.map(({ latency, atOnce, name, perSecond, toGuide, counts, verifications }) => [
        `${latency} ms`,
        `${atOnce}`,
        name,
        count(perSecond.median),
        times(toGuide),
        `${count(counts.payment)} / ${count(verifications)}`,
        count(counts.token),
      ]),
  },
  {
    id: "completion",
    title: { en: "Completing an order, end to end", ko: "주문 완료, 처음부터 끝까지" },
    how: {
      en: "The demo shop's `/payments/complete`: HTTP, the order from the database, the payment from the sandbox, the verdict, the settlement in a transaction. Shop and customers share one process; the sandbox, as PortOne, has its own. With `--beside=FOLDER` the shop of an earlier checkout, installed and built there, takes turns with this one.",
      ko: "데모 쇼핑몰의 `/payments/complete`입니다. HTTP 요청, 데이터베이스의 주문, 샌드박스의 결제, 판정, 트랜잭션 안의 확정까지 모두 포함합니다. 쇼핑몰과 고객은 한 프로세스이고, 포트원 역할의 샌드박스는 따로입니다. `--beside=폴더`를 주면 그곳에 설치하고 빌드한 이전 릴리스의 쇼핑몰을 번갈아 잽니다.",
    },
    columns: {
      en: ["database", "at a time", "orders a second", "of the earlier release", "beside it"],
      ko: ["데이터베이스", "동시 개수", "초당 주문", "이전 릴리스", "이전 릴리스 대비"],
    },
    rows: ({ cells }) =>
      cells.map(({ database, atOnce, perSecond, earlier, toEarlier }) => [
        database,
        `${atOnce}`,
        count(perSecond.median),
        earlier ? count(earlier.median) : "–",
        toEarlier ? times(toEarlier) : "–",
      ]),
  },
];

const words = {
  en: {
    title: "Benchmarks",
    intro:
      "Measured by `npm run bench` in one run on one machine; written by it, not by hand. Times belong to this machine, ratios travel. A time is the median, with the middle half of the runs in brackets. Each run is in [benchmarks.json](benchmarks.json). To measure on yours: `npm run bench` in a clone, on a machine with nothing else to do; it installs what it needs. `npm run bench -- --quick` takes a minute, and writes nothing.",
    machine: {
      measured: "measured",
      machine: "machine",
      versions: "versions",
      peers: "beside",
      took: "took",
    },
    other: "[한국어](benchmarks.ko.md)",
    promises: "What is promised",
    columns: ["", "measured", "promised", ""],
    met: "met",
    missed: "**not met**",
    unexplained: "no reason is known",
    runs: "Runs",
  },
  ko: {
    title: "성능 측정",
    intro:
      "`npm run bench`가 한 컴퓨터에서 한 번에 재어 직접 쓴 문서입니다. 시간은 이 컴퓨터의 것이고, 의미가 있는 것은 비율입니다. 시간은 중앙값이며, 괄호 안은 측정값의 가운데 절반입니다. 측정값 하나하나는 [benchmarks.json](benchmarks.json)에 있습니다. 직접 재려면, 다른 일을 하지 않는 컴퓨터에서 저장소를 클론해 `npm run bench`를 실행하십시오. 필요한 것은 스스로 설치합니다. `npm run bench -- --quick`은 1분이면 끝나고 아무것도 쓰지 않습니다.",
    machine: {
      measured: "측정일",
      machine: "컴퓨터",
      versions: "버전",
      peers: "비교 대상",
      took: "걸린 시간",
    },
    other: "[English](benchmarks.md)",
    promises: "약속한 수치",
    columns: ["", "측정값", "약속", ""],
    met: "지킴",
    missed: "**못 지킴**",
    unexplained: "이유를 알지 못합니다",
    runs: "측정 횟수",
  },
};

/** @param {string[]} columns @param {string[][]} rows */
function table(columns, rows) {
  const line = (cells) => `| ${cells.map((cell) => cell.replace(/\|/g, "\\|")).join(" | ")} |`;
  return [line(columns), line(columns.map(() => "---")), ...rows.map(line)].join("\n");
}

/** All promises, met or not. */
export const targetsOf = (results) => chapters.flatMap(({ id }) => results[id].targets);

/** Prints the tables, and at last the promises. */
export function print(results) {
  for (const { id, title, columns, rows } of chapters) {
    console.log(`\n${title.en}`);
    const toRow = (cells) => Object.fromEntries(columns.en.map((column, index) => [column, cells[index]]));
    console.table(rows(results[id]).map(toRow));
  }
  console.log("\nPromises");
  for (const { name, measured, promised, met, why } of targetsOf(results)) {
    console.log(`${met ? "met    " : "NOT MET"} ${name.en}: ${measured} (promised: ${say(promised, "en")})`);
    if (!met && why) console.log(`        ${why.en}`);
  }
}

/**
 * Writes the documents, the pictures and the raw numbers.
 *
 * @param {URL} docs the folder
 * @param {Record<string, string>} machine what it was measured on
 */
export function write(docs, machine, results) {
  mkdirSync(new URL("benchmarks/", docs), { recursive: true });
  for (const { id, draw } of chapters) {
    if (draw) writeFileSync(new URL(`benchmarks/${id}.svg`, docs), `${draw(results[id])}\n`);
  }
  const json = JSON.stringify({ machine, results }, null, 1);
  // The runs of one measurement on one line.
  const compact = json.replace(/\[[\d\s.,e-]+\]/g, (numbers) => numbers.replace(/\s+/g, " "));
  writeFileSync(new URL("benchmarks.json", docs), `${compact}\n`);
  for (const [language, said] of Object.entries(words)) {
    const text = [
      `# ${said.title}`,
      said.other,
      said.intro,
      table(
        ["", ""],
        Object.entries(machine).map(([name, value]) => [said.machine[name], value]),
      ),
      `## ${said.promises}`,
      table(
        said.columns,
        targetsOf(results).map(({ name, measured, promised, met }) => [
          name[language],
          measured,
          say(promised, language),
          met ? said.met : said.missed,
        ]),
      ),
      // What is missed is explained, with what was measured.
      ...targetsOf(results)
        .filter(({ met }) => !met)
        .map(({ name, why }) => `**${name[language]}**: ${why?.[language] ?? said.unexplained}.`),
      ...chapters.flatMap(({ id, title, how, draw, measured, columns, rows }) => [
        `## ${title[language]}`,
        how[language] + (measured ? ` ${said.runs}: ${runsOf(measured(results[id]), language)}.` : ""),
        ...(draw ? [`![${title[language]}](benchmarks/${id}.svg)`] : []),
        table(
          columns[language],
          rows(results[id]).map((cells) => cells.map((cell) => say(cell, language))),
        ),
      ]),
    ];
    writeFileSync(
      new URL(language === "en" ? "benchmarks.md" : `benchmarks.${language}.md`, docs),
      `${text.join("\n\n")}\n`,
    );
  }
}
