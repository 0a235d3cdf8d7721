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
  const within = (name, limit) => ({
    name: { en: `bytes of ${name}`, ko: `${name}의 크기` },
    measured: `${gzip(name)} B`,
    promised: `≤ ${limit} B`,
    met: gzip(name) <= limit,
  });
  return {
    ours: rows,
    peers: others,
    targets: [
      within("parseRedirect", promised.parseRedirect),
      within("loadIamport", promised.loadIamport),
      within(usual.join(" + "), promised.usual),
      within("validateParams", promised.validateParams),
      {
        name: { en: "loadIamport beside Stripe's loadStripe", ko: "loadIamport와 Stripe의 loadStripe" },
        measured: `${gzip("loadIamport")} B, ${stripe} B`,
        promised: { en: "no larger", ko: "더 크지 않음" },
        met: gzip("loadIamport") <= stripe,
      },
    ],
  };
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  console.table(await measureOurs());
}
