// `npm run test:engines`: loading, paying, redirect, Back, popup, abort, the supervised window and identity verification in
// Chromium, Firefox and WebKit. An engine that can't be had is a failure, unless it is left out by name:
// `-- --without webkit`. With `-- --write` the chapter of docs/reliability.md is made of the run.
import { build, install, run } from "./install.mjs";

const args = process.argv.slice(2);
const leftOut = args.filter((_, index) => args[index - 1] === "--without");
const write = args.includes("--write");

install();
const { engines } = await import("./find-engines.mjs");
const unknown = leftOut.filter((name) => !(name in engines));
if (unknown.length) throw new Error(`No such engine: ${unknown}. There are ${Object.keys(engines)}.`);
if (write && leftOut.length) throw new Error("--write is for a run of all engines.");

const found = [];
const missing = [];
for (const [name, find] of Object.entries(engines)) {
  if (leftOut.includes(name)) {
    console.log(`${name}: left out`);
    continue;
  }
  try {
    const engine = await find();
    console.log(`${name}: ${engine.version}, by ${engine.driver}`);
    found.push(engine);
  } catch (error) {
    console.error(`${name}: ${error.message}`);
    missing.push(name);
  }
}

build();
try {
  run("npx", ["vitest", "run", "--project", "engines", "--reporter=./scripts/fault-report.mjs"], {
    env: {
      ...process.env,
      ENGINES: JSON.stringify(found),
      ...(write && !missing.length ? { RELIABILITY: "write" } : {}),
    },
  });
} catch {
  process.exitCode = 1;
}
if (missing.length) {
  console.error(`Not tried, because it is missing: ${missing.join(", ")}`);
  process.exitCode = 1;
}
