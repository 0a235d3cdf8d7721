// What a page that imports it pays in bytes: bundled and minified by esbuild, then compressed. By itself, as
// `node bench/size.mjs`, it prints the sizes of what is built.
import { realpathSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { build } from "esbuild";

/** The build that ships, and the one for development, as a bundler gets them. */
const ships = fileURLToPath(new URL("../dist/modules/index.js", import.meta.url));
const development = fileURLToPath(new URL("../dist/modules.dev/index.js", import.meta.url));
const usual = ["loadIamport", "requestPay", "parseRedirect"];

/** Names alone, in the order of the reference. */
const functions = [
  "parseRedirect",
  "loadIamport",
  "requestPay",
  "completePayment",
  "getRedirectResult",
  "clearRedirectResult",
  "validateParams",
  "resultDelivery",
  "createMerchantUid",
];

/** What each of them is for; they are not the same thing, only what else a page may load. */
const peers = [
  ["@stripe/stripe-js/pure", ["loadStripe"]],
  ["@paypal/paypal-js", ["loadScript"]],
  ["@tosspayments/tosspayments-sdk", ["loadTossPayments"]],
  ["@portone/browser-sdk/v2", ["requestPayment"]],
  ["@googlemaps/js-api-loader", ["setOptions", "importLibrary"]],
  ["react-iamport", ["default"]],
  ["vue-iamport", ["default"]],
];

/** Promised in the contract, gzipped. */
const promised = { parseRedirect: 900, loadIamport: 1881, usual: 6000, validateParams: 3500 };

/** What the bytes over a promise are for. */
const repairs = {
  en: "it also hints at connections, recognises a loop of frames, and keeps and puts back what another script takes away (jQuery, the SDK's dialog, `IMP.init`); what Stripe's loads is one script that brings all of that itself",
  ko: "미리 연결하고, 프레임이 되풀이해 뜨는 것을 알아보고, 다른 스크립트가 없앤 것(jQuery, SDK의 대화 상자, `IMP.init`)을 간직했다가 되돌려 놓는 일까지 합니다. Stripe의 로더가 불러오는 것은 이런 일을 스스로 하는 스크립트 하나입니다",
};
const supervision = {
  en: "about a quarter of it watches the open window: brings it to where it can be used, offers the way out, and ends a payment whose answer can't come any more",
  ko: "4분의 1쯤은 열린 결제창을 지켜보는 코드입니다. 쓸 수 있는 자리로 옮기고, 나가는 길을 보여 주고, 더는 답이 올 수 없는 결제를 끝냅니다",
};
const words = {
  en: "each of its rules says in a sentence what is wrong, in both builds",
  ko: "모든 규칙이 무엇이 잘못되었는지를 두 빌드 모두에서 문장으로 알려 줍니다",
};

/** @param {string} from @param {string[] | "*"} names */
async function sizeOf(from, names) {
  const exported =
    names === "*" ? "*" : `{ ${names.map((name, index) => `${name} as x${index}`).join(", ")} }`;
  const { outputFiles } = await build({
    stdin: {
      contents: `export ${exported} from ${JSON.stringify(from)};`,
      resolveDir: fileURLToPath(new URL(".", import.meta.url)),
    },
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    // The framework that a page has anyway.
    external: ["react", "react-dom", "vue"],
    logLevel: "error",
  });
  const [{ contents }] = outputFiles;
  return {
    minified: contents.length,
    gzip: gzipSync(contents, { level: 9 }).length,
    brotli: brotliCompressSync(contents).length,
  };
}

/** @param {string} name @param {string[] | "*"} names */
async function bothBuilds(name, names) {
  return { name, ...(await sizeOf(ships, names)), development: (await sizeOf(development, names)).gzip };
}

async function measureOurs() {
  const rows = [];
  for (const name of functions) rows.push(await bothBuilds(name, [name]));
  rows.push(await bothBuilds(usual.join(" + "), usual));
  rows.push(await bothBuilds("everything", "*"));
  return rows;
}

export async function measureSize() {
  const rows = await measureOurs();
  const others = [];
  for (const [from, names] of peers) {
    others.push({ name: `${from}: ${names.join(" + ")}`, ...(await sizeOf(from, names)) });
  }

  const gzip = (name) => [...rows, ...others].find((row) => row.name === name).gzip;
  const stripe = gzip("@stripe/stripe-js/pure: loadStripe");
  const within = (name, limit, why) => ({
    name: { en: `bytes of ${name}`, ko: `${name}의 크기` },
    measured: `${gzip(name)} B`,
    promised: `≤ ${limit} B`,
    met: gzip(name) <= limit,
    why,
  });
  return {
    ours: rows,
    peers: others,
    targets: [
      within("parseRedirect", promised.parseRedirect),
      within("loadIamport", promised.loadIamport, repairs),
      within(usual.join(" + "), promised.usual, supervision),
      within("validateParams", promised.validateParams, words),
      {
        name: { en: "loadIamport beside Stripe's loadStripe", ko: "loadIamport와 Stripe의 loadStripe" },
        measured: `${gzip("loadIamport")} B, ${stripe} B`,
        promised: { en: "no larger", ko: "더 크지 않음" },
        met: gzip("loadIamport") <= stripe,
        why: repairs,
      },
    ],
  };
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  console.table(await measureOurs());
}
