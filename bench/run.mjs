// `npm run bench`: measures on this machine, now, beside what people would use instead, and prints what it measured.
// A full run writes docs/benchmarks.md as well; `npm run bench -- --quick` is done in a minute and writes nothing.
import { readFileSync } from "node:fs";
import { cpus, release, totalmem, type } from "node:os";
import { ensureChromium } from "../scripts/chromium.mjs";
import { install, root, run } from "../scripts/install.mjs";
import { ensurePostgres } from "../scripts/postgres.mjs";

install();
install("bench");
const executablePath = await ensureChromium();
ensurePostgres();
// Without the declarations, which take most of a build's time. Those of an earlier build stay where they are.
run("npx", ["tsup", "--silent", "--no-dts"]);
// Only now is there anything to import.
const { chromium } = await import("playwright-core");
const { measureSize } = await import("./size.mjs");
const { measureLoading } = await import("./loading.mjs");
const { measureOpening } = await import("./opening.mjs");
const { measureClick } = await import("./click.mjs");
const { measureLanding } = await import("./landing.mjs");
const { measureVerification } = await import("./verification.mjs");
const { measureCompletion } = await import("./completion.mjs");
const { print, targetsOf, write } = await import("./report.mjs");

const quick = process.argv.includes("--quick");
/** A checkout of an earlier release, installed and built, whose shop is measured beside this one's. */
const beside = process.argv.find((word) => word.startsWith("--beside="))?.slice("--beside=".length);
/** How much of each. */
const amount = quick
  ? {
      loading: { runs: { 200: 1 } },
      opening: { runs: { 60: 2 } },
      click: { first: 5, later: 15, slowdowns: [1] },
      landing: { runs: 2 },
      verification: { rounds: 2, latencies: [50], atOnce: [50], verifications: () => 300 },
      completion: { rounds: 1, orders: 50, atOnce: [10] },
    }
  : {
      // Most where the promise is judged and a run's own spread is as large as what is promised.
      loading: { runs: { 0: 20, 50: 20, 200: 30, 800: 20 } },
      opening: { runs: { 20: 12, 60: 12, 200: 12 } },
      click: { first: 60, later: 60, slowdowns: [1, 6] },
      landing: { runs: 15 },
      verification: {
        ...{ rounds: 4, latencies: [0, 50], atOnce: [1, 10, 50, 200] },
        // Enough for each of them to ask twenty times and more, so that the first token doesn't weigh.
        verifications: (latency, atOnce) => (latency ? Math.max(40, 20 * atOnce) : 2000),
      },
      completion: { rounds: 5, orders: 200, atOnce: [1, 10, 50] },
    };

const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
/** @param {string} path of a package.json */
const read = (path) => JSON.parse(readFileSync(root + path, "utf8"));
const peers = Object.keys(read("bench/package.json").dependencies).map(
  (name) => `${name} ${read(`bench/node_modules/${name}/package.json`).version}`,
);
const machine = {
  measured: new Date().toISOString().slice(0, 10),
  machine: `${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${type()} ${release().split("-")[0]}`,
  versions: `iamport-request-pay ${read("package.json").version}, Node ${process.versions.node}, Chromium ${browser.version()}`,
  peers: peers.join(", "),
};
for (const [name, value] of Object.entries(machine)) console.log(`${name}: ${value}`);

const began = performance.now();
const results = {};
const measure = async (name, measuring) => {
  const start = performance.now();
  results[name] = await measuring();
  console.log(`${name}: measured in ${((performance.now() - start) / 1000).toFixed(0)} s`);
};
try {
  await measure("size", () => measureSize());
  await measure("landing", () => measureLanding(browser, amount.landing));
  await measure("click", () => measureClick(browser, amount.click));
  await measure("loading", () => measureLoading(browser, amount.loading));
} finally {
  await browser.close();
}
await measure("opening", () => measureOpening(executablePath, amount.opening));
await measure("verification", () => measureVerification(amount.verification));
await measure("completion", () => measureCompletion({ ...amount.completion, beside }));

print(results);
if (!quick) {
  const took = `${Math.round((performance.now() - began) / 60_000)} min`;
  write(new URL("../docs/", import.meta.url), { ...machine, took }, results);
  // A quick run is too short to hold anybody to it.
  process.exitCode = targetsOf(results).every(({ met }) => met) ? 0 : 1;
}
