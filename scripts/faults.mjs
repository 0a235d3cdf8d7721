// `npm run test:faults`: what goes wrong on real pages, phones and servers, tried in full. A line for each case, and the
// totals. With `-- --write` the table of docs/reliability.md is made of it.
import { build, install, run } from "./install.mjs";

const write = process.argv.includes("--write");
const only = process.argv.slice(2).filter((word) => word !== "--write");
if (write && only.length) throw new Error("--write is for a run of all cases.");

install();
const { ensureTestBrowsers } = await import("./chromium.mjs");
const { ensurePostgres } = await import("./postgres.mjs");
const env = {
  ...process.env,
  ...(await ensureTestBrowsers()),
  POSTGRES_BIN: ensurePostgres(),
  FAULTS: "all",
  ...(write ? { RELIABILITY: "write" } : {}),
};
build();
try {
  run("npx", ["vitest", "run", "--project", "faults", "--reporter=./scripts/fault-report.mjs", ...only], {
    env,
  });
} catch {
  process.exitCode = 1;
}
