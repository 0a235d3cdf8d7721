// `npm test`: in a fresh clone with nothing installed, installs what is missing and runs every check.
// Ends with a line `N passed, N failed`: a check counts as one, a test as one.
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { install, run } from "./install.mjs";

let passed = 0;
let failed = 0;
const failures = [];

/** Runs a step, and goes on whatever comes of it. A check counts when it passes; what fails always counts. */
async function step(name, action, { check = true } = {}) {
  const start = performance.now();
  console.log(`\n— ${name}`);
  try {
    const value = await action();
    if (check) passed++;
    return value ?? true;
  } catch (error) {
    failed++;
    failures.push(name);
    console.error(error.message);
    return false;
  } finally {
    console.log(`  ${name}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
  }
}

/** All of vitest's projects in one run; each test counts, and a run without tests is a failure. */
function runTests(chromium, postgres) {
  const folder = mkdtempSync(join(tmpdir(), "iamport-request-pay-"));
  const report = join(folder, "report.json");
  // All but what needs PortOne's own CDN, or two more browsers. (Of two `--project "!…"` each lets the other's in.)
  const exclude = ["--exclude", "test/{portone,engines}/**"];
  let crash;
  try {
    run(
      "npx",
      [
        "vitest",
        "run",
        ...exclude,
        "--silent=passed-only",
        "--reporter=dot",
        "--reporter=json",
        `--outputFile.json=${report}`,
      ],
      {
        env: { ...process.env, CHROMIUM_PATH: chromium, POSTGRES_BIN: postgres },
      },
    );
  } catch (error) {
    crash = error;
  }
  if (!existsSync(report)) throw crash ?? new Error("vitest left no report");
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(
    readFileSync(report, "utf8"),
  );
  rmSync(folder, { recursive: true });
  passed += numPassedTests;
  failed += numFailedTests;
  console.log(`  ${numPassedTests} tests passed, ${numFailedTests} failed`);
  if (numPendingTests + numTodoTests) throw new Error(`${numPendingTests + numTodoTests} tests were skipped`);
  // Failed tests are counted already; a crash beside none is a failure of its own.
  if (numFailedTests) failures.push("tests");
  else if (crash || !numPassedTests) throw crash ?? new Error("vitest ran no test");
}

const npm = (script) => () => run("npm", ["run", "--silent", script]);

/** Fails, rather than to be left out without a word, when what it needs is missing. */
const needing = (what, action) => () => {
  if (!what) throw new Error("Not run: what it needs has failed above.");
  return action();
};

const setUp = { check: false };

/** The project's packages, and what shops have in other releases. */
const installAll = () => {
  install();
  install("test/peers");
};

if (await step("install", installAll, setUp)) {
  const { ensureChromium } = await import("./chromium.mjs");
  const { ensurePostgres } = await import("./postgres.mjs");
  const chromium = await step("a Chromium", ensureChromium, setUp);
  const postgres = await step("a PostgreSQL", ensurePostgres, setUp);
  const built = await step("build", () => run("npm", ["run", "--silent", "build", "--", "--silent"]));
  await step("types", npm("typecheck"));
  await step("lint", npm("lint"));
  const tests = needing(chromium && postgres && built, () => runTests(chromium, postgres));
  await step("tests", tests, { check: false });
  await step("sizes", needing(built, npm("size")));
  await step("reference", npm("docs"));
}

if (failures.length) console.error(`\nFailed: ${failures.join(", ")}`);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
