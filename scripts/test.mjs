// `npm test`: in a fresh clone with nothing installed, installs what is missing and runs what a change to the library can
// break, in a few minutes. `npm test -- --all`: every check, which is what CI runs.
// Ends with a line `N passed, N failed`: a check counts as one, a test as one.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { install, root } from "./install.mjs";

const all = process.argv.includes("--all");

/** The projects of vitest that `npm test` runs. The others repeat them (another build, older frameworks) or can wait. */
const soonDone = [
  ...["unit", "unit, the build that ships", "testing in jsdom", "types", "house"],
  ...["docs", "server", "sandbox", "browser"],
];
/** Tests that have commands of their own: they need PortOne's CDN, two more browsers, other frameworks or the built site. */
const apart = "test/{portone,engines,next,templates,site}/**";
const ofVitest = all ? ["--exclude", apart] : soonDone.flatMap((name) => ["--project", name]);

let passed = 0;
let failed = 0;
const failures = [];

/** Runs a step, and goes on whatever comes of it. A check counts when it passes; what fails always counts. */
async function step(name, action, { check = true } = {}) {
  const start = performance.now();
  let value;
  let said = "";
  try {
    value = (await action()) ?? true;
    if (check) passed++;
  } catch (error) {
    failed++;
    failures.push(name);
    said = `${error.message}\n`;
    value = false;
  }
  console.log(`\n— ${name}: ${((performance.now() - start) / 1000).toFixed(1)} s\n${said}`);
  return value;
}

/**
 * Runs a command beside others. What it says is passed on as it comes or, if it is quiet, only when it fails.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, quiet?: boolean }} [options]
 */
function runBeside(command, args, { env, quiet = false } = {}) {
  const child = spawn(command, args, {
    cwd: root,
    shell: process.platform === "win32",
    env: { ...process.env, ...env },
    stdio: quiet ? "pipe" : "inherit",
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (said += chunk));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (status) =>
      status === 0 ? resolve(true) : reject(new Error(`${said}${command} ${args.join(" ")} failed`)),
    );
  });
}

/** Vitest's projects in one run; each test counts, and a run without tests is a failure. */
async function runTests(browsers, postgres) {
  const folder = mkdtempSync(join(tmpdir(), "iamport-request-pay-"));
  const report = join(folder, "report.json");
  let crash;
  try {
    await runBeside(
      "npx",
      [
        "vitest",
        "run",
        ...ofVitest,
        "--silent=passed-only",
        "--reporter=dot",
        "--reporter=json",
        `--outputFile.json=${report}`,
      ],
      { env: { ...browsers, ...(all && { POSTGRES_BIN: postgres }) } },
    );
  } catch (error) {
    crash = error;
  }
  const written = existsSync(report) && readFileSync(report, "utf8");
  rmSync(folder, { recursive: true });
  if (!written) throw crash ?? new Error("vitest left no report");
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(written);
  passed += numPassedTests;
  failed += numFailedTests;
  console.log(`  ${numPassedTests} tests passed, ${numFailedTests} failed`);
  if (numPendingTests + numTodoTests) throw new Error(`${numPendingTests + numTodoTests} tests were skipped`);
  // Failed tests are counted already; a crash beside none is a failure of its own.
  if (numFailedTests) failures.push("tests");
  else if (crash || !numPassedTests) throw crash ?? new Error("vitest ran no test");
}

const npm = (script, env) => () => runBeside("npm", ["run", "--silent", script], { env, quiet: true });

/** Runs an action, or fails when what it needs is missing: nothing is left out without a word. */
const needing = (what, action) => () => {
  if (!what) throw new Error("Not run: what it needs has failed above.");
  return action();
};

const setUp = { check: false };

/** The project's packages; for `--all` also older releases of the frameworks that shops use. */
const installPackages = () => {
  install();
  if (all) install("test/peers");
};

if (await step("install", installPackages, setUp)) {
  const { ensureTestBrowsers } = await import("./chromium.mjs");
  const { ensurePostgres } = await import("./postgres.mjs");
  const browsers = await step("a Chromium", ensureTestBrowsers, setUp);
  // The shop's tests want it.
  const postgres = !all || (await step("a PostgreSQL", ensurePostgres, setUp));
  // The linter needs no build and runs beside it. The other checks run beside the tests, which mostly wait for a browser.
  const [built] = await Promise.all([step("build", npm("build")), step("lint", npm("lint"))]);
  const checks = async () => {
    await step("types", needing(built, npm("typecheck")));
    await step("sizes", needing(built, npm("size")));
    if (!all) return;
    const site = await step("reference and site", npm("docs"));
    await step("site", needing(browsers && site, npm("test:site", browsers)));
  };
  const tests = needing(browsers && postgres && built, () => runTests(browsers, postgres));
  await Promise.all([step("tests", tests, { check: false }), checks()]);
}

if (failures.length) console.error(`\nFailed: ${failures.join(", ")}`);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
