// `npm run test:bundlers`: which build each bundler takes and what it carries, Next.js with both of its bundlers too.
import { ensureTestBrowsers } from "./chromium.mjs";
import { build, install, run } from "./install.mjs";

install();
install("test/next");
const browsers = await ensureTestBrowsers();
build();
run(
  "npx",
  [
    "vitest",
    "run",
    "test/next",
    "test/browser/bundlers.test.ts",
    "--project",
    "next",
    "--project",
    "browser, around the core",
  ],
  {
    env: { ...process.env, ...browsers },
  },
);
