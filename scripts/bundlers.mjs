// `npm run test:bundlers`: which build each bundler takes and what it carries, Next.js with both of its bundlers too.
import { ensureChromium } from "./chromium.mjs";
import { install, run } from "./install.mjs";

install();
install("test/next");
const chromium = await ensureChromium();
run("npm", ["run", "--silent", "build", "--", "--silent"]);
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
    "browser",
  ],
  {
    env: { ...process.env, CHROMIUM_PATH: chromium },
  },
);
